"""A committee to act on: the account of Ada and Ben, and gestures on its map."""

from collections.abc import Callable
from typing import Any

import pytest

from app.services import leads
from app.services.committee import people as gestures
from app.services.committee.view import MapView, map_view
from app.services.desk import Desk
from tests.services.conftest import BEN

LINE = "hospital_lab"


@pytest.fixture
def house(desk: Desk, ada: int, add: Callable[..., int]) -> int:
    """The account of Ada and Ben."""
    add(BEN)
    account = desk.ask(leads.lead_rows, [ada])[0].account_id
    assert account is not None
    return account


@pytest.fixture
def look(desk: Desk, house: int) -> Callable[..., MapView]:
    """The map of the account."""

    def looked(line: str | None = LINE, **more: Any) -> MapView:
        return desk.ask(map_view, house, line, **more)

    return looked


@pytest.fixture
def put(desk: Desk, house: int) -> Callable[..., int]:
    """Put somebody new on the map; returns the stakeholder's id."""

    def added(name: str, title: str = "", line: str = LINE, **more: Any) -> int:
        made = desk.do(gestures.add_stakeholder, house, line, name=name, title=title, **more)
        return int(str(made.outcome))

    return added
