"""A list as a file, exactly as it is shown: a workbook with one named table, or text for any program."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from app.exports import cells
from app.exports.book import Book
from app.exports.saving import write_whole
from app.exports.sheet import Column

ENDINGS = (".xlsx", ".csv")
_ABOUT = "About this list"


@dataclass(frozen=True, slots=True)
class ListSheet:
    """What is written: headers with the kind of their values (a name in style.STYLES), and rows that fit them.

    `about` says in lines what the list is: its filter, its order, when it was made.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[object]]
    about: tuple[tuple[str, str], ...] = ()
    zone: tzinfo = UTC


def write_list(sheet: ListSheet, path: Path) -> Path:
    """Write the list whole or not at all (Trouble): as text where the name ends in .csv, else as a workbook."""
    if path.suffix.casefold() == ".csv":
        return write_whole(path, lambda file: _as_text(sheet, file))
    return build_list(sheet).save(path)


def build_list(sheet: ListSheet) -> Book:
    """The workbook in memory. The table begins in the first row, so that any program reads it as it is."""
    book = Book(sheet.name, zone=sheet.zone, footer=f"{sheet.name} · holds personal data")
    page = book.sheet(sheet.name, landscape=True)
    columns = [Column(header, kind) for header, kind in sheet.columns]
    page.table(sheet.name, columns, sheet.rows, freeze=1, none="Nothing passes")
    if sheet.about:
        said = book.sheet(_ABOUT)
        said.title(_ABOUT, "What was asked for, and when.")
        said.widths(24, 80)
        for label, text in sheet.about:
            said.put(said.row, 1, label, "label")
            said.put(said.row, 2, text)
            said.row += 1
    return book


def _as_text(sheet: ListSheet, file: BinaryIO) -> None:
    """UTF-8 with a mark, so that spreadsheets read it; what looks like a formula is kept as text."""
    text = TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(cells.unique_headers(header for header, _ in sheet.columns))
    writer.writerows([_plain(value, sheet.zone) for value in row] for row in sheet.rows)
    text.detach()


def _plain(value: object, zone: tzinfo) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return cells.local(value, zone).isoformat(" ", "minutes")
    if isinstance(value, (int, float, date)):
        return str(value)  # a number below zero is no formula
    text = cells.clean("" if value is None else str(value))
    return f"'{text}" if cells.risky(text) else text
