"""Answers, moves through the gate, touches, signals, gaps."""

import pytest

from app.domain.playbook import Playbook
from app.services.playbooks import shipped_playbook
from tests.cli.terminal import BASICS, REASON

CRITERION = "sql_use_case"


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return shipped_playbook("diagnostics")


def answered(assay, team, criterion):
    shown = assay.document("show", team, 1)["checklists"]
    return next(row for rows in shown.values() for row in rows if row["id"] == criterion)


def test_an_answer_keeps_its_evidence(assay, team):
    words = ("--evidence", "Send-outs take nine hours", "--who", "Dr. Roe", "--certainty", "told", "--by", "kim")
    done = assay.document("answer", team, 1, CRITERION, "yes", *words)
    assert done["action"] == 2
    assert (done["lead"], done["criterion"], done["answer"]) == (1, CRITERION, "yes")
    assert done["ready"] == {"mql": False, "sql": False}
    row = answered(assay, team, CRITERION)
    assert (row["answer"], row["evidence"], row["who"], row["certainty"], row["by"]) == (
        "yes",
        "Send-outs take nine hours",
        "Dr. Roe",
        "told",
        "kim",
    )


def test_a_contradicting_answer_is_flagged_and_unknown_is_not_no(assay, team):
    for value in ("yes", "no"):
        assay.done("answer", team, 1, CRITERION, value, "--evidence", "x")
    row = answered(assay, team, CRITERION)
    assert (row["answer"], row["contradicted"]) == ("no", True)
    assay.done("answer", team, 1, "sql_volume", "unknown")
    assert answered(assay, team, "sql_volume")["answer"] == "unknown"


def test_a_criterion_that_is_not_asked_names_those_that_are(assay, team):
    assert "sql_use_case" in assay.refused("answer", team, 1, "sql_nonsense", "yes")
    assert "not asked of this lead" in assay.refused("answer", team, 1, "sql_plan_year", "yes")  # of another line


def test_a_blocked_move_says_what_is_missing_and_what_to_ask(assay, team, playbook):
    sentence = assay.refused("move", team, 1, "--stage", "mql", *REASON)
    assert "Not ready for MQL" in sentence
    said = assay("move", team, 1, "--stage", "mql", *REASON)
    for criterion in BASICS:
        assert f"  {criterion}: {playbook.criterion(criterion).question}" in said.out
    assert said.out.count("    ask: ") == len(BASICS)
    said = assay("move", team, 1, "--stage", "mql", *REASON, "--json")
    assert said.code == 1
    assert said.json["blocked"] is True
    assert [one["criterion"] for one in said.json["missing"]] == list(BASICS)
    for one in said.json["missing"]:
        assert one["question"]
        assert one["proof"]
    shown = assay.document("show", team, 1)
    assert (shown["stage"], shown["moves"]) == ("lead", [])


def test_a_move_keeps_both_parts_of_its_reason(assay, mql):
    moved = assay.document("move", mql, 1, "--path", "sales_discovery", *REASON, "--owner", "Ava")
    assert (moved["blocked"], moved["missing"]) == (False, [])
    assert (moved["stage"], moved["path"], moved["owner"]) == ("mql", "sales_discovery", "Ava")
    last = assay.document("show", mql, 1)["moves"][-1]
    assert last["learned"] == "They told us so on the phone"
    assert (last["next_step"], last["due"], last["owner"]) == ("Call again", "2026-12-01", "Ava")


def test_an_override_needs_words_and_is_marked_for_ever(assay, team):
    assert "is not a reason" in assay.refused("move", team, 1, "--stage", "mql", *REASON, "--override", "other")
    assay.done("move", team, 1, "--stage", "mql", *REASON, "--override", "Their board meets tomorrow")
    (move,) = assay.document("show", team, 1)["moves"]
    assert move["override"] == "Their board meets tomorrow"
    assert set(move["missing"]) == set(BASICS)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--path", "nowhere", *REASON], "not a path"),
        (["--stage", "sal", *REASON], "no SAL stage"),
        (["--stage", "opportunity", *REASON], "SQL first"),
        (["--path", "nurture", "--learned", " ", "--next", "x", "--due", "2026-12-01"], "what was learned"),
        (["--path", "nurture", "--learned", "x", "--next", "", "--due", "2026-12-01"], "what happens next"),
        (["--path", "nurture", "--learned", "x", "--next", "y"], "date"),
        (["--path", "not_now", "--learned", "x", "--next", "y"], "date"),
        (["--path", "disqualified", "--learned", "Other", "--next", "y", "--code", "other"], "Write out"),
        (["--path", "disqualified", "--learned", "x", "--next", "y", "--code", "nonsense"], "not a reason"),
    ],
)
def test_a_move_that_lacks_something_is_refused_and_leaves_no_trace(assay, team, words, says):
    assert says in assay.refused("move", team, 1, *words)
    assert assay.document("show", team, 1)["moves"] == []
    assert len(assay.document("history", team)["actions"]) == 1


def test_not_now_may_wait_for_a_trigger_instead_of_a_date(assay, team):
    words = ("--learned", "Tied to another lab", "--next", "Ask again", "--trigger", "Their contract ends")
    assay.done("move", team, 1, "--path", "not_now", *words)
    assert assay.document("show", team, 1)["trigger"] == "Their contract ends"


def test_touches(assay, team):
    done = assay.document("touch", team, 1, "--kind", "E-Mail", "--outcome", "Wrote to her", "--at", "2026-11-13T10:00")
    assert done["action"] == 2
    (touch,) = assay.document("show", team, 1)["touches"]
    assert (touch["kind"], touch["at"], touch["reached"]) == ("email", "2026-11-13T10:00:00+00:00", False)
    assert "not a kind of touch" in assay.refused("touch", team, 1, "--kind", "pigeon", "--outcome", "x")
    assert "what came of it" in assay.refused("touch", team, 1, "--kind", "call", "--outcome", " ")


@pytest.mark.parametrize("kind", ["pricing_request", "Pricing request", "quote request"])
def test_signals_raise_the_score(assay, team, kind):
    before = assay.document("show", team, 1)["score"]["intent"]
    words = ("--at", "2026-11-15", "--asset", "Price page", "--offer", "Quote", "--asked-for", "a price for 40 samples")
    assay.done("signal", team, 1, "--kind", kind, *words)
    shown = assay.document("show", team, 1)
    assert shown["score"]["intent"] > before
    added = shown["signals"][-1]
    assert (added["kind"], added["at"], added["asset"]) == (
        "pricing_request",
        "2026-11-15T12:00:00+00:00",
        "Price page",
    )
    assert added["asked_for"] == "a price for 40 samples"


def test_an_unknown_signal_is_refused(assay, team):
    assert "not a kind of signal" in assay.refused("signal", team, 1, "--kind", "telepathy")


def test_a_gap_that_stops_the_deal_changes_the_route_until_it_is_closed(assay, team):
    before = assay.document("show", team, 1)["route"]["path"]
    words = ("--ask", "Which interface does the LIS speak?", "--area", "interface", "--severity", "stops")
    opened = assay.document("gap", team, 1, *words, "--owed-by", "theirs", "--due", "2026-11-20")
    shown = assay.document("show", team, 1)
    (gap,) = shown["gaps"]
    assert (gap["id"], gap["status"], gap["severity"], gap["due"]) == (opened["gap"], "open", "stops", "2026-11-20")
    assert (before, shown["route"]["path"]) == ("sdr_outreach", "technical_presales")
    assert "has no gap" in assay.refused("gap", team, 2, "--close", gap["id"], "--answer", "HL7")
    assay.done("gap", team, 1, "--close", gap["id"], "--answer", "HL7 2.5, said their analyst")
    shown = assay.document("show", team, 1)
    assert (shown["gaps"][0]["status"], shown["route"]["path"]) == ("answered", before)


def test_gaps_have_known_areas(assay, team):
    assert "validation" in assay.refused("gap", team, 1, "--ask", "Why?", "--area", "weather")


def test_who_acts_is_kept(assay, team, monkeypatch):
    assay.done("touch", team, 1, "--kind", "call", "--outcome", "x", "--by", "Zoë Müller")
    monkeypatch.setattr("getpass.getuser", lambda: "the system user")
    assay.done("touch", team, 1, "--kind", "call", "--outcome", "x")
    names = [action["by"] for action in assay.document("history", team)["actions"]]
    assert names == ["the system user", "Zoë Müller", "kim"]
