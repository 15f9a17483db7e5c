"""One row of a stranger's file, exactly as the file holds it."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class RawRow(NamedTuple):
    """The cells of one record as text; `record` counts from 0 as a CSV reader returns records, blank ones included.

    For a workbook `record` is the row of the sheet, from 0. A tuple, because a file may hold a million of them.
    """

    record: int
    cells: tuple[str, ...]


class Records(Protocol):
    """A source of records that can be read from the start as often as needed, without holding them all."""

    def read(self) -> Iterator[list[str]]:
        """All records in order, blank ones included."""
        ...
