"""The calls of a lead and of an account as their pages show them."""

from datetime import timedelta

from app.services.account_page import account_view
from app.services.calls.capture import begin_call
from app.services.calls.closing import close_out
from app.services.calls.planning import cancel_call, plan_call
from app.services.desk import Desk
from app.services.lead_page import lead_view
from tests.services.calls.conftest import TOMORROW
from tests.services.conftest import SetClock


def test_the_next_call_is_the_one_going_on_then_the_soonest(desk: Desk, planned: int, account: int) -> None:
    soon = int(str(desk.do(plan_call, [1], TOMORROW - timedelta(hours=3)).outcome))
    assert desk.ask(lead_view, 1).calls.latest is None
    around = desk.ask(lead_view, 1).calls.next
    assert around is not None and around.id == soon
    desk.do(begin_call, planned)
    around = desk.ask(lead_view, 1).calls.next
    assert around is not None and (around.id, around.running) == (planned, True)
    assert [row.id for row in desk.ask(account_view, account).calls] == [planned, soon]


def test_the_last_call_says_what_came_of_it(desk: Desk, call: int, account: int, clock: SetClock) -> None:
    desk.do(close_out, call, reached="yes", learned="They change in March", next_step="Send the plan", owner="Mia",
            due=clock.at.date() + timedelta(days=7))  # fmt: skip
    off = int(str(desk.do(plan_call, [1], TOMORROW + timedelta(days=3)).outcome))
    desk.do(cancel_call, off, "They are on holiday")
    calls = desk.ask(lead_view, 1).calls
    assert calls.next is None and calls.latest is not None
    assert (calls.latest.id, calls.latest.learned, calls.latest.reached) == (call, "They change in March", "yes")
    later = int(str(desk.do(plan_call, [1], TOMORROW + timedelta(days=9)).outcome))
    rows = desk.ask(account_view, account).calls
    assert [(row.id, row.state) for row in rows] == [(later, "planned"), (off, "cancelled"), (call, "done")]


def test_times_are_told_by_the_clock_of_the_team(desk: Desk, planned: int) -> None:
    zone = desk.ask(lambda work: work.definitions.zone)
    call = desk.ask(lead_view, 1).calls.next
    assert call is not None and call.at == TOMORROW and call.at.tzinfo == zone
