"""Hands on the keyboard and eyes on the screen: what a person does to the real window, and what can be seen there."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from app.services.lead_page import LeadView, lead_view
from app.services.leads import LeadFilter, lead_ids
from app.ui.problems import BugDialog
from app.ui.window import Window

PATIENCE = 20  # seconds for one answer on a busy computer
RESTED = 1_000  # milliseconds after which it is looked whether an answer came unheard
TABS = 60  # no page has more stops than this


class Hands:
    """Keys go to whatever has the keyboard, as they do from a real one."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.pressed = 0
        self._known: tuple[int, LeadView] | None = None  # what the desk said, and after how many keys

    # --- keys --------------------------------------------------------------------------------------------------------

    def key(self, *keys: Qt.Key | str, hold: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys one after the other, each with its answer drawn before the next."""
        for key in keys:
            self.pressed += 1
            QTest.keyClick(self.focus, key, hold)
            self.wait()

    def control(self, key: str) -> None:
        """Press a key with Ctrl."""
        self.key(getattr(Qt.Key, f"Key_{key.upper()}"), hold=Qt.KeyboardModifier.ControlModifier)

    def write(self, words: str) -> None:
        """Type into the field that has the keyboard, in place of what stands in it."""
        field = self.focus
        assert isinstance(field, QLineEdit), f"the keyboard is at {field!r}, not in a field"
        if field.text():
            self.control("a")
        self.pressed += len(words)
        for letter in words:
            if letter.isascii():
                QTest.keyClick(field, letter)
            else:  # QTest knows the keys of a plain keyboard only, and ends the process at any other
                bare = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, bare, letter))
        assert field.text() == words

    def tab_to(self, wanted: QWidget | str) -> int:
        """Press Tab until a control, or one with this name, has the keyboard; how often it took."""
        for tabs in range(TABS):
            if self.focus is wanted or self.focus.accessibleName() == wanted:
                return tabs
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {wanted!r} from here")

    def back_to(self, wanted: QWidget | str) -> None:
        """Press Shift and Tab until a control, or one with this name, has the keyboard."""
        for _ in range(TABS):
            if self.focus is wanted or self.focus.accessibleName() == wanted:
                return
            self.key(Qt.Key.Key_Backtab, hold=Qt.KeyboardModifier.ShiftModifier)
        raise AssertionError(f"Shift and Tab do not reach {wanted!r} from here")

    def wait(self) -> None:
        """Until every answer is drawn; the runner says so itself."""
        QApplication.sendPostedEvents()
        runner = self.window.runner
        if runner is not None and runner.busy:
            drawn = QEventLoop()
            runner.rested.connect(drawn.quit)
            QTimer.singleShot(RESTED, drawn, drawn.quit)
            drawn.exec()
        self.until(lambda: self.window.runner is None or not self.window.runner.busy)
        bugs = [bug for bug in QApplication.topLevelWidgets() if isinstance(bug, BugDialog) and bug.isVisible()]
        assert not bugs, self.words_in(bugs[0])

    def until(self, done: Callable[[], bool]) -> None:
        """Until something is so."""
        QApplication.sendPostedEvents()
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, f"waited too long, the keyboard at {self.focus!r}; on screen: {self.words()}"
            QTest.qWait(1)

    # --- eyes --------------------------------------------------------------------------------------------------------

    @property
    def focus(self) -> QWidget:
        """What has the keyboard; only something visible can."""
        found = QApplication.focusWidget() or QApplication.activeModalWidget() or self.window
        assert found.isVisible(), f"the keyboard is at {found!r}, which nobody sees"
        return found

    @property
    def page(self) -> Any:
        """The page on screen."""
        assert self.window.view is not None
        return self.window.view.stack.currentWidget()

    @property
    def strip(self) -> Any:
        """The strip at the foot of the page."""
        strip = self.page.acts.open_strip
        assert strip is not None and strip.isVisible(), "no strip is open"
        return strip

    def words(self) -> list[str]:
        """Everything that is written on screen."""
        return self.words_in(self.window)

    def words_in(self, part: QWidget) -> list[str]:
        """Everything that is written in a part of the screen."""
        return [words for widget in part.findChildren(QWidget) if widget.isVisible() for words in _words(widget)]

    def words_of(self, widget: QWidget) -> str:
        """What one widget says, which must be on screen."""
        assert widget.isVisible()
        return widget.accessibleName()

    def sees(self, wanted: str) -> bool:
        """True where these words stand somewhere on screen."""
        return any(wanted in words for words in self.words())

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        """Ask the desk behind the window."""
        assert self.window.runner is not None
        return self.window.runner.desk.ask(question, *args)

    def the_lead(self) -> LeadView:
        """The only lead, as the desk knows it; asked again once another key was pressed."""
        if self._known is None or self._known[0] != self.pressed:
            (lead_id,) = self.ask(lead_ids, LeadFilter())
            self._known = self.pressed, self.ask(lead_view, lead_id)
        return self._known[1]


def _words(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        across = model.columnCount() if isinstance(widget, QTableView) else 1
        for at in range(min(model.rowCount(), 50)):
            for beside in range(across):
                yield str(model.index(at, beside).data() or "")
