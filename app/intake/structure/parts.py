"""One table of a file as the walk through its records finds it, and everything such a walk tells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.intake.cleaning.dates import ambiguous_start
from app.intake.rows import RawRow
from app.intake.structure.context import Line, context_of, pairs_in
from app.intake.structure.header import filled, group_labels
from app.intake.structure.titles import standing

SAMPLE = 200  # data rows of a table that are held for the mapping and the preview
SAMPLE_CELLS = 500_000  # the wider a table, the fewer rows of it are held
_MOST_COLUMNS = 2_000  # whose dates are watched
_MOST_DATES = 2_000


@dataclass(slots=True)
class Part:
    """One table as found, before its columns are mapped."""

    title: str
    header: int | None
    columns: tuple[str, ...]
    groups: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    group_row: tuple[str, ...] = ()  # the labels directly above the header, as written
    first: int = 0
    last: int = -1
    data_rows: int = 0
    ignored: dict[int, str] = field(default_factory=dict)
    context: dict[str, str] = field(default_factory=dict)  # what the lines above this table say
    sample: list[RawRow] = field(default_factory=list)
    overflowing: list[int] = field(default_factory=list)  # records with filled cells beyond the columns
    date_starts: dict[int, set[str]] = field(default_factory=dict)  # column -> first ten characters of its dates
    _room: int = SAMPLE_CELLS

    def take(self, record: int, cells: list[str]) -> None:
        """One more row of the table."""
        self.data_rows += 1
        self.last = record
        if len(cells) > len(self.columns) and any(c and not c.isspace() for c in cells[len(self.columns) :]):
            self.overflowing.append(record)
        if self._room > 0:
            self.sample.append(RawRow(record, tuple(cells)))
            self._room -= max(len(cells), SAMPLE_CELLS // SAMPLE)
            if self._room <= 0:
                self.watch_dates()
        for column, starts in self.date_starts.items():
            if column < len(cells) and len(starts) < _MOST_DATES:
                starts.add(cells[column][:10])

    def leave_out(self, record: int, why: str) -> None:
        """One more line that is no row."""
        self.ignored[record] = why
        self.last = max(self.last, record)

    def close(self) -> None:
        """No row follows: what was held for a while is all there is."""
        if self._room > 0:
            self.watch_dates()

    def watch_dates(self) -> None:
        """From now on collect the beginnings of dates whose day and month may be mixed up."""
        for column in range(min(len(self.columns), _MOST_COLUMNS)):
            starts = {row.cells[column][:10] for row in self.sample if column < len(row.cells) and row.cells[column]}
            if any(ambiguous_start(start) for start in starts):
                self.date_starts[column] = starts


@dataclass(slots=True)
class Layout:
    """Everything one walk through the records told. Each record that is not blank is a row of a part, one of its
    ignored or header lines, or context (titles, keys and values)."""

    parts: list[Part] = field(default_factory=list)
    context: dict[str, str] = field(default_factory=dict)  # what the lines above the first table say
    context_records: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)  # single cells above the first header; pages repeat them
    title: str = ""
    records: int = 0
    filled_records: int = 0
    longest: int = 0  # characters of the longest record
    turned: bool = False  # the fields stand in rows
    complete: bool = True


def part_at(at: int, header: list[str], above: Sequence[Line]) -> Part:
    """A table with this header, and what the lines above say about it."""
    groups = group_labels(above[-1][1], header) if above and above[-1][0] == at - 1 else None
    group_row = above[-1][1] if groups else []
    columns = tuple(
        cell if cell.strip() or not groups else group_row[i] if i < len(group_row) else cell
        for i, cell in enumerate(header)
    )
    kept = above[:-1] if groups else above
    directly = bool(kept) and kept[-1][0] >= at - 1 - bool(groups)
    title = single(kept[-1][1]) if directly else ""
    if pairs_in([title]) and not standing(title):
        title = ""
    rows = (at - 1, at) if groups else (at,)
    return Part(title, at, columns, groups or (), rows, tuple(group_row), first=at + 1, context=context_of(kept))


def single(cells: Sequence[str]) -> str:
    """The text of a line with one filled cell; empty for any other line."""
    used = filled(cells)
    return cells[used[0]].strip() if len(used) == 1 else ""
