"""Tables that are marked up in one text file (HTML, Excel 2003 XML): named grids of cells, kept to be read again."""

import marshal
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.problems import Problem
from app.intake.readers.workbook import Spool
from app.language import later

WIDEST = 16_384  # columns of a sheet
MOST_ROWS = 1_048_576
_MOST_FILLERS = 4_000_000  # cells and rows that a file only claims: spans, gaps
_FRAME_CELLS = 20_000
TOO_MANY_SHEETS = later(
    "The file holds thousands of sheets. Copy the one you need into a new workbook, and import that."
)
TOO_MANY_TABLES = later(
    "The file holds thousands of tables. Copy the one you need into a new workbook, and import that."
)
_TOO_MUCH = (
    "The file claims far more cells than it holds, more than this program reads. Copy the table into a new workbook, "
    "save it as .xlsx, and import that."
)


@dataclass(slots=True)
class Grid:
    """One table: its name, whether it is shown, and its rows."""

    name: str
    spool: Spool  # on the one shelf of the file
    visible: bool = True
    rows: int = 0
    width: int = 0
    hidden_rows: int = 0
    errors: int = 0
    _frame: list[list[str]] = field(default_factory=list)
    _cells: int = 0

    def add(self, cells: list[str]) -> None:
        """One row, without the blank cells at its end."""
        while cells and not cells[-1]:
            cells.pop()
        self._frame.append(cells)
        self._cells += len(cells) + 1
        self.rows += 1
        self.width = max(self.width, len(cells))
        if self._cells > _FRAME_CELLS:
            self.finish()

    def finish(self) -> None:
        """Everything added so far can be read."""
        if self._frame:
            self.spool.add(marshal.dumps(("rows", self._frame)))
        self._frame, self._cells = [], 0


@dataclass(slots=True)
class Grids:
    """The tables of a file, and what should be said about it."""

    grids: Sequence[Grid]
    encoding: str | None = None
    sure: bool = True
    warnings: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    epoch_1904: bool = False


@dataclass(slots=True)
class Fillers:
    """Counts the cells that a file claims without holding them, so that a small file cannot become a huge one."""

    claimed: int = 0

    def claim(self, count: int) -> int:
        """The same number again; Problem where there have been too many."""
        self.claimed += max(0, count)
        if self.claimed > _MOST_FILLERS:
            raise Problem(_TOO_MUCH)
        return count
