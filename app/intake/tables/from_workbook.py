"""From a workbook to the tables on its sheets, with what the person should know about each sheet."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.problems import Problem
from app.intake.choices import Choices, Progress
from app.intake.found import FoundTable
from app.intake.readers.workbook import Sheet, Workbook, read_workbook
from app.intake.structure.laying_out import lay_out
from app.intake.structure.parts import Layout
from app.intake.tables.corrected import left_unread, without_reasons
from app.intake.tables.from_layout import tables_of, with_primary
from app.intake.workbooks.refusals import CELLS_DAMAGED
from app.language import tr

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class SheetTables:
    """The tables of a workbook, each with the layout it comes from."""

    format: str
    protected: bool
    found: list[tuple[Layout, FoundTable]]
    sheets: tuple[tuple[str, bool], ...]  # name and whether it is visible
    warnings: list[str]
    said: list[str]


def tables_of_workbook(path: Path, choices: Choices, progress: Progress) -> SheetTables:
    """Read a workbook and find the tables of its visible sheets, or of the chosen one."""
    book = read_workbook(path, choices.sheet or "", progress, password=choices.password or "")
    sheets = tuple((name, visible) for name, visible, table in book.listed if table)
    names = [name for name, _ in sheets]
    if choices.sheet and choices.sheet not in names:
        raise Problem(
            tr("There is no sheet “{sheet}”; the sheets are {names}.", sheet=choices.sheet, names=", ".join(names))
        )
    found: list[tuple[Layout, FoundTable]] = []
    records = [without_reasons(sheet.spool) for sheet in book.sheets]
    unread = left_unread(records)
    for sheet, rows in zip(book.sheets, records, strict=True):
        if sheet.name in unread:
            continue
        layout = lay_out(rows.read(), choices.header_record)
        tables = tables_of(layout, rows, choices, sheet=sheet.name, epoch_1904=book.epoch_1904)
        found.extend((layout, table) for table in tables)
    marked = with_primary([table for _, table in found], choices.tables)
    pairs = [(layout, table) for (layout, _), table in zip(found, marked, strict=True)]
    if any(sheet.failed for sheet in book.sheets) and not any(table.data_rows for _, table in pairs):
        raise Problem(CELLS_DAMAGED)
    warnings = _left_out(book, choices)
    said = [f"The hidden sheet “{name}” is not read." for name, visible in sheets if not visible and not choices.sheet]
    for sheet, rows in zip(book.sheets, records, strict=True):
        if any(table.primary and table.source is rows for _, table in pairs):
            warnings.extend(_warnings_about(sheet))
            if sheet.hidden_rows:
                said.append(f"{_many(sheet.hidden_rows, 'hidden row is', 'hidden rows are')} read as well.")
    return SheetTables(book.format, book.protected, pairs, sheets, warnings, said)


def _left_out(book: Workbook, choices: Choices) -> list[str]:
    warnings = [f"The sheet “{sheet.name}” is damaged and left out." for sheet in book.sheets if sheet.failed]
    read = {sheet.index for sheet in book.sheets}
    if not choices.sheet and any(book.listed[index][1] for index in read):
        unread = sum(visible and table and i not in read for i, (_, visible, table) in enumerate(book.listed))
        if unread:
            warnings.append(f"Only the first {len(read)} sheets are read; {unread} more are left out.")
    return warnings


def _warnings_about(sheet: Sheet) -> list[str]:
    warnings = []
    if sheet.errors:
        cells = _many(sheet.errors, "cell holds", "cells hold")
        warnings.append(f"{cells} an error of Excel (such as #N/A); left empty.")
    if sheet.unsaved:
        cells = _many(sheet.unsaved, "cell holds a formula whose result", "cells hold formulas whose results")
        ending = "was not saved; it is empty" if sheet.unsaved == 1 else "were not saved; they are empty"
        warnings.append(f"{cells} {ending}. Open the workbook in Excel, save it, and import it again.")
    if sheet.strays:
        named = ", ".join(sheet.strays[:_MOST_NAMED]) + ("…" if len(sheet.strays) > _MOST_NAMED else "")
        cells = _many(len(sheet.strays), "cell lies", "cells lie")
        warnings.append(f"{cells} far away from the table on the sheet “{sheet.name}” and left out: {named}.")
    return warnings


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
