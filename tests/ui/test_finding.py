"""The command palette and the global search in the real window, by keys alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.listing import ListFilter, Order
from app.domain.palette_rank import BEGINS, IN_ORDER, INSIDE, NOT, SLIP, WORDS, rank
from app.services import touches
from app.services.lead_page import lead_view
from app.services.views import ViewSettings, save_view
from app.ui import lately
from app.ui.command_table import COMMANDS
from app.ui.dialogs.quick import QuickDialog
from app.ui.widgets.found_lines import Line
from app.ui.window import Window
from tests.ui.test_window import Workspaces, ask, idle, page, three_leads


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on a workspace with three leads."""
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    made.take(workspaces(tmp_path / "Team.assay", three_leads), place="today")
    idle(qtbot, made)
    yield made
    made.close()


def _open(qtbot: QtBot, window: Window, command: str) -> Any:
    window.commands.act(command)
    idle(qtbot, window)
    return next(one for one in window.findChildren(QuickDialog) if one.isVisible())


def _type(qtbot: QtBot, window: Window, dialog: Any, text: str) -> list[Line]:
    qtbot.keyClicks(dialog.field, text)
    idle(qtbot, window)
    return [line for line in dialog.found.lines.lines if not line.heading]


def _texts(dialog: Any) -> list[str]:
    return [line.text for line in dialog.found.lines.lines]


@pytest.mark.parametrize(
    ("line", "typed", "way"),
    [
        ("technical pre sales", "tech", BEGINS),
        ("technical pre sales", "pre tech", WORDS),
        ("technical pre sales", "nical", INSIDE),
        ("technical pre sales", "tps", IN_ORDER),
        ("technical pre sales", "tehcnical", SLIP),
        ("technical pre sales", "xyz", NOT),
        ("technical pre sales", "sl", IN_ORDER),
        ("undo", "x", NOT),
    ],
)
def test_acts_are_ranked_by_how_they_answer(line: str, typed: str, way: int) -> None:
    assert rank(line, typed) == way


def test_an_act_is_found_and_done(qtbot: QtBot, window: Window) -> None:
    dialog = _open(qtbot, window, "edit.palette")
    lines = _type(qtbot, window, dialog, "technical pre")
    assert lines[0].text == "Technical pre-sales" and lines[0].key == "P"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert page(window, "today").acts.open_strip is not None
    assert lately.acts() == ["move.presales"]


def test_every_act_is_there_with_its_key_or_says_why_not(qtbot: QtBot, window: Window) -> None:
    dialog = _open(qtbot, window, "edit.palette")
    lines = {line.text: line for line in dialog.found.lines.lines if not line.heading}
    for command in COMMANDS:
        if command.id != "edit.palette":
            line = lines[command.text]
            assert line.key
            assert bool(line.why_not) == (not window.commands.can(command.id)) == (line.act is None)
    assert lines["Replay the draft"].why_not.startswith("Go to Playbook")


def test_what_cannot_be_done_says_so_and_stays(qtbot: QtBot, window: Window) -> None:
    dialog = _open(qtbot, window, "edit.palette")
    (line,) = _type(qtbot, window, dialog, "replay the draft")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.foot.text() == line.why_not


def test_recent_acts_come_first(qtbot: QtBot, window: Window) -> None:
    lately.note_act("view.dark")
    dialog = _open(qtbot, window, "edit.palette")
    assert _texts(dialog)[:2] == ["Lately", "Dark"]
    dialog.field.setText("l")
    lately.note_act("lead.touch")
    dialog.close()
    again = _open(qtbot, window, "edit.palette")
    assert _type(qtbot, window, again, "lo")[0].text == "Log a touch"


def test_somebody_is_opened_by_name_even_when_enter_comes_first(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    lead = page(window, "today")._lead_id
    name = ask(window, lead_view, lead).person.name
    dialog = _open(qtbot, window, "edit.palette")
    qtbot.keyClicks(dialog.field, name.lower())
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)  # the answer is not there yet
    idle(qtbot, window)
    assert window.view.where == ("lead", lead)
    again = _open(qtbot, window, "edit.palette")
    assert _texts(again)[:2] == ["Lately", name]


def test_a_saved_view_is_opened_by_name(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    order, columns = (Order("city", descending=True),), ("person", "city", "tags")
    settings = ViewSettings(ListFilter(text="northgate"), order, columns, {"city": 177})
    window.view.bench.do(save_view, "leads", "Monday at Northgate", settings)
    idle(qtbot, window)
    dialog = _open(qtbot, window, "edit.palette")
    assert _type(qtbot, window, dialog, "mond")[0].detail == "Leads: a view of your own"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view.where[0] == "leads"
    leads = page(window, "leads")
    assert leads.bar.filter.text == "northgate"
    assert (leads.pane._set_up().order, tuple(leads.view.shown_ids()), leads.view.widths()["city"]) == (
        order,
        columns,
        177,
    )


def test_without_a_workspace_the_palette_knows_acts(qtbot: QtBot, window: Window) -> None:
    window.show_start()
    dialog = _open_without_workspace(window)
    lines = {line.text: line for line in dialog.found.lines.lines}
    assert lines["Search everything"].why_not.startswith("Open a workspace")
    assert lines["New workspace"].act is not None


def _open_without_workspace(window: Window) -> Any:
    window.commands.act("edit.palette")
    return next(one for one in window.findChildren(QuickDialog) if one.isVisible())


def test_a_word_that_was_said_opens_the_lead_at_that_line(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    lead = page(window, "today")._lead_id
    window.view.bench.do(touches.log_touch, lead, "call", "They asked about hibernation of the contract")
    idle(qtbot, window)
    dialog = _open(qtbot, window, "edit.search")
    (line,) = _type(qtbot, window, dialog, "hibernaton")
    assert line.where == "Touch"
    assert [line.below[begin:end] for begin, end in line.below_marks] == ["hibernation"]
    index = dialog.found.lines.index(1)
    spoken = dialog.found.lines.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert "hibernation" in spoken and spoken == dialog.field.accessibleDescription()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view.where[0] == "lead"
    story = page(window, "lead").story
    assert "hibernation" in story.full.toPlainText()


def test_groups_have_headings_that_arrows_step_over(qtbot: QtBot, window: Window) -> None:
    dialog = _open(qtbot, window, "edit.search")
    _type(qtbot, window, dialog, "northgate")
    lines = dialog.found.lines.lines
    headings = [at for at, line in enumerate(lines) if line.heading]
    assert len(headings) >= 2 and headings[0] == 0
    for _ in range(len(lines)):
        assert dialog.found.currentIndex().row() not in headings
        qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.found.currentIndex().row() == len(lines) - 1
    for _ in range(len(lines)):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Up)
    assert dialog.found.currentIndex().row() == 1


def test_nothing_typed_and_nothing_found_teach(qtbot: QtBot, window: Window) -> None:
    dialog = _open(qtbot, window, "edit.search")
    assert dialog.empty.isVisible() and "phone numbers" in dialog.empty.about.text()
    assert _type(qtbot, window, dialog, "qqqq zzzz") == []
    assert dialog.empty.isVisible() and "qqqq zzzz" in dialog.empty.title.text()
    assert "one word less" in dialog.empty.about.text()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.field.clear()
    idle(qtbot, window)
    assert "phone numbers" in dialog.empty.about.text()


def test_the_lines_are_a_sound_model(qtbot: QtBot, window: Window, qtmodeltester: Any) -> None:
    dialog = _open(qtbot, window, "edit.palette")
    qtmodeltester.check(dialog.found.lines)
    assert dialog.found.lines.rowCount(dialog.found.lines.index(0)) == 0
    assert dialog.found.lines.data(QModelIndex()) is None
