"""A workbook that came back, as plain cells: the same whatever program saved it and in whatever format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

Value = str | float | int | bool | datetime | date | time
Cells = Mapping[tuple[int, int], Value]
"""The filled cells of a sheet by row and column, both counted from 1."""

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 50_000, 200, 300_000  # a handoff has some hundred rows and fifteen columns


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """The cells of every sheet by its name, in the order of the workbook, and what the document says of itself."""

    sheets: Mapping[str, Cells]
    properties: Mapping[str, str] = field(default_factory=dict)  # those that Assay gave it
    unread: tuple[str, ...] = ()  # sheets that are there and hold no cells that could be read: charts, hidden ones
    macros: bool = False
    epoch_1904: bool = False


def coordinate(place: tuple[int, int]) -> str:
    """A place as spreadsheets write it: B5."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
