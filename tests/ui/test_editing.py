"""Typing into a table: F2 edits the cell in hand, Enter goes down, Tab aside; a refusal is said beside the cell."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.matching import fold
from app.exports.clip import as_html, as_text
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.leads import LeadFilter, lead_ids, lead_rows
from app.services.table_edits import Proposed
from app.ui.dialogs.paste import PasteDialog
from app.ui.tables.cell_editor import CellEditor
from app.ui.tables.editing import CellEditing
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

COLUMNS = ("person", "stage", "title", "due", "owner", "segment")


def three_leads(desk: Desk) -> None:
    """Three people, each of a hospital of their own."""
    for first in ("Ada", "Bo", "Cleo"):
        row = {"first_name": first, "last_name": "Berg", "email": f"{first.casefold()}@north.example"}
        desk.do(add_lead, {**row, "company": f"{first} Hospital", "service_line": "hospital_lab"})


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """Three leads in the order of their names, six columns, the keyboard in the table."""
    desk = workspaces(tmp_path / "Team.assay", three_leads)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="leads")
    idle(qtbot, made)
    made.activateWindow()
    view = view_of(made)
    view.arrange_columns(COLUMNS, {})
    idle(qtbot, made)
    view.sort_asked.emit(("person", False))
    idle(qtbot, made)
    view.setFocus()
    in_hand(made, 1, "person")
    yield made
    made.close()


def view_of(window: Window) -> Any:
    assert window.view is not None
    return window.view.pages["leads"].view


def editing(window: Window) -> Any:
    (found,) = view_of(window).findChildren(CellEditing)
    return found


def in_hand(window: Window, id: int, column: str) -> None:
    view = view_of(window)
    view.choose_cell(id, [one.id for one in view.table.columns].index(column))


def cell_in_hand(window: Window) -> tuple[int, str]:
    view = view_of(window)
    return view.current_id, view.table.columns[view.currentIndex().column()].id


def press(qtbot: QtBot, window: Window, *keys: Qt.Key, hold: Any = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key, hold)
        idle(qtbot, window)


def write(window: Window, text: str) -> None:
    field = editing(window).editor.field
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def leads(window: Window) -> dict[int, Any]:
    assert window.runner is not None
    desk = window.runner.desk
    return {row.id: row for row in desk.ask(lead_rows, desk.ask(lead_ids, LeadFilter()))}


def test_f2_edits_the_cell_and_enter_goes_down(qtbot: QtBot, window: Window) -> None:
    in_hand(window, 1, "title")
    press(qtbot, window, Qt.Key.Key_F2)
    write(window, "Head of lab")
    press(qtbot, window, Qt.Key.Key_Return)
    assert cell_in_hand(window) == (2, "title"), "the next cell is open"
    write(window, "Pathologist")
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert editing(window).editor is None
    assert view_of(window).hasFocus()
    assert [leads(window)[id].title for id in (1, 2, 3)] == ["Head of lab", "Pathologist", ""]


def test_keys_that_come_while_an_answer_is_awaited_are_meant_for_the_next_cell(qtbot: QtBot, window: Window) -> None:
    in_hand(window, 1, "title")
    press(qtbot, window, Qt.Key.Key_F2)
    write(window, "One")
    field = editing(window).editor.field
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "Two")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: [leads(window)[id].title for id in (1, 2)] == ["One", "Two"])
    idle(qtbot, window)
    press(qtbot, window, Qt.Key.Key_Escape)


def test_tab_goes_to_the_next_cell_that_can_be_typed(qtbot: QtBot, window: Window) -> None:
    in_hand(window, 1, "person")
    press(qtbot, window, Qt.Key.Key_F2, Qt.Key.Key_Tab)
    assert cell_in_hand(window) == (1, "title"), "a stage is not typed"
    press(qtbot, window, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert cell_in_hand(window) == (2, "person")
    press(qtbot, window, Qt.Key.Key_Backtab)
    assert cell_in_hand(window) == (1, "segment")
    press(qtbot, window, Qt.Key.Key_Escape)


def test_left_and_right_choose_the_cell_and_leave_the_selection(qtbot: QtBot, window: Window) -> None:
    view = view_of(window)
    view.selectAll()
    in_hand(window, 1, "person")
    press(qtbot, window, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert cell_in_hand(window) == (1, "title")
    assert len(view.chosen_ids()) == 3
    press(qtbot, window, Qt.Key.Key_Left)
    assert cell_in_hand(window) == (1, "stage")
    press(qtbot, window, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert cell_in_hand(window) == (1, "person")


def test_what_is_refused_is_said_and_what_was_typed_stays(qtbot: QtBot, window: Window) -> None:
    in_hand(window, 1, "due")
    before = leads(window)[1].due
    press(qtbot, window, Qt.Key.Key_F2)
    write(window, "soon")
    press(qtbot, window, Qt.Key.Key_Return)
    editor = editing(window).editor
    assert cell_in_hand(window) == (1, "due")
    assert editor.says.isVisible()
    assert "not a date" in editor.says.text()
    assert editor.field.accessibleDescription() == editor.says.text()
    assert (editor.field.text(), editor.field.hasFocus()) == ("soon", True)
    write(window, "2027-03-01")
    assert "Monday" in editor.says.text(), "a day is read while it is typed"
    press(qtbot, window, Qt.Key.Key_Return)
    assert leads(window)[1].due == date(2027, 3, 1) != before
    press(qtbot, window, Qt.Key.Key_Escape)


def test_a_cell_that_is_fixed_says_why(qtbot: QtBot, window: Window) -> None:
    in_hand(window, 1, "stage")
    press(qtbot, window, Qt.Key.Key_F2)
    editor = editing(window).editor
    assert editor.is_fixed
    assert "changes by a move" in editor.says.text()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert editing(window).editor is None


def test_a_choice_is_completed(qtbot: QtBot, window: Window) -> None:
    words = window.view and window.view.bench.definitions.words("segment")
    assert words
    last = list(words.values())[-1]
    in_hand(window, 1, "segment")
    press(qtbot, window, Qt.Key.Key_F2)
    editor = editing(window).editor
    assert editor.list.isVisible()
    write(window, fold(last))
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Escape)
    shown = [view_of(window).table.row_at(at) for at in (0, 1)]
    assert [row.values["segment"] for row in shown] == [last, next(iter(words.values()))]


def test_a_click_elsewhere_keeps_what_was_typed(qtbot: QtBot, window: Window) -> None:
    in_hand(window, 2, "owner")
    press(qtbot, window, Qt.Key.Key_F2)
    write(window, "Kim")
    view_of(window).setFocus()
    idle(qtbot, window)
    assert leads(window)[2].owner == "Kim"
    assert editing(window).editor is None


def test_an_edit_is_one_act_with_one_undo(qtbot: QtBot, window: Window) -> None:
    before = leads(window)[1].owner
    in_hand(window, 1, "owner")
    press(qtbot, window, Qt.Key.Key_F2)
    write(window, "Kim")
    press(qtbot, window, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert leads(window)[1].owner == "Kim"
    press(qtbot, window, Qt.Key.Key_Z, hold=Qt.KeyboardModifier.ControlModifier)
    assert leads(window)[1].owner == before


def test_a_cell_is_drawn_out_from_under_the_first_column(qtbot: QtBot, window: Window) -> None:
    view = view_of(window)
    window.resize(1280, 800)
    view.arrange_columns(COLUMNS, dict.fromkeys(COLUMNS, 400))
    idle(qtbot, window)
    in_hand(window, 1, "segment")
    press(qtbot, window, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert cell_in_hand(window) == (1, "title")
    assert view._frozen.isVisible()
    assert view.visualRect(view.currentIndex()).left() >= view._frozen.width() - 1


def test_typing_goes_on_where_rows_are_still_fetched(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    assert window.runner is not None
    lines = ["Name,E-mail,Company,Service line"]
    lines += [f"Person{n:03} Zorn,p{n}@lab.example,Lab,Hospital laboratory" for n in range(260)]
    file = tmp_path / "more.csv"
    file.write_text("\n".join(lines), "utf-8")
    desk = window.runner.desk
    desk.do(commit_import, desk.ask(plan_import, [file]))
    view = view_of(window)
    view.sort_asked.emit(("person", False))
    qtbot.waitUntil(lambda: len(view.table.ids) == 263)
    idle(qtbot, window)
    last, after = view.table.ids[199], view.table.ids[200]
    in_hand(window, last, "title")
    press(qtbot, window, Qt.Key.Key_F2)
    write(window, "Last of a window")
    view.setUpdatesEnabled(False)  # nothing is drawn, so nothing is fetched
    view.table._windows.pop(1, None)
    QTest.keyClick(editing(window).editor.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editing(window)._awaited is not None or cell_in_hand(window) == (after, "title"))
    QTest.keyClicks(QApplication.focusWidget(), "More")
    view.setUpdatesEnabled(True)
    qtbot.waitUntil(lambda: editing(window).editor is not None and editing(window).editor.text == "More")
    assert cell_in_hand(window) == (after, "title")
    press(qtbot, window, Qt.Key.Key_Escape)


def test_keys_for_a_cell_that_is_given_up_reach_no_other(qtbot: QtBot, window: Window) -> None:
    view, typing = view_of(window), editing(window)
    last = view.table.ids[2]
    in_hand(window, last, "title")
    typing._awaited = (last, view.currentIndex().column())  # its row is being fetched
    QTest.keyClicks(view, "x")
    assert [key.text() for key in typing._held] == ["x"]
    in_hand(window, view.table.ids[0], "title")
    QTest.keyClick(view, Qt.Key.Key_Down)  # no longer kept
    idle(qtbot, window)
    assert (typing._awaited, typing._held) == (None, [])
    assert view.current_id == view.table.ids[1]


def test_a_word_that_a_closed_list_lacks_stays_as_it_stands(qtbot: QtBot, window: Window) -> None:
    """Going through a cell is no wish to change it, though one word of the list would fit what stands there."""
    editor = CellEditor(view_of(window).viewport(), "Segment", "lab", lines=False, numeric=False)
    editor.propose(Proposed(("Clinical lab", "Pharmacy"), closed=True))
    assert editor.text == "lab"
    editor.write("pharm")
    assert editor.text == "Pharmacy"
    editor.close()


def test_accounts_are_typed_into_like_leads(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.go("accounts")
    idle(qtbot, window)
    idle(qtbot, window)
    page: Any = window.view.pages["accounts"]
    view = page.pane.view
    view.setFocus()
    view.choose_cell(1, [one.id for one in view.table.columns].index("city"))
    window.view.bench.commands.act("edit.cell")
    (found,) = view.findChildren(CellEditing)
    QTest.keyClicks(found.editor.field, "Lund")
    QTest.keyClick(found.editor.field, Qt.Key.Key_Return)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: view.table.row_at(view.table.place_of(1)).values["city"] == "Lund")
    QTest.keyClick(found.editor.field, Qt.Key.Key_Escape)


# --- copying and pasting ----------------------------------------------------------------------------------------------


def clip(text: str, html: str = "") -> None:
    held = QMimeData()
    held.setText(text)
    if html:
        held.setHtml(html)
    QGuiApplication.clipboard().setMimeData(held)


def paste(qtbot: QtBot, window: Window) -> PasteDialog:
    assert window.view is not None
    window.view.bench.commands.act("import.paste")
    idle(qtbot, window)
    idle(qtbot, window)
    return window.findChildren(PasteDialog)[-1]


def test_a_copy_has_titles_exact_days_and_comes_back_unchanged(qtbot: QtBot, window: Window) -> None:
    view = view_of(window)
    view.selectAll()
    press(qtbot, window, Qt.Key.Key_C, hold=Qt.KeyboardModifier.ControlModifier)
    held = QGuiApplication.clipboard().mimeData()
    first, *lines = [line.split("\t") for line in held.text().split("\n")]
    assert first == ["Person", "Stage", "Title", "Due", "Owner", "Segment"]
    assert lines[0][:2] == ["Ada Berg", "Lead"]
    assert lines[0][3] == leads(window)[1].due.isoformat()
    assert held.html().count("<tr") == 4
    dialog = paste(qtbot, window)
    assert not dialog.act.isEnabled()
    assert "0 cells change" in dialog.said.text()
    dialog.reject()


def test_a_block_over_the_selected_rows_is_looked_at_and_one_act(qtbot: QtBot, window: Window) -> None:
    before = {id: (row.title, row.owner) for id, row in leads(window).items()}
    view_of(window).selectAll()
    in_hand(window, 1, "title")
    clip('"Head of\nlab"\t2027-01-04\tKim\r\nBoss\twhenever\tKim\r\nOwner\t\tKim\r\n')
    dialog = paste(qtbot, window)
    assert dialog.way.value == "change"
    assert dialog.said.text() == "7 cells change, 1 cannot"
    assert "1 blank cell" in dialog.about.text()
    first = dialog.table.row_at(0)
    assert (first.title, "not a date" in first.refused) == ("Due", True), "what cannot is listed first"
    qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert {row.owner for row in leads(window).values()} == {"Kim"}
    assert leads(window)[1].title == "Head of lab"
    assert window.view is not None
    window.view.bench.commands.act("edit.undo")
    idle(qtbot, window)
    assert {id: (row.title, row.owner) for id, row in leads(window).items()} == before


def test_one_cell_into_one_cell_needs_no_questions(qtbot: QtBot, window: Window) -> None:
    in_hand(window, 2, "owner")
    clip("Kim\n")
    press(qtbot, window, Qt.Key.Key_V, hold=Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: leads(window)[2].owner == "Kim")
    assert not window.findChildren(PasteDialog)
    idle(qtbot, window)
    press(qtbot, window, Qt.Key.Key_Escape)


def test_a_block_of_another_height_says_so_or_is_imported(qtbot: QtBot, window: Window) -> None:
    view_of(window).selectAll()
    clip("Kim\nJon\n")
    dialog = paste(qtbot, window)
    assert dialog.way.value == "change"
    assert "Select as many" in dialog.problem.text()
    assert not dialog.act.isEnabled()
    dialog.reject()
    in_hand(window, 3, "person")
    view_of(window).choose(3)
    dialog = paste(qtbot, window)
    assert dialog.way.value == "import"
    dialog.reject()


def test_two_rows_without_titles_are_laid_over_those_from_the_cell_in_hand_on(qtbot: QtBot, window: Window) -> None:
    first, second = list(view_of(window).table.ids)[:2]
    view_of(window).choose(first)
    in_hand(window, first, "owner")
    clip("Kim\nJon\n")
    dialog = paste(qtbot, window)
    assert dialog.way.value == "change"
    dialog.commit()
    idle(qtbot, window)
    assert [leads(window)[id].owner for id in (first, second)] == ["Kim", "Jon"]


def test_new_rows_go_to_the_import(qtbot: QtBot, window: Window) -> None:
    lines = [["Name", "E-mail", "Company"], *([f"New {n}", f"n{n}@new.example", "New Clinic"] for n in range(5))]
    clip(as_text(lines), as_html(lines))
    dialog = paste(qtbot, window)
    assert dialog.way.value == "import"
    qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view is not None
    page = window.view.pages["imports"]
    qtbot.waitUntil(lambda: page.isVisible() and bool(page.wizard.sources))
    idle(qtbot, window)
