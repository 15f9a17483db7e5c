"""A workbook opened for reading: protection taken off, package looked at, cells far from the table laid aside."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from app.domain.problems import Problem
from app.intake.archives import BROKEN
from app.intake.workbooks import binary, sheet_xml
from app.intake.workbooks.encrypted_ods import decrypted_ods
from app.intake.workbooks.facts import Facts
from app.intake.workbooks.package import Package, look_at_package
from app.intake.workbooks.protection import decrypted, is_encrypted_package
from app.intake.workbooks.refusals import DAMAGED, REPEATED, TOO_LARGE, TOO_WIDE
from app.intake.workbooks.strays import is_vast, with_parts, without_strays

MOST_SHEETS = 100
_MOST_REPEATED = 100_000
_WIDE, _MOST_CELLS = 1_000, 3_000_000  # columns of a list of leads, and cells of a sheet that is wider
_BYTES_OF_WIDE_ROWS = 128 << 20  # of XML: more cells than that in any case
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Allow = Callable[[int], None]  # is told how many bytes there are to read, before they are


@dataclass(slots=True)
class Book:
    """An open workbook and what is known about its sheets."""

    cells: CalamineWorkbook
    format: str  # xlsx, xls, xlsb, ods
    protected: bool
    epoch_1904: bool
    size: int
    sheets: list[tuple[str, bool, bool]]  # name, visible, a worksheet
    wanted: list[int]
    facts: dict[int, Facts] = field(default_factory=dict)

    def facts_of(self, index: int) -> Facts:
        """Of a sheet of which nothing is known: nothing."""
        return self.facts.get(index, Facts())


def open_book(path: Path, wanted: str, password: str, allow: Allow) -> Book:
    """Open a workbook of any of the formats. Problem with the reason where it is not read."""
    with path.open("rb") as file:
        start = file.read(len(_OLE2))
    size = path.stat().st_size
    allow(size)
    if start != _OLE2:
        package = look_at_package(path)
        allow(package.unpacked)
        if not package.encrypted:
            return _package(path, package, wanted, protected=False)
        return _decrypted_package(_guarded(lambda: decrypted_ods(path, password)), wanted, allow)
    if is_encrypted_package(path):
        return _decrypted_package(_guarded(lambda: decrypted(path, password)), wanted, allow)
    try:
        return _xls(path, wanted, size, protected=False)
    except PasswordError:
        plain = _guarded(lambda: decrypted(path, password))
        return _xls(plain, wanted, size, protected=True)


def _guarded(decrypt: Callable[[], io.BytesIO]) -> io.BytesIO:
    """A protected file may be damaged in as many ways as an open one."""
    try:
        return decrypt()
    except (Problem, MemoryError):
        raise
    except Exception as error:
        raise Problem(DAMAGED) from error


def _decrypted_package(plain: io.BytesIO, wanted: str, allow: Allow) -> Book:
    package = look_at_package(plain)
    allow(package.unpacked + plain.getbuffer().nbytes)
    return _package(plain, package, wanted, protected=True)


def _package(file: Path | io.BytesIO, package: Package, wanted: str, *, protected: bool) -> Book:
    cells = _load(file)
    sheets = _sheets(cells)
    chosen = _chosen(sheets, wanted)
    book = Book(cells, package.format, protected, package.epoch_1904, package.unpacked, sheets, chosen)
    try:
        if package.format == "xlsx":
            _look_at_xlsx(book, file, package)
        elif package.format == "xlsb":
            _look_at_xlsb(book, file, package)
        elif package.parts:
            _look_at_ods(book, file, package)
    except BROKEN as error:
        raise Problem(DAMAGED) from error
    return book


def _look_at_xlsx(book: Book, file: Path | io.BytesIO, package: Package) -> None:
    """Facts of the sheets; where one is vast, the workbook is opened again without its strays."""
    lighter: dict[str, bytes] = {}
    for index in book.wanted:
        part = package.parts[index] if index < len(package.parts) else ""
        if not part:
            continue
        facts = book.facts[index] = sheet_xml.facts_of_sheet_xml(file, part)
        if is_vast(facts.rows, facts.columns, facts.size):
            lighter[part] = without_strays(file, part, facts)
        elif facts.columns > _WIDE and facts.size > _BYTES_OF_WIDE_ROWS:
            raise Problem(TOO_WIDE)
    if lighter:
        book.cells = _load(with_parts(file, lighter))


def _look_at_ods(book: Book, file: Path | io.BytesIO, package: Package) -> None:
    book.facts = dict(enumerate(sheet_xml.facts_of_tables(file, package.parts[0])))
    if any(book.facts_of(index).repeated > _MOST_REPEATED for index in book.wanted):
        raise Problem(REPEATED)


def _look_at_xlsb(book: Book, file: Path | io.BytesIO, package: Package) -> None:
    for index in book.wanted:
        part = package.parts[index] if index < len(package.parts) else ""
        if part:
            facts = book.facts[index] = binary.facts_of_xlsb(file, part)
            if is_vast(facts.rows, facts.columns, facts.size):
                raise Problem(TOO_LARGE)


def _xls(file: Path | io.BytesIO, wanted: str, size: int, *, protected: bool) -> Book:
    cells = _load(file)
    sheets = _sheets(cells)
    try:
        epoch_1904, facts = binary.facts_of_xls(file)
    except OSError:  # what the reader of the cells forgives
        epoch_1904, facts = False, []
    return Book(cells, "xls", protected, epoch_1904, size, sheets, _chosen(sheets, wanted), dict(enumerate(facts)))


def _load(file: Path | io.BytesIO) -> CalamineWorkbook:
    if isinstance(file, io.BytesIO):
        file.seek(0)
    try:
        return python_calamine.load_workbook(file)
    except (PasswordError, MemoryError):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        raise Problem(TOO_LARGE if "limit exceeded" in str(error).lower() else DAMAGED) from error


def _sheets(cells: CalamineWorkbook) -> list[tuple[str, bool, bool]]:
    return [
        (sheet.name, sheet.visible == SheetVisibleEnum.Visible, sheet.typ == SheetTypeEnum.WorkSheet)
        for sheet in cells.sheets_metadata
    ]


def _chosen(sheets: list[tuple[str, bool, bool]], wanted: str) -> list[int]:
    visible = any(shown and table for _, shown, table in sheets)
    return [
        index
        for index, (name, shown, table) in enumerate(sheets)
        if name == wanted or (not wanted and table and (shown or not visible))
    ][:MOST_SHEETS]


def sheet_of(book: Book, index: int) -> CalamineSheet:
    """The cells of one sheet, laid out; Problem where nearly all would be blank, or where it is far too wide."""
    sheet = book.cells.get_sheet_by_index(index)
    if is_vast(sheet.height, sheet.width, book.size) and book.format != "xls":
        raise Problem(TOO_LARGE)
    if sheet.width > _WIDE and sheet.height * sheet.width > _MOST_CELLS:
        raise Problem(TOO_WIDE)
    return sheet
