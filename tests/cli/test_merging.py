"""Duplicates listed, merged and kept separate from the command line."""

from tests.cli.terminal import ANNA, HEADER

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
