"""What became overdue since a moment: once, with pauses, judged already or not, and never what still has time."""

from datetime import timedelta

import pytest

from app.services.deriving import bring_up_to_date
from app.services.handoffs import issue_handoff
from app.services.overdue_since import overdue_since
from app.services.pausing import pause_clock
from app.services.touches import log_touch
from tests.services.conftest import BEN, NOW


def judged(desk):
    while desk.tend(bring_up_to_date).outcome:
        pass


@pytest.mark.parametrize("judge", [False, True])
def test_a_deadline_that_fell_in_between_is_told_once(desk, ada, clock, judge):
    assert desk.ask(overdue_since, NOW).counts == ()
    clock.forward(days=3)
    if judge:
        judged(desk)
    found = desk.ask(overdue_since, NOW)
    assert (found.counts, found.lead_ids, found.settled) == ((("first_outreach", 1),), (ada,), True)
    assert desk.ask(overdue_since, clock()).counts == ()


def test_what_stands_still_is_not_overdue(desk, ada, add, clock):
    desk.do(pause_clock, ada, "Their board decides first")
    ben = add(BEN)
    clock.forward(days=3)
    assert desk.ask(overdue_since, NOW).lead_ids == (ben,)
    judged(desk)
    assert desk.ask(overdue_since, NOW).lead_ids == (ben,)


def test_whoever_was_called_is_not_overdue(desk, ada, clock):
    clock.forward(hours=1)
    desk.do(log_touch, ada, "call", "Left a message")
    clock.forward(days=1)
    assert ("first_outreach", 1) not in desk.ask(overdue_since, NOW).counts


def test_those_that_wait_longest_come_first(desk, ada, add, clock):
    clock.forward(hours=2)
    ben = add(BEN)
    clock.forward(days=4)
    judged(desk)
    assert desk.ask(overdue_since, NOW).lead_ids == (ada, ben)


def test_many_that_time_has_moved_are_judged_first(desk, ada, clock, monkeypatch):
    from app.services import overdue_since as module

    monkeypatch.setattr(module, "ON_THE_SPOT", 0)
    clock.forward(days=3)
    assert not desk.ask(overdue_since, NOW).settled
    judged(desk)
    assert desk.ask(overdue_since, NOW).lead_ids == (ada,)


@pytest.mark.parametrize("judge", [False, True])
def test_it_agrees_with_what_today_shows(desk, ada, add, clock, judge):
    from app.services.today import today

    add(BEN)
    clock.forward(days=2)
    if judge:
        judged(desk)
    counts = {group.id: group.count for group in desk.ask(today).groups}
    found = dict(desk.ask(overdue_since, NOW - timedelta(days=1)).counts)
    assert found["first_outreach"] == counts["first_outreach"] == 2


def test_a_verdict_that_sales_owes_is_told(desk, mql, clock, tmp_path):
    desk.do(log_touch, mql, "call", "Agreed on what sales gets", reached=True)
    desk.do(issue_handoff, mql, tmp_path / "handoff.xlsx")
    sent = clock()
    clock.forward(days=9)
    assert ("verdict", 1) in desk.ask(overdue_since, sent).counts
    judged(desk)
    assert ("verdict", 1) in desk.ask(overdue_since, sent).counts
