"""What could not be kept is not lost: it waits, is shown again where one comes back, and is tried once more."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app.domain.problems import Problem, Trouble
from app.services.calls.being_typed import keep_typing
from app.services.calls.view import CallView
from app.services.work import Changed, Work
from app.store.tables import CallQuestion
from app.ui.calls import answers, keeper
from app.ui.window import Window
from tests.ui.calls.conftest import CONTROL, SHIFT, Hands
from tests.ui.waiting import idle

Stored = Callable[[], CallView]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A disk that is full as long as its only entry is true."""
    state = [True]

    def kept(work: Work, *args: Any) -> Changed:
        if state[0]:
            raise Trouble("The disk is full.")
        return keep_typing(work, *args)

    monkeypatch.setattr(keeper, "keep_typing", kept)
    return state


def test_typing_that_could_not_be_kept_waits_and_is_tried_again(
    qtbot: QtBot, hands: Hands, page: Any, stored: Stored, window: Window, full: list[bool]
) -> None:
    hands.press(Qt.Key.Key_F5)
    hands.write("Who signs the plan?")
    page.capture.keeper.keep()
    idle(qtbot, window)
    assert "The disk is full" in page.capture.state.kept.text()
    assert page.capture.keeper.text("gap") == "Who signs the plan?" and page.capture.keeper.waits
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F5)
    assert page.capture.notes.gap.text.text() == "Who signs the plan?"
    full[0] = False
    page.capture.leave()
    idle(qtbot, window)
    assert stored().typed["gap"] == "Who signs the plan?"


def test_what_is_typed_meanwhile_is_newer_than_what_failed(
    qtbot: QtBot, hands: Hands, page: Any, stored: Stored, window: Window, full: list[bool]
) -> None:
    hands.press(Qt.Key.Key_F5)
    hands.write("Who signs")
    page.capture.keeper.keep()
    hands.write(" the plan?")
    idle(qtbot, window)
    full[0] = False
    page.capture.keeper.keep()
    idle(qtbot, window)
    assert stored().typed["gap"] == "Who signs the plan?"


def test_an_answer_that_is_refused_stands_in_its_field_when_one_comes_back(
    hands: Hands, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(work: Work, *_: object, **__: object) -> Changed:
        raise Problem("Shorten it.")

    monkeypatch.setattr(answers, "take_answer", refused)
    hands.press(Qt.Key.Key_Return, CONTROL)
    first = page.capture.answers.question
    hands.write("Prices rose in May")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert page.capture.answers.question != first and page.capture.card.words == ""
    assert "Shorten it." in page.capture.state.kept.text()
    hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    assert (page.capture.answers.question, page.capture.card.words) == (first, "Prices rose in May")


def test_a_value_without_words_that_is_not_firm_yet_marks_its_question_as_half_typed(
    qtbot: QtBot, page: Any, window: Window, hands: Hands
) -> None:
    from tests.ui.calls.test_live import asking_for, begin, go_to

    begin(hands)
    wanted = asking_for(page, "number")
    go_to(hands, page, wanted)
    page.capture.card.value.field.setFocus()
    hands.write("soon, perhaps")
    hands.press(Qt.Key.Key_Return, CONTROL)
    page.capture.keeper.keep()
    idle(qtbot, window)
    page.refresh()
    idle(qtbot, window)
    assert page.capture.list.line(wanted).typing


def test_the_next_letter_does_not_put_off_the_writing_of_those_before(
    hands: Hands, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps = page.capture.keeper
    begun: list[int] = []
    monkeypatch.setattr(keeps._soon, "start", lambda: begun.append(1))
    monkeypatch.setattr(keeps._soon, "isActive", lambda: bool(begun))
    hands.press(Qt.Key.Key_F5)
    hands.write("Who signs the plan?")
    assert len(begun) == 1, "who never pauses is kept as well"


def test_what_is_cleared_again_leaves_nothing_half_typed(
    qtbot: QtBot, hands: Hands, page: Any, stored: Stored, window: Window
) -> None:
    hands.press(Qt.Key.Key_Return, CONTROL)
    first = page.capture.answers.question
    hands.write("Prices rose")
    page.capture.keeper.keep()
    idle(qtbot, window)
    assert f"who:{first}" in stored().typed
    page.capture.card.text.selectAll()
    hands.press(Qt.Key.Key_Delete)
    page.capture.keeper.keep()
    idle(qtbot, window)
    assert stored().typed == {}


def test_a_question_that_is_passed_before_the_call_begins_was_not_asked(
    qtbot: QtBot, hands: Hands, page: Any, window: Window
) -> None:
    def asked() -> int:
        assert window.runner is not None
        return int(window.runner.desk.ask(_asked))

    page.capture.asking.step(1)
    idle(qtbot, window)
    assert asked() == 0
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert asked() == 1


def _asked(work: Work) -> int:
    query = select(func.count()).select_from(CallQuestion).where(CallQuestion.asked_at.is_not(None))
    return work.session.scalar(query) or 0
