"""Excel 2003 XML (SpreadsheetML): read as a stream; a file with a document type or entities of its own is refused."""

from pathlib import Path
from xml.parsers import expat

from app.domain.problems import Problem
from app.intake.choices import Progress, no_progress
from app.intake.readers.grids import MOST_ROWS, TOO_MANY_SHEETS, WIDEST, Fillers, Grid, Grids
from app.intake.readers.workbook import Shelf, Spool
from app.language import later, tr, tr_many

LARGEST = 2 << 30  # bytes
_STEP = 1 << 16
_LONGEST_CELL = 10_000_000
_MOST_SHEETS = 1_000
_DAMAGED = later(
    "The Excel 2003 XML file is damaged ({why}). Open it in Excel or LibreOffice, save it as .xlsx, and import that."
)
_ATTACK = (
    "The file holds definitions (a document type) that no spreadsheet program writes and that are used for attacks; it "
    "is not opened."
)


def read_excel_2003(path: Path, progress: Progress = no_progress) -> Grids:
    """Every worksheet as a grid. Problem where the file is damaged, too large or dangerous."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Problem(
            tr("The file is larger than this program reads. Save the sheet you need as .xlsx and import that.")
        )
    book = _Book()
    with path.open("rb") as file:
        try:
            while piece := file.read(_STEP):
                book.feed(piece)
                progress(file.tell(), size, tr("Reading {name}", name=path.name))
            book.feed(b"", last=True)
        except expat.ExpatError as error:
            raise Problem(tr(_DAMAGED, why=str(error))) from error
    errors = sum(grid.errors for grid in book.grids)
    hidden = sum(grid.hidden_rows for grid in book.grids if grid.visible)
    warnings, said = [], []
    if errors:
        warnings.append(
            tr_many(
                "{count} cell holds an error of Excel (such as #N/A); left empty.",
                "{count} cells hold an error of Excel (such as #N/A); left empty.",
                errors,
            )
        )
    if hidden:
        said.append(tr_many("{count} hidden row is read as well.", "{count} hidden rows are read as well.", hidden))
    return Grids(book.grids, warnings=tuple(warnings), said=tuple(said), epoch_1904=book.epoch_1904)


class _Book:
    """Hears the parser; holds one row at a time."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.epoch_1904 = False
        self._fillers = Fillers()
        self._shelf = Shelf()
        self._row: list[str] = []
        self._next_row = self._next_column = 0
        self._kind: str | None = None  # of the value that is being read
        self._text: list[str] = []
        self._length = 0
        self._within: list[str] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse

    def feed(self, piece: bytes, last: bool = False) -> None:
        """The next bytes of the file."""
        self._parser.Parse(piece, last)

    def _refuse(self, *_: object) -> None:
        raise Problem(_ATTACK)

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(" ")[2]
        self._within.append(name)
        if len(self._within) > 200:
            raise Problem(tr(_DAMAGED, why=tr("elements within elements without end")))
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "Data" and self.grids:
            self._kind, self._text, self._length = said.get("Type", "String"), [], 0
        elif name == "Cell" and self.grids:
            self._cell(said)
        elif name == "Row" and self.grids:
            self._begin_row(said)
        elif name == "Worksheet":
            if len(self.grids) >= _MOST_SHEETS:
                raise Problem(tr(TOO_MANY_SHEETS))
            self.grids.append(Grid(said.get("Name", f"Sheet {len(self.grids) + 1}"), Spool(self._shelf)))
            self._next_row = 0
        elif name == "Date1904":
            self.epoch_1904 = True
        elif name == "Visible":
            self._kind, self._text, self._length = "Visible", [], 0

    def _begin_row(self, said: dict[str, str]) -> None:
        grid = self.grids[-1]
        at = _number(said.get("Index"), self._next_row + 1, MOST_ROWS) - 1
        for _ in range(self._fillers.claim(at - self._next_row)):
            grid.add([])
        self._next_row = max(at, self._next_row) + 1
        grid.hidden_rows += said.get("Hidden") in ("1", "true")
        self._row, self._next_column = [], 0

    def _cell(self, said: dict[str, str]) -> None:
        at = _number(said.get("Index"), self._next_column + 1, WIDEST) - 1
        at = max(at, self._next_column)
        self._row.extend([""] * self._fillers.claim(at - len(self._row)))
        self._row.append("")
        self._next_column = at + 1 + _number(said.get("MergeAcross"), 0, WIDEST)
        if self._next_column > WIDEST:
            raise Problem(tr(_DAMAGED, why=tr("a row is wider than a sheet")))

    def _characters(self, text: str) -> None:
        if self._kind is not None:
            self._text.append(text)
            self._length += len(text)
            if self._length > _LONGEST_CELL:
                raise Problem(tr(_DAMAGED, why=tr("a cell is longer than ten million characters")))

    def _end(self, qualified: str) -> None:
        name = qualified.rpartition(" ")[2]
        self._within.pop()
        if name == "Data" and self._kind is not None:
            text = _meant("".join(self._text), self._kind)
            if self._kind == "Error":
                self.grids[-1].errors += 1
            if self._row:
                self._row[-1] = text
            elif text:
                self._row.append(text)
            self._kind = None
        elif name == "Row" and self.grids:
            self.grids[-1].add(self._row)
            self._row = []
        elif name in ("Table", "Worksheet") and self.grids:
            self.grids[-1].finish()
        elif name == "Visible" and self.grids and self._kind == "Visible":
            self.grids[-1].visible = "Hidden" not in "".join(self._text)
            self._kind = None


def _number(text: str | None, otherwise: int, most: int) -> int:
    """A number of an attribute; Problem where it is beyond what a sheet has."""
    if text is None or not text.strip().isdecimal():
        return otherwise
    number = int(text[:12])
    if number > most:
        raise Problem(tr(_DAMAGED, why=tr("a cell lies outside of any sheet")))
    return number


def _meant(text: str, kind: str) -> str:
    """A value as text: whole numbers without an exponent, dates in ISO form without an empty time."""
    if kind == "Number":
        return _plain_number(text.strip())
    if kind == "DateTime":
        day, _, time = text.strip().partition("T")
        time = time.partition(".")[0].removesuffix("Z")
        if day == "1899-12-31" and time:
            return time
        return day if time in ("", "00:00:00") else f"{day} {time}"
    if kind == "Boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(text.strip(), text)
    return "" if kind == "Error" else text


def _plain_number(text: str) -> str:
    if not any(c in text for c in ".eE"):
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    return (
        str(int(number))
        if number.is_integer() and abs(number) < 1e16
        else repr(number)
        if "e" in text.lower()
        else text
    )
