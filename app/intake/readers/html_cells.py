"""One table of a web page while it is being read: cells with their line breaks, spans laid out on a grid."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.intake.readers.grids import WIDEST, Fillers, Grid

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_SPACES = re.compile(r"[ \u00a0]+")
_NOT_SHOWN = re.compile(r"-?\d(?:[.,]\d+)?E[+-]?\d{1,3}|#{2,}", re.IGNORECASE)
_LINK_WORDS = frozenset({"", "email", "e-mail", "mail", "contact", "send", "write", "@", "✉", "📧"})
_LONGEST_REPEATED = 1_000  # characters of a cell that are repeated in every row it spans
_INLINE = 200  # rows of a table within a cell that may become text of that cell

Attributes = Mapping[str, str | None]


@dataclass(slots=True)
class _Cell:
    """The open cell: pieces of its text, and what its attributes say the value is."""

    attributes: Attributes
    header: bool
    pieces: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def add(self, text: str, as_written: bool) -> None:
        self.pieces.append(text if as_written else _BLANKS.sub(" ", text))

    def new_line(self) -> None:
        if self.pieces and self.pieces[-1] != "\n":
            self.pieces.append("\n")

    def text(self) -> str:
        """The text as it is seen; a number too wide for its column by its value, a bare link by its address."""
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(self.pieces).split("\n"))
        text = "\n".join(lines).strip("\n")
        if _NOT_SHOWN.fullmatch(text):
            return _value(self.attributes) or text
        if self.links and text.casefold() in _LINK_WORDS:
            return self.links[0]
        return text


def _value(attributes: Attributes) -> str:
    """The number behind what is displayed, as Excel, LibreOffice and Google Sheets write it."""
    said = attributes.get("x:num") or attributes.get("sdval") or ""
    if not said and (packed := attributes.get("data-sheets-value")):
        try:
            unpacked = json.loads(packed)
            said = str(unpacked.get("3", "")) if isinstance(unpacked, dict) else ""
        except (ValueError, RecursionError):
            return ""
    try:
        number = float(said)
    except ValueError:
        return said
    return str(int(number)) if number.is_integer() and abs(number) < 1e16 else said


@dataclass(slots=True)
class HtmlTable:
    """One `<table>`: its rows go to the grid as they end."""

    grid: Grid
    fillers: Fillers
    nested: bool = False
    caption: str = ""
    named_columns: bool = False  # its first row is made of `<th>` alone
    inputs: int = 0
    filled_rows: int = 0
    hidden_links: int = 0
    rows: list[list[str]] = field(default_factory=list)  # the first ones of a nested table
    footer: bool = False
    cell: _Cell | None = None
    _row: list[str] | None = None
    _header_cells: int = 0
    _hidden: bool = False
    _footers: list[list[str]] = field(default_factory=list)
    _down: dict[int, tuple[int, str]] = field(default_factory=dict)  # column -> rows left to fill, text
    _spans: tuple[int, int] = (1, 1)

    @property
    def holds_data(self) -> bool:
        """True for rows and columns; False for a frame around a page, a form or a single line."""
        return self.filled_rows >= 2 and self.grid.width >= 2 and 2 * self.inputs <= self.filled_rows

    def open_row(self, hidden: bool) -> None:
        """`<tr>`, which ends the row before it."""
        self.close_row()
        self._row, self._header_cells, self._hidden = [], 0, hidden

    def open_cell(self, attributes: Attributes, header: bool) -> None:
        """`<td>` or `<th>`, which ends the cell before it and begins a row where there is none."""
        self.close_cell()
        if self._row is None:
            self.open_row(False)
        self.cell = _Cell(attributes, header)
        self._spans = (_span(attributes.get("colspan"), WIDEST), _span(attributes.get("rowspan"), 1 << 20))

    def close_cell(self) -> None:
        """The open cell takes its place: right of the cells before it and of those that reach down from above."""
        cell, self.cell = self.cell, None
        if cell is None or self._row is None:
            return
        row = self._row
        self._fill_down(row)
        text = cell.text()
        if cell.links and "@" not in text:
            self.hidden_links += 1
        self._header_cells += cell.header
        wide, high = self._spans
        if high > 1:
            self._down[len(row)] = (high - 1, text if len(text) <= _LONGEST_REPEATED else "")
            for column in range(len(row) + 1, min(len(row) + wide, WIDEST)):
                self._down[column] = (high - 1, "")
        if len(row) < WIDEST:
            row.append(text)
            row.extend([""] * self.fillers.claim(min(wide - 1, WIDEST - len(row))))

    def _fill_down(self, row: list[str]) -> None:
        while len(row) in self._down and len(row) < WIDEST:
            column = len(row)
            left, text = self._down[column]
            row.append(text)
            self.fillers.claim(1)
            if left > 1:
                self._down[column] = (left - 1, text)
            else:
                del self._down[column]

    def close_row(self) -> None:
        """`</tr>`: the row goes to the grid; what closes the table waits for its end."""
        self.close_cell()
        row, self._row = self._row, None
        if row is None:
            return
        for column in sorted(self._down):
            if column > len(row):
                row.extend([""] * self.fillers.claim(column - len(row)))
            if column == len(row):
                self._fill_down(row)
        if not row:
            return
        if any(row):
            self.filled_rows += 1
            self.grid.hidden_rows += self._hidden
            self.named_columns = self.named_columns or (
                self.filled_rows == 1 and len(row) > 1 and self._header_cells == len(row)
            )
        if self.footer:
            self._footers.append(row)
        else:
            self._add(row)

    def _add(self, row: list[str]) -> None:
        if self.nested and len(self.rows) < _INLINE:
            self.rows.append(list(row))
        self.grid.add(row)

    def close(self) -> None:
        """`</table>`."""
        self.close_row()
        for row in self._footers:
            self._add(row)
        self._footers = []
        self.grid.finish()


def _span(said: str | None, most: int) -> int:
    text = (said or "").strip()
    if not text.isdecimal():
        return 1
    return min(int(text[:8]), most) or (most if most > WIDEST else 1)  # a rowspan of 0 reaches to the end
