"""First outreach, follow-up by offer and verdict: when each is due, why, and what a pause does to it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import BusinessClock
from app.domain.deadlines import deadlines_of, hours_left, pause_now, verdict_due, why_due
from app.domain.lead import Pause, Signal, Touch
from app.domain.stage import Stage
from app.domain.templates import templates
from app.domain.today import Pending, changes_at, group_of, place_and_change

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday, 10:00 in New York
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OUT = Pending(verdict_due=NOW - HOUR, verdict_sent=NOW - 4 * DAY)
BOARD = "Their board decides"


@pytest.fixture(scope="module")
def clock(playbook):
    return BusinessClock(playbook.hours)


@pytest.fixture(scope="module")
def dues(playbook, clock, lead):
    return lambda pending=None, now=NOW, **facts: deadlines_of(
        lead(**facts), playbook, now, clock, pending or Pending()
    )


def tried(days_ago, reached=False):
    return (Touch(1, "email", NOW - days_ago * DAY, reached=reached),)


def pricing(days_ago):
    return (Signal(1, "pricing_request", NOW - days_ago * DAY, offer="pricing"),)


def visit(days_ago):
    return (Signal(1, "visit", NOW - days_ago * DAY, offer="pricing"),)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "pending", "expected"),
    [
        # nobody approached them: 16 business hours, 4 after a pricing request; the nearest counts
        ({"created_at": NOW}, None, [("First outreach", "2026-11-20T15:00", False)]),
        ({"created_at": NOW, "offer": "pricing"}, None, [("First outreach", "2026-11-18T19:00", False)]),
        ({"created_at": NOW - 2 * DAY}, None, [("First outreach", "2026-11-18T15:00", False)]),
        ({"created_at": NOW - 2 * DAY, "signals": pricing(1)}, None, [("First outreach", "2026-11-17T19:00", True)]),
        ({"created_at": NOW, "stage": Stage.MQL}, None, [("First outreach", "2026-11-20T15:00", False)]),
        # decided on, and still nobody has written: the promise stands
        ({"created_at": NOW, "moved_at": NOW}, None, [("First outreach", "2026-11-20T15:00", False)]),
        ({"created_at": NOW, "stage": Stage.SQL}, None, []),
        ({"created_at": NOW, "path": "needs_research"}, None, []),
        ({"created_at": NOW, "path": "nurture"}, None, []),
        ({"created_at": NOW, "path": "disqualified"}, None, []),
        ({"created_at": NOW, "has_contact": False}, None, []),
        ({"created_at": None}, None, []),
        # an attempt without an answer: the days of the offer, until work ends that day or the next working day
        ({"touches": tried(1), "offer": "education"}, None, [("Follow-up", "2026-12-08T22:00", False)]),
        ({"touches": tried(18), "offer": "education"}, None, [("Follow-up", "2026-11-23T22:00", False)]),  # a Saturday
        ({"touches": tried(22), "offer": "education"}, None, [("Follow-up", "2026-11-17T22:00", True)]),
        ({"touches": tried(22), "offer": ""}, None, []),  # no offer, no days
        ({"touches": tried(22, reached=True), "offer": "education"}, None, []),
        ({"touches": tried(22), "offer": "education", "path": "nurture"}, None, []),
        ({"touches": tried(22), "offer": "education", "stage": Stage.SQL}, None, []),
        # what was decided since, with a date, stands instead
        ({"touches": tried(22), "offer": "education", "moved_at": NOW - DAY, "due": date(2026, 12, 1)}, None, []),
        (
            {"touches": tried(22), "offer": "education", "moved_at": NOW - 23 * DAY, "due": date(2026, 12, 1)},
            None,
            [("Follow-up", "2026-11-17T22:00", True)],
        ),
        # they ask again: as fast as at first
        ({"touches": tried(3, reached=True), "signals": pricing(1)}, None, [("Follow-up", "2026-11-17T19:00", True)]),
        ({"touches": tried(3, reached=True), "signals": visit(1)}, None, []),
        # a handoff is out
        ({"stage": Stage.SQL}, OUT, [("Verdict", "2026-11-18T14:00", True)]),
        (
            {"touches": tried(22), "offer": "education", "stage": Stage.MQL},
            OUT,
            [("Verdict", "2026-11-18T14:00", True)],
        ),
    ],
)
def test_what_is_due(dues, facts, pending, expected):
    found = [(due.label, due.at, due.overdue) for due in dues(pending, **facts)]
    assert found == [(label, utc(at), overdue) for label, at, overdue in expected]


@pytest.mark.parametrize(
    ("facts", "pending", "why"),
    [
        ({"created_at": NOW}, None, "A new lead: 16 business hours, since 2026-11-18"),
        ({"created_at": NOW, "offer": "pricing"}, None, "Pricing request: 4 business hours, since 2026-11-18"),
        (
            {"touches": tried(1), "offer": "education"},
            None,
            "Education webinar: 21 days after the attempt of 2026-11-17",
        ),
        (
            {"touches": tried(3), "signals": pricing(1)},
            None,
            "Pricing request: 4 business hours, they asked on 2026-11-17",
        ),
        ({"stage": Stage.SQL}, OUT, "the handoff left on 2026-11-14"),
    ],
)
def test_why_it_is_due_then(dues, playbook, clock, facts, pending, why):
    (due,) = dues(pending, **facts)
    assert why_due(due, playbook, clock) == why


@pytest.mark.parametrize(
    ("pause", "at", "overdue", "left"),
    [
        # created on Monday at 10:00 with 16 hours, so due on Wednesday at 10:00
        (Pause(NOW - 2 * DAY, NOW - DAY, BOARD), "2026-11-19T15:00", False, 8),
        (Pause(NOW - DAY, NOW - 20 * HOUR, BOARD), "2026-11-18T19:00", False, 4),
        (Pause(NOW - DAY, None, BOARD), "2026-11-19T15:00", False, 8),  # it lasts: the deadline moves with the clock
        (Pause(NOW - DAY, NOW + DAY, BOARD), "2026-11-20T15:00", False, 16),
        (Pause(NOW - 20 * DAY, NOW - 10 * DAY, BOARD), "2026-11-18T15:00", False, 0),  # over before it began
        (Pause(NOW + DAY, None, BOARD), "2026-11-18T15:00", False, 0),  # the clock was set back since
    ],
)
def test_a_pause_pushes_deadlines_on(dues, clock, pause, at, overdue, left):
    (due,) = dues(created_at=NOW - 2 * DAY, pauses=(pause,))
    assert (due.at, due.overdue) == (utc(at), overdue)
    assert hours_left(due, NOW, clock) == left
    assert due.paused == (pause if pause.runs(NOW) else None)


def test_nothing_is_overdue_while_the_clock_stands_still_and_is_again_afterwards(dues):
    late = {"created_at": NOW - 10 * DAY}
    held = Pause(NOW - HOUR, None, BOARD)  # paused when it was late already
    (due,) = dues(**late, pauses=(held,))
    assert not due.overdue and due.paused is held
    (due,) = dues(**late, pauses=(Pause(NOW - 2 * HOUR, NOW - HOUR, BOARD),))
    assert due.overdue and due.paused is None


def test_a_verdict_is_due_as_its_workbook_says_and_later_by_the_pauses_since_it_left(clock):
    sent, due = NOW - 4 * DAY, NOW - HOUR
    before = Pause(NOW - 9 * DAY, NOW - 5 * DAY, BOARD)
    assert verdict_due(sent, due, (), NOW, clock).at == due
    assert verdict_due(sent, due, (before,), NOW, clock).at == due
    held = verdict_due(sent, due, (Pause(NOW - 2 * DAY, NOW - DAY, BOARD),), NOW, clock)
    assert (held.at, held.overdue) == (utc("2026-11-18T22:00"), False)  # the end of a day is the beginning of the next
    assert not verdict_due(sent, due, (Pause(NOW - HOUR, None, BOARD),), NOW, clock).overdue


def test_two_pauses_that_a_merge_brought_together_count_once(dues):
    pauses = (Pause(NOW - 2 * DAY, NOW - DAY, BOARD), Pause(NOW - 36 * HOUR, NOW - DAY, "Holidays"))
    (one,), (both,) = dues(created_at=NOW - 2 * DAY, pauses=pauses[:1]), dues(created_at=NOW - 2 * DAY, pauses=pauses)
    assert one.at == both.at
    assert pause_now((Pause(NOW - HOUR, None, "second"), Pause(NOW - DAY, None, "first")), NOW).reason == "first"


# --- in Today ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "pending", "group", "why"),
    [
        (
            {"created_at": NOW - 9 * DAY},
            None,
            "to_screen",
            "Nobody has decided on it yet; clock paused since 2026-11-17 10:00: Their board decides",
        ),
        ({"stage": Stage.SQL, "moved_at": NOW, "next_step": "Call", "due": date(2026, 12, 1)}, OUT, None, ""),
        (
            {
                "touches": tried(22),
                "offer": "education",
                "moved_at": NOW - 30 * DAY,
                "next_step": "Call",
                "due": date(2026, 12, 1),
            },
            None,
            None,
            "",
        ),
    ],
)
def test_a_paused_lead_is_not_overdue_in_today(playbook, clock, lead, facts, pending, group, why):
    held = lead(**facts, pauses=(Pause(NOW - DAY, None, BOARD),))
    found = group_of(held, playbook, NOW, clock, pending)
    assert (found.group if found else None, found.why if found else "") == (group, why)
    free = group_of(lead(**facts), playbook, NOW, clock, pending)
    assert free is not None and free.group in ("first_outreach", "verdict", "no_response")


def test_an_overdue_follow_up_waits_in_today_and_says_why(playbook, clock, lead):
    facts = lead(touches=tried(22), offer="education", moved_at=NOW - 30 * DAY, next_step="Call", due=date(2026, 12, 1))
    found = group_of(facts, playbook, NOW, clock)
    assert found.group == "no_response"
    assert found.why == (
        "Follow-up was due 2026-11-17 17:00 (Education webinar: 21 days after the attempt of 2026-10-27)"
    )
    assert found.since == utc("2026-11-17T22:00")


MOMENTS = st.integers(-40 * 24, 40 * 24).map(lambda hours: NOW + timedelta(hours=hours))
SPANS = st.tuples(MOMENTS, st.none() | st.integers(0, 300)).map(
    lambda span: Pause(span[0], None if span[1] is None else span[0] + timedelta(hours=span[1]), BOARD)
)
LEADS = st.fixed_dictionaries(
    {
        "created_at": MOMENTS.filter(lambda at: at <= NOW),
        "offer": st.sampled_from(["", "pricing", "education"]),
        "touches": st.sampled_from([(), tried(1), tried(22), tried(9, reached=True)]),
        "signals": st.sampled_from([(), pricing(1), visit(1)]),
        "stage": st.sampled_from([Stage.LEAD, Stage.MQL, Stage.SQL]),
        "moved_at": st.none() | MOMENTS.filter(lambda at: at <= NOW),
        "due": st.none() | st.just(date(2026, 11, 25)),
        "pauses": st.lists(SPANS, max_size=3).map(tuple),
    }
)


@given(facts=LEADS, out=st.booleans())
def test_no_pause_makes_anything_due_sooner_or_late(playbook, clock, lead, facts, out):
    pending = OUT if out else Pending()
    plain = {due.kind: due for due in deadlines_of(lead(**facts | {"pauses": ()}), playbook, NOW, clock, pending)}
    for due in deadlines_of(lead(**facts), playbook, NOW, clock, pending):
        assert due.at >= plain[due.kind].at
        assert plain[due.kind].overdue or not due.overdue
        assert not (due.paused and due.overdue)


@given(facts=LEADS, out=st.booleans(), later=st.integers(0, 60 * 24))
def test_nothing_changes_before_the_moment_that_was_said(playbook, clock, lead, facts, out, later):
    """What is kept about a lead may be trusted until the moment at which time alone changes it."""
    pending, one = OUT if out else Pending(), lead(**facts)
    place, changes = place_and_change(one, playbook, NOW, clock, pending)
    then = NOW + timedelta(hours=later)
    if changes is None or then < changes:
        found = group_of(one, playbook, then, clock, pending)
        assert (found.group if found else None) == (place.group if place else None)
    assert changes is None or changes > NOW
    assert changes_at(one, playbook, NOW, clock, pending) == changes


# --- what is proposed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({"offer": "pricing"}, [("Call", 0), ("Write an e-mail", 0)]),  # four hours: today
        ({"offer": "education"}, [("Call", 2), ("Write an e-mail", 1)]),
        (
            {"offer": "education", "touches": tried(1)},
            [("Follow up: Education webinar", 21), ("Call", 2), ("Write an e-mail", 1)],
        ),
        ({"offer": "", "touches": tried(1)}, [("Call", 2), ("Write an e-mail", 1)]),
    ],
)
def test_the_date_of_the_next_step_follows_the_offer(playbook, clock, lead, facts, steps):
    found = templates(playbook, lead(**facts), "sales_discovery", NOW, clock.zone)
    assert list(found.next_steps) == steps
