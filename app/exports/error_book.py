"""The error workbook: rows that were left aside, each with its reason, ready to be corrected and imported again."""

from collections.abc import Sequence
from pathlib import Path

from app.domain.error_sheet import HOW, ORIGIN, REASON, ErrorSheet, ErrorTable
from app.exports.book import Book
from app.exports.sheet import Column, Sheet

_STEPS = (
    "Read the reason in the first column of a row and correct the cells beside it. Every cell is text: a number, a "
    "date or a phone number stays as you type it.",
    "A row that says “Perhaps ...” may be somebody you know already. Add the e-mail address or phone number that tells "
    "who it is, or leave it as it is and choose for that row when you see the plan of the import.",
    "Delete the rows that you do not want, or leave them: they are set aside again.",
    "Save this workbook and import it like any file. The headers must stay; the columns for the reason and for where "
    "the row stands are not read.",
)


def write_errors(sheet: ErrorSheet, path: Path | str, *, paper: str = "A4") -> Path:
    """Write the workbook whole or not at all. Raises Trouble where it cannot be written."""
    return build_errors(sheet, paper=paper).save(path)


def build_errors(sheet: ErrorSheet, *, paper: str = "A4") -> Book:
    """The same workbook in memory: a tab for each set of columns, with its header in the first row, and one on how."""
    files = _listed(sheet.files)
    book = Book("Rows to correct", paper=paper, footer=f"Rows to correct · {files} · may hold personal data")
    for table in sheet.tables:
        _write_table(book.sheet(table.name, landscape=True), table)
    _write_steps(book.sheet(HOW), sheet, files)
    return book


def _write_table(page: Sheet, table: ErrorTable) -> None:
    width = max(len(table.columns), *(len(row.cells) for row in table.rows))
    columns = [Column(REASON, "long", 46), Column(ORIGIN, "id", _place_width(table))]
    columns += [Column(header, "verbatim") for header in _filled(table.columns, width)]
    rows = [(row.reason, row.origin, *_filled(row.cells, width)) for row in table.rows]
    page.table(table.name, columns, rows, freeze=1, as_found=True)
    page.text_only(3, len(columns))


def _filled(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))


def _place_width(table: ErrorTable) -> float:
    longest = max(len(row.origin) for row in table.rows)
    return float(min(48, max(18, longest + 3)))


def _write_steps(page: Sheet, sheet: ErrorSheet, files: str) -> None:
    were = "row was" if sheet.count == 1 else "rows were"
    parts = [
        f"{sheet.rejected} rejected" if sheet.rejected else "",
        f"{sheet.doubtful} doubtful" * bool(sheet.doubtful),
    ]
    page.title(HOW, f"{sheet.count} {were} not imported from {files}: {', '.join(filter(None, parts))}.")
    page.widths(5, 92)
    for number, step in enumerate(_STEPS, 1):
        page.put(page.row, 1, number, "label")
        page.height(page.row, page.across(page.row, 2, 2, step, "lead") + 6)
        page.row += 1


def _listed(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more files"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
