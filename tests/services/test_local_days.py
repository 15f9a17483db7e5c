"""Dates are those on the wall where the team works, also in the evening, when it is tomorrow in UTC."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.reasons import Reason
from app.services import editing, gaps, handoffs, lead_page, leads, moves, replies, touches
from app.services.committee import reading
from app.services.desk import Desk
from app.store.tables import GapRow
from tests.services.conftest import SetClock

EVENING = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)  # Tuesday the 17th, eight in the evening in New York
TUESDAY = date(2026, 11, 17)


@pytest.fixture
def evening(clock: SetClock) -> SetClock:
    clock.at = EVENING
    return clock


def test_what_is_due_today_is_not_overdue(desk: Desk, ada: int, clock: SetClock) -> None:
    desk.do(editing.edit_lead, ada, {"due": TUESDAY.isoformat()})
    desk.do(gaps.add_gap, ada, "Which interface?", "interface", due=TUESDAY)
    clock.at = EVENING
    assert not desk.ask(leads.lead_rows, [ada])[0].overdue
    assert not desk.ask(lead_page.lead_view, ada).due_overdue
    assert not desk.ask(gaps.gap_views, GapRow.lead_id == ada)[0].overdue
    clock.forward(hours=5)  # past midnight
    assert desk.ask(leads.lead_rows, [ada])[0].overdue
    assert desk.ask(lead_page.lead_view, ada).due_overdue
    assert desk.ask(gaps.gap_views, GapRow.lead_id == ada)[0].overdue


def test_a_call_in_the_evening_is_a_contact_of_that_day(desk: Desk, ada: int, evening: SetClock) -> None:
    desk.do(touches.log_touch, ada, "call", "Reached at home", True)
    desk.do(touches.add_signal, ada, "pricing_request")
    account = desk.ask(lead_page.lead_view, ada)
    assert account.account is not None
    met = desk.ask(reading.met, [account.person.id])
    assert met == {account.person.id: reading.Met(1, TUESDAY)}
    assert "2026-11-17" in " ".join(desk.ask(moves.reason_templates, ada, "mql").learned)


def test_a_question_that_comes_back_is_due_tomorrow(desk: Desk, mql: int, evening: SetClock) -> None:
    sent = desk.do(handoffs.issue_handoff, mql, None).outcome
    assert isinstance(sent, handoffs.HandoffRow)
    desk.do(replies.give_verdict, sent.number, "need_more", note="Which volumes?", name="Sal")
    assert desk.ask(leads.lead_rows, [mql])[0].due == date(2026, 11, 18)


def test_a_lead_laid_aside_in_the_evening_was_so_on_that_day(desk: Desk, ada: int, evening: SetClock) -> None:
    desk.do(moves.move, ada, path="not_now", reason=Reason("Budget is frozen", "Call again", date(2026, 12, 1), "Mia"))
    put_off = desk.ask(lead_page.lead_view, ada).put_off
    assert put_off is not None
    assert put_off.says.startswith("Not now since 2026-11-17 ")
    desk.do(touches.add_signal, ada, "pricing_request", EVENING + timedelta(minutes=5))
    evening.forward(hours=1)
    desk.do(touches.add_signal, ada, "pricing_request")
    assert "Pricing request on 2026-11-17" in desk.ask(lead_page.lead_view, ada).group_why
