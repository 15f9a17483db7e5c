"""The sheets of a workbook that holds a playbook, as text: which part each is, where its columns and rows stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.playbook.field_words import BOOK_CHOICES, BOOK_GUIDE, BOOK_MARK, BOOK_USE
from app.domain.playbook.sections import SECTIONS, Field, Section
from app.intake.documents.faults import CellFault
from app.intake.readers.workbook import Sheet, read_workbook

_HEAD_WITHIN = 40  # rows from the top in which the names of the columns stand
_BESIDE = (BOOK_GUIDE, BOOK_CHOICES, BOOK_USE, "Shortened")  # sheets that explain and hold nothing
_NOT_IN_A_SHEET = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something; `number` as the spreadsheet counts."""

    number: int
    cells: dict[str, str]  # by the id of the field; a field whose column is missing is not here


@dataclass(slots=True)
class Page:
    """One part of the playbook as it stands in the workbook."""

    section: Section
    name: str
    number: int  # of the sheet, from 1
    columns: dict[str, int] = field(default_factory=dict)  # of fields by id, from 0
    rows: list[Row] = field(default_factory=list)

    def fault(self, row: int, field: Field | None, says: str) -> CellFault:
        """Something to put right at a cell, a row, or the sheet as a whole."""
        place = f"Sheet {self.name}"
        if self.section.single:
            place += f", {field.label}" if field else ""
        else:
            place += f", row {row}" if row else ""
            place += f", column {field.label}" if field else ""
        return CellFault(None, place, says, self.number, row, self.columns.get(field.id, 0) + 1 if field else 0)


@dataclass(slots=True)
class Sheets:
    """Everything that a workbook holds of a playbook."""

    pages: dict[str, Page] = field(default_factory=dict)  # by the id of the section
    mark: dict[str, str] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def sheets_of(path: Path, password: str = "") -> Sheets:
    """Read a workbook through the child process. Problem where it is none, damaged, or protected."""
    book = read_workbook(path, password=password)
    read = {sheet.index: sheet for sheet in book.sheets}
    found = Sheets()
    by_name = {section.label.casefold(): section for section in SECTIONS}
    for index, (name, _, table) in enumerate(book.listed):
        section = by_name.get(name.strip().casefold())
        if not table or ((section is None and name not in (*_BESIDE, "")) and index not in read):
            continue
        sheet = read.get(index)
        if sheet is None and section is not None:  # a hidden sheet counts as well
            sheet = next(iter(read_workbook(path, name, password=password).sheets), None)
        if sheet is None:
            continue
        rows = [[seen(cell) for cell in row] for row in sheet.spool.read()]
        if name == BOOK_GUIDE:
            found.mark = _mark(rows)
        elif section is None and name not in _BESIDE and any(map(any, rows)):
            found.said.append(f"The sheet “{name}” is no part of a playbook and was left out.")
        elif section is not None:
            _take(found, Page(section, name, index + 1), rows, sheet)
    return found


def seen(text: str) -> str:
    """A text as it matters: one kind of line end, no spaces around, nothing that a sheet cannot hold."""
    plain = _ESCAPED.sub("_", text) if "_x005F_" in text else text
    if not plain.isprintable():
        plain = _NOT_IN_A_SHEET.sub("\ufffd", plain)
    return "\n".join(line.rstrip() for line in plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _mark(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The name and value of the hidden rows at the end of the guide."""
    pairs = [(row[0], row[1]) for row in rows if len(row) > 1 and row[0] and row[1]]
    start = next((at for at, (name, _) in enumerate(pairs) if name == BOOK_MARK), None)
    return {} if start is None else dict(pairs[start:])


def _take(found: Sheets, page: Page, rows: list[list[str]], sheet: Sheet) -> None:
    found.pages[page.section.id] = page
    if sheet.failed:
        found.faults.append(page.fault(0, None, "this sheet is damaged and cannot be read; save it again"))
    if sheet.errors or sheet.unsaved:
        says = "cells hold an error such as #N/A, or a formula without a result; write their values instead"
        found.faults.append(page.fault(0, None, says))
    if page.section.single:
        _take_record(found, page, rows)
    else:
        _take_table(found, page, rows)


def _take_record(found: Sheets, page: Page, rows: list[list[str]]) -> None:
    """A record stands upright: the names of its fields in the first column, their values beside them."""
    labels = _labels(page.section)
    for number, row in enumerate(rows, 1):
        one = labels.get(row[0].casefold()) if row else None
        if one is not None and one.id not in {id for kept in page.rows for id in kept.cells}:
            page.rows.append(Row(number, {one.id: row[1] if len(row) > 1 else ""}))
            page.columns[one.id] = 1
        elif one is not None:
            found.faults.append(page.fault(number, one, "this stands twice on the sheet; keep one of them"))
    _say_missing(found, page, "The line")


def _take_table(found: Sheets, page: Page, rows: list[list[str]]) -> None:
    labels = _labels(page.section)
    head = _head(rows, labels)
    if head is None:
        says = "the row with the names of the columns is missing; put it back"
        found.faults.append(page.fault(0, None, says))
        return
    for at, name in enumerate(rows[head]):
        one = labels.get(name.casefold())
        below = any(at < len(row) and row[at] for row in rows[head + 1 :])
        if one is not None and one.id in page.columns:
            found.faults.append(page.fault(head + 1, one, "this column stands twice; keep one of them"))
        elif one is not None:
            page.columns[one.id] = at
        elif below:
            title = f"the column “{name}”" if name else f"what stands without a column name (in column {at + 1})"
            found.said.append(f"Sheet {page.name}: {title} is not known and was left out.")
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {id: row[at] if at < len(row) else "" for id, at in page.columns.items()}
        if any(cells.values()):
            page.rows.append(Row(number, cells))
    _say_missing(found, page, "The column")


def _say_missing(found: Sheets, page: Page, what: str) -> None:
    for one in page.section.fields:
        if one.id not in page.columns:
            found.said.append(f"Sheet {page.name}: {what.lower()} “{one.label}” is missing; that stays as it is.")


def _head(rows: Sequence[Sequence[str]], labels: dict[str, Field]) -> int | None:
    """The row that names most columns, where it names two or all there are."""
    counts = [len({cell.casefold() for cell in row} & labels.keys()) for row in rows[:_HEAD_WITHIN]]
    most = max(counts, default=0)
    return counts.index(most) if most >= min(2, len(labels)) else None


def _labels(section: Section) -> dict[str, Field]:
    return {one.label.casefold(): one for one in section.fields}
