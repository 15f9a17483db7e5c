"""The cells of a returned workbook (.xlsx, .xlsm), read in this process: only text and numbers, nothing is run."""

import math
import zlib
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, LargeZipFile, ZipFile

from app.exports.package_xml import (
    LARGEST_INSIDE,
    LARGEST_TEXT,
    MOST_ELEMENTS,
    day_styles,
    look_inside,
    own_properties,
    shared_texts,
    sheets_of,
    unescaped,
    walk,
    worksheets,
)
from app.exports.returned_book import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, ReturnedBook, Value

DAMAGE = (
    *(BadZipFile, LargeZipFile, ExpatError, zlib.error, EOFError, OSError),  # OSError: a place before the file begins
    *(KeyError, ValueError, TypeError, IndexError, OverflowError),  # odd contents
    *(NotImplementedError, RuntimeError),  # packed in a way nobody uses, or with a password
)
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LETTERS = 3  # of a column
_LAST_SERIAL = 2_958_466  # the year 10000


class TooLargeError(ValueError):
    """A sheet is far larger than any of a handoff."""


def read_package(
    file: Path | IO[bytes], only: Collection[str] | None = None, largest: int = LARGEST_INSIDE
) -> ReturnedBook:
    """All sheets with their filled cells, or some by their names; `largest` is what it may unpack to.

    Raises one of DAMAGE where it is none, DefinitionsError or TooMuchError.
    """
    with ZipFile(file) as package:
        parts = look_inside(package, largest)
        book = parts.get("xl/workbook.xml")
        if book is None:
            raise BadZipFile("no workbook inside")
        found, counted_from_1904 = sheets_of(package, parts, book)
        reader = _Reader(shared_texts(package, parts), day_styles(package, parts), _EPOCHS[counted_from_1904])
        return ReturnedBook(
            sheets={
                sheet.name: reader.cells(package.read(sheet.part))
                for sheet in worksheets(found)
                if only is None or sheet.name in only
            },
            properties=own_properties(package, parts),
            unread=tuple(sheet.name for sheet in found if not sheet.part),
            macros=any(part.endswith("vbaproject.bin") for part in parts),
            epoch_1904=counted_from_1904,
        )


class _Reader:
    """Reads the cells of one sheet after the other."""

    def __init__(self, texts: list[str], days: frozenset[int], epoch: datetime) -> None:
        self._texts, self._days, self._epoch = texts, days, epoch
        self._count = 0

    def cells(self, content: bytes) -> dict[tuple[int, int], Value]:
        """The filled cells of one sheet."""
        found: dict[tuple[int, int], Value] = {}
        kind = style = formula = value = ""
        pieces: list[str] = []
        texts: list[str] = []
        row = column = beside = count = 0

        def begin(name: str, attributes: dict[str, str]) -> None:
            nonlocal kind, style, formula, value, row, column, beside, count
            count += 1
            if count > MOST_ELEMENTS:
                raise TooLargeError
            texts.clear()
            name = name.rpartition(":")[2] if ":" in name else name
            if name == "c":
                reference = attributes.get("r", "")
                row, column = _place(reference) if reference else (row, column + 1)
                kind, style = attributes.get("t", "n"), attributes.get("s", "0")
                formula = value = ""
                pieces.clear()
            elif name == "row":
                row, column = int(attributes.get("r", row + 1)), 0
            elif name == "rPh":
                beside += 1

        def end(name: str) -> None:
            nonlocal formula, value, beside
            name = name.rpartition(":")[2] if ":" in name else name
            if name == "c":
                if value or pieces or formula:
                    keep()
            elif name == "v":
                value = "".join(texts)[:LARGEST_TEXT]
            elif name == "f":
                formula = "".join(texts)[:LARGEST_TEXT]
            elif name == "t" and not beside:
                pieces.append("".join(texts)[:LARGEST_TEXT])
            elif name == "rPh":
                beside -= 1

        def keep() -> None:
            self._count += 1
            if row > MOST_ROWS or column > MOST_COLUMNS or self._count > MOST_CELLS:
                raise TooLargeError
            read = self._value(kind, int(style), value, unescaped("".join(pieces)), formula)
            if read != "":
                found[row, column] = read

        walk(content, begin, end, texts.append)
        return found

    def _value(self, kind: str, style: int, value: str, inline: str, formula: str) -> Value:
        """A cell as text or number; a formula counts as its result, and where none was kept, as it is written."""
        if kind == "inlineStr":
            return inline
        if not value:
            return f"={formula}" if formula else inline
        if kind == "s":
            return self._texts[int(value)]
        if kind in ("str", "e"):
            return unescaped(value)
        if kind == "b":
            return value.strip() in ("1", "true")
        if kind == "d":
            return value.strip()
        number = float(value)
        if style in self._days and 0 <= number < _LAST_SERIAL:
            return self._epoch + timedelta(days=number)
        return number if math.isfinite(number) else value


@lru_cache(maxsize=20_000)  # handoffs have the same cells
def _place(reference: str) -> tuple[int, int]:
    """Row and column of a reference like AB12."""
    letters = reference.rstrip("0123456789")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if not letters.isalpha() or not letters.isascii() or len(letters) > _LETTERS:
        raise ValueError(reference)
    return int(reference[len(letters) :]), number
