"""Whatever stands around it, the question in hand has room; what is said for a moment covers no key of the call."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.window import Window
from tests.ui.calls.conftest import CONTROL, Hands, add_the_second_lead
from tests.ui.calls.test_live import suggest
from tests.ui.waiting import idle


def settled(qtbot: QtBot, window: Window, page: Any) -> None:
    """Wait until the parts have found their heights."""
    idle(qtbot, window)
    listed = page.capture.list
    qtbot.waitUntil(
        lambda: listed.isHidden() or listed.height() == min(listed.maximumHeight(), listed.sizeHint().height())
    )


def is_whole(widget: QWidget) -> bool:
    return bool(widget.visibleRegion().boundingRect().height() == widget.height())


@pytest.mark.parametrize("key", [Qt.Key.Key_F5, Qt.Key.Key_F6], ids=["gap", "person"])
@pytest.mark.parametrize("leads", [1, 2])
def test_a_strip_and_a_suggestion_leave_the_question_whole(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, key: Qt.Key, leads: int
) -> None:
    if leads == 2:
        add_the_second_lead(window)
        idle(qtbot, window)
    suggest(hands, page)
    settled(qtbot, window, page)
    capture = page.capture
    whole = capture.list.height()
    hands.press(key)
    settled(qtbot, window, page)
    assert capture.suggestion.isVisible() and capture.notes.isVisible() and capture.list.height() < whole
    assert is_whole(capture.card)
    row = capture.list.visualRect(capture.list.currentIndex())
    assert capture.list.viewport().rect().contains(row), "the list keeps the question in hand in sight"
    assert capture.list.viewport().height() % capture.list.rowHeight(0) == 0, "no row is cut"
    hands.press(Qt.Key.Key_Escape)
    settled(qtbot, window, page)
    assert capture.list.height() == whole


@pytest.mark.parametrize("size", [(1280, 800), (640, 800), (640, 560)])
def test_what_is_said_for_a_moment_covers_no_key_of_the_call(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, size: tuple[int, int]
) -> None:
    window.resize(*size)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.press(Qt.Key.Key_F6)
    hands.write("Mara Lindt, Quality Manager")
    hands.press(Qt.Key.Key_Return)
    toast, capture = window.toast, page.capture
    assert toast.isVisible()
    at = toast.geometry()
    assert not at.intersects(capture.rect().translated(capture.mapTo(window, capture.rect().topLeft())))
    assert window.rect().contains(at)
    assert window.view is not None
    window.view.go("today")
    idle(qtbot, window)
    assert window.toast.geometry().bottom() > window.height() - 60, "elsewhere it lies at the foot again"


def test_long_words_are_read_whole_where_they_have_little_width(page: Any, window: Window) -> None:
    words = "This answer looks like patient data: take out the name, the date of birth or the record number. " * 2
    window.toast.say(words[:118])
    part = page.sheet
    assert (
        window.toast.width() <= part.width() and window.toast.height() > 1.5 * window.toast._text.fontMetrics().height()
    )
