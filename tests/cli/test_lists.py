"""Lists with any columns, views, tags and bulk acts from the command line."""

import csv

import pytest


@pytest.mark.parametrize(
    ("tests", "people"),
    [
        (["person~berg"], ["Anna Berg"]),
        (["fit>=0", "person~lind"], ["Bo Lind"]),
        (["owner!=", "fit<=1000"], ["Anna Berg", "Bo Lind"]),
        (["created last_days 30"], ["Anna Berg", "Bo Lind"]),
        (["created before 2000-01-01"], []),
        (["stage=lead", "tags="], ["Anna Berg", "Bo Lind"]),
        (["open=true", "person~anna"], ["Anna Berg"]),
    ],
)
def test_leads_are_tested_on_any_column(assay, team, tests, people):
    words = [word for test in tests for word in ("--where", test)]
    assert sorted(lead["person"] for lead in assay.document("leads", team, *words)["leads"]) == people
    shown = assay.document("leads", team, *words, "--columns", "person,tags,created")["leads"]
    assert sorted(lead["person"] for lead in shown) == people
    assert all(set(lead) == {"id", "person", "tags", "created"} for lead in shown)
    assert (
        assay.document("grid", team, *words)["count"] == len(people) if "count" in assay.document("grid", team) else 1
    )


def test_columns_order_and_counts(assay, team):
    said = assay.done("leads", team, "--columns", "person,fit,due", "--sort", "person:down").out
    assert said.index("Bo Lind") < said.index("Anna Berg")
    assert "2 leads." in said
    assert assay.document("leads", team, "--count", "stage")["counts"] == [{"id": "lead", "label": "Lead", "count": 2}]
    assert "is not a column of leads" in assay.refused("leads", team, "--sort", "shoe")
    for words, says in (
        (("--sort", "fit:sideways"), "is no order"),
        (("--where", "shoe=1"), "is not a field to choose by"),
        (("--where", "fit 60"), "is no test"),
    ):
        said = assay("leads", team, *words)
        assert (said.code, says in said.err) == (2, True)


def test_people_and_accounts_are_lists_too(assay, team):
    people = assay.document("people", team, "--where", "leads>=1", "--sort", "person")
    assert (people["total"], people["people"][0]["person"]) == (2, "Anna Berg")
    accounts = assay.document("accounts", team, "--columns", "name,people")["accounts"]
    assert accounts and all(one["people"] >= 1 for one in accounts)


def test_what_is_shown_is_saved_as_a_file(assay, team):
    path = assay.folder / "leads.csv"
    assay.done("leads", team, "--where", "person~berg", "--columns", "email,person", "-o", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert (head[:2], row[1]) == (["E-mail", "Person"], "Anna Berg")
    assert "neither .xlsx nor .csv" in assay.refused("leads", team, "-o", assay.folder / "leads.pdf")


def test_a_view_is_saved_used_shared_and_forgotten(assay, team):
    assay.done("leads", team, "--where", "person~berg", "--columns", "person,fit", "--save", "Bergs", "--by", "Mia")
    mine = ("--by", "Mia")
    (view,) = assay.document("views", team, *mine)["views"]
    assert (view["name"], view["own"], view["shows"]) == ("Bergs", True, "Person contains berg")
    assert assay.document("views", team, "--by", "Jon")["views"] == []
    (lead,) = assay.document("leads", team, "--view", "bergs", *mine)["leads"]
    assert lead == {"id": lead["id"], "person": "Anna Berg", "fit": lead["fit"]}
    path = assay.document("views", team, "--view", "Bergs", "-o", assay.folder / "bergs", *mine)["file"]
    taken = assay.document("views", team, "--take", path, "--by", "Jon")["view"]
    assert (taken["name"], taken["own"]) == ("Bergs", True)
    assay.done("views", team, "--forget", "Bergs", *mine)
    assert assay.document("views", team, *mine)["views"] == []
    assert "There is no view" in assay.refused("leads", team, "--view", "Bergs", *mine)


def test_leads_are_tagged_and_found_by_it(assay, team):
    assert "Tag 1 lead" in assay.done("tag", team, "Board", "--where", "person~berg").out
    assay.done("tag", team, "board", "Bo Lind")
    assert assay.document("tag", team)["tags"] == [{"word": "Board", "leads": 2}]
    assay.done("tag", team, "Board", "Bo Lind", "--remove")
    assert [lead["person"] for lead in assay.document("leads", team, "--where", "tags=Board")["leads"]] == ["Anna Berg"]
    assert "Name the leads" in assay.refused("tag", team, "Board")


def test_many_leads_are_changed_or_deleted_and_first_rehearsed(assay, team):
    rehearsed = assay.document("bulk", team, "--where", "fit>=0", "--delete", "--dry-run")
    assert (len(rehearsed["done"]), assay.document("leads", team)["total"]) == (2, 2)
    assay.done("bulk", team, "Bo Lind", "--owner", "Jon")
    assert [lead["person"] for lead in assay.document("leads", team, "--where", "owner=Jon")["leads"]] == ["Bo Lind"]
    assay.done("bulk", team, "--where", "owner=Jon", "--delete")
    assert assay.document("leads", team)["total"] == 1
    assay.done("undo", team)
    assert assay.document("leads", team)["total"] == 2
    assert "Name the leads" in assay.refused("bulk", team, "--delete")


def test_many_leads_move_with_one_reason_and_some_past_the_gate(assay, team):
    words = (
        "--stage",
        "mql",
        "--learned",
        "Both want a demo",
        "--next",
        "Call",
        "--due",
        "2099-12-01",
        "--owner",
        "Mia",
    )
    stopped = assay.document("bulk", team, "--where", "fit>=0", *words, "--dry-run")
    assert (stopped["done"], len(stopped["left"])) == ([], 2)
    own = ("--override", "Bo Lind=His board asks now", "--learned-of", "Bo Lind=He wants it this year")
    done = assay.document("bulk", team, "--where", "fit>=0", *words, *own)
    assert (len(done["done"]), len(done["left"])) == (1, 1)
    assert "Not ready for MQL" in done["left"][0]["why"]
    shown = assay.document("show", team, "Bo Lind")
    assert shown["stage"] == "mql"
    assert "He wants it this year" in str(shown)
    assay.done("undo", team)
    assert assay.document("show", team, "Bo Lind")["stage"] == "lead"
    assert "not among the leads" in assay.refused("bulk", team, "Bo Lind", *words, "--override", "Anna Berg=Now")
    assert "Write the reason" in assay.refused("bulk", team, "Bo Lind", *words, "--override", "Bo Lind=")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "say one thing to do"),
        (["--owner", "Jon", "--delete"], "say one thing to do"),
        (["--path", "nurture"], "a move keeps its reason"),
        (["--owner", "Jon", "--learned", "T"], "belong to a move"),
    ],
)
def test_a_bulk_act_does_one_thing_and_a_move_has_its_reason(assay, team, words, says):
    said = assay("bulk", team, "Bo Lind", *words)
    assert (said.code, says in said.err) == (2, True)


def test_handoffs_and_imports_are_lists_too(assay, mql):
    assay.done("handoff", mql, 1, "-o", assay.folder / "handoff.xlsx")
    handed = assay.document("handoffs", mql, "--where", "state=pending")
    assert (handed["total"], handed["handoffs"][0]["person"]) == (1, "Anna Berg")
    assert assay.document("handoffs", mql, "--count", "verdict")["counts"] == [
        {"id": "", "label": "Nothing", "count": 1}
    ]
    (run,) = assay.document("imports", mql, "--columns", "file,created,state")["imports"]
    assert run == {"id": run["id"], "file": "leads.csv", "created": 2, "state": "Done"}
    assert "leads.csv" in assay.done("imports", mql, "--sort", "when:down").out
    path = assay.folder / "imports.csv"
    assay.done("imports", mql, "-o", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["File", "leads.csv"]


def test_the_history_is_a_list_where_it_is_asked_like_one(assay, mql):
    plain = assay.document("history", mql)
    assert set(plain) == {"actions"}
    counted = {one["id"]: one["count"] for one in assay.document("history", mql, "--count", "kind")["counts"]}
    assert counted["import"] == 1 and sum(counted.values()) == len(plain["actions"])
    moved = assay.document("history", mql, "--where", "kind=move", "--columns", "what,by")
    assert [one["by"] for one in moved["history"]] == ["kim"]
    of_bo = assay.document("history", mql, "--lead", "Bo Lind", "--columns", "use_case")["history"]
    assert [one["use_case"] for one in of_bo] == ["commit_import"]
    assert assay.document("history", mql, "--by", "nobody", "--sort", "rows")["total"] == 0
    assert len(assay.document("history", mql, "--search", "import leads", "--limit", "1")["history"]) == 1
    assay.done("history", mql, "--where", "kind=move", "--save", "Moves")
    assert assay.document("history", mql, "--view", "Moves")["total"] == 1
    assert "leave out --lead" in assay.refused("history", mql, "--lead", "1", "--save", "x")


def test_what_a_file_held_beside_is_a_column(assay, team):
    path = assay.folder / "fair.csv"
    path.write_text('Name,Email,Company,"Hall, row",Badge\nEve Ek,eve@ek.example,Ek Labs,3,9\n', "utf-8")
    assay.done("import", team, path)
    (lead,) = assay.document("leads", team, "--where", 'extra:"Hall, row"=3')["leads"]
    assert lead["person"] == "Eve Ek"
    shown = assay.document("leads", team, "--columns", 'person,"extra:Hall, row"', "--sort", "extra:Badge:down")[
        "leads"
    ]
    assert (shown[0]["person"], shown[0]["extra:Hall, row"]) == ("Eve Ek", "3")
    counts = assay.document("people", team, "--count", "extra:Badge")["counts"]
    assert {one["label"]: one["count"] for one in counts} == {"9": 1, "Nothing": 2}
    for words in (("leads", team), ("people", team), ("bulk", team, "--delete")):
        assert "choose one of extra:Badge" in assay.refused(*words, "--where", "extra:Bagde is_not 9")
    said = assay("handoffs", team, "--where", "extra:Badge=9")
    assert (said.code, "not a field to choose by" in said.err) == (2, True)


def test_facts_are_edited_by_the_columns_of_a_list(assay, team):
    would = assay.document("edit", team, "Bo Lind", "title=Head of lab", "stage=SQL", "--dry-run")
    assert [(one["column"], one["after"], bool(one["refused"])) for one in would["cells"]] == [
        ("title", "Head of lab", False),
        ("stage", "SQL", True),
    ]
    assert assay.document("leads", team, "--where", "title~head")["total"] == 0
    assert "changes by a move" in assay.done("edit", team, "Bo Lind", "title=Head of lab", "stage=SQL").out
    assert [one["person"] for one in assay.document("leads", team, "--where", "title~head")["leads"]] == ["Bo Lind"]
    assert "day or month" in assay.refused("edit", team, "Bo Lind", "due=03/04/2027")
    assay.done("edit", team, "1", "city=Lund", "--place", "accounts")
    assert assay.document("accounts", team, "--where", "city=Lund")["total"] == 1
    assay.done("undo", team)
    assert "is not a column" in assay.refused("edit", team, "1", "shoes=43", "--place", "people")
