"""Lists that stand side by side in one sheet, with a blank column between them: told apart, each read by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.intake.columns.listed_names import CORE
from app.intake.columns.naming import named
from app.intake.rows import Records
from app.intake.structure.header import header_points

_STRONG = 3.0


@dataclass(frozen=True, slots=True)
class Side:
    """The records of a file with only some of their columns; the others are blank, so that numbers of columns stay."""

    source: Records = field(repr=False)
    first: int
    after: int

    def read(self) -> Iterator[list[str]]:
        """All records in order, blank ones included."""
        first, after = self.first, self.after
        before = [""] * first
        for cells in self.source.read():
            yield before + cells[first:after]


def sides(columns: Sequence[str]) -> list[tuple[int, int]]:
    """The first column of each list and the one after its last; none where the header is of one list. Each side names
    a person or an organisation with a way of contact, and both name some field."""
    blocks = _blocks(columns)
    if len(blocks) < 2 or any(header_points(columns[first:after]) < _STRONG for first, after in blocks):
        return []
    fields = [{named(column).field for column in columns[first:after]} & CORE for first, after in blocks]
    shared = set.intersection(*fields)
    if not shared or not all(each & {"email", "phone"} for each in fields):
        return []
    return [(0 if at == 0 else first, after) for at, (first, after) in enumerate(blocks)]


def _blocks(columns: Sequence[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i, column in enumerate(columns):
        if not column.strip():
            continue
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found
