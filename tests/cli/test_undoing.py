"""Undo, redo and history."""

import pytest

from tests.cli.terminal import BASICS, REASON


def state(assay, team):
    """Everything that is on record about both leads, apart from what counts actions."""
    return [assay.document("show", team, lead) for lead in (1, 2)]


@pytest.mark.parametrize(
    "words",
    [
        ("answer", "sql_volume", "yes", "--evidence", "40 a week"),
        ("move", "--path", "nurture", *REASON),
        ("touch", "--kind", "call", "--outcome", "Nobody there"),
        ("signal", "--kind", "pricing_request"),
        ("gap", "--ask", "Which interface?", "--area", "interface"),
    ],
    ids=lambda words: words[0],
)
def test_undo_takes_back_and_redo_brings_back(assay, team, words):
    before = state(assay, team)
    verb, *rest = words
    assay.done(verb, team, 1, *rest)
    after = state(assay, team)
    assert after != before
    undone = assay.document("undo", team)
    assert set(undone) == {"action", "label", "of", "takes", "kept", "dry_run"}
    assert (undone["of"], undone["kept"]) == (2, [])
    assert state(assay, team) == before
    assay.done("redo", team)
    assert state(assay, team) == after
    assert assay.document("check", team)["ok"] is True


def test_all_of_it_can_be_undone_step_by_step(assay, mql):
    for _ in range(len(BASICS) + 2):
        assay.done("undo", mql)
    assert assay.document("leads", mql)["total"] == 0
    assert "nothing to undo" in assay.refused("undo", mql)


def test_an_earlier_action_by_its_number_keeps_what_came_later(assay, team):
    assay.done("touch", team, 1, "--kind", "call", "--outcome", "Nobody there")
    assay.done("touch", team, 2, "--kind", "email", "--outcome", "Wrote")
    assay.done("undo", team, 2)
    assert assay.document("show", team, 1)["touches"] == []
    assert len(assay.document("show", team, 2)["touches"]) == 1


def test_what_was_edited_since_is_kept_and_said(assay, mql):
    rehearsed = assay.document("undo", mql, 1, "--dry-run")
    assert rehearsed["dry_run"] is True
    assert assay.document("leads", mql)["total"] == 2
    undone = assay.document("undo", mql, 1)
    assert undone["kept"] == rehearsed["kept"]
    assert any("Lead 1 (Anna Berg)" in sentence for sentence in undone["kept"])
    assert [lead["id"] for lead in assay.document("leads", mql)["leads"]] == [1]


def test_an_action_that_does_not_exist_is_said(assay, team):
    assert "no action 99" in assay.refused("undo", team, 99)
    assert "nothing to redo" in assay.refused("redo", team)


def test_history(assay, mql):
    actions = assay.document("history", mql)["actions"]
    assert [action["action"] for action in actions] == list(range(8, 0, -1))
    for action in actions:
        assert set(action) == {"action", "at", "by", "label", "use_case", "rows", "in_effect", "undoes", "can_undo"}
        assert isinstance(action["in_effect"], bool)
    assert [action["action"] for action in assay.document("history", mql, "--limit", 2)["actions"]] == [8, 7]
    of_bo = assay.document("history", mql, "--lead", "Bo Lind")["actions"]
    assert [action["action"] for action in of_bo] == [1]
    said = assay.done("history", mql).out
    assert "Import leads.csv: 2 new leads" in said
    assay.done("undo", mql)
    assert "undone" in assay.done("history", mql).out


def test_check_is_content_after_all_kinds_of_undoing(assay, mql):
    for words in (["undo", mql, 3], ["undo", mql, 1], ["undo", mql], ["redo", mql]):
        assay.done(*words)
    assert assay.document("check", mql)["ok"] is True


def test_what_left_the_house_stays_and_undo_goes_on_with_the_act_before(assay, mql):
    assay.done("handoff", mql, 1, "-o", "handoff.xlsx")
    newest = assay.document("history", mql)["actions"][0]
    assert (newest["use_case"], newest["can_undo"]) == ("issue_handoff", False)
    assert "on record for good" in assay.refused("undo", mql, newest["action"])
    assert assay.document("undo", mql)["of"] == newest["action"] - 1
    assert assay.document("show", mql, 1)["stage"] == "lead"
    assert len(assay.document("show", mql, 1)["handoffs"]) == 1


def test_the_history_is_asked_by_person_account_and_action(assay, mql):
    assert assay.document("history", mql, "--by", "nobody")["actions"] == []
    labels = [row["label"] for row in assay.document("history", mql, "--account", 1)["actions"]]
    assert len(labels) == 1 and labels[0].startswith("Import")
    moved = assay.document("history", mql)["actions"][0]["action"]
    view = assay.document("history", mql, "--action", moved)
    changed = {change["noun"]: change for change in view["changes"]}
    assert {"field": "stage", "before": "lead", "after": "mql"} in changed["lead"]["fields"]
    assert "stage: lead → mql" in assay.done("history", mql, "--action", moved).out


def test_edits_since_are_taken_back_where_that_is_asked_for(assay, mql):
    assay.done("undo", mql, 1, "--edits-too")
    assert assay.document("leads", mql)["total"] == 0
    assay.done("redo", mql)
    assert assay.document("show", mql, 1)["stage"] == "mql"
    assert assay.document("check", mql)["ok"] is True
