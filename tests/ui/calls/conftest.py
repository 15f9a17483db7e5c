"""A call that begins in twenty minutes, on screen: the window, the page, and keys that are counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.calls.planning import Attendee, edit_call, plan_call
from app.services.calls.view import CallView, call_view
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.leads import LeadFilter, lead_ids
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """First name,Last name,Email,Phone,Company,Job title,Country,Asked for,Date
Ada,Berg,ada@northgate.example,+1 202 555 0101,Northgate Hospital,Lab operations manager,United States,A demo,2026-11-01
Bo,Castillo,bo@northgate.example,+1 202 555 0102,Northgate Hospital,Quality manager,United States,Prices,2026-11-02
Cleo,Dumont,cleo@harbor.example,+1 202 555 0103,Harbor Health,Benefits manager,United States,,2026-11-03
"""
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, PLAIN = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def two_leads_and_a_call(desk: Desk) -> None:
    """Three leads, and a call with the first two, whose account is the same."""
    bring_in(desk, LEADS)
    one, other, _ = desk.ask(lead_ids, LeadFilter(text=""))[:3]
    ids = sorted((one, other, _))
    people = (Attendee("theirs", "Ada Berg", title="Lab operations manager"),
              Attendee("theirs", "Jonas Brandt", title="LIS Analyst"), Attendee("ours", "Robin"))  # fmt: skip
    desk.do(plan_call, ids[:1], datetime.now(UTC), 30, "call", "Agree on a pilot", "pilot", people)


def add_the_second_lead(window: Window) -> tuple[int, int]:
    """Both leads of the account take part in the call; returns the first, and the one that came later."""
    assert window.runner is not None
    desk = window.runner.desk
    first = desk.ask(call_view, 1).leads[0].id
    found = (id for id in desk.ask(lead_ids, LeadFilter()) if id != first)
    account = desk.ask(lead_view, first).account
    second = next(id for id in found if desk.ask(lead_view, id).account == account)
    desk.do(edit_call, 1, leads=(first, second))
    return first, second


@dataclass(slots=True)
class Hands:
    """Types as a person does who has no mouse, and counts the keys."""

    qtbot: QtBot
    window: Window
    strokes: int = 0
    done: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """One key, wherever the keyboard is."""
        self.strokes += 1
        QTest.keyClick(self._held(), key, held)
        idle(self.qtbot, self.window)

    def write(self, words: str) -> None:
        """Letters, which are not counted as keys of the program."""
        QTest.keyClicks(self._held(), words)

    def _held(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on the place of calls."""
    desk = workspaces(tmp_path / "Team.assay", two_leads_and_a_call)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(desk, place="calls")
    idle(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def hands(qtbot: QtBot, window: Window) -> Hands:
    """Somebody at the keyboard."""
    return Hands(qtbot, window)


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Any:
    """The page of the call, drawn."""
    assert window.view is not None
    window.view.go("call", 1)
    idle(qtbot, window)
    found: Any = window.view.pages["call"]
    return found


@pytest.fixture
def stored(window: Window) -> Callable[[], CallView]:
    """The call as it is stored now."""
    assert window.runner is not None
    desk = window.runner.desk
    return lambda: desk.ask(call_view, 1)
