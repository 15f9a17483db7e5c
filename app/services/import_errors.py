"""Rows that an import left aside, to be corrected outside and imported again: from a plan, or from an old import."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select

from app.domain.error_sheet import ErrorRow, ErrorSheet, ErrorTable
from app.domain.problems import Problem
from app.exports.error_book import write_errors
from app.language import tr
from app.services.imports import ImportPlan, described
from app.services.work import Work
from app.store.tables import ImportRow, ImportRun, SettledRow

LEFT_ASIDE = ("reject", "doubtful")


@dataclass(frozen=True, slots=True)
class ErrorsWritten:
    """The workbook that was written, and how many rows are in it."""

    path: Path
    rows: int


class _Fate(NamedTuple):
    """One row that was left aside, wherever it is kept."""

    file: str
    table: str
    record: int
    key: Path | str  # by what its file is known: two files may have one name
    act: str
    reason: str
    cells: Sequence[str]


def write_plan_errors(work: Work, plan: ImportPlan, path: Path) -> ErrorsWritten:
    """Write the rows that a plan would leave aside. Raises Problem where there are none, Trouble where it cannot."""
    return _written(errors_of_plan(plan), path)


def write_import_errors(work: Work, import_id: int, path: Path) -> ErrorsWritten:
    """Write the rows that an import left aside, however long ago. Raises as `write_plan_errors` does."""
    return _written(errors_of_import(work, import_id), path)


def _written(sheet: ErrorSheet, path: Path) -> ErrorsWritten:
    if not sheet.count:
        raise Problem(tr("No row was left aside: there is nothing to correct."))
    return ErrorsWritten(write_errors(sheet, path), sheet.count)


def errors_of_plan(plan: ImportPlan) -> ErrorSheet:
    """What a plan leaves aside, by the columns of the files."""
    rows = map(plan.rows.__getitem__, sorted(index for act in LEFT_ASIDE for index in plan.where(act)))
    fates = (_Fate(row.file, row.table, row.record, row.path, row.act, row.reason, row.cells) for row in rows)
    return _sheet(fates, [(file.path, described(file)) for file in plan.files])


def errors_of_import(work: Work, import_id: int) -> ErrorSheet:
    """What an import left aside, from the record of the import; but for rows settled since; it may be undone."""
    run = work.session.get(ImportRun, import_id)
    if run is None:
        raise Problem(tr("There is no import {import_id}.", import_id=import_id))
    rows = work.session.execute(
        select(ImportRow.file, ImportRow.table, ImportRow.record, ImportRow.act, ImportRow.reason, ImportRow.cells)
        .where(ImportRow.import_id == import_id, ImportRow.act.in_(LEFT_ASIDE))
        .where(ImportRow.id.not_in(select(SettledRow.import_row_id)))
        .order_by(ImportRow.id)
    )
    fates = (_Fate(row.file, row.table, row.record, row.file, row.act, row.reason, row.cells or ()) for row in rows)
    return _sheet(fates, [(file["name"], file) for file in run.files])


# --- rows by their columns --------------------------------------------------------------------------------------------


def _sheet(fates: Iterable[_Fate], files: Sequence[tuple[Path | str, Mapping[str, Any]]]) -> ErrorSheet:
    by_columns: dict[tuple[str, ...], list[_Fate]] = {}
    known = [(key, table) for key, file in files for table in file["tables"]]
    for fate in fates:
        by_columns.setdefault(_columns(fate, known), []).append(fate)
    several = len(files) > 1
    together = [fate.act for of_columns in by_columns.values() for fate in of_columns]
    return ErrorSheet(
        files=tuple(dict.fromkeys(file["name"] for _, file in files)),
        tables=tuple(_table(columns, rows, several) for columns, rows in by_columns.items()),
        rejected=together.count("reject"),
        doubtful=together.count("doubtful"),
    )


def _columns(fate: _Fate, known: Iterable[tuple[Path | str, Mapping[str, Any]]]) -> tuple[str, ...]:
    """The header of the table a row is from; rows of an import that kept no headers get numbers."""
    for key, table in known:
        here = (key, table["name"]) == (fate.key, fate.table)
        if here and "columns" in table and table["first"] <= fate.record <= table["last"]:
            return tuple(table["columns"])
    return tuple(f"Column {number}" for number in range(1, len(fate.cells) + 1))


def _table(columns: tuple[str, ...], fates: Sequence[_Fate], several: bool) -> ErrorTable:
    first = fates[0]
    named = first.table or (Path(first.file).stem if several else "Rows to correct")
    return ErrorTable(named, columns, tuple(_rows(fates)))


def _rows(fates: Iterable[_Fate]) -> Iterator[ErrorRow]:
    for fate in fates:
        where = ", ".join(part for part in (fate.file, fate.table, f"row {fate.record + 1}") if part)
        yield ErrorRow(fate.reason[:1].upper() + fate.reason[1:], where, tuple(fate.cells))
