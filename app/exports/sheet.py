"""One sheet in the making: titles, paragraphs, tables, long lists, choices, links, and how it prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from app.exports import cells
from app.exports.long_list import LongList
from app.exports.picture import Picture
from app.exports.style import NUMERIC, STYLES, WIDEST

if TYPE_CHECKING:
    from app.exports.book import Book

PIXEL = 0.75  # points; programs round the height of a row to whole ones
PICTURE_ROW = 20.25  # points of the rows that a picture covers, at most
PICTURE_COLUMN = 6.0  # and of the columns, at least
EDGE = 0.2  # inches
POINTS_OF_A_LETTER = 5.25  # of the width of a column
POINTS_BESIDE = 3.75  # what a column is wider than its letters
PAGE_WIDE, PAGE_HIGH = 0.64, 1.36  # how high a printed page is for its width, lying and standing
USUAL_ROW = 15.0  # points of a row whose height nobody set
HEADING_ROW = 22.0  # points of a row with a heading, at most
LARGEST_PICTURE = 1.6  # times its own size

_INCH, _NARROW_EDGE, _FOOT = 72, 0.31, 0.52  # points of an inch; inches that a page which must hold all leaves free
_PAPERS = {9: (595.0, 842.0), 1: (612.0, 792.0)}  # points, by the numbers that spreadsheets have for A4 and Letter
_LONG_FROM = 2_000  # rows from which a table is streamed
_NARROW = 24  # characters of a line


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, the kind of its values (a name in style.STYLES), its width where fixed."""

    header: str
    kind: str = "text"
    width: float = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with a look of its own, or a link to a place in the same workbook ('Sheet'!A1)."""

    value: object
    style: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: its sheet, the row of its headers, its last row and its first column."""

    sheet: str
    head: int
    last: int
    column: int = 1

    @property
    def link(self) -> str:
        """The target of a link to the table."""
        return link_to(self.sheet, f"{get_column_letter(self.column)}{self.head}")


def link_to(sheet: str, cell: str = "A1") -> str:
    """The target of a link to a cell of a sheet of the same workbook."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'!{cell}"


class Sheet:
    """A sheet that is written from top to bottom; `row` is the next free row."""

    def __init__(self, book: "Book", worksheet: Worksheet, *, landscape: bool, one_page: bool) -> None:
        self.book = book
        self.worksheet = worksheet
        self.row = 1
        self.last_column = 1
        self._lengths: dict[int, float] = {}
        self._widths: dict[int, float] = {}
        self._landscape, self._one_page = landscape, one_page
        self._pictured = self._narrow_edges = False
        self._page_from = 1  # the row that begins the printed page
        worksheet.sheet_view.showGridLines = False

    @property
    def name(self) -> str:
        """The name on the tab."""
        return str(self.worksheet.title)

    # --- text -------------------------------------------------------------------------------------------------------

    def put(self, row: int, column: int, value: object, style: str = "text", link: str = "") -> None:
        """Write one cell; `link` is the target of an internal link."""
        cell = self.worksheet.cell(row, column)
        assert isinstance(cell, Cell)  # never the covered part of a merged cell: spans are filled before they merge
        self.book.fill(cell, value, style)
        self.last_column = max(self.last_column, column)
        if link:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link)

    def title(self, text: str, about: str = "") -> None:
        """The title in A1 and one line below it that says what the sheet holds."""
        self.put(1, 1, text, "title")
        self.worksheet.row_dimensions[1].height = 28
        if about:
            self.put(2, 1, about, "about")
        self.row = 4 if about else 3

    def heading(self, text: str, columns: int = 1) -> None:
        """A heading over the next part, with its line drawn over so many columns."""
        for column in range(1, columns + 1):
            self.put(self.row, column, text if column == 1 else None, "heading")
        self.worksheet.row_dimensions[self.row].height = 20
        self.row += 1

    def across(self, row: int, first: int, last: int, value: object, style: str, link: str = "") -> float:
        """Write one cell that spans columns; returns the height in points its text needs at the set widths."""
        for column in range(first + 1, last + 1):
            self.put(row, column, None, style)
        self.put(row, first, value, style, link)
        if last > first:
            span = f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}"
            self.worksheet.merged_cells.add(span)  # merge_cells would style the covered cells once more, slowly
        width = sum(self._width(column) for column in range(first, last + 1)) - 1.5 * STYLES[style].indent
        return text_height(str(value or ""), width, STYLES[style].size)

    def height(self, row: int, points: float) -> None:
        """Fix the height of a row; needed only where a text spans columns."""
        self.worksheet.row_dimensions[row].height = min(points, 400)

    # --- tables -----------------------------------------------------------------------------------------------------

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[object]],
        *,
        none: str = "none",
        freeze: int | None = None,
        repeat: bool = False,
        as_found: bool = False,
    ) -> Place:
        """Write a named table at the next free row; `freeze` keeps its head and so many columns in view.

        `repeat` prints its head again on every further page, as `freeze` does; one table of a sheet may. A table
        without rows gets one row that says so. Many rows are streamed when the book is saved. `as_found` keeps headers
        that are blank or stand twice, which a named table cannot; it gets a filter all the same.
        """
        wanted = [column.header for column in columns]
        headers = wanted if as_found else cells.unique_headers(wanted)
        head, body = self.row, rows or [(none, *[None] * (len(columns) - 1))]
        for number, (header, column) in enumerate(zip(headers, columns, strict=True), 1):
            self.put(head, number, header, "head right" if column.kind in NUMERIC else "head")
            self._lengths[number] = max(self._lengths.get(number, 0), *(len(word) for word in header.split()), 4)
        for number, column in enumerate(columns, 1):
            self._measure(number, column, body)
        tallest = max(text_height(header, self._width(n) - 2) for n, header in enumerate(headers, 1))
        self.height(head, max(17.0, tallest))
        if len(body) >= _LONG_FROM:
            self._stream(head + 1, columns, body)
        elif rows:
            for row, values in enumerate(body, head + 1):
                self._table_row(row, columns, values)
        else:
            for number, value in enumerate(body[0], 1):
                self.put(head + 1, number, value, "nothing")
        place = Place(self.name, head, head + len(body))
        if as_found:
            self.worksheet.auto_filter.ref = _reach(headers, place)
        else:
            self._name_table(name, headers, place, stripes=len(body) >= _LONG_FROM)
        if freeze is not None:
            self.worksheet.freeze_panes = f"{get_column_letter(freeze + 1)}{head + 1}"
        if repeat or freeze is not None:
            self.worksheet.print_title_rows = f"{head}:{head}"
        self.row = place.last + 2
        return place

    def _table_row(self, row: int, columns: Sequence[Column], values: Sequence[object]) -> None:
        tallest = 16.5
        for place, (column, value) in enumerate(zip(columns, values, strict=True), 1):
            style, link = column.kind, ""
            if isinstance(value, Shown):
                style, link, value = value.style or ("link" if value.link else style), value.link, value.value
            if isinstance(value, str) and style in NUMERIC:
                style = "none"
            self.put(row, place, value, style, link)
            if isinstance(value, str) and STYLES[style].wrap:
                tallest = max(tallest, text_height(value, self._width(place) - 1.5))
        self.height(row, tallest)

    def _stream(self, first: int, columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> None:
        self.last_column = max(self.last_column, len(columns))
        kinds = [f"list {column.kind}" for column in columns]
        looks = [kind if kind in STYLES else "list text" for kind in kinds]
        styles = [(self.book.style_number(look), self.book.style_number(look, quoted=True)) for look in looks]
        self.book.add_long(LongList(self.worksheet, first, styles, rows, self.book.zone))

    def _name_table(self, name: str, headers: Sequence[str], place: Place, *, stripes: bool) -> None:
        ref = _reach(headers, place)
        table = Table(displayName=self.book.table_name(name), ref=ref)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=stripes)
        table.tableColumns = [TableColumn(id=number, name=header) for number, header in enumerate(headers, 1)]
        table.autoFilter = AutoFilter(ref=ref)
        self.worksheet.add_table(table)

    def text_only(self, first: int, last: int) -> None:
        """Keep what people type into these columns as text, also in cells that are blank now."""
        for number in range(first, last + 1):
            self.worksheet.column_dimensions[get_column_letter(number)].number_format = "@"

    # --- choices and protection -------------------------------------------------------------------------------------

    def choice(self, cell: str, options: str, *, title: str, prompt: str, strict: bool = True) -> None:
        """Let people choose from a list: `options` is a range of cells or a short quoted list.

        `cell` may be a range. Where it is not `strict`, something else may be written after a warning.
        """
        rule = DataValidation(type="list", formula1=options, allow_blank=True, showErrorMessage=True)
        rule.promptTitle, rule.prompt, rule.showInputMessage = title[:32], prompt[:250], True
        rule.errorTitle, rule.error = title[:32], "Please choose one from the list."
        if not strict:
            rule.errorStyle, rule.error = "warning", "This is not in the list. Keep it all the same?"
        self.worksheet.add_data_validation(rule)
        rule.add(cell)

    def hint(self, cells: str, *, title: str, prompt: str) -> None:
        """Say beside these cells what they hold, as soon as one of them is chosen."""
        rule = DataValidation(allow_blank=True)
        rule.promptTitle, rule.prompt, rule.showInputMessage = title[:32], prompt[:250], True
        self.worksheet.add_data_validation(rule)
        rule.add(cells)

    def date_choice(self, cell: str, *, title: str, prompt: str) -> None:
        """Ask for a date in a cell."""
        rule = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
        rule.promptTitle, rule.prompt, rule.showInputMessage = title[:32], prompt[:250], True
        self.worksheet.add_data_validation(rule)
        rule.add(cell)

    def protect(self) -> None:
        """Keep the sheet from accidental changes; no password, and filters and widths stay usable."""
        protection = self.worksheet.protection
        protection.sheet = True
        protection.autoFilter = protection.sort = False
        protection.formatColumns = protection.formatRows = False

    # --- looks ------------------------------------------------------------------------------------------------------

    def widths(self, *widths: float) -> None:
        """Fix the widths of the first columns, in characters; 0 leaves a column to its content."""
        self._widths.update({number: width for number, width in enumerate(widths, 1) if width})

    def print_first(self, columns: int, last_row: int) -> None:
        """Print only the first columns; the rest stays on the screen."""
        self.worksheet.print_area = f"A1:{get_column_letter(columns)}{last_row}"

    def print_all(self) -> None:
        """Print what is written, and nothing beside or below it, where nothing else was asked for."""
        if not self.worksheet.print_area:
            self.print_first(self.last_column, max(1, self.row - 1))

    def hold(self, columns: int = 1) -> None:
        """Keep the title and the first columns in view where several tables stand below each other."""
        self.worksheet.freeze_panes = f"{get_column_letter(columns + 1)}3"

    def leave(self, points: float) -> None:
        """Leave so much height free below what stands here."""
        rows = ceil(points / USUAL_ROW)
        for number in range(self.row, self.row + rows):
            self.height(number, USUAL_ROW)
        self.row += rows

    def fill_with(self, pictures: Sequence[Picture]) -> None:
        """Put pictures below one another from the second row on, each on a page of its own when printed."""
        self._pictured = True
        self.last_column = ceil(max(picture.points_wide for picture in pictures) / PICTURE_COLUMN) + 1
        self.widths(*[1.0] * self.last_column)  # narrow, as only whole columns are printed and their width varies
        self.height(1, 12)
        row = 2
        for picture in pictures:
            rows = ceil(picture.points_high / PICTURE_ROW)
            for number in range(row, row + rows):
                self.height(number, ceil(picture.points_high / rows / PIXEL) * PIXEL)
            self.worksheet.add_image(picture, f"A{row}")
            row += rows
            if picture is not pictures[-1]:
                self.worksheet.row_breaks.append(Break(id=row - 1))
        self.row = row + 1

    def keep_together(self, first: int) -> None:
        """Begin a printed page with the row `first` where what was written since then would run over the end of one."""
        page = self.wide * (PAGE_WIDE if self._landscape else PAGE_HIGH)
        if first > self._page_from and self._high(self._page_from, self.row) > page:
            self.worksheet.row_breaks.append(Break(id=first - 1))
            self._page_from = first

    @property
    def wide(self) -> float:
        """How wide the columns are together, in points."""
        return sum(
            self._width(column) * POINTS_OF_A_LETTER + POINTS_BESIDE for column in range(1, self.last_column + 1)
        )

    def _high(self, first: int, last: int) -> float:
        """How high the rows are from the first to before the last, in points."""
        return sum(self.worksheet.row_dimensions[row].height or USUAL_ROW for row in range(first, last))

    def put_below(self, pictures: Sequence[Picture], heading: int) -> None:
        """Put pictures below what stands here, no wider than its columns, each from the top of a printed page.

        The first of them shares its page with what stands from the row `heading` on.
        """
        wide = self.wide
        page = wide * (PAGE_WIDE if self._landscape else PAGE_HIGH)
        for picture in pictures:
            first = picture is pictures[0]
            room = page - (self.row - heading) * HEADING_ROW if first else page
            scale = min(wide / picture.points_wide, room / picture.points_high, LARGEST_PICTURE)
            picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
            self.worksheet.row_breaks.append(Break(id=(heading if first else self.row) - 1))
            rows = ceil(picture.points_high / PICTURE_ROW)
            for number in range(self.row, self.row + rows):
                self.height(number, ceil(picture.points_high / rows / PIXEL) * PIXEL)
            self.worksheet.add_image(picture, f"A{self.row}")
            self.row += rows

    def _measure(self, number: int, column: Column, rows: Sequence[Sequence[object]]) -> None:
        if column.width:
            self._widths[number] = column.width
            return
        widest = WIDEST.get(column.kind, 16)
        longest = max((_length(row[number - 1], column.kind) for row in rows[:300]), default=0)
        self._lengths[number] = max(self._lengths.get(number, 0), min(widest, longest))

    def _width(self, number: int) -> float:
        return self._widths.get(number) or max(8.0, self._lengths.get(number, 8) * 1.08 + 2.5)

    def print_on_one_page(self) -> None:
        """Whatever it holds is to print on one page, with as much of the paper as printers reach."""
        self._one_page, self._narrow_edges = True, True

    def height_at(self, scale: float) -> float:
        """The points of rows that such a page holds where it prints them at a scale."""
        wide, high = _PAPERS[self.book.paper]
        return ((wide if self._landscape else high) - (_NARROW_EDGE + _FOOT) * _INCH) / scale

    def finish(self) -> None:
        """Settle widths and the print set-up."""
        sheet = self.worksheet
        for number in range(1, self.last_column + 1):
            sheet.column_dimensions[get_column_letter(number)].width = self._width(number)
        sheet.page_setup.paperSize = self.book.paper
        sheet.page_setup.orientation = "landscape" if self._landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 1 if self._one_page else 0
        margins = sheet.page_margins
        if self._pictured:  # a picture has its own head and foot, and as much of the paper as printers reach
            margins.left = margins.right = margins.top = margins.bottom = EDGE
            margins.header = margins.footer = 0
            return
        margins.left = margins.right = _NARROW_EDGE if self._narrow_edges else 0.45
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.65, 0.3, 0.3
        if self._narrow_edges:
            margins.top, margins.bottom = _NARROW_EDGE, _FOOT
        sheet.print_options.horizontalCentered = self._one_page
        footer = self.book.footer.replace("&", "&&")[:180]
        left, right = _HeaderFooterPart(footer, size=8), _HeaderFooterPart("Page &P of &N", size=8)
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=left, right=right)


def _reach(headers: Sequence[str], place: Place) -> str:
    return f"A{place.head}:{get_column_letter(len(headers))}{place.last}"


def text_height(text: str, width: float, size: float = 10) -> float:
    """The height in points that a text needs when wrapped at a width in characters of 10 point type."""
    room = max(4.0, width * 1.18 * 10 / size)
    lines = sum(_lines(line, room) for line in text.split("\n")) or 1
    return lines * size * 1.28 + 4


def _lines(text: str, room: float) -> int:
    """How many lines a text takes; in a narrow column word by word, for there the ends of the lines stay empty."""
    if len(text) <= room or room > _NARROW:
        return max(1, ceil(len(text) / room))
    lines, used = 1, 0.0
    for word in map(len, text.split()):
        if used and used + 1 + word > room:
            lines, used = lines + 1, 0.0
        used += word + bool(used)
        if used > room:
            lines, used = lines + ceil(used / room) - 1, used % room
    return lines


def _length(value: object, kind: str) -> int:
    if isinstance(value, Shown):
        value = value.value
    if value is None:
        return 0
    if isinstance(value, datetime):
        return 16 if kind == "moment" else 10
    if isinstance(value, date):
        return 10
    if isinstance(value, float):
        return 6
    return max(map(len, str(value).split("\n")))


__all__ = ["Column", "Place", "Sheet", "Shown", "link_to", "text_height"]
