"""A sheet that is turned: the fields stand in rows, and each column is a person."""

from collections.abc import Sequence

from app.intake.columns.naming import named
from app.intake.columns.values import kind
from app.intake.structure.header import filled, header_points

_MOST_RECORDS = 60  # a sheet with more rows than that is a list, whatever its first column says
_STRONG = 4.0


def turned(head: Sequence[Sequence[str]]) -> bool:
    """True where the first filled column names fields as a header does, and the row of e-mail addresses (or of phone
    numbers) holds such values only."""
    rows = [(cells, used) for cells in head if (used := filled(cells))]
    if len(rows) < 3 or len(head) > _MOST_RECORDS:
        return False
    first = min(used[0] for _, used in rows)
    if any(len(used) < 2 or used[0] != first for _, used in rows[:3]):
        return False
    keys = [cells[first].strip() for cells, used in rows if used[0] == first]
    if header_points(keys) < _STRONG or len(keys) < 0.8 * len(rows):
        return False
    values = [
        kind(cells[i].strip()) == named(cells[first]).field
        for cells, used in rows
        for i in used[1:]
        if used[0] == first and named(cells[first]).field in ("email", "phone")
    ]
    return len(values) >= 1 and sum(values) >= 0.6 * len(values) and not _is_a_list(rows)


def _is_a_list(rows: Sequence[tuple[Sequence[str], Sequence[int]]]) -> bool:
    """A row of names above columns of values is a list like any other."""
    return any(header_points(cells) >= _STRONG for cells, _ in rows)
