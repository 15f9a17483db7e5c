"""A table of numbers of which each opens the rows behind it: the cell in hand says which number is meant."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.review.addressing import address_of
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_delegate import RowDelegate
from app.ui.tables.row_view import RowView

if TYPE_CHECKING:
    from app.domain.review.addressing import Address

AddressOf = Callable[[Any, str], "Address | None"]


THERE = ("there", "n_there")  # columns of the other of two weeks


class NumberTable(RowView):
    """Columns are named as the fields of their rows, so that every cell has the address of its number."""

    rows_wanted = Signal(object)  # Address
    rows_there_wanted = Signal(object)  # Address, of the other of two weeks
    row_wanted = Signal(object)  # the row itself, where it has no number: a lead, a diagnosis

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        remembered_as: str,
        parent: QWidget,
        address: AddressOf = address_of,
        delegate: type[RowDelegate] = RowDelegate,
    ) -> None:
        self.held = HeldTable(columns, parent)
        super().__init__(self.held, name, remembered_as)
        if delegate is not RowDelegate:
            self.delegate = delegate(self.held, self)
            self.setItemDelegate(self.delegate)
        self._address = address
        self.opened.connect(self._open)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the place in the table is kept."""
        at = self.currentIndex()
        self.held.show_rows(rows)
        if at.isValid() and at.row() < len(rows):
            self.choose_cell(at.row(), at.column())

    def address_in_hand(self) -> "Address | None":
        """Of which number the cell in hand is: its own, else the one that its row stands for."""
        at = self.currentIndex()
        row = self.held.row_at(at.row())
        if row is None:
            return None
        found = self._address(row, self.held.columns[at.column()].id)
        return found if found is not None else self._address(row, "")

    def whole_height(self) -> int:
        """How high it is with every row in sight; a sentence in place of rows has room too."""
        rows = max(self.held.rowCount(), 3) * self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        return head + rows + self.horizontalScrollBar().sizeHint().height() + 2 * self.frameWidth() + 2

    def _open(self, at: int) -> None:
        found = self.address_in_hand()
        if found is not None and self.held.columns[self.currentIndex().column()].id in THERE:
            self.rows_there_wanted.emit(found)
        elif found is not None:
            self.rows_wanted.emit(found)
        else:
            self.row_wanted.emit(self.held.row_at(at))
