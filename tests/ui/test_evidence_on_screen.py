"""Evidence in the window: taken from the story by Alt and a digit, with its kind, followed to its row, contradicted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.lead import Answered
from app.services.answers import answer
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.touches import log_touch
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """Full name,Email,Company,Job title,Country,Asked for,Date
Ada Berg,ada@northgate.example,Northgate Hospital,Lab operations manager,United States,A demo,2026-11-01
"""


def one_called(desk: Desk) -> None:
    """One lead, who asked for a demo and was called."""
    bring_in(desk, LEADS)
    desk.do(log_touch, 1, "call", "They decide in May", True)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on a workspace with one lead, who asked for a demo and was called."""
    desk = workspaces(tmp_path / "Team.assay", one_called)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(desk, place="today")
    idle(qtbot, made)
    made.view.go("lead", 1)
    idle(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def row(window: Window) -> Callable[[str], Any]:
    """A line of the checklists, by its criterion."""

    def found(criterion: str) -> Any:
        view = window.runner.desk.ask(lead_view, 1)
        return next(row for row in (*view.mql.rows, *view.sql.rows) if row.id == criterion)

    return found


def test_alt_and_a_digit_take_evidence_from_the_story(qtbot: QtBot, window: Window, row: Callable[[str], Any]) -> None:
    page = window.view.pages["lead"]
    page.sql.list.choose("sql_intent")
    qtbot.keyClick(page.sql.list, Qt.Key.Key_Y)
    strip = page.acts.open_strip
    qtbot.keyClick(strip.evidence, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert strip.evidence.text().endswith("They decide in May")
    assert strip.certainty.value == "told"
    qtbot.keyClick(strip.evidence, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert (row("sql_intent").kind, row("sql_intent").source, row("sql_intent").holds) == ("call", "touch", True)
    page.sql.list.choose("sql_intent")
    assert "Call" in page.sql.list.model().data(page.sql.list.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)


def test_evidence_may_begin_with_a_number(qtbot: QtBot, window: Window, row: Callable[[str], Any]) -> None:
    page = window.view.pages["lead"]
    page.sql.list.choose("sql_intent")
    qtbot.keyClick(page.sql.list, Qt.Key.Key_Y)
    strip = page.acts.open_strip
    qtbot.keyClicks(strip.evidence, "1 to 2 sites")
    assert (strip.evidence.text(), strip.link) == ("1 to 2 sites", None)


def test_other_words_rest_on_nothing_and_more_words_still_do(
    qtbot: QtBot, window: Window, row: Callable[[str], Any]
) -> None:
    page = window.view.pages["lead"]
    page.sql.list.choose("sql_intent")
    qtbot.keyClick(page.sql.list, Qt.Key.Key_Y)
    strip = page.acts.open_strip
    qtbot.keyClick(strip.evidence, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(strip.evidence, ", she said")
    assert strip.link is not None
    strip.evidence.selectAll()
    qtbot.keyClicks(strip.evidence, "My own words")
    assert strip.link is None
    qtbot.keyClick(strip.evidence, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert strip.evidence.text() == "My own words"
    qtbot.keyClick(strip.evidence, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert (row("sql_intent").evidence, row("sql_intent").kind) == ("My own words", "call")


def test_one_key_accepts_a_suggestion_and_another_shows_what_it_rests_on(
    qtbot: QtBot, window: Window, row: Callable[[str], Any]
) -> None:
    page = window.view.pages["lead"]
    suggested = row("mql_interest")
    assert suggested.suggestion
    page.mql.list.choose("mql_interest")
    qtbot.keyClick(page.mql.list, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    idle(qtbot, window)
    assert (row("mql_interest").answer, row("mql_interest").source_id) == ("yes", suggested.suggested_by)
    page.mql.list.choose("mql_interest")
    qtbot.keyClick(page.mql.list, Qt.Key.Key_V)
    line = page.story.table.row_at(page.story.view.currentIndex().row())
    assert (line.kind, line.id) == ("signal", suggested.suggested_by)


def test_today_leads_to_the_row_of_the_story(qtbot: QtBot, window: Window, row: Callable[[str], Any]) -> None:
    window.runner.desk.do(answer, 1, "sql_intent", Answered.YES, source=("touch", 1))
    window.view.go("today")
    idle(qtbot, window)
    today, page = window.view.pages["today"], window.view.pages["lead"]
    today.sql.list.choose("sql_intent")
    window.commands.act("answer.evidence")
    idle(qtbot, window)
    assert window.view.place == "lead"
    line = page.story.table.row_at(page.story.view.currentIndex().row())
    assert (line.kind, line.id) == ("touch", 1)


def test_a_contradiction_shows_both_sides_and_how_to_settle_it(
    qtbot: QtBot, window: Window, row: Callable[[str], Any]
) -> None:
    desk, page = window.runner.desk, window.view.pages["lead"]
    desk.do(answer, 1, "sql_budget", Answered.YES, "In the plan", "Ada")
    desk.do(answer, 1, "sql_budget", Answered.NO, "Nothing is planned", "Finance")
    page.refresh()
    idle(qtbot, window)
    page.sql.list.choose("sql_budget")
    said = page.sql.list.model().data(page.sql.list.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert "Nothing is planned" in said and "Before: Yes · In the plan · Ada · written by Robin" in said
    qtbot.keyClick(page.sql.list, Qt.Key.Key_N)
    strip = page.acts.open_strip
    assert strip.before.isVisible() and "to settle it" in strip.before.toolTip() + strip.before.text()
    strip.evidence.setText("Asked both: next year")
    qtbot.keyClick(strip.evidence, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert not row("sql_budget").contradicted


def test_the_kinds_of_a_story_stand_on_one_line_and_it_is_read_without_scrolling_sideways(window: Any) -> None:
    story = window.view.pages["lead"].story
    kinds = [one for one in story.kinds.findChildren(QPushButton) if one.isVisible()]
    assert len(kinds) == 6 and len({one.y() for one in kinds}) == 1
    assert story.view.horizontalScrollBar().maximum() == 0
