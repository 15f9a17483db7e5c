"""CP5: a gap and a person are taken down with a key each, and the question stays in hand."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem
from app.services.account_page import account_view
from app.services.calls.view import CallView
from app.services.gaps import gap_rows
from app.services.work import Changed, Work
from app.ui.calls import noting
from app.ui.window import Window
from tests.ui.calls.conftest import ALT, CONTROL, PLAIN, Hands
from tests.ui.waiting import idle

Stored = Callable[[], CallView]


def test_a_gap_takes_one_key_its_words_and_enter(hands: Hands, page: Any, stored: Stored, window: Window) -> None:
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.write("We run it in house")
    hands.press(Qt.Key.Key_F5)
    before = hands.strokes
    hands.write("Which tube does the courier accept?")
    hands.press(Qt.Key.Key_1, ALT)  # stops the deal
    hands.press(Qt.Key.Key_5, ALT)  # theirs
    hands.press(Qt.Key.Key_Return)
    assert hands.strokes - before == 3
    assert window.runner is not None
    (gap,) = window.runner.desk.ask(gap_rows, lead=stored().lead_id)
    assert (gap.question, gap.severity, gap.owed_by, gap.call_id) == (
        "Which tube does the courier accept?", "stops", "theirs", 1,
    )  # fmt: skip
    assert stored().raised == (gap.id,)
    assert page.capture.card.text.hasFocus() and page.capture.card.words == "We run it in house"


def test_a_gap_that_is_being_typed_is_kept_too(qtbot: QtBot, hands: Hands, page: Any, stored: Stored) -> None:
    hands.press(Qt.Key.Key_F5)
    hands.write("Who signs the")
    qtbot.waitUntil(lambda: stored().typed.get("gap") == "Who signs the", timeout=10_000)
    hands.press(Qt.Key.Key_Escape)
    assert page.capture.notes.isHidden() and page.capture.card.text.hasFocus()
    assert page.isVisible()  # Esc left the strip, not the page
    hands.press(Qt.Key.Key_F5)
    assert page.capture.notes.gap.text.text() == "Who signs the"


def test_the_next_gap_does_not_stop_the_deal_because_the_one_before_did(hands: Hands, page: Any) -> None:
    hands.press(Qt.Key.Key_F5)
    hands.write("3 of 4 sites send it out: who decides?")
    assert page.capture.notes.gap.text.text().startswith("3 of 4"), "a number is a letter of the question"
    hands.press(Qt.Key.Key_1, ALT)
    hands.press(Qt.Key.Key_5, ALT)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F5)
    strip = page.capture.notes.gap
    assert (strip.severity.value, strip.owed_by.value) == ("stops", "theirs"), "half-typed, it is still the same gap"
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_F5)
    assert (strip.text.text(), strip.severity.value, strip.owed_by.value) == ("", "slows", "ours")


def test_enter_pressed_twice_takes_a_gap_once(
    qtbot: QtBot, hands: Hands, page: Any, stored: Stored, window: Window
) -> None:
    hands.press(Qt.Key.Key_F5)
    hands.write("Who signs the plan?")
    field = page.capture.notes.gap.text
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert len(stored().raised) == 1


def test_a_gap_that_was_taken_is_not_half_typed_any_more_whenever_its_letters_are_kept(
    qtbot: QtBot, hands: Hands, page: Any, stored: Stored, window: Window
) -> None:
    hands.press(Qt.Key.Key_F5)
    hands.write("Who signs the plan?")
    QTest.keyClick(page.capture.notes.gap.text, Qt.Key.Key_Return)
    page.capture.keeper.keep()  # its time is over while the gap is taken
    idle(qtbot, window)
    assert len(stored().raised) == 1 and "gap" not in stored().typed
    hands.press(Qt.Key.Key_F5)
    assert page.capture.notes.gap.text.text() == ""


def test_a_gap_that_is_refused_stays_half_typed(
    qtbot: QtBot, hands: Hands, page: Any, stored: Stored, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(work: Work, *_: object, **__: object) -> Changed:
        raise Problem("The register is closed.")

    monkeypatch.setattr(noting, "take_gap", refused)
    hands.press(Qt.Key.Key_F5)
    hands.write("Who signs the plan?")
    hands.press(Qt.Key.Key_Return)
    assert page.capture.notes.gap.problem.text() == "The register is closed."
    page.capture.keeper.keep()
    idle(qtbot, window)
    assert stored().typed["gap"] == "Who signs the plan?"


def test_a_person_takes_one_line_and_goes_to_the_map(hands: Hands, page: Any, stored: Stored, window: Window) -> None:
    hands.press(Qt.Key.Key_Return, CONTROL)
    before = hands.strokes
    hands.press(Qt.Key.Key_F6)
    hands.write("Mara Lindt, Quality Manager, mara.lindt@northgate.example")
    says = page.capture.notes.person.says.text()
    assert "Mara Lindt" in says and "Quality Manager" in says
    hands.press(Qt.Key.Key_Return)
    assert hands.strokes - before == 2
    assert [name for _, name in stored().people] == ["Mara Lindt"]
    assert window.runner is not None
    account = stored().row.account_id
    rows = window.runner.desk.ask(account_view, account, stored().row.service_line).committee.rows
    assert "Mara Lindt" in [row.name for row in rows]
    assert page.capture.card.text.hasFocus()


def test_a_new_person_may_take_part_at_once(hands: Hands, page: Any, stored: Stored) -> None:
    hands.press(Qt.Key.Key_F6)
    hands.write("Mara Lindt, Quality Manager")
    hands.press(Qt.Key.Key_1, ALT)
    hands.press(Qt.Key.Key_Return)
    names = [one.name for one in stored().attendees if one.side == "theirs"]
    assert names == ["Ada Berg", "Jonas Brandt", "Mara Lindt"]
    assert [pressed.text() for pressed in page.capture.card.who.buttons][2] == "3 Mara Lindt"


def test_cp2_a_question_is_skipped_pinned_moved_and_reworded_by_keys(hands: Hands, page: Any, stored: Stored) -> None:
    first, second = [line.id for line in page.capture.list.lines if line.number][:2]
    hands.press(Qt.Key.Key_F7)
    assert next(one for one in stored().picks.others if one.question == first).skipped
    assert page.capture.answers.question == second
    hands.press(Qt.Key.Key_F8)
    assert next(one for one in stored().picks.asked if one.question == second).pinned
    place = [one.question for one in stored().picks.asked].index(second)
    hands.press(Qt.Key.Key_Down, ALT)
    assert [one.question for one in stored().picks.asked].index(second) == place + 1
    assert page.capture.answers.question == second
    hands.press(Qt.Key.Key_F2)
    hands.write("In their own words, please?")
    hands.press(Qt.Key.Key_Return)
    picked = next(one for one in stored().picks.asked if one.question == second)
    assert picked.asked == "In their own words, please?" and picked.reworded
    assert "In their own words" in page.capture.card.asked.text()


def test_a_question_of_our_own_is_asked_at_once(hands: Hands, page: Any, stored: Stored) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.write("May we see the send-out list?")
    hands.press(Qt.Key.Key_Return)
    assert "own-1" in [one.question for one in stored().picks.asked]
    assert "May we see the send-out list?" in [line.picked.asked for line in page.capture.list.lines]


def test_the_reason_of_each_question_is_shown(page: Any, stored: Stored) -> None:
    line = page.capture.card.line
    assert line.picked.reason and line.picked.reason in page.capture.card.why.text()
    assert all(one.picked.reason for one in page.capture.list.lines)


def test_calling_it_off_asks_why(qtbot: QtBot, hands: Hands, page: Any, stored: Stored, window: Window) -> None:
    hands.press(Qt.Key.Key_Delete, CONTROL)
    hands.press(Qt.Key.Key_Return, PLAIN)
    assert "Write why" in page.capture.notes.off.problem.text()
    hands.write("They fell ill")
    hands.press(Qt.Key.Key_Return)
    idle(qtbot, window)
    assert stored().row.state == "cancelled" and stored().learned == "They fell ill"
    assert not page.capture.buttons["next"].isVisible()
