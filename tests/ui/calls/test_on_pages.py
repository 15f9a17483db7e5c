"""The calls of a lead and of an account on their pages: the next, the last, and the way to plan one."""

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.services.accounts import account_ids
from app.services.calls.closing import close_out
from app.services.calls.places import call_rows
from app.services.leads import LeadFilter, lead_ids
from app.ui.calls.plan_dialog import PlanDialog
from app.ui.widgets.text import Link
from app.ui.window import Window
from tests.ui.calls.conftest import SHIFT, Hands
from tests.ui.waiting import idle


def _lead_with_a_call(window: Window) -> tuple[int, int]:
    """A lead, and its account."""
    assert window.runner is not None
    (row,) = window.runner.desk.ask(call_rows)
    assert row.account_id is not None
    return row.leads[0][0], row.account_id


def _lead_alone(window: Window) -> int:
    assert window.runner is not None
    taken = _lead_with_a_call(window)[0]
    return next(id for id in window.runner.desk.ask(lead_ids, LeadFilter()) if id != taken)


def _go(qtbot: QtBot, window: Window, place: str, what: Any) -> Any:
    assert window.view is not None
    window.view.go(place, what)
    idle(qtbot, window)
    return window.view.pages[place]


def _said(card: Any) -> str:
    shown = [one for one in card.findChildren(QLabel) if one.isVisibleTo(card)]
    return " | ".join([*(one.text() for one in shown), *(one.accessibleName() for one in _links(card))])


def _links(card: Any) -> list[Link]:
    return [one for one in card.findChildren(Link) if one.isVisibleTo(card)]


def test_the_page_of_a_lead_shows_its_next_call_which_opens_by_click_and_key(
    qtbot: QtBot, window: Window, hands: Hands
) -> None:
    assert window.view is not None
    lead, _ = _lead_with_a_call(window)
    card = _go(qtbot, window, "lead", lead).next.calls
    assert "Agree on a pilot" in _said(card) and "Exit wanted: " in _said(card)
    link = next(one for one in _links(card) if "Agree on a pilot" in one.accessibleName())
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert window.view.place == "call"
    _go(qtbot, window, "lead", lead)
    link = next(one for one in _links(card) if "Agree on a pilot" in one.accessibleName())
    link.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert window.view.place == "call"


def test_the_page_of_a_lead_shows_what_came_of_the_last_call(qtbot: QtBot, window: Window) -> None:
    assert window.runner is not None
    lead, account = _lead_with_a_call(window)
    due = datetime.now(UTC).date() + timedelta(days=9)
    told = {"learned": "They change in March", "next_step": "Send the plan", "owner": "Robin", "due": due}
    window.runner.desk.do(close_out, 1, reached="partly", **told)
    said = _said(_go(qtbot, window, "lead", lead).next.calls)
    for part in ("No call is planned", "Plan a call", "Partly reached: ", "They change in March", "Send the plan"):
        assert part in said, part
    page = _go(qtbot, window, "account", account)
    (row,) = page.calls.table._rows
    assert (row.state, row.learned) == ("done", "They change in March")


def test_a_lead_without_a_call_has_one_planned_from_its_card(qtbot: QtBot, window: Window) -> None:
    card = _go(qtbot, window, "lead", _lead_alone(window)).next.calls
    link = next(one for one in _links(card) if one.text() == "Plan a call")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PlanDialog) and one.isVisible()]
    form.close()


def test_the_page_of_an_account_lists_its_calls_and_opens_the_next_by_key(
    qtbot: QtBot, window: Window, hands: Hands
) -> None:
    assert window.view is not None
    _, account = _lead_with_a_call(window)
    page = _go(qtbot, window, "account", account)
    page.tabs.setCurrentWidget(page.calls)
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Calls 1"
    assert page.calls.table.row_at(0).goal == "Agree on a pilot" and page.calls.view.isVisible()
    page.calls.view.setFocus()
    hands.press(Qt.Key.Key_Q)
    assert window.view.place == "call"
    page = _go(qtbot, window, "account", account)
    hands.press(Qt.Key.Key_Q, SHIFT)
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PlanDialog) and one.isVisible()]
    form.close()


def test_an_account_without_a_call_says_how_one_is_planned(qtbot: QtBot, window: Window) -> None:
    assert window.runner is not None
    _, taken = _lead_with_a_call(window)
    other = next(id for id in window.runner.desk.ask(account_ids) if id != taken)
    page = _go(qtbot, window, "account", other)
    page.tabs.setCurrentWidget(page.calls)
    assert page.calls.nothing.isVisible() and not page.calls.view.isVisible()
