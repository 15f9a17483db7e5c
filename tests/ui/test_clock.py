"""The clocks of a lead and its routes in the window: pause and go on by key, why and why not, right or wrong."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.reasons import Reason
from app.services.lead_page import lead_view
from app.services.moves import move
from app.ui.dialogs.routes import RoutesDialog
from app.ui.window import Window
from tests.ui.test_window import ask, go, window
from tests.ui.waiting import idle

__all__ = ["window"]


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Any:
    return go(qtbot, window, "lead", 1)


PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def press(qtbot: QtBot, window: Window, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    qtbot.keyClick(window.focusWidget() or window, key, held)
    idle(qtbot, window)


def lines(page: Any) -> list[str]:
    return [line.text() for line in page.next.clocks.findChildren(QLabel) if line.isVisible()]


def test_the_clock_is_paused_and_goes_on_by_key(qtbot: QtBot, window: Window, page: Any) -> None:
    (line,) = lines(page)
    assert line.startswith("First outreach: ")
    assert not window.commands.can("lead.resume")
    press(qtbot, window, Qt.Key.Key_C)
    strip = page.acts.open_strip
    qtbot.keyClick(strip.reason, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert "Write why the clock is paused" in strip.problem.text()
    qtbot.keyClicks(strip.reason, "Their board decides")
    qtbot.keyClick(strip.reason, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert page.acts.open_strip is None
    assert ask(window, lead_view, 1).paused.reason == "Their board decides"
    paused, due = lines(page)
    assert paused == "Clock paused now: Their board decides"
    assert due.startswith("First outreach stands still, with ")
    assert page.header.deadline.accessibleName() == "Deadline: Clock paused"
    assert [row.title for row in page.acts.view.timeline if row.kind == "pause"] == [
        "Clock paused: Their board decides"
    ]
    assert not window.commands.can("lead.pause")
    press(qtbot, window, Qt.Key.Key_C, SHIFT)
    assert ask(window, lead_view, 1).paused is None
    assert len(lines(page)) == 1
    window.commands.act("edit.undo")
    idle(qtbot, window)
    assert ask(window, lead_view, 1).paused is not None


def test_a_day_that_cannot_be_read_is_said_beside_the_field(qtbot: QtBot, window: Window, page: Any) -> None:
    window.commands.act("lead.pause")
    strip = page.acts.open_strip
    strip.reason.setText("Holidays")
    strip.until.setText("whenever")
    strip.commit()
    assert "Write the day like" in strip.problem.text()
    strip.until.setText("+14d")
    strip.commit()
    idle(qtbot, window)
    assert ", until " in lines(page)[0]


def test_why_not_another_route_is_one_key_away(qtbot: QtBot, window: Window, page: Any) -> None:
    press(qtbot, window, Qt.Key.Key_W)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, RoutesDialog) and one.isVisible()]
    rows = [dialog.shown.model().row_at(at) for at in range(dialog.shown.model().rowCount())]
    assert [row.label for row in rows if row.chosen] == [ask(window, lead_view, 1).route.label]
    assert all(row.says for row in rows)
    dialog.accept()


def test_a_route_is_judged_by_key_from_the_story(qtbot: QtBot, window: Window, page: Any) -> None:
    assert not window.commands.can("lead.judge")
    path = ask(window, lead_view, 1).route.path
    assert window.runner is not None
    reason = Reason("Spoke", "Call", ask(window, lambda work: work.today), "Robin")
    window.runner.desk.do(move, 1, path=path, reason=reason)
    page.refresh()
    idle(qtbot, window)
    press(qtbot, window, Qt.Key.Key_W, SHIFT)
    strip = page.acts.open_strip
    assert strip.so_far.text() == "So far open: nothing is known yet"
    strip.right.choose("wrong")
    qtbot.keyClick(strip.note, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert "Write what was wrong" in strip.problem.text()
    qtbot.keyClicks(strip.note, "Sales had the answer")
    qtbot.keyClick(strip.note, Qt.Key.Key_Return)
    idle(qtbot, window)
    (judged,) = ask(window, lead_view, 1).routes
    assert (judged.outcome, judged.by, judged.says) == ("wrong", "Robin", "Sales had the answer")
    assert any(row.kind == "route" for row in page.acts.view.timeline)


def test_the_suggested_path_takes_the_owner_that_the_rule_names(qtbot: QtBot, window: Window, page: Any) -> None:
    window.commands.act("move.suggested")
    idle(qtbot, window)
    assert page.acts.open_strip.owner.text() == ask(window, lead_view, 1).route.owner
