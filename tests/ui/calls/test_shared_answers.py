"""An answer counts for the lead in hand; one key makes it count for every lead of the call, or for some of them."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.calls.view import CallView
from app.services.undoing import undo
from app.ui.window import Window
from tests.ui.calls.conftest import CONTROL, SHIFT, Hands, add_the_second_lead
from tests.ui.waiting import idle

Stored = Callable[[], CallView]


@pytest.fixture
def both(qtbot: QtBot, page: Any, window: Window, hands: Hands) -> tuple[int, int]:
    """The two leads of the call, which has begun."""
    found = add_the_second_lead(window)
    page.refresh()
    idle(qtbot, window)
    hands.press(Qt.Key.Key_Return, CONTROL)
    return found


def test_one_key_lets_an_answer_count_for_all_and_undo_takes_it_back_whole(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, stored: Stored, both: tuple[int, int]
) -> None:
    first = page.capture.answers.question
    hands.write("Prices rose in May")
    hands.press(Qt.Key.Key_F11)
    assert page.capture.card.shared.leads == both[1:]
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert {one.lead_id: one.text for one in stored().said[first]} == dict.fromkeys(both, "Prices rose in May")
    assert page.capture.card.shared.leads == (), "the next answer begins as one about the lead in hand"
    assert window.runner is not None
    window.runner.do(undo)
    idle(qtbot, window)
    assert not stored().said.get(first)


def test_without_it_an_answer_counts_for_the_lead_in_hand(
    hands: Hands, page: Any, stored: Stored, both: tuple[int, int]
) -> None:
    first = page.capture.answers.question
    hands.write("Prices rose in May")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert [one.lead_id for one in stored().said[first]] == [both[0]]


def test_coming_back_shows_for_whom_it_counts_and_the_key_takes_it_from_the_others(
    hands: Hands, page: Any, stored: Stored, both: tuple[int, int]
) -> None:
    first = page.capture.answers.question
    hands.write("Prices rose in May")
    hands.press(Qt.Key.Key_F11)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    assert page.capture.card.shared.leads == both[1:]
    hands.press(Qt.Key.Key_F11)
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert [one.lead_id for one in stored().said[first]] == [both[0]]


def test_a_lead_is_ticked_by_tab_and_space_and_kept_while_one_types(
    qtbot: QtBot, hands: Hands, page: Any, stored: Stored, both: tuple[int, int]
) -> None:
    first = page.capture.answers.question
    hands.write("Prices rose")
    box = page.capture.card.shared.boxes[both[1]]
    for _ in range(12):
        if box.hasFocus():
            break
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Space)
    page.capture.keeper.keep()
    idle(qtbot, hands.window)
    assert stored().typed[f"leads:{first}"] == str(both[1])
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert len(stored().said[first]) == 2 and f"leads:{first}" not in stored().typed


def test_what_is_cleared_is_forgotten_for_all_for_whom_it_counted(
    hands: Hands, page: Any, stored: Stored, both: tuple[int, int]
) -> None:
    first = page.capture.answers.question
    hands.write("Prices rose in May")
    hands.press(Qt.Key.Key_F11)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    page.capture.card.text.selectAll()
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert not stored().said.get(first)


def test_where_the_call_is_about_one_lead_nobody_is_asked(page: Any, window: Window) -> None:
    assert page.capture.card.shared.isHidden() and not window.commands.can("call.share")
