"""Cells far from the table: one of them makes a sheet a million rows high or sixteen thousand columns wide.

The reader lays a sheet out from its first to its last cell, so such a sheet would need terabytes. The package is given
to it without them, and they are named.
"""

import io
import re
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import IO

from app.domain.problems import Problem
from app.intake.workbooks.facts import Facts
from app.intake.workbooks.refusals import TOO_LARGE

_CELL = re.compile(rb'<((?:\w+:)?c)\b(?=[^<>]*?\sr="([A-Z]{1,3})(\d{1,7})")[^<>]*?(?:/>|>(.*?)</\1>)', re.DOTALL)
_MANY = 10_000_000  # cells of a sheet that nobody minds
_BYTES_OF_A_CELL = 4  # at least, filled or not, where a sheet is no bigger than what is in it
_LARGEST = 300 << 20
_COLUMN_GAP, _ROW_GAP = 50, 5_000


def is_vast(rows: int, columns: int, size: int) -> bool:
    """True where a sheet of this size in bytes cannot hold so many cells: nearly all of them would be blank."""
    return rows * columns > _MANY + size // _BYTES_OF_A_CELL


def without_strays(file: Path | IO[bytes], part: str, facts: Facts) -> bytes:
    """The XML of a sheet without its strays, which are noted in `facts`."""
    if facts.size > _LARGEST:
        raise Problem(TOO_LARGE)
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read(part)
    columns: Counter[int] = Counter()
    rows: Counter[int] = Counter()
    for _, letters, row, inside in _CELL.findall(sheet):
        if inside:
            columns[_number(letters)] += 1
            rows[int(row)] += 1
    last_column, last_row = max(columns, default=1), max(rows, default=1)
    if is_vast(last_row, last_column, facts.size):
        last_column = _before_gap(columns, _COLUMN_GAP)
    if is_vast(last_row, last_column, facts.size):
        last_row = _before_gap(rows, _ROW_GAP)
    if is_vast(last_row, last_column, facts.size):
        raise Problem(TOO_LARGE)
    strays: list[str] = []

    def keep(cell: re.Match[bytes]) -> bytes:
        if _number(cell[2]) <= last_column and int(cell[3]) <= last_row:
            return cell[0]
        if cell[4]:
            strays.append((cell[2] + cell[3]).decode("ascii"))
        return b""

    left = _CELL.sub(keep, sheet)
    facts.strays = tuple(strays)
    return left


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _before_gap(used: Counter[int], gap: int) -> int:
    """The last number before so many unused ones; what is before it outweighs what is after it, or there is no gap."""
    numbers = sorted(used)
    whole = sum(used.values())
    seen = 0
    for number, following in pairwise(numbers):
        seen += used[number]
        if following - number > gap and seen * 2 >= whole:
            return number
    return numbers[-1] if numbers else 1


def with_parts(file: Path | IO[bytes], parts: dict[str, bytes]) -> io.BytesIO:
    """The package again in memory, with other contents of some parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            if entry.filename in parts:
                new.writestr(entry.filename, parts[entry.filename])
            else:
                new.writestr(entry.filename, old.read(entry))
    packed.seek(0)
    return packed
