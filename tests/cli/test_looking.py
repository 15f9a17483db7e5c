"""Lists, one lead, and what waits today."""

import pytest

from tests.cli.terminal import BO, HEADER, REASON

LEAD_KEYS = {
    "id",
    "person",
    "email",
    "account",
    "service_line",
    "stage",
    "path",
    "fit",
    "intent",
    "owner",
    "next_step",
    "due",
}
SHOW_KEYS = {
    "id",
    "person",
    "account",
    "service_line",
    "stage",
    "path",
    "owner",
    "next_step",
    "due",
    "score",
    "checklists",
    "signals",
    "touches",
    "moves",
    "stakeholders",
    "gaps",
    "handoffs",
    "extra",
}
ANSWER_KEYS = {"id", "question", "required", "answer", "evidence", "who", "at", "certainty"}


def test_leads_as_json(assay, team):
    listed = assay.document("leads", team)
    assert set(listed) == {"total", "leads"}
    assert listed["total"] == 2
    for lead in listed["leads"]:
        assert set(lead) >= LEAD_KEYS
        assert isinstance(lead["id"], int)
        assert isinstance(lead["fit"], int)
        assert isinstance(lead["intent"], int)
        assert lead["stage"] == "lead"
        assert len(lead["due"]) == len("2026-11-16")


@pytest.mark.parametrize(
    ("tests", "people"),
    [
        (["stage=lead"], {"Anna Berg", "Bo Lind"}),
        (["stage=sql"], set()),
        (["stage=lead", "stage=sql"], {"Anna Berg", "Bo Lind"}),
        (["service_line=lab_partner"], {"Anna Berg"}),
        (["service_line=Clinic panels"], {"Bo Lind"}),
        (["service_line=lab_partner", "service_line=clinic_panels"], {"Anna Berg", "Bo Lind"}),
        (["service_line=lab_partner", "source=webinar"], set()),
        (["source=Website form"], {"Anna Berg"}),
        (["country=us"], {"Anna Berg", "Bo Lind"}),
        (["country=United States"], {"Anna Berg", "Bo Lind"}),
        (["country=DE"], set()),
        (["owner=KIM"], {"Anna Berg", "Bo Lind"}),
        (["owner=nobody we know"], set()),
        (["account=South Clinic"], {"Bo Lind"}),
        (["account=north"], {"Anna Berg"}),
        (["account=1", "account=2"], {"Anna Berg", "Bo Lind"}),
        (["email=Anna.Berg@northlab.example"], {"Anna Berg"}),
        (["open=true"], {"Anna Berg", "Bo Lind"}),
        (["open=no"], set()),
        (["group=to_screen"], {"Anna Berg", "Bo Lind"}),
        (["group=New to screen"], {"Anna Berg", "Bo Lind"}),
        (["group=ready"], set()),
        (["path="], {"Anna Berg", "Bo Lind"}),
    ],
)
def test_where_chooses(assay, team, tests, people):
    listed = assay.document("leads", team, *(word for test in tests for word in ("--where", test)))
    assert {lead["person"] for lead in listed["leads"]} == people
    assert listed["total"] == len(people)


def test_an_unknown_group_is_said(assay, team):
    assert "to_screen" in assay.refused("leads", team, "--where", "group=nonsense")


def test_search_limit_and_sort(assay, team):
    assert [lead["id"] for lead in assay.document("leads", team, "--search", "clinic lind")["leads"]] == [2]
    limited = assay.document("leads", team, "--limit", "1")
    assert (limited["total"], len(limited["leads"])) == (2, 1)
    assert "2 leads, 1 shown." in assay.done("leads", team, "--limit", "1").out
    by_name = assay.document("leads", team, "--sort", "person")["leads"]
    assert [lead["person"] for lead in by_name] == ["Anna Berg", "Bo Lind"]
    assert "is not a column of leads; choose one of person" in assay.refused("leads", team, "--sort", "shoe")


def test_a_table_is_as_wide_as_the_terminal(assay, team, monkeypatch):
    wide = assay.done("leads", team).out
    assert "anna" not in wide  # no address where nobody asked for one
    assert "Screen this lead" in wide
    monkeypatch.setenv("COLUMNS", "70")
    narrow = assay.done("leads", team).out
    assert max(map(len, narrow.splitlines())) <= 70
    assert "…" in narrow


def test_closed_leads_are_told_from_open_ones(assay, team):
    assay.done("move", team, 1, "--path", "disqualified", "--learned", "No buyer", "--next", "Nothing further")
    assert [lead["id"] for lead in assay.document("leads", team, "--where", "open=false")["leads"]] == [1]
    assert [lead["id"] for lead in assay.document("leads", team, "--where", "open=true")["leads"]] == [2]


@pytest.mark.parametrize(
    "lead", ["1", "anna.berg@northlab.example", "ANNA.BERG@NORTHLAB.EXAMPLE", "Anna Berg", "berg", "ann"]
)
def test_a_lead_is_found_by_what_people_know(assay, team, lead):
    assert assay.document("show", team, lead)["id"] == 1


def test_a_lead_is_found_by_its_id_for_life(assay, team):
    uuid = assay.document("show", team, 2)["uuid"]
    assert assay.document("show", team, uuid)["id"] == 2


def test_words_that_fit_several_leads_list_them(assay, team):
    twin = BO.replace("bo.lind@southclinic", "bo.lind@eastclinic").replace("South Clinic", "East Clinic")
    assay.done("import", team, assay.file("b.csv", HEADER, twin))
    sentence = assay.refused("show", team, "Bo Lind")
    assert "2 (Bo Lind, South Clinic" in sentence
    assert "3 (Bo Lind, East Clinic" in sentence
    assert assay.document("show", team, "bo lind east")["id"] == 3


@pytest.mark.parametrize("lead", ["99", "9" * 40, "nobody@nowhere.example", "Nobody At All", " ", "²", "%", "0"])
def test_an_unknown_lead_is_said(assay, team, lead):
    assert assay.refused("show", team, lead)


def test_show_as_json(assay, mql):
    assay.done("touch", mql, 1, "--kind", "call", "--outcome", "Spoke about volumes", "--reached")
    shown = assay.document("show", mql, 1)
    assert set(shown) >= SHOW_KEYS
    assert shown["person"]["name"] == "Anna Berg"
    assert shown["account"]["name"] == "North Lab"
    assert (shown["stage"], shown["path"], shown["due"]) == ("mql", "sdr_outreach", "2026-12-01")
    score = shown["score"]
    for axis in ("fit", "intent"):
        assert sum(line["points"] for line in score["ledger"] if line["axis"] == axis) == score[axis]
    for line in score["ledger"]:
        assert set(line) >= {"rule", "axis", "points", "fact", "at"}
    assert set(shown["checklists"]) == {"mql", "sql"}
    for row in [*shown["checklists"]["mql"], *shown["checklists"]["sql"]]:
        assert set(row) >= ANSWER_KEYS
        assert row["answer"] in ("yes", "no", "unknown")
        assert isinstance(row["required"], bool)
    first = shown["checklists"]["mql"][0]
    assert (first["answer"], first["evidence"], first["certainty"]) == ("yes", "Seen in the form", "guess")
    assert first["at"] == "2026-11-16T14:00:00+00:00"
    unanswered = shown["checklists"]["sql"][0]
    assert (unanswered["at"], unanswered["certainty"]) == (None, None)
    (signal,) = shown["signals"]
    assert (signal["kind"], signal["at"]) == ("demo_request", "2026-11-10T12:00:00+00:00")
    (touch,) = shown["touches"]
    assert (touch["kind"], touch["outcome"], touch["reached"]) == ("call", "Spoke about volumes", True)
    (move,) = shown["moves"]
    assert (move["from_stage"], move["to_stage"], move["to_path"], move["by"]) == ("lead", "mql", "sdr_outreach", "kim")
    assert move["door"] == "command_line"
    assert move["learned"] == "They told us so on the phone"
    for name in ("stakeholders", "gaps", "handoffs"):
        assert shown[name] == []
    assert isinstance(shown["extra"], dict)


def test_columns_without_a_field_stay_with_the_lead(assay, team):
    file = assay.file("c.csv", "Name,Email,Favourite colour", "Cy Roe,cy@west.example,green")
    assay.done("import", team, file)
    assert assay.document("show", team, "Cy Roe")["extra"] == {"Favourite colour": "green"}
    assert "Favourite colour" in assay.done("show", team, "Cy Roe").out


def test_show_for_people(assay, mql):
    said = assay.done("show", mql, "anna").out
    for words in (
        "Anna Berg (lead 1)",
        "North Lab",
        "Score",
        "MQL: 6 of 6 required",
        "SQL: 0 of",
        "Story",
        "Suggested path",
    ):
        assert words in said


def test_today(assay, team):
    groups = {group["id"]: group for group in assay.document("today", team)["groups"]}
    assert groups["to_screen"]["count"] == 2
    for group in groups.values():
        assert set(group) == {"id", "label", "about", "count", "leads"}
        assert len(group["leads"]) == group["count"]
    anna = next(lead for lead in groups["to_screen"]["leads"] if lead["person"] == "Anna Berg")
    assert (anna["id"], anna["account"], anna["owner"]) == (1, "North Lab", "kim")
    assert (anna["why"], anna["since"][:10]) == ("Nobody has decided on it yet", "2026-11-16")
    said = assay.done("today", team).out
    for words in ("New to screen", "Anna Berg", "Nobody has decided on it yet"):
        assert words in said


def test_one_group_of_today(assay, team):
    (group,) = assay.document("today", team, "--group", "New to screen")["groups"]
    assert (group["id"], len(group["leads"])) == ("to_screen", 2)
    (group,) = assay.document("today", team, "--group", "to_screen", "--limit", 1)["groups"]
    assert (group["count"], len(group["leads"])) == (2, 1)
    assert "and 1 more: assay today W --group to_screen" in assay.done("today", team, "--limit", 1).out
    assert "'later' is not a group of Today; choose one of first_outreach" in assay.refused(
        "today", team, "--group", "later"
    )


def test_time_alone_moves_leads_between_groups_and_lowers_scores(assay, team, monkeypatch):
    fresh = assay.document("leads", team, "--sort", "person")["leads"][0]
    monkeypatch.setenv("ASSAY_NOW", "2026-12-28T14:00:00Z")
    later = assay.document("leads", team, "--sort", "person")["leads"][0]
    assert later["intent"] < fresh["intent"]
    assert later["intent"] == assay.document("show", team, 1)["score"]["intent"]
    counts = {group["id"]: group["count"] for group in assay.document("today", team)["groups"]}
    assert counts["first_outreach"] == 2
    assert len(assay.document("leads", team, "--where", "group=first_outreach")["leads"]) == 2
    assert len(assay.document("history", team)["actions"]) == 1  # nobody did anything


def test_an_empty_workspace_is_no_failure(assay):
    assay.done("new", "team")
    assert assay.document("leads", "team") == {"total": 0, "leads": []}
    assert assay.done("leads", "team").out.splitlines()[-1] == "0 leads."


def test_what_moved_shows_in_the_list(assay, mql):
    assay.done("move", mql, 1, "--path", "sales_discovery", *REASON)
    (lead,) = assay.document("leads", mql, "--where", "path=Sales discovery")["leads"]
    assert (lead["stage"], lead["path"]) == ("mql", "sales_discovery")


def test_search_finds_who_and_what_was_written(assay, team):
    assay.done("touch", team, "1", "--kind", "call", "--outcome", "Reference laboratory in Kiel")
    hits = assay.document("search", team, "kiel", "reference")["hits"]
    assert [(hit["kind"], hit["id"]) for hit in hits] == [("note", 1)]
    assert "Reference laboratory in Kiel" in hits[0]["found"]
    assert {"kind", "id", "title", "detail", "where", "found", "account_id"} == set(hits[0])
    slip = assay.document("search", team, "anna barg", "--limit", "1")["hits"]
    assert [(hit["kind"], hit["title"]) for hit in slip] == [("lead", "Anna Berg")]
    assert assay.document("search", team, "nobody is called so") == {"hits": []}


def test_search_is_a_table_for_people(assay, team):
    printed = assay.done("search", team, "berg").out
    assert "Anna Berg" in printed and "lead 1" in printed
    assert "Nothing holds all of these words" in assay.done("search", team, "xqzzq").out
