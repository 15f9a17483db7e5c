"""Columns of a table: shown, hidden and moved by key, remembered, copied as shown; the first stays in sight."""

from operator import itemgetter
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import settings, theme
from app.ui.dialogs.columns import ColumnsDialog
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView

COLUMNS = tuple(Column(name, name.capitalize(), 160, itemgetter(at)) for at, name in enumerate(("one", "two", "three")))


def view_of(qtbot: QtBot) -> RowView:
    owner = QApplication.instance()
    assert owner is not None
    view = RowView(HeldTable(COLUMNS, owner), "Numbers", "numbers")
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.table.show_rows([(f"a{n}", f"b{n}", f"c{n}") for n in range(40)])
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication) -> RowView:
    return view_of(qtbot)


def shown(view: RowView) -> list[str]:
    header = view.horizontalHeader()
    places = [header.logicalIndex(at) for at in range(header.count())]
    return [view.table.columns[at].id for at in places if not header.isSectionHidden(at)]


def press(qtbot: QtBot, dialog: ColumnsDialog, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(dialog.list, key, held)


def test_columns_are_hidden_and_moved_by_key_and_copied_as_shown(qtbot: QtBot, view: RowView) -> None:
    dialog = ColumnsDialog(view, view)
    dialog.show()
    press(qtbot, dialog, Qt.Key.Key_Space)
    assert shown(view) == ["two", "three"]
    press(qtbot, dialog, Qt.Key.Key_Down)
    press(qtbot, dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert shown(view) == ["three", "two"]
    view.choose(0)
    view.copy()
    assert QGuiApplication.clipboard().text() == "Three\tTwo\nc0\tb0"
    dialog.accept()


def test_the_last_column_cannot_be_hidden_and_all_come_back(qtbot: QtBot, view: RowView) -> None:
    dialog = ColumnsDialog(view, view)
    dialog.show()
    for _ in COLUMNS:
        press(qtbot, dialog, Qt.Key.Key_Space)
        press(qtbot, dialog, Qt.Key.Key_Down)
    assert shown(view) == ["three"]
    dialog._reset()
    assert shown(view) == ["one", "two", "three"]
    assert all(view.columnWidth(at) > 0 for at in range(3))
    dialog.accept()


def test_what_is_chosen_is_remembered(qtbot: QtBot, view: RowView) -> None:
    view.show_column(1, shown=False)
    assert shown(view_of(qtbot)) == ["one", "three"]


def test_the_first_column_stays_in_sight_when_the_others_scroll_away(qtbot: QtBot, view: RowView) -> None:
    view.horizontalScrollBar().setValue(120)
    frozen = view._frozen
    assert frozen is not None and frozen.isVisible()
    assert not frozen.isColumnHidden(0) and frozen.isColumnHidden(1)
    view.verticalScrollBar().setValue(7)
    assert frozen.verticalScrollBar().value() == 7
    view.choose(9)
    assert frozen.selectionModel().isRowSelected(9, view.rootIndex())
    view.horizontalScrollBar().setValue(0)
    assert not frozen.isVisible()


def test_widths_that_were_left_grow_with_the_text(qtbot: QtBot, dressed: QApplication, view: RowView) -> None:
    view.setColumnWidth(0, 200)
    view.show_column(1, shown=False)
    theme.apply(dressed, "light", 1.5)
    large = view_of(qtbot)
    assert [large.columnWidth(at) for at in range(3)] == [300, 0, 240]
    large.setColumnWidth(0, 150)
    theme.apply(dressed, "light", 1)
    again = view_of(qtbot)
    assert [again.columnWidth(at) for at in range(3)] == [100, 0, 160]


def test_widths_of_which_nobody_knows_how_large_text_was_serve_at_the_usual_size(
    qtbot: QtBot, dressed: QApplication, view: RowView
) -> None:
    view.setColumnWidth(0, 200)
    view.show_column(1, shown=False)
    view.horizontalHeader().moveSection(2, 0)
    settings.remember("numbers/3-scale", "")
    assert view_of(qtbot).columnWidth(0) == 200
    settings.remember("numbers/3-scale", "")
    theme.apply(dressed, "light", 1.5)
    large = view_of(qtbot)
    assert large.columnWidth(0) == 240, "what a column has as a rule"
    assert large.isColumnHidden(1) and large.horizontalHeader().logicalIndex(0) == 2, "order and what is hidden stay"


def test_a_heading_without_room_ends_in_dots_and_can_be_read_in_full(view: RowView) -> None:
    header = view.horizontalHeader()
    told = view.table.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert header.textElideMode() == Qt.TextElideMode.ElideRight and told == "Two"
    view.setColumnWidth(0, 30)

    def painted() -> QImage:
        return header.grab(QRect(0, 0, 30, header.height())).toImage()

    with_dots = painted()
    header.setTextElideMode(Qt.TextElideMode.ElideNone)
    assert painted() != with_dots
