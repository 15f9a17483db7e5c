"""The nurture list as a file for whoever sends the mail: one row a person, as a workbook or as text."""

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from app.exports import cells
from app.exports.book import Book
from app.exports.saving import write_whole
from app.exports.sheet import Column


class NurtureLine(NamedTuple):
    """One person who is to hear something."""

    person: str
    account: str
    email: str
    consent: str
    track: str
    content: str
    due: date | None
    owner: str
    lead: int


HEADERS = ("Person", "Account", "E-mail", "Consent to e-mail", "Track", "Content to send", "Due", "Owner", "Lead")
_KINDS = ("text", "text", "text", "word", "text", "long", "date", "word", "int")


def write_nurture(lines: Sequence[NurtureLine], due_by: date, path: Path) -> Path:
    """Write the list whole or not at all: as text where the name ends in .csv, else as a workbook."""
    if path.suffix.casefold() == ".csv":
        return write_whole(path, lambda file: _as_text(lines, file))
    book = Book("Nurture list", footer=f"Nurture list by {due_by.isoformat()} · holds personal data")
    page = book.sheet("Nurture list", landscape=True)
    page.title("Nurture list", f"{len(lines)} to write to by {due_by.isoformat()}; nobody who refused e-mail is on it.")
    columns = [Column(header, kind) for header, kind in zip(HEADERS, _KINDS, strict=True)]
    page.table("Nurture", columns, lines, freeze=1, none="Nobody is due")
    return book.save(path)


def _as_text(lines: Sequence[NurtureLine], file: BinaryIO) -> None:
    """UTF-8 with a mark, so that spreadsheets read it; what looks like a formula is kept as text."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    writer.writerows([_plain(value) for value in line] for line in lines)
    file.write(text.getvalue().encode("utf-8-sig"))


def _plain(value: object) -> str:
    text = cells.clean("" if value is None else str(value))
    return f"'{text}" if cells.risky(text) else text
