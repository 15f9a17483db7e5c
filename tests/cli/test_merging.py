"""Duplicates listed, merged and kept separate from the command line."""

from tests.cli.terminal import ANNA, BO, HEADER

ANNE = ANNA.replace("Anna,Berg", "Anne,Berk").replace("anna.berg@", "anne.berk@")


def test_merge_makes_one_of_two_and_undo_makes_two_of_one(assay, team):
    before = assay.document("show", team, 1)
    merged = assay.document("merge", team, 1, 2)
    assert merged["merged"] == [{"into": 1, "gone": [2]}]
    assert assay.document("leads", team)["total"] == 2, "two service lines are two leads of one person"
    assay.done("undo", team)
    assert assay.document("show", team, 1) == before
    assert assay.document("check", team)["ok"] is True


def test_merge_refuses_one_and_the_same(assay, team):
    assay.done("merge", team, 1, 2)
    assert "itself" in assay.refused("merge", team, 1, 2)
    assert "no lead 77" in assay.refused("merge", team, 1, 77)
    assert assay("merge", team, 1).code == 2
    assert assay("merge", team, 1, "--all-sure").code == 2


def test_accounts_are_named_by_their_numbers(assay, team):
    merged = assay.document("merge", team, 1, 2, "--kind", "accounts")
    assert merged["label"] == "Merge North Lab with South Clinic"
    assert "merged into North Lab (1)" in assay.refused("merge", team, 1, 2, "--kind", "accounts")
    assert "not the number of an account" in assay.refused("merge", team, 1, "South", "--kind", "accounts")


def test_a_lead_that_was_merged_is_found_under_its_old_number(assay):
    team = assay.folder / "old.assay"
    assay.done("new", team)
    path = assay.folder / "list.csv"
    path.write_text("\n".join([HEADER, ANNA, ANNE, ""]), "utf-8")
    assay.done("import", team, path)
    assay.done("merge", team, 1, 2)
    assert assay.document("leads", team)["total"] == 1
    assert assay.document("show", team, 2)["id"] == 1


def test_duplicates_name_the_file_and_record_that_each_came_from(assay):
    team = assay.folder / "sources.assay"
    assay.done("new", team)
    others = [ANNA.replace("Anna,Berg,anna.berg@northlab", f"Per{n},Quist{n},p{n}@house{n}") for n in range(30)]
    assay.done("import", team, assay.file("first.csv", HEADER, *others, "", ANNA))
    assay.done("import", team, assay.file("second.csv", HEADER, ANNE))
    (pair,) = assay.document("duplicates", team)["pairs"]
    assert pair["a_source"] == {"file": "first.csv", "record": 32}  # from 0, the header and the blank line included
    assert pair["b_source"] == {"file": "second.csv", "record": 1}
    linked = assay.document("link", assay.folder / "first.csv", assay.folder / "second.csv")["pairs"]
    assert [(one["a_source"], one["b_source"]) for one in linked] == [(pair["a_source"], pair["b_source"])]


def test_organisations_have_the_source_of_their_first_lead(assay):
    team = assay.folder / "sources.assay"
    assay.done("new", team)
    rows = ["Company,Name,City", "University Hospital Mainz,Ada Holm,Mainz", "Vogel Praxis,Bo Lind,Turin"]
    assay.done("import", team, assay.file("first.csv", *rows))
    assay.done("import", team, assay.file("second.csv", rows[0], "Univ Hosp Mainz,Cy Ott,Mainz"))
    (pair,) = assay.document("duplicates", team, "--kind", "accounts")["pairs"]
    assert (pair["a_source"], pair["b_source"]) == (
        {"file": "first.csv", "record": 1},
        {"file": "second.csv", "record": 1},
    )


def test_unmerge_takes_one_of_many_merges_apart_again(assay):
    team = assay.folder / "three.assay"
    assay.done("new", team)
    assay.done("import", team, assay.file("list.csv", HEADER, ANNA, ANNE, BO))
    assay.done("merge", team, 1, 2, 3)
    undone = assay.document("unmerge", team, 1)
    assert undone["label"].startswith("Take ")
    assert assay.document("leads", team)["total"] == 2, (
        "the latest is apart again, the other is still one with the first"
    )
    assay.done("unmerge", team, "person:2")
    assert assay.document("leads", team)["total"] == 3
    assert "nothing to take apart" in assay.refused("unmerge", team, 1)
    assert "not the number of an account" in assay.refused("unmerge", team, "South", "--kind", "accounts")


def test_an_account_is_taken_apart_by_the_number_that_went(assay, team):
    before = assay.document("show", team, 2)
    assay.done("merge", team, 1, 2, "--kind", "accounts")
    assay.done("unmerge", team, 2, "--kind", "accounts")
    assert assay.document("show", team, 2) == before
