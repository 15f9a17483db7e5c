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
from app.language import tr, tr_many

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
        raise Problem(tr(CELLS_DAMAGED))
    warnings = _left_out(book, choices)
    said = [
        tr("The hidden sheet “{name}” is not read.", name=name)
        for name, visible in sheets
        if not visible and not choices.sheet
    ]
    for sheet, rows in zip(book.sheets, records, strict=True):
        if any(table.primary and table.source is rows for _, table in pairs):
            warnings.extend(_warnings_about(sheet))
            if sheet.hidden_rows:
                said.append(
                    tr_many(
                        "{count} hidden row is read as well.",
                        "{count} hidden rows are read as well.",
                        sheet.hidden_rows,
                    )
                )
    return SheetTables(book.format, book.protected, pairs, sheets, warnings, said)


def _left_out(book: Workbook, choices: Choices) -> list[str]:
    warnings = [
        tr("The sheet “{name}” is damaged and left out.", name=sheet.name) for sheet in book.sheets if sheet.failed
    ]
    read = {sheet.index for sheet in book.sheets}
    if not choices.sheet and any(book.listed[index][1] for index in read):
        unread = sum(visible and table and i not in read for i, (_, visible, table) in enumerate(book.listed))
        if unread:
            says = tr("Only the first {count} sheets are read; {more} more are left out.", count=len(read), more=unread)
            warnings.append(says)
    return warnings


def _warnings_about(sheet: Sheet) -> list[str]:
    warnings = []
    if sheet.errors:
        warnings.append(
            tr_many(
                "{count} cell holds an error of Excel (such as #N/A); left empty.",
                "{count} cells hold an error of Excel (such as #N/A); left empty.",
                sheet.errors,
            )
        )
    if sheet.unsaved:
        warnings.append(
            tr_many(
                "{count} cell holds a formula whose result was not saved; it is empty. "
                "Open the workbook in Excel, save it, and import it again.",
                "{count} cells hold formulas whose results were not saved; they are empty. "
                "Open the workbook in Excel, save it, and import it again.",
                sheet.unsaved,
            )
        )
    if sheet.strays:
        named = ", ".join(sheet.strays[:_MOST_NAMED]) + ("…" if len(sheet.strays) > _MOST_NAMED else "")
        warnings.append(
            tr_many(
                "{count} cell lies far away from the table on the sheet “{sheet}” and left out: {cells}.",
                "{count} cells lie far away from the table on the sheet “{sheet}” and left out: {cells}.",
                len(sheet.strays),
                sheet=sheet.name,
                cells=named,
            )
        )
    return warnings
