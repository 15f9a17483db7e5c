"""Somebody at the keyboard of the review, who has no mouse."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.desk import Desk
from app.ui.window import Window
from tests.ui.waiting import idle

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@contextmanager
def on_screen(qtbot: QtBot, desk: Desk, place: str, by: str = "Robin Vale") -> Iterator[Window]:
    """The window on a workspace; it is closed also with what a test left half-typed."""
    made = Window(by)
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(desk, place=place)
    idle(qtbot, made)
    try:
        yield made
    finally:
        made.close_workspace()
        made.close()


@dataclass(slots=True)
class Hands:
    """Types wherever the keyboard is, and waits until all is drawn."""

    qtbot: QtBot
    window: Window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """One key, or the same some times."""
        for _ in range(times):
            QTest.keyClick(self.held, key, held)
            idle(self.qtbot, self.window)

    def write(self, *words: str) -> None:
        """Words into field after field, with Tab between."""
        for at, one in enumerate(words):
            if at:
                self.press(Qt.Key.Key_Tab)
            QTest.keyClicks(self.held, one)

    @property
    def held(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.window

    @property
    def desk(self) -> Any:
        """The workspace."""
        assert self.window.runner is not None
        return self.window.runner.desk

    def go(self, part: str) -> Any:
        """Go to a part of the review, with the keyboard in it."""
        assert self.window.view is not None
        self.window.view.go("review", part)
        idle(self.qtbot, self.window)
        page = self.window.view.pages["review"]
        page.enter()
        idle(self.qtbot, self.window)
        return page.parts[part]
