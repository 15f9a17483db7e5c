"""The place of calls: its parts, a key from the lead, planning, changing, and half a screen."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.services.calls.closing import close_out
from app.services.calls.places import call_rows
from app.services.calls.planning import Attendee, set_attendees
from app.services.calls.view import CallView
from app.services.leads import LeadFilter, lead_ids
from app.services.undoing import undo
from app.ui import settings, theme
from app.ui.calls.time_field import time_typed
from app.ui.window import Window
from tests.ui import seen
from tests.ui.calls.conftest import CONTROL, SHIFT, Hands, add_the_second_lead
from tests.ui.waiting import idle

Stored = Callable[[], CallView]


def go(qtbot: QtBot, window: Window, place: str, what: object = None) -> Any:
    assert window.view is not None
    window.view.go(place, what)
    idle(qtbot, window)
    return window.view.pages[place]


def dialog(window: Window) -> Any:
    """The dialog that is open."""
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def test_the_place_is_the_fourth_and_counts_what_waits(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    buttons = window.view.place_buttons
    assert list(buttons)[:5] == ["today", "leads", "accounts", "calls", "handoffs"]
    qtbot.waitUntil(lambda: "1" in buttons["calls"].text(), timeout=10_000)


def test_a_call_stands_in_the_part_of_the_place_it_belongs_to(qtbot: QtBot, window: Window, hands: Hands) -> None:
    page = go(qtbot, window, "calls")
    assert [row.goal for row in page.calls.rows] == ["Agree on a pilot"]
    page.calls.show_part("planned")
    idle(qtbot, window)
    assert page.calls.rows == [] and page.calls.nothing.isVisible()
    assert window.runner is not None
    later = datetime.now().astimezone() + timedelta(days=3)
    window.runner.desk.do(close_out, 1, reached="yes", learned="All good", next_step="Plan", due=later.date())
    page.calls.show_part("done")
    idle(qtbot, window)
    (done,) = page.calls.rows
    assert (done.reached_label, done.next_step) == ("Yes", "Plan")


def test_the_filter_finds_account_person_and_goal(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, "calls")
    for words, found in (("northgate", 1), ("brandt", 1), ("pilot", 1), ("nobody", 0)):
        page.calls.text.setText(words)
        page.calls.text._tell()
        assert page.calls.shown.rowCount() == found, words
    assert "filter" in page.calls.nothing.title.text()


def test_cp1_one_key_on_the_lead_opens_its_next_call(qtbot: QtBot, window: Window, hands: Hands) -> None:
    assert window.runner is not None and window.view is not None
    (row,) = window.runner.desk.ask(call_rows)
    go(qtbot, window, "lead", row.leads[0][0])
    hands.press(Qt.Key.Key_Q)
    assert window.view.place == "call" and hands.strokes == 1
    page: Any = window.view.pages["call"]
    assert page.call_id == row.id and page.capture.isVisible()
    assert page.sheet.isVisible()


def test_cp1_the_call_opens_about_the_lead_of_the_key(qtbot: QtBot, window: Window, hands: Hands) -> None:
    first, second = add_the_second_lead(window)
    for lead in (second, first, second):
        go(qtbot, window, "lead", lead)
        hands.press(Qt.Key.Key_Q)
        assert window.view is not None and window.view.place == "call"
        page: Any = window.view.pages["call"]
        capture = page.capture
        assert capture.lead_id == lead == capture.leads.currentData()
    hands.press(Qt.Key.Key_T, CONTROL)
    form = dialog(window)
    idle(qtbot, window)
    assert form.lead_id == second and capture.leads.currentText() in form.title.accessibleName()
    form.close()


def test_all_questions_to_ask_are_seen_where_there_is_room(page: Any, window: Window) -> None:
    QApplication.processEvents()
    shown = page.capture.list
    asked = sum(1 for line in shown.lines if line.number)
    assert asked == 8 and shown.viewport().height() >= asked * shown.rowHeight(0)
    window.resize(1280, 560)
    QApplication.processEvents()
    assert shown.viewport().height() >= 3 * shown.rowHeight(0) and page.capture.card.isVisible()


def test_the_buttons_of_the_head_say_in_words_what_they_do_where_there_is_room(page: Any, window: Window) -> None:
    QApplication.processEvents()
    technical = page.head.buttons["technical"]
    assert technical.text() == "Scope and pilot" and technical.toolTip()
    window.resize(640, 800)
    QApplication.processEvents()
    assert technical.text() == "" and technical.accessibleName() and window.width() == 640


def test_the_column_of_times_holds_the_longest_one(qtbot: QtBot, window: Window) -> None:
    listed = go(qtbot, window, "calls").calls
    room = listed.view.columnWidth(0) - 2 * theme.SMALL
    metrics = QFontMetrics(theme.font(bold=True))
    assert metrics.horizontalAdvance("yesterday, 20:00 EST") <= room
    assert metrics.horizontalAdvance("Wed 30 Nov, 20:00 EST") <= room


def test_cp1_a_lead_without_a_call_has_a_sheet_of_what_is_known(qtbot: QtBot, window: Window, hands: Hands) -> None:
    assert window.runner is not None and window.view is not None
    (row,) = window.runner.desk.ask(call_rows)
    alone = next(id for id in window.runner.desk.ask(lead_ids, LeadFilter()) if id != row.leads[0][0])
    go(qtbot, window, "lead", alone)
    hands.press(Qt.Key.Key_Q)
    page: Any = window.view.pages["call"]
    assert page.none.isVisible() and not page.capture.isVisible()
    assert "not known" in page.sheet.counts.text()


def test_a_call_is_planned_from_the_lead_by_keys(qtbot: QtBot, window: Window, hands: Hands) -> None:
    assert window.runner is not None and window.view is not None
    (row,) = window.runner.desk.ask(call_rows)
    alone = next(id for id in window.runner.desk.ask(lead_ids, LeadFilter()) if id != row.leads[0][0])
    go(qtbot, window, "lead", alone)
    hands.press(Qt.Key.Key_Q, SHIFT)
    form = dialog(window)
    idle(qtbot, window)
    assert form.day.hasFocus()
    form.goal.setText("Walk through the interface")
    form.time.setFocus()
    QTest.keyClick(form.time, Qt.Key.Key_Tab)
    assert form.length.isAncestorOf(QApplication.focusWidget()), "Tab goes on to the length"
    form.time.setText("1430")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert hands.strokes == 2
    made = next(one for one in window.runner.desk.ask(call_rows) if one.id != row.id)
    assert made.goal == "Walk through the interface" and made.leads[0][0] == alone
    zone = window.runner.desk.ask(lambda work: work.definitions.zone)
    assert made.at.astimezone(zone).time() == time(14, 30), "what is typed is meant by the clock of the team"
    assert window.view.place == "call"


def test_ctrl_enter_pressed_twice_plans_one_call(qtbot: QtBot, window: Window, hands: Hands) -> None:
    assert window.runner is not None
    (row,) = window.runner.desk.ask(call_rows)
    go(qtbot, window, "lead", row.leads[0][0])
    hands.press(Qt.Key.Key_Q, SHIFT)
    form = dialog(window)
    idle(qtbot, window)
    form.commit()
    form.commit()
    idle(qtbot, window)
    assert len(window.runner.desk.ask(call_rows)) == 2


def test_a_call_is_changed_and_who_attends_with_it(
    qtbot: QtBot, window: Window, hands: Hands, page: Any, stored: Stored
) -> None:
    hands.press(Qt.Key.Key_E, CONTROL)
    form = dialog(window)
    idle(qtbot, window)
    assert form.goal.text() == "Agree on a pilot" and "Jonas Brandt" in form.others.text()
    form.goal.setText("Agree on two pilots")
    form.ours.setText("Robin, Kim Osei")
    form.length.choose("60")
    hands.press(Qt.Key.Key_Return, CONTROL)
    view = stored()
    assert (view.goal, view.minutes) == ("Agree on two pilots", 60)
    assert [one.name for one in view.attendees if one.side == "ours"] == ["Robin", "Kim Osei"]
    assert len(view.picks.asked) == 12 == sum(1 for line in page.capture.list.lines if line.number)


def test_one_undo_takes_back_what_was_changed_of_a_call_and_who_attends(
    qtbot: QtBot, window: Window, hands: Hands, page: Any, stored: Stored
) -> None:
    before = [one.name for one in stored().attendees]
    hands.press(Qt.Key.Key_E, CONTROL)
    form = dialog(window)
    idle(qtbot, window)
    form.goal.setText("Agree on two pilots")
    form.others.setText("Jonas Brandt, Mara Lindt")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert "Mara Lindt" in [one.name for one in stored().attendees]
    assert window.runner is not None
    window.runner.do(undo)
    idle(qtbot, window)
    assert stored().goal == "Agree on a pilot" and [one.name for one in stored().attendees] == before


def test_a_name_with_a_comma_stays_one_person_where_nobody_touched_it(
    qtbot: QtBot, window: Window, hands: Hands, page: Any, stored: Stored
) -> None:
    assert window.runner is not None
    people = (Attendee("theirs", "Ines Roth, MD", title="Medical director"), Attendee("ours", "Robin"))
    window.runner.do(set_attendees, 1, people)
    idle(qtbot, window)
    hands.press(Qt.Key.Key_E, CONTROL)
    form = dialog(window)
    idle(qtbot, window)
    form.goal.setText("Agree on two pilots")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert stored().goal == "Agree on two pilots"
    assert [(one.name, one.title) for one in stored().attendees] == [
        ("Ines Roth, MD", "Medical director"),
        ("Robin", ""),
    ]


def test_what_cannot_be_read_is_said_beside_the_form(
    qtbot: QtBot, window: Window, hands: Hands, page: Any, stored: Stored
) -> None:
    hands.press(Qt.Key.Key_E, CONTROL)
    form = dialog(window)
    idle(qtbot, window)
    form.time.setText("half past")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert "time" in form.problem.text() and form.time.hasFocus() and form.isVisible()
    form.close()


@pytest.mark.parametrize(
    ("words", "at"),
    [("10", time(10)), ("9:05", time(9, 5)), ("1430", time(14, 30)), ("2pm", time(14)), ("12 am", time(0)),
     ("14 uhr", time(14)), ("25", None), ("10:75", None), ("soon", None), ("13pm", None)],
)  # fmt: skip
def test_a_time_as_people_type_it(words: str, at: time | None) -> None:
    assert time_typed(words) == at


# --- half a screen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_cp5_half_a_screen_is_enough(
    qtbot: QtBot, window: Window, hands: Hands, page: Any, tmp_path: Path, scale: float, dressed: QApplication
) -> None:
    if scale != 1.0:
        settings.remember("scale", scale)
        theme.apply(dressed, "light", scale)
        window._resized = True
        window._rebuild_when_free()
        idle(qtbot, window)
    shown = go(qtbot, window, "call", 1)
    window.resize(640, 800)
    idle(qtbot, window)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (640, 800)
    assert shown.capture.isVisible() and not shown.sheet.isVisible()
    assert window.view is not None and not window.view.navigation.isVisible()
    faults = [*seen.cut(window), *seen.outgrown(window, 640, 800)]
    for act in ("call.gap", "call.person", "call.close"):
        window.commands.act(act)
        idle(qtbot, window)
        QApplication.processEvents()
        faults += [f"{act}: {fault}" for fault in (*seen.cut(window), *seen.outgrown(window, 640, 800))]
        shown.capture.notes.leave()
    assert faults == []
    shown.capture.leave_closing()
    hands.press(Qt.Key.Key_Tab, CONTROL)
    assert shown.sheet.isVisible() and not shown.capture.isVisible()
    hands.press(Qt.Key.Key_Tab, CONTROL)
    assert shown.capture.isVisible() and shown.capture.card.text.hasFocus()
    window.resize(1280, 800)
    QApplication.processEvents()
    assert shown.sheet.isVisible() and window.view.navigation.isVisible()
    theme.apply(dressed, "light", 1.0)


def test_page_list_and_sheet_say_the_same_time_by_the_clock_of_the_team(
    qtbot: QtBot, window: Window, hands: Hands, page: Any, stored: Stored
) -> None:
    assert window.runner is not None
    zone = window.runner.desk.ask(lambda work: work.definitions.zone)
    view = stored()
    meant = f"{view.at.astimezone(zone):%H:%M}"
    assert meant in page.head.about.accessibleName()
    assert view.sheet.header.at == view.at and f"{view.sheet.header.at:%H:%M}" == meant
    hands.press(Qt.Key.Key_E, CONTROL)
    form = dialog(window)
    idle(qtbot, window)
    assert form.time.text() == meant
    differs = view.at.utcoffset() != view.at.astimezone().utcoffset()
    assert bool(form.clock.text()) == differs, "the zone is named where this machine has another"
    form.close()
    listed = go(qtbot, window, "calls").calls
    (row,) = listed.rows
    assert listed.coming.columns[0].text(row).startswith(meant)
