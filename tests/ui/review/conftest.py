"""The place of the review on the sample workspace, and somebody who has no mouse."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.window import Window
from tests.ui.review.hands import on_screen
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

PLAIN, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Reader:
    """Presses keys wherever the keyboard is, and waits until all is drawn."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """These keys one after the other."""
        for key in keys:
            QTest.keyClick(self.held, key, held)
            idle(self.qtbot, self.window)

    @property
    def held(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.window

    @property
    def page(self) -> Any:
        """The page of the review."""
        assert self.window.view is not None
        return self.window.view.pages["review"]

    def part(self, id: str) -> Any:
        """Go to a part by its line in the list, by arrows alone, and into it."""
        if not self.page.list.hasFocus():
            self.press(Qt.Key.Key_F6)
        self.press(Qt.Key.Key_Home)
        while self.page.list.part != id:
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)
        return self.page.part

    def ask(self, question: Any, *args: Any, **more: Any) -> Any:
        """Ask the desk itself."""
        assert self.window.runner is not None
        return self.window.runner.desk.ask(question, *args, **more)

    def do(self, use_case: Any, *args: Any, **more: Any) -> Any:
        """Do something behind the window's back, before it looks."""
        assert self.window.runner is not None
        return self.window.runner.desk.do(use_case, *args, **more)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on the review of the sample workspace, in its summary."""
    with on_screen(qtbot, workspaces.sample(tmp_path / "Sample.assay"), "review") as made:
        yield made


@pytest.fixture
def reader(qtbot: QtBot, window: Window) -> Reader:
    """Somebody at the keyboard."""
    return Reader(qtbot, window)
