"""A table of all ids in order, and windows of rows fetched as they are drawn."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.runner import Runner
from app.ui.tables.column import Column
from app.ui.widgets.text import tip

WINDOW = 200
KEPT = 24  # windows in memory: some screens above and below, whatever the length of the table
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


def packed(ids: Sequence[int]) -> Sequence[int]:
    """Ids to be kept for long: eight bytes for each, where a list of numbers takes five times as many."""
    return array("q", ids)


class RowTable(QAbstractTableModel):
    """Knows every id and few rows. The delegate paints from `row_at`; `data` serves copying and screen readers."""

    def __init__(self, columns: Sequence[Column], runner: Runner, rows: Callable[..., Any]) -> None:
        super().__init__(runner)
        self.columns = tuple(columns)
        self.runner, self.rows_question = runner, rows
        self._ids: Sequence[int] = ()
        self._windows: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._turn = 0  # answers for ids shown before are dropped

    @property
    def ids(self) -> Sequence[int]:
        """Every id, in the order shown."""
        return self._ids

    def show_ids(self, ids: Sequence[int], first: Sequence[Any] = ()) -> None:
        """Show other ids; `first` are the rows of the first window, where they came along."""
        self.beginResetModel()
        self._turn += 1
        self._ids = packed(ids)
        self._windows.clear()
        self._asked.clear()
        if first:
            self._windows[0] = first
        self.endResetModel()

    def forget(self, ids: frozenset[int]) -> None:
        """Fetch again the windows that hold one of these ids; the old rows stay on screen until then."""
        for number, rows in list(self._windows.items()):
            if any(row.id in ids for row in rows):
                self._fetch(number)

    def row_at(self, at: int) -> Any:
        """The row at a place, or None while its window is being fetched."""
        number = at // WINDOW
        window = self._windows.get(number)
        if window is None:
            if number not in self._asked:
                self._fetch(number)
            return None
        place = at - number * WINDOW
        return window[place] if place < len(window) else None

    def place_of(self, id: int) -> int:
        """Where an id stands, or -1."""
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def fetch(self, ids: Sequence[int], then: Callable[[Sequence[Any]], None]) -> None:
        """Ask for some rows, wherever they stand."""
        self.runner.ask(self.rows_question, ids, then=then)

    def _fetch(self, number: int) -> None:
        self._asked.add(number)
        turn, start = self._turn, number * WINDOW
        ids = list(self._ids[start : start + WINDOW])
        self.runner.ask(self.rows_question, ids, then=lambda rows: self._arrived(turn, number, rows))

    def _arrived(self, turn: int, number: int, rows: Sequence[Any]) -> None:
        if turn != self._turn:
            return
        self._asked.discard(number)
        self._windows[number] = rows
        self._windows.move_to_end(number)
        while len(self._windows) > KEPT:
            self._windows.popitem(last=False)
        start = number * WINDOW
        last = min(start + WINDOW, len(self._ids)) - 1
        if last >= start:
            self.dataChanged.emit(self.index(start, 0), self.index(last, len(self.columns) - 1))

    # --- what Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many ids there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, for copying and screen readers; the tooltip where a column has one."""
        if not index.isValid() or role not in _ANSWERED:
            return None
        row = self.row_at(index.row())
        column = self.columns[index.column()]
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip((column.tip or column.text)(row))
        text = column.text(row)
        return f"{column.heading}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title of a column; rows are not numbered."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.columns[section].heading)  # where it is cut
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].kind == "number" else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


_ANSWERED = {
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.ToolTipRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
}
