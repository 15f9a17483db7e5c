"""A short table whose rows came with the page's own answer: ledgers, timelines, imports, definitions."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject

from app.ui.tables.column import Column
from app.ui.tables.row_table import RowTable


class HeldTable(RowTable):
    """Rows by their place; an id of the table is the place of the row."""

    def __init__(self, columns: Sequence[Column], parent: QObject) -> None:
        QAbstractTableModel.__init__(self, parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Any] = ()
        self._ids = range(0)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._ids = rows, range(len(rows))
        self.endResetModel()

    def row_at(self, at: int) -> Any:
        """The row at a place."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def fetch(self, ids: Sequence[int], then: Callable[[Sequence[Any]], None]) -> None:
        """The rows are all here."""
        then([self._rows[id] for id in ids])
