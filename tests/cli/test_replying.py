"""Replies on the command line: one document for all of them, and an exit code that says whether all were taken."""

import pytest

from tests.cli.terminal import reply


@pytest.fixture
def sent(assay, mql):
    """Handoff 1 as it left, and the folder it stands in."""
    assay.done("handoff", mql, 1, "-o", "handoff.xlsx", "--by", "kim")
    return assay.folder / "handoff.xlsx"


FIELDS = {"file", "outcome", "reason", "handoff", "verdict", "name", "note", "on", "edited"}


def test_h4_every_reply_of_several_is_in_one_document(assay, mql, sent):
    back = reply(sent, "Reject", "No specific need found", "They only read")
    junk = assay.file("list.csv", "a,b")
    said = assay("reply", mql, back, junk, "--json")
    assert said.code == 1 and said.err.count("\n") == 1
    assert "is a text file" in said.err and "1 of 2 replies were not taken" in said.err
    taken, left = said.json["replies"]
    assert set(taken) >= FIELDS and set(left) >= FIELDS
    assert (taken["file"], taken["outcome"], taken["handoff"], taken["verdict"]) == (back.name, "taken", 1, "reject")
    assert (taken["reason"], taken["lead"]["path"]) == ("No specific need found", "nurture")
    assert (left["outcome"], left["handoff"], left["verdict"]) == ("refused", None, "")
    assert "is a text file" in left["reason"]
    assert said.json["action"] and "list.csv" in said.json["kept"][0]


def test_h4_one_that_asks_is_told_and_taken_with_yes(assay, mql, sent):
    back = reply(sent, "Accept", name="")
    said = assay("reply", mql, back, "--json")
    (asked,) = said.json["replies"]
    assert (said.code, asked["outcome"], asked["may_be_taken"]) == (1, "ask", True)
    assert "nobody signed it" in asked["reason"] and said.json["action"] is None
    assert "--yes takes those" in assay.refused("reply", mql, back)
    (taken,) = assay.document("reply", mql, back, "--yes")["replies"]
    assert (taken["outcome"], taken["name"]) == ("taken", "")
    assert "was taken before" in assay.refused("reply", mql, back, "--yes")


def test_h4_a_dry_run_says_what_would_happen_and_takes_nothing(assay, mql, sent):
    back = reply(sent, "Need more", note="Which volumes?")
    told = assay.done("reply", mql, back, "--dry-run").out
    assert "can be taken" in told and "Opens 1 gap that we owe." in told
    (row,) = assay.document("show", mql, 1)["handoffs"]
    assert row["state"] == "pending"
    said = assay.done("reply", mql, back).out
    assert "Handoff 1" in said and "next: Find out and hand off again: Which volumes?" in said
    assert [gap["question"] for gap in assay.document("show", mql, 1)["gaps"]] == ["Which volumes?"]
