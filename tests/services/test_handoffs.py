"""Handoffs and replies: a package frozen as sent, its workbook filled in and taken back once, and every refusal."""

import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import editing, handoffs, lead_page, moves, overview, replies, reviews, touches, undoing
from app.services.desk import Desk
from app.services.handoff_sheet import handoff_sheet
from app.services.handoffs import HandoffRow
from app.services.replies import look_at_reply, take_reply
from app.services.work import Changed
from tests.services.conftest import ADA, NOW, a_reason, everything


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "Handoff Ada.xlsx"


@pytest.fixture
def sent(desk: Desk, mql: int, prove: Callable[..., Changed], book: Path) -> HandoffRow:
    """Ada handed off with everything proven."""
    prove(mql, Stage.SQL)
    row = desk.do(handoffs.issue_handoff, mql, book).outcome
    assert isinstance(row, HandoffRow)
    return row


def filled(book: Path, name: str = "back.xlsx", **fields: object) -> Path:
    """The workbook as it comes back, with fields of the reply sheet filled in."""
    back = book.with_name(name)
    workbook = load_workbook(book)
    page = workbook["Reply"]
    places = {str(page.cell(row, 1).value): row for row in range(1, 12)}
    for label, value in fields.items():
        page.cell(places[label], 2).value = value
    workbook.save(back)
    return back


def test_a_package_is_frozen_as_it_was_sent(desk: Desk, sent: HandoffRow, mql: int, book: Path) -> None:
    assert (sent.number, sent.person, sent.to, sent.state) == (1, "Ada Berg", "Mia", "pending")
    assert sent.completeness >= 50
    assert book.exists()
    before = desk.ask(handoffs.issued_sheet, 1)
    desk.do(editing.edit_lead, mql, {"job_title": "Somebody else entirely"})
    assert desk.ask(handoffs.issued_sheet, 1) == before
    again = desk.ask(handoffs.write_again, 1, book.with_name("again.xlsx"))
    assert desk.ask(look_at_reply, again).says != ""
    assert load_workbook(again).sheetnames == load_workbook(book).sheetnames


def test_a_lead_without_reason_or_next_step_cannot_leave(desk: Desk, ada: int, book: Path) -> None:
    before = everything(desk)
    with pytest.raises(Problem, match="cannot leave without"):
        desk.do(handoffs.issue_handoff, ada, book)
    assert everything(desk) == before
    assert not book.exists()


def test_a_file_that_cannot_be_written_takes_the_handoff_with_it(desk: Desk, mql: int, tmp_path: Path) -> None:
    before = everything(desk)
    with pytest.raises(Exception, match="does not exist"):
        desk.do(handoffs.issue_handoff, mql, tmp_path / "nowhere" / "x.xlsx")
    assert everything(desk) == before


def test_an_accepted_reply_makes_an_sql(desk: Desk, sent: HandoffRow, mql: int, book: Path, clock) -> None:
    clock.forward(hours=20)
    back = filled(book, Verdict="Accept", Note="Call is booked", Date=date(2026, 11, 17), Name="Rob")
    view = desk.ask(look_at_reply, back)
    assert (view.outcome, view.handoff, view.verdict, view.name) == ("can_take", 1, "accept", "Rob")
    changed = desk.do(take_reply, back)
    assert isinstance(changed.outcome, HandoffRow)
    assert (changed.outcome.state, changed.outcome.verdict_by, changed.outcome.note) == (
        "accepted",
        "Rob",
        "Call is booked",
    )
    lead = desk.ask(lead_page.lead_view, mql)
    assert (lead.stage, lead.path) == ("sql", "sales_discovery")
    assert lead.due is not None and lead.due >= clock.at.date()
    assert any(line.title == "Handoff 1 accepted" for line in lead.timeline)


def test_what_is_not_proven_stays_at_its_stage_when_accepted(desk: Desk, mql: int, book: Path) -> None:
    desk.do(handoffs.issue_handoff, mql, book)
    desk.do(take_reply, filled(book, Verdict="Accept", Name="Rob"))
    assert desk.ask(lead_page.lead_view, mql).stage == "mql"


@pytest.mark.parametrize(
    ("reason", "path"),
    [("No evaluation plan and no date", "nurture"), ("Technical questions must be settled first", "needs_research")],
)
def test_a_rejection_returns_the_lead_with_its_reason(
    desk: Desk, sent: HandoffRow, mql: int, book: Path, reason: str, path: str, clock
) -> None:
    clock.forward(hours=2)
    back = filled(book, Verdict="Reject", Reason=reason, Note="Call again in spring", Name="Rob")
    row = desk.do(take_reply, back).outcome
    assert isinstance(row, HandoffRow)
    assert (row.state, row.reason) == ("rejected", reason)
    lead = desk.ask(lead_page.lead_view, mql)
    assert (lead.stage, lead.path, lead.owner) == ("mql", path, "Mia")
    assert "Call again in spring" in next(line.text for line in lead.timeline if line.kind == "move")


def test_need_more_asks_the_sender(desk: Desk, sent: HandoffRow, mql: int, book: Path) -> None:
    row = desk.do(take_reply, filled(book, Verdict="Need more", Note="Which LIS?", Name="Rob")).outcome
    assert isinstance(row, HandoffRow) and row.state == "need_more"
    lead = desk.ask(lead_page.lead_view, mql)
    assert (lead.path, lead.next_step) == ("needs_research", "Find out and hand off again: Which LIS?")


def test_a_reply_is_taken_once(desk: Desk, sent: HandoffRow, book: Path) -> None:
    back = filled(book, Verdict="Accept", Name="Rob")
    desk.do(take_reply, back)
    before = everything(desk)
    with pytest.raises(Problem, match="was taken before"):
        desk.do(take_reply, back)
    with pytest.raises(Problem, match="has a verdict already"):
        desk.do(take_reply, filled(book, "other.xlsx", Verdict="Need more", Name="Ingrid"))
    assert everything(desk) == before


def test_a_reply_that_was_undone_can_be_taken_again(desk: Desk, sent: HandoffRow, mql: int, book: Path) -> None:
    back = filled(book, Verdict="Reject", Reason="No specific need found", Name="Rob")
    desk.do(take_reply, back)
    desk.do(undoing.undo)
    (row,) = desk.ask(handoffs.handoff_rows)
    assert row.state == "pending"
    assert desk.ask(lead_page.lead_view, mql).path == "sales_discovery"
    desk.do(take_reply, filled(book, "second.xlsx", Verdict="Accept", Name="Rob"))
    assert desk.ask(handoffs.handoff_rows)[0].state == "accepted"


def test_what_was_edited_beside_the_reply_is_listed_and_not_taken(desk: Desk, sent: HandoffRow, book: Path) -> None:
    back = filled(book, Verdict="Accept", Name="Rob")
    workbook = load_workbook(back)
    page = workbook[workbook.sheetnames[0]]
    for row in page.iter_rows():
        for cell in row:
            if str(cell.value).startswith("Ada Berg"):
                cell.value = "Eve Berg"
    workbook.save(back)
    changed = desk.do(take_reply, back)
    assert any("Eve Berg" in sentence or "changed" in sentence.casefold() for sentence in changed.kept)
    assert isinstance(changed.outcome, HandoffRow) and changed.outcome.person == "Ada Berg"


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "no verdict": ({}, "has no verdict yet"),
    "a word that is none": ({"Verdict": "Maybe"}, "must be Accept, Reject or Need more"),
    "rejected without reason": ({"Verdict": "Reject"}, "without a reason"),
    "rejected with a word that says nothing": ({"Verdict": "Reject", "Reason": "Other"}, "ask what the reason is"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_reply_that_says_nothing_is_told_apart(desk: Desk, sent: HandoffRow, book: Path, case: str) -> None:
    fields, says = REFUSED[case]
    back = filled(book, **fields)
    before = everything(desk)
    with pytest.raises(Problem, match=says):
        desk.do(take_reply, back)
    assert desk.ask(look_at_reply, back).outcome == "ask"  # the sender
    assert everything(desk) == before


def test_foreign_damaged_and_missing_files_are_told_apart(desk: Desk, sent: HandoffRow, book: Path) -> None:
    from openpyxl import Workbook

    strange = book.with_name("strange.xlsx")
    Workbook().save(strange)
    damaged = book.with_name("damaged.xlsx")
    damaged.write_bytes(book.read_bytes()[:900])
    table = book.with_name("table.csv")
    table.write_text("a,b\n")
    says = {strange: "not a handoff", damaged: "damaged", table: "text file", book.with_name("gone.xlsx"): "not there"}
    for path, words in says.items():
        with pytest.raises(Problem, match=words):
            desk.do(take_reply, path)
    assert replies.is_reply(book)
    assert not any(replies.is_reply(path) for path in says)


def test_a_reply_to_another_workspace_is_sent_there(sent: HandoffRow, book: Path, tmp_path: Path) -> None:
    back = filled(book, Verdict="Accept", Name="Rob")
    with (
        Desk.create(tmp_path / "other.assay", by="Jon", now=lambda: NOW) as other,
        pytest.raises(Problem, match="another workspace"),
    ):
        other.do(take_reply, back)


def test_a_reply_to_a_handoff_this_copy_does_not_know(desk: Desk, mql: int, book: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.assay"
    backup = desk.back_up("before handing off")
    shutil.copy(backup.path, older)
    desk.do(handoffs.issue_handoff, mql, book)
    back = filled(book, Verdict="Accept", Name="Rob")
    with Desk.open(older, by="Jon", now=lambda: NOW) as copy, pytest.raises(Problem, match="not in this workspace"):
        copy.do(take_reply, back)


def test_no_verdict_in_time_is_overdue_and_counted(desk: Desk, sent: HandoffRow, mql: int, clock) -> None:
    assert desk.ask(handoffs.handoff_rows, "pending")
    desk.do(touches.log_touch, mql, "call", "Told them that Rob will call", reached=True)
    clock.forward(days=3)
    (row,) = desk.ask(handoffs.handoff_rows)
    assert row.state == "overdue"
    assert desk.ask(overview.status).counts["handoffs"] == 1
    assert desk.ask(lead_page.lead_view, mql).group == "verdict"
    assert desk.ask(handoffs.handoff_rows, lead_id=mql) == [row]
    assert desk.ask(handoffs.handoff_rows, "accepted") == []


def test_a_verdict_by_word_of_mouth_does_the_same(desk: Desk, sent: HandoffRow, mql: int) -> None:
    before = everything(desk)
    for said, words in (
        ((99, "accept"), "no handoff 99"),
        ((1, "perhaps"), "not a verdict"),
        ((1, "reject"), "Choose why"),
        ((1, "reject", "other"), "Write a note"),
    ):
        with pytest.raises(Problem, match=words):
            desk.do(replies.give_verdict, *said)
    assert everything(desk) == before
    row = desk.do(replies.give_verdict, 1, "reject", "no_need", "Curious only", "Rob").outcome
    assert isinstance(row, HandoffRow)
    assert (row.state, row.reason, row.verdict_by) == ("rejected", "No specific need found", "Rob")
    assert desk.ask(lead_page.lead_view, mql).path == "nurture"
    with pytest.raises(Problem, match="has a verdict already"):
        desk.do(replies.give_verdict, 1, "accept")


def test_no_verdict_was_given_before_its_handoff_was_sent(desk: Desk, sent: HandoffRow) -> None:
    row = desk.do(replies.give_verdict, 1, "accept", name="Rob", on=sent.sent_at.date() - timedelta(days=9)).outcome
    assert isinstance(row, HandoffRow) and row.verdict_at == sent.sent_at


def test_a_handoff_by_word_of_mouth_writes_no_file(desk: Desk, mql: int, tmp_path: Path) -> None:
    row = desk.do(handoffs.issue_handoff, mql, None).outcome
    assert isinstance(row, HandoffRow) and row.file_name == ""
    assert not list(tmp_path.glob("*.xlsx"))
    desk.ask(handoffs.write_again, row.number, tmp_path / "later.xlsx")
    desk.do(take_reply, filled(tmp_path / "later.xlsx", Verdict="Accept", Name="Rob"))


def test_undo_passes_over_a_handoff_because_it_left_the_house(desk: Desk, sent: HandoffRow) -> None:
    assert desk.ask(overview.status).undo == "Answer 5 questions on Ada Berg"
    desk.do(undoing.undo)
    assert [row.number for row in desk.ask(handoffs.handoff_rows)] == [1]


def test_handoffs_are_numbered_on(desk: Desk, sent: HandoffRow, mql: int, add: Callable[..., int]) -> None:
    other = add({**ADA, "full_name": "Zed Quist", "email": "zed@northgate.example"})
    desk.do(moves.move, other, path="sales_discovery", reason=a_reason())
    desk.do(handoffs.issue_handoff, other, None)
    assert [row.number for row in desk.ask(handoffs.handoff_rows)] == [2, 1]
    with pytest.raises(Problem, match="no handoff 9"):
        desk.ask(handoffs.issued_sheet, 9)


def test_a_note_of_any_length_comes_back(desk: Desk, sent: HandoffRow, mql: int, book: Path) -> None:
    note = "They want the volumes per site first. " * 105
    row = desk.do(take_reply, filled(book, Verdict="Need more", Note=note, Name="Rob " * 80)).outcome
    assert isinstance(row, HandoffRow) and row.note == note.strip()[:4000]
    view = desk.ask(lead_page.lead_view, mql)
    assert view.path == "needs_research" and view.next_step.endswith("(the rest is with the handoff)")


def test_a_late_verdict_does_not_open_a_lead_that_was_closed(
    desk: Desk, sent: HandoffRow, mql: int, book: Path
) -> None:
    desk.do(moves.move, mql, path="disqualified", reason=a_reason(due=None))
    reason = desk.ask(lambda work: work.playbook.reasons.reject[0])
    changed = desk.do(take_reply, filled(book, Verdict="Reject", Reason=reason.label, Note="Wrong area", Name="Rob"))
    assert "closed since" in changed.kept[0]
    view = desk.ask(lead_page.lead_view, mql)
    assert (view.path, view.cycle, view.is_open) == ("disqualified", 1, False)
    assert desk.ask(handoffs.handoff_rows)[0].state == "rejected"


def test_a_workbook_with_changed_bytes_is_told_apart(desk: Desk, sent: HandoffRow, book: Path) -> None:
    whole, chance, back = book.read_bytes(), random.Random(7), book.with_name("back.xlsx")
    for attempt in range(60):
        spoiled = bytearray(whole)
        for _ in range(chance.choice((1, 5, 40))):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        back.write_bytes(spoiled if attempt % 4 else spoiled[: chance.randrange(len(spoiled))])
        assert desk.ask(look_at_reply, back).says
        replies.is_reply(back)


PATIENT = "Ask about patient John Miller, born 03/04/1961"


def test_nothing_that_looks_like_patient_data_leaves(desk: Desk, mql: int, book: Path) -> None:
    desk.do(touches.add_signal, mql, "pricing_request", asset=PATIENT, asked_for=PATIENT)
    desk.do(editing.edit_lead, mql, {"next_step": PATIENT})
    sheet = desk.ask(handoff_sheet, mql)
    assert "Miller" not in repr(sheet) and sheet.left_out > 0
    desk.do(reviews.add_decision, "2026-W47", PATIENT)
    assert "Miller" not in repr(desk.ask(reviews.review_now, "2026-W47"))
