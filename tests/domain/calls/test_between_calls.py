"""Between two calls: what came since the last one (CP8), when a pilot is agreed (CP11), and the steps of a decision."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.calls.decision import Step, path_of, todays_step
from app.domain.calls.documents import document_state
from app.domain.calls.pilot import (
    Pilot,
    PilotCondition,
    PilotCriterion,
    conditions_of,
    conditions_rows,
    criteria_of,
    criteria_rows,
    missing_to_agree,
    refuse_agreement,
)
from app.domain.calls.since import Conversation, Heard, Owed, since_last
from app.domain.problems import Problem

TODAY = date(2026, 11, 21)
LAST = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CALL = Conversation(LAST, LAST + timedelta(minutes=30))
AGREED = Pilot(
    goal="Two methods agree",
    starts_on=date(2027, 2, 1),
    ends_on=date(2027, 3, 1),
    criteria=(PilotCriterion("Agreement", ">=", 95.0, "%"),),
    judge="Dr. Osei",
    if_passes="The panel goes live on 1 April",
)


def _day(at: datetime) -> date:
    return at.date()


def test_cp8_the_next_sheet_starts_with_what_happened_since_the_last_call():
    heard = [
        Heard("HL1", "Which tests?", "Sepsis panel", LAST - DAY),
        Heard("HL2", "How many?", "120-150 a month", LAST + 2 * DAY),
    ]
    owed = [
        Owed("gap", "7", "Which interface?", "theirs", LAST - 5 * DAY, LAST + DAY, detail="HL7 v2"),
        Owed("gap", "8", "Which tube?", "theirs", LAST + DAY, due=date(2026, 11, 30)),
        Owed("gap", "9", "Who signs?", "theirs", LAST - 3 * DAY, due=date(2026, 11, 18), owner="Lena"),
        Owed("document", "2", "Verification plan", "ours", LAST - DAY, due=date(2026, 11, 14)),
        Owed("document", "3", "Sample report", "ours", LAST - DAY, LAST + DAY, due=date(2026, 11, 12), detail="sent"),
        Owed("step", "1", "Quality", "theirs", due=date(2026, 11, 20)),
    ]
    since = since_last(CALL, heard, owed, TODAY, _day)
    assert since.last == date(2026, 11, 10)
    assert [(one.kind, one.id, one.detail) for one in since.answered] == [
        ("document", "3", "sent"),
        ("gap", "7", "HL7 v2"),
        ("answer", "HL2", "120-150 a month"),
    ]
    assert [one.id for one in since.newly_open] == ["8"]
    assert [(one.id, one.days, one.owner) for one in since.overdue_theirs] == [("9", 3, "Lena"), ("1", 1, "")]
    assert [(one.kind, one.days) for one in since.overdue_ours] == [("document", 7)]
    assert not since.nothing


def test_cp8_what_the_call_itself_answered_is_answered_and_what_it_opened_is_no_news():
    during = LAST + timedelta(minutes=10)
    heard = [Heard("HL1", "Which tests?", "Sepsis panel", during)]
    owed = [
        Owed("gap", "1", "Settled in the call", "theirs", LAST - DAY, during, detail="HL7 v2"),
        Owed("gap", "2", "Raised in the call", "ours", during),
        Owed("gap", "3", "Raised in it, written down at the close-out", "ours", LAST + 2 * DAY, of_last=True),
        Owed("gap", "4", "Came up that evening", "ours", LAST + timedelta(hours=8)),
    ]
    since = since_last(CALL, heard, owed, TODAY, _day)
    assert [one.id for one in since.answered] == ["1", "HL1"]
    assert [one.id for one in since.newly_open] == ["4"]


def test_cp8_without_a_last_call_only_what_is_overdue_is_told():
    owed = [Owed("gap", "9", "Who signs?", "theirs", LAST, due=date(2026, 11, 18))]
    since = since_last(None, [Heard("HL1", "a", "b", LAST)], owed, TODAY, _day)
    assert (since.last, since.answered, since.newly_open) == (None, (), ())
    assert [one.id for one in since.overdue_theirs] == ["9"]
    assert since_last(None, [], [], TODAY, _day).nothing


def test_cp8_what_is_due_today_is_not_overdue():
    since = since_last(CALL, [], [Owed("gap", "1", "x", "ours", LAST, due=TODAY)], TODAY, _day)
    assert since.overdue_ours == ()


def test_cp11_a_pilot_with_everything_is_agreed():
    assert missing_to_agree(AGREED) == ()
    refuse_agreement(AGREED)


@pytest.mark.parametrize(
    ("pilot", "lacks"),
    [
        (Pilot(), ["starts_on", "ends_on", "criteria", "judge", "if_passes"]),
        (replace(AGREED, starts_on=None), ["starts_on"]),
        (replace(AGREED, ends_on=None), ["ends_on"]),
        (replace(AGREED, ends_on=date(2027, 1, 1)), ["ends_on"]),
        (replace(AGREED, criteria=()), ["criteria"]),
        (replace(AGREED, criteria=(PilotCriterion("Everybody is happy"),)), ["criteria"]),
        (replace(AGREED, criteria=(PilotCriterion("Agreement", "", 95.0),)), ["criteria"]),
        (replace(AGREED, criteria=(PilotCriterion(" ", ">=", 95.0),)), ["criteria"]),
        (replace(AGREED, judge="  "), ["judge"]),
        (replace(AGREED, if_passes=""), ["if_passes"]),
    ],
)
def test_cp11_a_pilot_is_not_agreed_without_dates_a_number_a_judge_and_what_follows(pilot: Pilot, lacks: list[str]):
    assert [lack.id for lack in missing_to_agree(pilot)] == lacks
    with pytest.raises(Problem) as refused:
        refuse_agreement(pilot)
    assert "not agreed yet" in str(refused.value)


def test_cp11_the_judge_is_on_the_buyers_side():
    assert [lack.id for lack in missing_to_agree(AGREED, judge_is_ours=True)] == ["judge"]


def test_a_criterion_is_said_in_words_and_kept_as_a_row():
    one = PilotCriterion("Agreement", ">=", 95.0, "%")
    half = PilotCriterion("Turnaround", "<=", 4.5, "hours")
    assert one.says == "Agreement ≥ 95 %"
    assert half.says == "Turnaround ≤ 4.5 hours"
    assert PilotCriterion("All are happy").says == "All are happy"
    assert criteria_of(criteria_rows([one, half])) == (one, half)
    assert criteria_of([{"sign": ">="}, "x", {"measure": "A", "value": True}]) == (PilotCriterion("A"),)
    conditions = (PilotCondition("NDA", True), PilotCondition("Budget"))
    assert conditions_of(conditions_rows(conditions)) == conditions
    assert criteria_of(None) == ()


def test_the_step_of_today_is_the_first_that_is_not_done():
    steps = [
        Step("clinical", "Clinical", done_on=date(2026, 11, 1)),
        Step("quality", "Quality", due=date(2026, 11, 18)),
        Step("it", "IT", done_on=date(2026, 11, 2)),
        Step("finance", "Finance", due=date(2026, 11, 1)),
    ]
    states = path_of(steps, TODAY)
    assert [(one.state, one.overdue_days) for one in states] == [("done", 0), ("today", 3), ("done", 0), ("ahead", 20)]
    assert todays_step(steps, TODAY) == states[1]
    assert todays_step(steps[:1], TODAY) is None


@pytest.mark.parametrize(
    ("due", "sent", "accepted", "state"),
    [
        (None, None, "", "waiting"),
        (TODAY, None, "", "waiting"),
        (TODAY - DAY, None, "", "overdue"),
        (TODAY - DAY, TODAY, "", "sent"),
        (None, TODAY, "yes", "accepted"),
        (None, TODAY, "no", "refused"),
    ],
)
def test_a_document_has_one_state(due: date | None, sent: date | None, accepted: str, state: str):
    assert document_state(due, sent, accepted, TODAY) == state
