"""The table of ids and windows: a good model, few questions, selection kept by id, copy as a spreadsheet pastes it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QGuiApplication, QTextDocument
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.intake.readers.clip import cells_of
from app.ui import theme
from app.ui.runner import Runner
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_table import KEPT, WINDOW, RowTable
from app.ui.tables.row_view import RowView

DESELECT = QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    fit: int


COLUMNS = (
    Column("name", "Name", 120, lambda row: row.name, "strong", "name"),
    Column("fit", "Fit", 80, lambda row: str(row.fit), "score", "fit"),
    Column("kind", "Kind", 80, lambda row: "odd" if row.id % 2 else "even", "chip"),
)


class Rows:
    """Answers a table's questions and counts them."""

    def __init__(self) -> None:
        self.asked: list[Sequence[int]] = []

    def __call__(self, work: object, ids: Sequence[int]) -> list[Row]:
        self.asked.append(ids)
        return [Row(id, f"Name {id}", id % 101) for id in ids]


def test_it_is_a_sound_model(qtbot: QtBot, runner: Runner) -> None:
    table = RowTable(COLUMNS, runner, Rows())
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show_ids(range(1000))
    table.row_at(0)
    qtbot.waitUntil(lambda: table.row_at(0) is not None)
    table.show_ids([])
    table.show_ids(range(5, 20))
    qtbot.waitUntil(lambda: table.row_at(3) is not None)
    assert table.row_at(3) == Row(8, "Name 8", 8)


def test_a_tooltip_shows_what_people_wrote_as_it_is_written(runner: Runner) -> None:
    names = ("Ada <img src='//elsewhere.example/x.png'>", "Bo & Co", "&lt;b>")
    held = HeldTable(COLUMNS, runner)
    held.show_rows([Row(at, name, 1) for at, name in enumerate(names)])
    shown = [held.data(held.index(at, 0), Qt.ItemDataRole.ToolTipRole) for at in range(len(names))]
    for said, name in zip(shown, names, strict=True):
        page = QTextDocument()
        page.setHtml(said) if said.startswith("<p") else page.setPlainText(said)
        assert page.toPlainText() == name
    assert "<img" not in shown[0] and shown[1] == "Bo & Co"


def test_it_asks_for_a_window_once_and_keeps_few(qtbot: QtBot, runner: Runner) -> None:
    rows = Rows()
    table = RowTable(COLUMNS, runner, rows)
    table.show_ids(range(100_000))
    for at in range(WINDOW):
        table.row_at(at)
    qtbot.waitUntil(lambda: table.row_at(0) is not None)
    assert [list(ids) for ids in rows.asked] == [list(range(WINDOW))]
    for number in range(1, KEPT + 10):
        table.row_at(number * WINDOW)
        qtbot.waitUntil(lambda number=number: table.row_at(number * WINDOW) is not None)
    assert len(table._windows) == KEPT


def test_answers_for_ids_that_are_gone_are_dropped(qtbot: QtBot, runner: Runner) -> None:
    table = RowTable(COLUMNS, runner, Rows())
    table.show_ids(range(10))
    table.row_at(0)
    table.show_ids(range(50, 60))
    qtbot.waitUntil(lambda: table.row_at(0) is not None)
    assert table.row_at(0).id == 50


def test_the_first_rows_come_along_without_a_question(runner: Runner) -> None:
    rows = Rows()
    table = RowTable(COLUMNS, runner, rows)
    table.show_ids([7, 8], [Row(7, "Ada", 1), Row(8, "Bo", 2)])
    assert table.row_at(1).name == "Bo"
    assert rows.asked == []


def test_data_speaks_to_screen_readers_and_nothing_else(runner: Runner) -> None:
    table = RowTable(COLUMNS, runner, Rows())
    table.show_ids([7], [Row(7, "Ada", 64)])
    index = table.index(0, 1)
    assert table.data(index) == "64"
    assert table.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Fit: 64"
    for role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.DecorationRole):
        assert table.data(index, role) is None


def test_the_row_in_hand_stays_in_hand_when_the_order_changes(
    qtbot: QtBot, dressed: QApplication, runner: Runner
) -> None:
    table = RowTable(COLUMNS, runner, Rows())
    view = RowView(table, "Names")
    qtbot.addWidget(view)
    view.show()
    table.show_ids([1, 2, 3])
    assert view.current_id == 1
    view.choose(3)
    table.show_ids([3, 2, 1])
    assert (view.current_id, view.currentIndex().row()) == (3, 0)
    table.show_ids([1, 2])
    assert view.current_id == 1


def test_copy_gives_a_table_with_titles(qtbot: QtBot, dressed: QApplication, runner: Runner) -> None:
    table = RowTable(
        COLUMNS, runner, lambda work, ids: [Row(id, "=cmd\tx" if id == 2 else f"Name {id}", id) for id in ids]
    )
    view = RowView(table, "Names")
    qtbot.addWidget(view)
    view.show()
    table.show_ids([1, 2, 3])
    view.selectAll()
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    lines = cells_of(QGuiApplication.clipboard().text(), "")
    both = [["Name", "Fit", "Kind"], ["Name 1", "1", "odd"], ["'=cmd\tx", "2", "even"], ["Name 3", "3", "odd"]]
    assert lines == both
    assert "<table>" in QGuiApplication.clipboard().mimeData().html()


def test_enter_opens_and_a_header_sorts(qtbot: QtBot, dressed: QApplication, runner: Runner) -> None:
    table = RowTable(COLUMNS, runner, Rows())
    view = RowView(table, "Names")
    qtbot.addWidget(view)
    view.show()
    table.show_ids([4, 5])
    opened: list[int] = []
    sorts: list[tuple[str, bool]] = []
    view.opened.connect(opened.append)
    view.sort_asked.connect(sorts.append)
    view.choose(5)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    view._on_header(1)
    view._on_header(1)
    view._on_header(2)
    assert opened == [5]
    assert sorts == [("fit", False), ("fit", True)]


def test_the_line_of_a_selected_row_is_at_its_left_whatever_column_stands_there(
    qtbot: QtBot, dressed: QApplication, runner: Runner
) -> None:
    table = RowTable(COLUMNS, runner, Rows())
    view = RowView(table, "Names")
    qtbot.addWidget(view)
    view.show()
    table.show_ids([4, 5])
    view.choose(4)
    view.arrange_columns(("fit", "name", "kind"), {})
    qtbot.waitUntil(lambda: table.row_at(0) is not None)
    row, name = view.visualRect(table.index(0, 1)), view.visualRect(table.index(0, 0))
    shown = view.viewport().grab().toImage()
    accent = QColor(theme.colours().accent)
    assert row.left() == 0 < name.left()
    assert shown.pixelColor(1, row.center().y()) == accent
    assert shown.pixelColor(name.left() + 1, row.center().y()) != accent


def test_every_one_of_many_rows_is_selected_at_once(qtbot: QtBot, dressed: QApplication, runner: Runner) -> None:
    table = RowTable(COLUMNS, runner, Rows())
    view = RowView(table, "Names")
    qtbot.addWidget(view)
    counts: list[int] = []
    view.chosen_changed.connect(counts.append)
    table.show_ids(range(100_000, 0, -1))
    begun = time.perf_counter()
    view.selectAll()
    chosen = view.chosen_ids()
    assert time.perf_counter() - begun < 1  # one by one it takes ten seconds and more
    assert counts[-1] == len(chosen) == 100_000 and chosen[:2] == [100_000, 99_999]
    view.selectionModel().select(table.index(1, 0), DESELECT)
    assert counts[-1] == 99_999 and view.chosen_ids()[:2] == [100_000, 99_998]


def test_a_held_table_is_a_sound_model_too(qtbot: QtBot, dressed: QApplication) -> None:
    view = RowView(HeldTable(COLUMNS, dressed), "Names")
    qtbot.addWidget(view)
    table = view.table
    assert isinstance(table, HeldTable)
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show_rows([Row(3, "Ada", 9)])
    assert table.data(table.index(0, 0)) == "Ada"
    table.show_rows([])
    assert table.rowCount() == 0
