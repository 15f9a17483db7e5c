"""A call with Ada to plan, hold and close out; its time is tomorrow, ten in the morning where the team works."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.services.account_page import account_view
from app.services.calls.capture import begin_call
from app.services.calls.planning import plan_call
from app.services.calls.view import CallView, call_view
from app.services.committee.people import add_stakeholder
from app.services.desk import Desk
from app.services.lead_page import LeadView, lead_view
from tests.services.conftest import NOW, SetClock, a_reason, ada_alone, everything, proven

__all__ = ["TOMORROW", "a_reason", "everything", "proven"]

TOMORROW: datetime = NOW + timedelta(days=1)


def a_call_planned(desk: Desk, clock: SetClock) -> None:
    """A call with Ada, planned for tomorrow."""
    ada_alone(desk, clock)
    made = desk.do(plan_call, [1], TOMORROW, 30, "video", "Learn what keeps them from changing", "next_call")
    assert made.outcome == 1


@pytest.fixture
def begin_with(request: pytest.FixtureRequest) -> Callable[[Desk, SetClock], object] | None:
    """What fills the workspace before the test opens it."""
    return a_call_planned if {"planned", "call"} & set(request.fixturenames) else ada_alone


@pytest.fixture
def planned(desk: Desk) -> int:
    """A call that is planned for tomorrow."""
    return 1


@pytest.fixture
def call(desk: Desk, clock: SetClock) -> int:
    """A call that began just now."""
    clock.at = TOMORROW
    desk.do(begin_call, 1)
    return 1


@pytest.fixture
def look(desk: Desk) -> Callable[[int], CallView]:
    """The page of a call."""
    return lambda id: desk.ask(call_view, id)


@pytest.fixture
def ada_view(desk: Desk) -> Callable[[], LeadView]:
    """The page of Ada."""
    return lambda: desk.ask(lead_view, 1)


@pytest.fixture
def account(desk: Desk) -> int:
    """The account of Ada."""
    found = desk.ask(lead_view, 1).account
    assert found is not None
    return found.id


@pytest.fixture
def seat(desk: Desk, account: int) -> Callable[..., int]:
    """Put somebody on the committee; returns the person's number."""

    def seated(name: str, title: str, **more: Any) -> int:
        desk.do(add_stakeholder, account, "hospital_lab", name=name, title=title, **more)
        return next(one.id for one in desk.ask(account_view, account).people if one.name == name)

    return seated
