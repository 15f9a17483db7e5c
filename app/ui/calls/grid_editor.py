"""A small table one types into like into a spreadsheet: text, ranges, numbers, days and choices; the last line adds."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.domain.problems import Problem
from app.language import later, number, tr
from app.ui import dates, theme

Choices = Sequence[tuple[str, str]]
_RANGE = re.compile(r"\D{0,4}?(\d+)(?:\s*(?:-|–|…|\.\.|to|bis)\s*(\d+))?")
_MARKS = str.maketrans("", "", " '’\N{NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of the table; `kind` is text, range, number, day or choice. One that grows takes what room is left."""

    id: str
    title: str
    width: int
    kind: str = "text"
    choices: Choices = ()
    grows: bool = False


class GridEditor(QTableWidget):
    """Rows are mappings by column; a cell that cannot be read says so when the table is read."""

    edited = Signal()

    def __init__(self, name: str, cells: Sequence[Cell]) -> None:
        super().__init__(0, len(cells))
        self.cells = tuple(cells)
        self._keys: list[Any] = []  # of each row, what its caller knows it by
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([cell.title for cell in cells])
        self.setItemDelegate(_Typed(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        header = self.horizontalHeader()
        for at in range(len(cells)):
            self._title(at).setFont(theme.font(theme.FINE, bold=True))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        growing = [at for at, cell in enumerate(cells) if cell.grows]
        header.setStretchLastSection(not growing)
        for at in growing:
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        palette, c = self.palette(), theme.colours()
        palette.setColor(palette.ColorRole.Highlight, QColor(c.soft("accent")))
        palette.setColor(palette.ColorRole.HighlightedText, QColor(c.text))
        self.setPalette(palette)
        for at, cell in enumerate(cells):
            self.setColumnWidth(at, max(theme.px(cell.width), header.sectionSizeHint(at)))  # other languages are longer
        self.cellChanged.connect(self._on_changed)

    def _title(self, at: int) -> QTableWidgetItem:
        item = self.horizontalHeaderItem(at)
        assert item is not None
        return item

    def show_rows(self, rows: Sequence[tuple[Any, Mapping[str, Any]]]) -> None:
        """Show rows, each with what it is known by, and an empty one below them."""
        self.blockSignals(True)
        self.setRowCount(0)
        self._keys = []
        for key, values in rows:
            self._append(key, values)
        self._append(None, {})
        self.blockSignals(False)
        self.setCurrentCell(0, 0)

    def read(self) -> list[tuple[Any, dict[str, Any]]]:
        """What stands in the rows; empty ones are left out. Raises Problem at the first cell that cannot be read."""
        found = []
        for at, key in enumerate(self._keys):
            texts = [self._text(at, across) for across in range(len(self.cells))]
            if not any(texts):
                continue
            values = {}
            for across, (cell, text) in enumerate(zip(self.cells, texts, strict=True)):
                try:
                    values[cell.id] = self._parsed(cell, text, self.item(at, across))
                except ValueError:
                    self.setCurrentCell(at, across)
                    raise Problem(
                        tr("“{words}” is not what {column} holds. {example}", words=text, column=cell.title,
                           example=tr(_EXAMPLES[cell.kind]))
                    ) from None  # fmt: skip
            found.append((key, values))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes the row out; Ctrl+Enter and Esc are for the dialog; all else types."""
        if event.key() == Qt.Key.Key_Delete and 0 <= self.currentRow() < len(self._keys) - 1:
            at = self.currentRow()
            self.removeRow(at)
            del self._keys[at]
            self.edited.emit()
        elif event.key() == Qt.Key.Key_Escape or (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        elif event.key() == Qt.Key.Key_Tab:
            self._step(1)
        elif event.key() == Qt.Key.Key_Backtab:
            self._step(-1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """Tab walks the cells, and leaves the table at its ends."""
        at = self.currentRow() * self.columnCount() + self.currentColumn() + by
        if 0 <= at < self.rowCount() * self.columnCount():
            self.setCurrentCell(*divmod(at, self.columnCount()))
        else:
            self.focusNextPrevChild(by > 0)

    def _append(self, key: Any, values: Mapping[str, Any]) -> None:
        at = self.rowCount()
        self.insertRow(at)
        self._keys.append(key)
        for across, cell in enumerate(self.cells):
            value = values.get(cell.id)
            item = QTableWidgetItem(_shown(cell, value))
            if cell.kind == "choice":
                item.setData(Qt.ItemDataRole.UserRole, value or "")
            self.setItem(at, across, item)

    def _on_changed(self, at: int, across: int) -> None:
        item, cell = self.item(at, across), self.cells[across]
        if item is not None:
            self.blockSignals(True)
            try:
                self._parsed(cell, item.text().strip(), item)
                item.setData(Qt.ItemDataRole.ForegroundRole, None)
            except ValueError:
                item.setForeground(QColor(theme.colours().bad))
            self.blockSignals(False)
        if at == self.rowCount() - 1 and self._text(at, across):
            self._append(None, {})
        self.edited.emit()

    def _text(self, at: int, across: int) -> str:
        item = self.item(at, across)
        return item.text().strip() if item is not None else ""

    def _parsed(self, cell: Cell, text: str, item: QTableWidgetItem | None) -> Any:
        """The value of a text. Raises ValueError where it cannot be read."""
        if cell.kind == "choice":
            return _chosen(cell, text)
        return _READ[cell.kind](text)


class _Typed(QStyledItemDelegate):
    """A choice is made from a box, all else is typed."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """The field in which a cell is edited."""
        grid = self.parent()
        assert isinstance(grid, GridEditor)
        cell = grid.cells[index.column()]
        if cell.kind != "choice":
            made = super().createEditor(parent, option, index)
            made.setAccessibleName(cell.title)
            return made
        box = QComboBox(parent)
        box.setAccessibleName(cell.title)
        box.addItem("")
        for _, words in cell.choices:
            box.addItem(words)
        return box


def _shown(cell: Cell, value: Any) -> str:
    if value is None or value == "":
        return ""
    if cell.kind == "range":
        low, high = value
        return range_text(low, high)
    if cell.kind == "number":
        return plain(value)
    if cell.kind == "day":
        return dates.exact(value)
    if cell.kind == "choice":
        return next((words for id, words in cell.choices if id == value), str(value))
    return str(value)


def range_text(low: float | None, high: float | None) -> str:
    """A range as it is typed: 120-150, or one number."""
    ends = [plain(one) for one in (low, high) if one is not None]
    return "-".join(dict.fromkeys(ends))


def plain(value: float) -> str:
    """A number as it is typed, whole, with the decimal mark of the language in force and no marks of thousands."""
    return format(value, ".10g").replace(".", _decimal_mark())


def _decimal_mark() -> str:
    return number(0.5, 1)[1]


def _range(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    found = _RANGE.fullmatch(_without_separators(text))
    if found is None:
        raise ValueError(text)
    low = int(found[1])
    return low, int(found[2]) if found[2] else low


def _number(text: str) -> float | None:
    if not text:
        return None
    bare, mark = text.translate(_MARKS), _decimal_mark()
    thousands = "," if mark == "." else "."
    if re.fullmatch(rf"-?[1-9]\d{{0,2}}(?:\{thousands}\d{{3}})+(?:\{mark}\d+)?", bare):
        bare = bare.replace(thousands, "")
    value = float(bare.replace(",", "."))
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _without_separators(text: str) -> str:
    """Thousands are written 1,200 or 1.200; a count has no decimals."""
    return re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text.translate(_MARKS))


def _day(text: str) -> date | None:
    if not text:
        return None
    found = dates.typed(text)
    if found is None:
        raise ValueError(text)
    return found


def _chosen(cell: Cell, text: str) -> str:
    if not text:
        return ""
    folded = text.casefold()
    for id, words in cell.choices:
        if folded in (words.casefold(), id.casefold()):
            return id
    fitting = [id for id, words in cell.choices if words.casefold().startswith(folded)]
    if len(fitting) != 1:
        raise ValueError(text)
    return fitting[0]


_READ: Mapping[str, Callable[[str], Any]] = {"text": str, "range": _range, "number": _number, "day": _day}
_EXAMPLES = {
    "text": "",
    "range": later("Write it like 120-150, or one number."),
    "number": later("Write a number."),
    "day": later("Write it like 2027-03-14, +3d or fri."),
    "choice": later("Choose one from the list."),
}
