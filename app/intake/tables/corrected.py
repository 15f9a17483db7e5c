"""Rows that were left aside once and come back corrected: the columns put before them are taken off as they are read.

What remains is the table as its own file had it, so a mapping remembered for that file fits these rows as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.domain.error_sheet import HOW, OURS, REASON
from app.intake.found import FoundTable
from app.intake.rows import Records

_HEADER_WITHIN = 20  # records; somebody may have put a title above


@dataclass(frozen=True, slots=True)
class Corrected:
    """Records without the columns that we put there."""

    records: Records
    ours: frozenset[int]

    def read(self) -> Iterator[list[str]]:
        """All records in order, as the file they first came from had them."""
        if self.ours == frozenset(range(len(self.ours))):
            first = len(self.ours)
            return (cells[first:] for cells in self.records.read())
        return ([cell for i, cell in enumerate(cells) if i not in self.ours] for cells in self.records.read())


def without_reasons(records: Records) -> Records:
    """The records as they are, or without our columns where their header names the reason for each row."""
    for cells in islice(records.read(), _HEADER_WITHIN):
        names = [" ".join(cell.split()) for cell in cells]
        if REASON in names:
            return Corrected(records, frozenset(i for i, name in enumerate(names) if name in OURS))
    return records


def left_unread(records: Sequence[Records]) -> frozenset[str]:
    """The tabs of a workbook that are ours and hold no rows: none, unless some of its tables come back corrected."""
    return frozenset({HOW, "Shortened"}) if any(isinstance(one, Corrected) for one in records) else frozenset()


def columns_again(table: FoundTable) -> tuple[str, ...]:
    """The header under which rows of a table can be read again: its own, or the fields where it had none."""
    if table.header_record is not None:
        return table.columns
    width = max((len(row.cells) for row in table.sample), default=0)
    fields = {i: field for field, mapped in table.mapping.items() for i in (mapped.index, *mapped.also)}
    return tuple(_spoken(fields[i]) if i in fields else f"Column {i + 1}" for i in range(width))


def _spoken(field: str) -> str:
    """A name of the field that the mapping knows."""
    own = {"identifier": "Customer number", "stage": "Claimed stage"}
    return own.get(field) or field.replace("_", " ").capitalize()
