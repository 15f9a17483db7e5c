"""What a handoff takes along, what holds it back, its versions and levels, its clock, and its alarms."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.domain.calls.decision import Step
from app.domain.calls.pilot import Pilot, PilotCriterion
from app.domain.handoff import HandoffSheet, digest, from_json
from app.domain.listing import ListFilter, parse_condition
from app.domain.playbook import Playbook
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import gaps, handoffs, lead_page, moves, overview, pausing, replies, reviews, touches
from app.services.calls.capture import take_answer
from app.services.calls.planning import plan_call
from app.services.calls.technical import (
    DocumentFacts,
    IntegrationFacts,
    ScopeFacts,
    set_decision_steps,
    set_documents,
    set_integration,
    set_pilot,
    set_scope,
)
from app.services.desk import Desk
from app.services.handoff_board import handoff_board, silence_rule
from app.services.handoff_papers import call_sheet_to_go, paper_names, write_papers
from app.services.handoffs import HandoffRow
from app.services.lists import reading
from app.services.work import Changed, Work
from app.store.tables import HandoffRow as Stored
from tests.services.conftest import NOW, SetClock, a_reason, everything

STOPS = "Which verification study do they expect?"
WHY = "Their director wants to see the plan first"


def send(desk: Desk, lead: int, path: Path | None = None, **how: Any) -> HandoffRow:
    """Hand a lead off; returns how it stands."""
    row = desk.do(handoffs.issue_handoff, lead, path, **how).outcome
    assert isinstance(row, HandoffRow)
    return row


def sheet_of(desk: Desk, number: int) -> HandoffSheet:
    """A package as it was sent."""
    sheet = desk.ask(handoffs.issued_sheet, number)
    assert isinstance(sheet, HandoffSheet)
    return sheet


def states(desk: Desk) -> dict[int, str]:
    """Where every handoff stands."""
    return {row.number: row.state for row in desk.ask(handoffs.handoff_rows)}


# --- what goes along (H1) ---------------------------------------------------------------------------------------------


def test_h1_the_technical_side_goes_along_in_words(desk: Desk, mql: int) -> None:
    desk.do(set_scope, mql, [ScopeFacts("PCR panel", "swab", now_low=90, now_high=340, status="ldt")])
    desk.do(
        set_integration, mql, IntegrationFacts(lis="Orchard 10", results_out=("hl7_v2",), queue_date=date(2027, 1, 4))
    )
    desk.do(set_documents, mql, [DocumentFacts("ifu", "", "ours", date(2026, 11, 2), date(2026, 11, 9))])
    desk.do(
        set_pilot,
        mql,
        Pilot(goal="Below 24 h", starts_on=date(2026, 12, 1), criteria=(PilotCriterion("TAT", "<=", 24, "h"),)),
    )
    desk.do(set_decision_steps, mql, [Step("quality", "", "Nora Quill", date(2026, 12, 7)), Step("finance", "")])
    send(desk, mql)
    sheet = sheet_of(desk, 1)
    (line,) = sheet.scope
    assert (line.test, line.now_low, line.now_high, line.status) == ("PCR panel", 90, 340, "lab-developed")
    known = dict(sheet.integration)
    assert (known["Laboratory system"], known["Results out"], known["Codes"]) == ("Orchard 10", "HL7 v2", "")
    assert known["First free slot of their queue"] == "2027-01-04"
    assert [(one.kind, one.due) for one in sheet.documents] == [("Instructions for use", date(2026, 11, 9))]
    assert sheet.pilot is not None and sheet.pilot.starts_on == date(2026, 12, 1)
    assert len(sheet.pilot.lacks) == 3  # an end, a judge, what follows
    assert [(one.step, one.owner, one.state) for one in sheet.steps] == [
        ("Quality", "Nora Quill", "today"),
        ("Finance", "", "ahead"),
    ]


def test_h1_answers_of_calls_go_along_with_their_value_and_who_said_it(desk: Desk, mql: int, clock: SetClock) -> None:
    call = int(str(desk.do(plan_call, [mql], NOW + timedelta(hours=1)).outcome))
    clock.forward(hours=1)
    desk.do(take_answer, call, mql, "HL2", "In house, 340 a month in winter", who="Ada Berg")
    clock.forward(minutes=1)
    desk.do(take_answer, call, mql, "HL2", "In house, 400 a month in winter", who="Ada Berg")
    send(desk, mql)
    said = [row for row in sheet_of(desk, 1).discovery if row.who == "Ada Berg" and "winter" in row.answer]
    assert [row.answer for row in said] == ["In house, 400 a month in winter"]
    assert said[0].question and said[0].certainty == "told"


def test_h1_what_to_ask_next_comes_from_the_picker_and_drops_what_is_proven(
    desk: Desk, mql: int, prove: Callable[..., Changed]
) -> None:
    send(desk, mql)
    before = sheet_of(desk, 1).questions
    prove(mql, Stage.SQL)
    send(desk, mql)
    after = sheet_of(desk, 2).questions
    assert 0 < len(before) <= 8
    assert set(before) - set(after)


def test_h1_the_digest_is_that_of_what_is_kept(desk: Desk, mql: int) -> None:
    for level in ("full", "no-stance", "shareable"):
        row = send(desk, mql, privacy=level)
        stored = desk.ask(_stored, row.number)
        assert (stored["form"], stored["privacy"]) == (2, level)
        assert desk.ask(_digest, row.number) == digest(from_json(json.dumps(stored)))


def _stored(work: Work, number: int) -> dict[str, Any]:
    sheet = work.session.scalar(select(Stored.sheet).where(Stored.number == number))
    assert sheet is not None
    return dict(sheet)


def _digest(work: Work, number: int) -> str:
    return str(work.session.scalar(select(Stored.digest).where(Stored.number == number)))


def test_h1_a_level_that_is_none_is_refused_and_nothing_is_kept(desk: Desk, mql: int) -> None:
    before = everything(desk)
    with pytest.raises(Problem, match="no level of privacy"):
        send(desk, mql, privacy="everybody")
    assert everything(desk) == before


def test_h1_what_the_buyer_may_read_is_all_that_is_kept_of_it(desk: Desk, mql: int) -> None:
    assert "ada.berg@northgate.example" in json.dumps(desk.ask(_stored, send(desk, mql).number))
    row = send(desk, mql, privacy="shareable")
    assert "ada.berg@northgate.example" not in json.dumps(desk.ask(_stored, row.number))
    assert row.completeness == sheet_of(desk, 1).percent  # judged before anything was taken out


def test_h1_the_call_sheet_goes_along_as_far_as_the_level_lets_it(desk: Desk, mql: int, tmp_path: Path) -> None:
    sent = {level: send(desk, mql, privacy=level).number for level in ("full", "shareable")}
    call = {level: desk.ask(call_sheet_to_go, number) for level, number in sent.items()}
    assert call["shareable"] is None
    assert call["full"] is not None
    book = tmp_path / "Handoff.xlsx"
    written = desk.ask(write_papers, sent["full"], book, b"%PDF- cover", None, call["full"])
    cover, _, workbook = paper_names(book)
    assert written == (cover, workbook)
    assert cover.read_bytes() == b"%PDF- cover"
    assert load_workbook(workbook).sheetnames[0] == "Call sheet"


# --- what holds it back (H2) ------------------------------------------------------------------------------------------


@pytest.fixture
def stopped(desk: Desk, mql: int) -> int:
    """Ada, with a question open that stops the deal."""
    desk.do(gaps.add_gap, mql, STOPS, "validation", "stops")
    return mql


def test_h2_a_question_that_stops_the_deal_holds_it_back(desk: Desk, stopped: int, tmp_path: Path) -> None:
    before = everything(desk)
    for why in ("", "   "):
        with pytest.raises(Problem, match="stops the deal"):
            send(desk, stopped, tmp_path / "x.xlsx", override=why)
    assert everything(desk) == before
    assert not (tmp_path / "x.xlsx").exists()


def test_h2_with_a_reason_it_leaves_and_the_reason_is_kept_and_printed(
    desk: Desk, stopped: int, tmp_path: Path
) -> None:
    row = send(desk, stopped, tmp_path / "x.xlsx", override=f"  {WHY} ")
    assert row.override == WHY
    assert sheet_of(desk, 1).gap_override == WHY
    book = load_workbook(tmp_path / "x.xlsx")
    for name in ("Summary", "Gaps"):
        assert any(WHY in str(cell.value) for line in book[name].iter_rows() for cell in line), name


def test_h2_a_gap_of_the_whole_account_stops_each_of_its_leads(desk: Desk, mql: int) -> None:
    account = desk.ask(lambda work: work.session.scalar(select(Stored.id))) or 1
    desk.do(gaps.add_gap, None, STOPS, "validation", "stops", account_id=account)
    assert desk.ask(handoffs.blocking_gaps, mql) == (STOPS,)


def test_h2_a_settled_question_and_a_slow_one_hold_nothing_back(desk: Desk, stopped: int) -> None:
    (gap,) = desk.ask(gaps.gap_rows, lead=stopped)
    desk.do(gaps.close_gap, gap.id, "The usual one")
    desk.do(gaps.add_gap, stopped, "Which tube?", "sample", "slows")
    assert send(desk, stopped, override="Not needed").override == ""


def test_h2_the_preview_says_what_is_missing_and_changes_nothing(desk: Desk, stopped: int) -> None:
    before = everything(desk)
    found = desk.ask(handoffs.handoff_preview, stopped)
    assert (found.may_leave, found.stops, found.replaces) == (True, (STOPS,), None)
    assert "volume" in {part for part, _ in found.complete.missing}
    assert everything(desk) == before
    shareable = desk.ask(handoffs.handoff_preview, stopped, "shareable")
    assert shareable.complete == found.complete and shareable.sheet.email == ""


# --- versions (H1) ----------------------------------------------------------------------------------------------------


def test_h1_sent_again_it_takes_the_place_of_the_earlier_one(desk: Desk, mql: int, clock: SetClock) -> None:
    send(desk, mql)
    desk.do(set_scope, mql, [ScopeFacts("PCR panel")])
    clock.forward(hours=1)
    changed = desk.do(handoffs.issue_handoff, mql, None)
    row: Any = changed.outcome
    assert (row.number, row.version, row.replaces, row.state) == (2, 2, 1, "pending")
    assert changed.kept == ("Handoff 1 is replaced; nobody waits for its verdict any more.",)
    (older,) = [one for one in desk.ask(handoffs.handoff_rows) if one.number == 1]
    assert (older.state, older.replaced_by, older.hours_left, older.waits) == ("replaced", 2, None, False)
    sheet = sheet_of(desk, 2)
    assert (sheet.version, sheet.replaces, sheet.replaced_sent) == (2, 1, NOW)
    assert ("Scope", "PCR panel is wanted as well.") in [(one.part, one.says) for one in sheet.changes]


def test_h5_the_clock_of_a_replaced_package_stops_everywhere(desk: Desk, mql: int, clock: SetClock) -> None:
    send(desk, mql)
    clock.forward(days=9)
    assert desk.ask(overview.status).counts["handoffs"] == 1
    send(desk, mql)
    assert desk.ask(overview.status).counts["handoffs"] == 0
    assert desk.ask(lead_page.lead_view, mql).group != "verdict"
    assert desk.ask(reading.ids, "handoffs", ListFilter("", (parse_condition("state=overdue"),))) == []
    values = desk.ask(reading.rows, "handoffs", [1, 2], ["state", "version", "replaces", "replaced_by", "alarm"])
    assert [row.values for row in values] == [("Replaced", 1, None, 2, ""), ("Pending", 2, 1, None, "")]


def test_h1_a_question_that_came_back_leads_what_changed(desk: Desk, mql: int) -> None:
    send(desk, mql)
    desk.do(replies.give_verdict, 1, "need_more", note="Which LIS?", name="Rob")
    send(desk, mql)
    first = sheet_of(desk, 2).changes[0]
    assert (first.part, first.says) == ("Their question", "Rob asked on 2026-11-16: Which LIS?")
    assert states(desk) == {1: "replaced", 2: "pending"}
    send(desk, mql, privacy="shareable")
    assert "Their question" not in {one.part for one in sheet_of(desk, 3).changes}


def test_h1_a_rejected_package_stays_rejected_when_it_is_sent_again(desk: Desk, mql: int) -> None:
    send(desk, mql)
    desk.do(replies.give_verdict, 1, "reject", "no_need", "Curious", "Rob")
    row = send(desk, mql)
    assert (row.version, row.replaces, states(desk)) == (2, 1, {1: "rejected", 2: "pending"})


def test_h1_what_was_accepted_is_not_replaced(desk: Desk, mql: int) -> None:
    send(desk, mql)
    desk.do(replies.give_verdict, 1, "accept", name="Rob")
    with pytest.raises(Problem, match="was accepted"):
        send(desk, mql, replaces=1)
    row = send(desk, mql)
    assert (row.version, row.replaces) == (1, None)


def test_h1_a_lead_that_came_back_begins_anew(desk: Desk, mql: int) -> None:
    send(desk, mql)
    for path in ("disqualified", "needs_research"):
        desk.do(moves.move, mql, path=path, reason=a_reason(due=None if path == "disqualified" else NOW.date()))
    row = send(desk, mql)
    assert (row.version, row.replaces) == (1, None)


def test_h1_only_the_latest_version_of_this_lead_is_sent_again(desk: Desk, mql: int, add: Callable[..., int]) -> None:
    send(desk, mql)
    send(desk, mql, replaces=1)
    before = everything(desk)
    for number, says in ((1, "sent again as handoff 2"), (7, "no handoff 7")):
        with pytest.raises(Problem, match=says):
            send(desk, mql, replaces=number)
    assert everything(desk) == before
    other = add({"full_name": "Cleo Marsh", "email": "cleo@marshclinic.example", "service_line": "clinic_panels"})
    with pytest.raises(Problem, match="is about Ada Berg"):
        send(desk, other, replaces=2)


def test_h1_an_earlier_version_is_written_again_as_it_was_sent(desk: Desk, mql: int, tmp_path: Path) -> None:
    send(desk, mql, tmp_path / "first.xlsx")
    desk.do(set_scope, mql, [ScopeFacts("PCR panel")])
    send(desk, mql)
    desk.ask(handoffs.write_again, 1, tmp_path / "again.xlsx")
    first, again = (load_workbook(tmp_path / name) for name in ("first.xlsx", "again.xlsx"))
    for page in first.worksheets:
        cells = [[cell.value for cell in row] for row in page.iter_rows()]
        assert [[cell.value for cell in row] for row in again[page.title].iter_rows()] == cells


def test_h1_the_review_counts_a_package_that_was_sent_again_once(desk: Desk, mql: int, clock: SetClock) -> None:
    send(desk, mql)
    clock.forward(hours=2)
    send(desk, mql)
    clock.forward(days=7)
    review: Any = desk.do(reviews.issue_review, "2026-W47", None).outcome
    given = review.verdicts
    assert (given.packages, given.pending, given.sent_in_week, given.overdue) == (1, 1, 2, 1)


# --- the clock and its alarms (H5, H6) --------------------------------------------------------------------------------


def test_h5_the_clock_says_its_business_hours(desk: Desk, mql: int, clock: SetClock) -> None:
    assert send(desk, mql).hours_left == 16
    clock.forward(hours=3)
    (row,) = desk.ask(handoffs.handoff_rows)
    assert (row.state, row.hours_left, row.alarm) == ("pending", 13, "")
    desk.do(pausing.pause_clock, mql, "Their holidays")
    (row,) = desk.ask(handoffs.handoff_rows)
    assert (row.paused, row.waits) == (True, True)


def test_h5_the_rule_for_silence_is_said_in_words(desk: Desk) -> None:
    book: Playbook = desk.ask(lambda work: work.playbook)
    assert silence_rule(book) == (
        "Sales has 16 business hours for a verdict; without one it is overdue, never accepted."
    )
    deadlines = book.deadlines.model_copy(update={"silence_accepts": True})
    assert silence_rule(book.model_copy(update={"deadlines": deadlines})).endswith("silence then counts as accepted.")


def test_h6_what_nobody_reviewed_in_twice_its_time_is_an_alarm(desk: Desk, mql: int, clock: SetClock) -> None:
    desk.do(touches.log_touch, mql, "call", "Told them that Rob will call", reached=True)
    send(desk, mql)
    clock.forward(days=3)
    (row,) = desk.ask(handoffs.handoff_rows)
    assert (row.state, row.alarm) == ("overdue", "")
    assert desk.ask(handoff_board).alarms.never_reviewed == 0
    clock.forward(days=3)
    (row,) = desk.ask(handoffs.handoff_rows)
    assert (row.state, row.alarm) == ("overdue", "never_reviewed")
    assert desk.ask(handoff_board).alarms.never_reviewed == 1
    assert desk.ask(reading.ids, "handoffs", ListFilter("", (parse_condition("alarm=never_reviewed"),))) == [1]
    assert "Never reviewed" in desk.ask(lead_page.lead_view, mql).group_why


def test_h6_a_rejection_as_not_ready_is_an_alarm_for_four_weeks(desk: Desk, mql: int, clock: SetClock) -> None:
    send(desk, mql)
    desk.do(replies.give_verdict, 1, "reject", "no_evaluation_plan", "No plan at all", "Rob")
    (row,) = desk.ask(handoffs.handoff_rows)
    assert row.alarm == "too_early"
    assert desk.ask(handoff_board).alarms.too_early == 1
    assert desk.ask(reading.ids, "handoffs", ListFilter("", (parse_condition("alarm=too_early"),))) == [1]
    clock.forward(days=29)
    assert desk.ask(handoff_board).alarms.too_early == 0


def test_h6_another_reason_to_reject_is_no_alarm(desk: Desk, mql: int) -> None:
    send(desk, mql)
    desk.do(replies.give_verdict, 1, "reject", "poor_fit", "Too small", "Rob")
    assert desk.ask(handoffs.handoff_rows)[0].alarm == ""


# --- the board --------------------------------------------------------------------------------------------------------


def _board(desk: Desk) -> dict[str, list[Any]]:
    return {column.id: list(column.cards) for column in desk.ask(handoff_board).columns}


def test_h5_the_board_has_each_handoff_once_and_what_is_still_to_be_sent(desk: Desk, mql: int, clock: SetClock) -> None:
    (to_send,) = _board(desk)["to_send"]
    assert (to_send.lead_id, to_send.may_go, to_send.stops) == (mql, True, ())
    assert {one.part for one in to_send.lacks} >= {"volume"} and all(one.place for one in to_send.lacks)
    desk.do(gaps.add_gap, mql, STOPS, "validation", "stops")
    assert not _board(desk)["to_send"][0].may_go
    send(desk, mql, override=WHY)
    assert {id: len(cards) for id, cards in _board(desk).items() if cards} == {"pending": 1}
    clock.forward(days=3)
    assert {id: len(cards) for id, cards in _board(desk).items() if cards} == {"overdue": 1}
    send(desk, mql, override=WHY)
    assert [card.number for card in _board(desk)["pending"]] == [2]
    desk.do(replies.give_verdict, 2, "need_more", note="Which LIS?", name="Rob")
    desk.do(touches.log_touch, mql, "call", "Orchard 10", reached=True)
    assert [card.number for card in _board(desk)["need_more"]] == [2]
    assert sum(len(cards) for cards in _board(desk).values()) == 1


def test_h1_a_version_that_only_changes_who_may_read_it_says_that(desk: Desk, mql: int) -> None:
    first = send(desk, mql)
    again = send(desk, mql, privacy="shareable", replaces=first.number)
    assert [(row.part, row.says) for row in sheet_of(desk, again.number).changes] == [
        ("Who may read it", "This version may be read by the buyer.")
    ]
