"""Handoffs, their replies, and weekly reviews."""

import json
import sys

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from app.exports.recognition import REPLY
from app.services.desk import Desk
from app.services.work import Changed
from app.store.tables import ReviewRow
from tests.cli.terminal import REASON, reply


@pytest.fixture
def sent(assay, mql):
    """The workbook of handoff 1, of Anna Berg."""
    assay.done("handoff", mql, 1, "-o", "handoff.xlsx", "--by", "kim")
    return assay.folder / "handoff.xlsx"


def test_a_handoff_is_a_workbook_and_an_action(assay, mql):
    done = assay.document("handoff", mql, 1, "-o", "out", "--by", "kim")
    assert set(done) == {"action", "lead", "file", "beside", "handoff", "pictures", "leaves", "kept"}
    assert done["leaves"].startswith("Everything leaves")
    assert done["pictures"] == 0  # nobody is on the committee yet
    assert done["file"] == "out.xlsx"
    assert done["handoff"]["number"] == 1
    assert done["handoff"]["state"] == "pending"
    assert REPLY in load_workbook(assay.folder / "out.xlsx").sheetnames
    (row,) = assay.document("show", mql, 1)["handoffs"]
    assert row["number"] == 1
    assert isinstance(row["completeness"], int)


def test_a_handoff_without_reason_cannot_leave(assay, team):
    assert "cannot leave" in assay.refused("handoff", team, 1, "-o", "out.xlsx")
    assert not (assay.folder / "out.xlsx").exists()
    assert assay.document("show", team, 1)["handoffs"] == []


@pytest.mark.parametrize("name", ["team.assay", "leads.csv", "out.pdf"])
def test_only_workbooks_are_written_over(assay, mql, name):
    before = {path: path.read_bytes() for path in assay.folder.iterdir() if path.is_file()}
    assert ".xlsx" in assay.refused("handoff", mql, 1, "-o", name)
    assert ".xlsx" in assay.refused("review", mql, "-o", name)
    assert {path: path.read_bytes() for path in assay.folder.iterdir() if path.is_file()} == before


def test_a_folder_that_does_not_exist_or_may_not_be_written_keeps_nothing(assay, mql):
    assert assay.refused("handoff", mql, 1, "-o", "nowhere/out.xlsx")
    places = ["/proc/out.xlsx"] if sys.platform.startswith("linux") else ["leads.csv/out.xlsx"]
    for place in [*places, "leads.csv/out.xlsx"]:
        assert assay.refused("handoff", mql, 1, "-o", place)
        assert assay.refused("review", mql, "-o", place)
    (assay.folder / "a folder.xlsx").mkdir()
    assert "is a folder" in assay.refused("handoff", mql, 1, "-o", "a folder.xlsx")
    assert assay.document("show", mql, 1)["handoffs"] == []
    assert assay.refused("new", "nowhere/team.assay")


def test_an_accepted_handoff(assay, mql, sent):
    taken = assay.document("reply", mql, reply(sent, "Accept", note="Good notes"), "--by", "kim")
    assert set(taken) == {"action", "replies", "kept"}
    (reply_,) = taken["replies"]
    assert (reply_["outcome"], reply_["handoff"], reply_["verdict"]) == ("taken", 1, "accept")
    assert (reply_["note"], reply_["name"], reply_["edited"]) == ("Good notes", "Sam Sales", [])
    assert assay.document("show", mql, 1)["handoffs"][0]["state"] == "accepted"
    assert reply_["lead"]["stage"] == "mql"  # nothing of SQL is proven, whatever sales says


def test_a_rejected_handoff_goes_back_with_its_reason(assay, mql, sent):
    back = reply(sent, "Reject", "No specific need found", "They only read")
    said = assay.done("reply", mql, back).out
    assert "rejected" in said
    shown = assay.document("show", mql, 1)
    assert (shown["stage"], shown["path"]) == ("mql", "nurture")
    assert "They only read" in shown["moves"][-1]["learned"]
    assert shown["handoffs"][0]["reason"] == "No specific need found"
    assert "was taken before" in assay.refused("reply", mql, back)


def test_what_is_no_reply_is_refused(assay, mql, sent):
    assert "There is no file" in assay.refused("reply", mql, "nowhere.xlsx")
    assert assay.refused("reply", mql, "leads.csv")
    assert assay.refused("reply", mql, sent)  # nobody has written a verdict
    assay.done("new", "other")
    assert "another workspace" in assay.refused("reply", "other", reply(sent, "Accept"))


def test_undo_of_a_reply_and_of_the_handoff(assay, mql, sent):
    before = assay.document("show", mql, 1)
    back = reply(sent, "Need more", note="Which volumes?")
    assay.done("reply", mql, back)
    assert assay.document("show", mql, 1)["path"] == "needs_research"
    assay.done("undo", mql)
    after = assay.document("show", mql, 1)
    assert {name: after[name] for name in ("stage", "path", "moves")} == {
        name: before[name] for name in ("stage", "path", "moves")
    }
    assert after["handoffs"][0]["state"] == "pending"
    assay.done("reply", mql, back)  # taken back, so it can be taken again


def test_the_review_of_the_last_complete_week_is_issued(assay, mql, monkeypatch):
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    done = assay.document("review", mql, "-o", "review.xlsx", "--by", "kim")
    assert set(done) == {"action", "week", "issued", "file", "pdf", "review", "restated"}
    assert (done["week"], done["issued"]) == ("2026-W47", True)
    assert done["review"]["week"] == "2026-W47"
    assert load_workbook(assay.folder / "review.xlsx").sheetnames
    assay.done("move", mql, 1, "--path", "nurture", *REASON)
    again = assay.document("review", mql, "--week", "2026-W47", "-o", "again.xlsx")
    assert again["review"] == done["review"]  # to the digit, whatever happened since
    said = assay.done("review", mql, "--week", "2026-W47", "-o", "again.xlsx").out.splitlines()
    assert [f"  {message['text']}" for message in done["review"]["messages"]] == said[2:]


def test_a_week_that_runs_is_written_and_not_frozen(assay, mql):
    done = assay.document("review", mql, "--week", "2026-w47", "-o", "review.xlsx")
    assert (done["week"], done["issued"], done["action"]) == ("2026-W47", False, None)
    assert "still runs" in assay.done("review", mql, "--week", "2026-W47", "-o", "review.xlsx").out


def test_a_week_to_come_is_refused(assay, mql):
    assert "not begun" in assay.refused("review", mql, "--week", "2026-W50", "-o", "review.xlsx")
    assert not (assay.folder / "review.xlsx").exists()


def test_a_returned_handoff_is_not_imported_as_leads(assay, mql, sent):
    assert "assay reply" in assay.refused("import", mql, sent)
    book = load_workbook(sent)
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    book.save("stripped.xlsx")
    assert "assay reply" in assay.refused("import", mql, "stripped.xlsx")
    assert assay.document("leads", mql)["total"] == 2


def test_a_review_is_read_without_a_file_and_issued_without_a_workbook(assay, mql, monkeypatch):
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    read = assay.document("review", mql)
    assert (read["week"], read["issued"], read["file"], read["action"]) == ("2026-W47", False, None, None)
    assert "is not issued yet" in assay.done("review", mql).out
    issued = assay.document("review", mql, "--issue", "--by", "kim")
    assert issued["issued"] and issued["action"] and issued["restated"] == {"says": [], "figures": [], "leads": []}
    double = assay.document("review", mql, "--biweekly")
    assert (double["week"], double["issued"]) == ("2026-W46 to W47", False)
    of_two = assay.done("review", mql, "--biweekly").out
    assert "These 2 weeks" in of_two and "2 weeks before" in of_two and "This week" not in of_two
    said = assay.done("review", mql).out
    assert "its numbers are frozen" in said and "New MQLs" in said
    assert "This week  Last week" in said and "on target" in said, "in the words of page one"
    assert "still runs; it can be issued once it is over" in assay.refused(
        "review", mql, "--issue", "--week", "2026-W48"
    )


def test_an_issued_review_that_was_changed_outside_the_program_is_refused_with_what_to_do(assay, mql, monkeypatch):
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    assay.done("review", mql, "--issue", "--by", "kim")
    with Desk.open(assay.folder / mql, by="kim", door="command line") as desk:
        desk.tend(lambda work: [work.session.execute(update(ReviewRow).values(by="Lee")), Changed("")][1])
    for words in ((), ("--issue",), ("-o", "week.xlsx")):
        said = assay.refused("review", mql, *words)
        assert "2026-W47 is not what was issued: somebody changed it outside the program" in said
        assert "Restore the newest backup in which it is whole." in said
    assert not (assay.folder / "week.xlsx").exists()


def test_a_review_without_our_names(assay, mql, monkeypatch):
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    named, bare = (json.dumps(assay.document("review", mql, *words)["review"]) for words in ((), ("--no-names",)))
    owner = assay.document("show", mql, 1)["owner"]
    assert owner in named and owner not in bare and "Colleague 1" in bare


def test_wr9_a_review_is_not_written_over_what_a_meeting_typed_into_it(assay, mql, monkeypatch):
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    for week in ("2026-W47", "2026-W48"):  # one that is issued with it, one that still runs
        name = f"{week}.xlsx"
        assay.done("review", mql, "--week", week, "-o", name, "--by", "kim")
        book = load_workbook(assay.folder / name)
        page = book["Summary"]
        row = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == "new")
        page.cell(row, 2).value, page.cell(row, 7).value = f"Ask for volumes of {week}", "Kim"
        book.save(assay.folder / name)
        typed = (assay.folder / name).read_bytes()
        said = assay.refused("review", mql, "--week", week, "-o", name)
        assert "holds decisions that were not taken" in said and "assay decisions" in said
        assert (assay.folder / name).read_bytes() == typed
        assay.done("decisions", mql, name, "--yes", "--by", "kim")
        assay.done("review", mql, "--week", week, "-o", name)


@pytest.mark.parametrize("page", ["nowhere/page.pdf", "leads.csv/page.pdf", "review.xlsx", "page.txt", "shut.pdf"])
def test_both_places_are_looked_at_before_a_week_is_frozen_or_written(assay, mql, monkeypatch, page):
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    (assay.folder / "shut.pdf").write_bytes(b"%PDF")
    (assay.folder / "shut.pdf").chmod(0o444)
    for words in (("--issue",), ("-o", "review.xlsx"), ("-o", "review.xlsx", "--issue"), ()):
        assert assay.refused("review", mql, "--pdf", page, *words)
        assert assay.refused("review", mql, "--week", "2026-W48", "--pdf", page, *words), "nor one that runs"
    assert not assay.document("review", mql)["issued"]
    assert not list(assay.folder.glob("*.xlsx")), "nothing is written of two files of which one cannot be"


def test_wr6_figures_that_were_restated_are_said_of_an_issued_week(assay, mql, monkeypatch):
    touch = assay.document("touch", mql, 1, "--kind", "call", "--outcome", "Spoke", "--reached", "--by", "kim")
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    assert assay.document("review", mql, "--issue", "--by", "kim")["restated"]["says"] == []
    assert "Restated" not in assay.done("review", mql).out
    assay.done("undo", mql, touch["action"], "--by", "kim")
    since = assay.document("review", mql)["restated"]
    figures = {one["id"]: one for one in since["figures"]}
    assert figures and len(since["says"]) >= len(figures)
    outreach = figures["outreach"]
    assert (outreach["issued"], outreach["now"]) == (0.0, None)
    assert f"{outreach['label']}: 0.0 h as issued, n/a by now." in since["says"]
    for words in ((), ("-o", "week.xlsx"), ("--issue",)):
        said = [line for line in assay.done("review", mql, *words).out.splitlines() if "Restated since" in line]
        assert said == [f"  Restated since: {sentence}" for sentence in since["says"]]
