"""The tables of a file: header, rows, titles, repeated headers, totals, footers, key-value preambles."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from app.intake.cleaning.dates import ambiguous_start
from app.intake.header import LOOK_INTO, filled, find_header, group_labels, header_points
from app.intake.rows import RawRow
from app.intake.values import kind
from app.intake.words import fold, names

SAMPLE = 200  # data rows of a table that are held for the mapping and the preview
_TICK = 20_000
_MOST_TESTS = 3_000  # rows after a gap that are tested for being a header
_STRONG = 4.0
_MOST_HELD = 50  # thin rows waiting for what follows
_MOST_DATES = 2_000
_NUMBERISH = re.compile(r"[-+]?[\d.,'\s%€$£]*\d[\d.,'\s%€$£]*")


@dataclass(slots=True)
class Part:
    """One table as found, before its columns are mapped."""

    title: str
    header: int | None
    columns: tuple[str, ...]
    groups: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    first: int = 0
    last: int = -1
    data_rows: int = 0
    ignored: dict[int, str] = field(default_factory=dict)
    sample: list[RawRow] = field(default_factory=list)
    overflowing: list[int] = field(default_factory=list)  # records with filled cells beyond the columns
    date_starts: dict[int, set[str]] = field(default_factory=dict)  # column -> first ten characters of its dates


@dataclass(slots=True)
class Layout:
    """Everything one walk through the records told."""

    parts: list[Part] = field(default_factory=list)
    context: dict[str, str] = field(default_factory=dict)
    title: str = ""
    records: int = 0
    filled_records: int = 0
    longest: int = 0  # characters of the longest record
    complete: bool = True


def lay_out(
    records: Iterable[list[str]],
    header_record: int | None = None,
    tick: Callable[[int], None] = lambda done: None,
    limit: int | None = None,
) -> Layout:
    """Walk through the records once and find the tables; `limit` stops early for a first look."""
    stream = iter(records)
    head = list(islice(stream, max(SAMPLE, LOOK_INTO, (header_record or 0) + 2)))
    at = header_record if header_record is not None and header_record < len(head) else find_header(head)
    layout = Layout()
    walk = _Walk(layout, tick)
    walk.preamble(head, at)
    rest = chain(head[(0 if at is None else at + 1) :], stream)
    walk.rows(rest, 0 if at is None else at + 1, limit)
    return layout


class _Walk:
    """One pass over the records, with the table it is in and the thin rows whose meaning the next row decides."""

    def __init__(self, layout: Layout, tick: Callable[[int], None]) -> None:
        self._layout = layout
        self._tick = tick
        self._held: list[tuple[int, list[str]]] = []
        self._gap = False  # a blank record was seen since the last full row
        self._gap_before_held = False
        self._closing = False  # a footer has begun: single cells after it belong to it
        self._tests = 0
        self._part: Part

    def preamble(self, head: Sequence[list[str]], at: int | None) -> None:
        """Open the first table; what stands above its header is context."""
        if at is None:
            width = max((len(cells) for cells in head), default=0)
            first = next((i for i, cells in enumerate(head) if filled(cells)), 0)
            self._open(Part("", None, tuple("" for _ in range(width)), first=first))
            self._layout.records = 0
            return
        above = [(i, head[i]) for i in range(at) if filled(head[i])]
        self._layout.filled_records += len(above)
        self._open(_part(at, head[at], above, self._layout))
        if any(len(cells) > 30_000 for cells in head[at]):
            self._layout.longest = max(map(len, head[at]))

    def _open(self, part: Part) -> None:
        self._part = part
        self._layout.parts.append(part)
        self._gap = False

    def rows(self, records: Iterator[list[str]], start: int, limit: int | None) -> None:
        """Give every record its place. Most records are full rows and pass the first tests only."""
        record = start - 1
        layout = self._layout
        longest = 0
        for record, cells in enumerate(records, start):
            joined = "".join(cells)
            if len(joined) > longest and (size := max(map(len, cells))) > longest:
                longest = size
            if not joined or joined.isspace():
                self._blank()
                continue
            if record % _TICK == 0:
                self._tick(record)
            layout.filled_records += 1
            part = self._part
            count = len(cells) - cells.count("")
            if count == 1 and len(part.columns) > 1:
                self._thin(record, cells)
            elif self._held or self._gap or (cells and part.columns and cells[0] == part.columns[0]):
                self._doubtful(record, cells)
            elif 3 * count <= len(part.columns) or count <= 2:
                self._sparse(record, cells)
            else:
                self._data(record, cells)
            if limit is not None and record - start >= limit:
                layout.complete = False
                break
        layout.records = record + 1
        layout.longest = max(layout.longest, longest)
        self._finish()

    def _blank(self) -> None:
        if not self._held:
            self._gap = True
        self._gap_before_held = self._gap_before_held or self._gap

    def _data(self, record: int, cells: list[str]) -> None:
        part = self._part
        part.data_rows += 1
        part.last = record
        if len(cells) > len(part.columns) and any(c and not c.isspace() for c in cells[len(part.columns) :]):
            part.overflowing.append(record)
        if part.data_rows <= SAMPLE:
            part.sample.append(RawRow(record, tuple(cells)))
            if part.data_rows == SAMPLE:
                _watch_dates(part)
        for column, starts in part.date_starts.items():
            if column < len(cells) and len(starts) < _MOST_DATES:
                starts.add(cells[column][:10])

    def _ignore(self, record: int, why: str) -> None:
        self._part.ignored[record] = why
        self._part.last = max(self._part.last, record)

    def _thin(self, record: int, cells: list[str]) -> None:
        """A single filled cell: title of the next table, total, footer, or a row that says little."""
        why = closing_line(cells)
        if self._closing or why:
            self._close(record, why or "footer")
            return
        if not self._held:
            self._gap_before_held = self._gap
        self._held.append((record, cells))
        if len(self._held) > _MOST_HELD:
            self._flush()

    def _sparse(self, record: int, cells: list[str]) -> None:
        if why := closing_line(cells, sums=True):
            self._ignore(record, why)
        else:
            self._data(record, cells)

    def _doubtful(self, record: int, cells: list[str]) -> None:
        """A full row after a gap, a title, or one that begins like the header."""
        if len(filled(cells)) <= 2 and (why := closing_line(cells, sums=True)):
            self._close(record, why)
            return
        self._closing = False
        part = self._part
        if _same(cells, part.columns) and part.header is not None:
            if self._held and self._titles():
                self._next_table(record, cells)
            else:
                self._flush()
                self._ignore(record, "repeated header")
            return
        if (self._held or self._gap) and self._is_header(cells):
            self._next_table(record, cells)
            return
        self._flush()
        self._gap = False
        self._sparse(record, cells)

    def _titles(self) -> bool:
        return any(kind(cells[filled(cells)[0]].strip()) in ("text", "number") for _, cells in self._held)

    def _is_header(self, cells: list[str]) -> bool:
        if self._tests > _MOST_TESTS or "@" in "".join(cells):
            return False
        self._tests += 1
        points = header_points(cells)
        return points >= _STRONG or (points >= 3.0 and bool(self._held) and self._gap_before_held)

    def _next_table(self, record: int, cells: list[str]) -> None:
        """Close the table; what was held right above the new header is its title."""
        held, self._held = self._held, []
        title = held[-1:] if held else []
        for earlier, row in held[:-1]:
            if self._gap_before_held:
                self._ignore(earlier, "text between two tables")
            else:
                self._data(earlier, row)
        if title and title[0][0] != record - 1 and not self._gap_before_held:
            self._data(*title[0])
            title = []
        name = title[0][1][filled(title[0][1])[0]].strip() if title else ""
        self._open(Part(name, record, tuple(cells), header_rows=(record,), first=record + 1))
        self._gap_before_held = False

    def _close(self, record: int, why: str) -> None:
        """A total or a footer; single cells between a gap and a footer belong to the footer."""
        after_gap = self._gap or self._gap_before_held
        if self._held and self._gap_before_held and why == "footer":
            self._leave_out(why)
        elif self._held:
            self._flush()
        self._closing = self._closing or (why == "footer" and after_gap)
        self._ignore(record, why)

    def _leave_out(self, why: str) -> None:
        for record, _ in self._held:
            self._ignore(record, why)
        self._held = []
        self._gap = True

    def _flush(self) -> None:
        """The held rows are rows of this table after all."""
        for record, cells in self._held:
            self._data(record, cells)
        self._held = []
        self._gap = self._gap_before_held = False

    def _finish(self) -> None:
        """Thin rows at the very end after a gap close the report; without a gap they are rows."""
        if self._held and self._gap_before_held and len(self._part.columns) >= 3 and self._part.header is not None:
            for record, cells in self._held:
                if kind(cells[filled(cells)[0]].strip()) in ("email", "phone"):
                    self._data(record, cells)
                else:
                    self._ignore(record, "footer")
            self._held = []
        self._flush()
        for part in self._layout.parts:
            if part.data_rows < SAMPLE:
                _watch_dates(part)


def _watch_dates(part: Part) -> None:
    """From now on collect the beginnings of dates whose day and month may be mixed up."""
    for column in range(len(part.columns)):
        starts = {row.cells[column][:10] for row in part.sample if column < len(row.cells) and row.cells[column]}
        if any(ambiguous_start(start) for start in starts):
            part.date_starts[column] = starts


def _same(cells: Sequence[str], columns: Sequence[str]) -> bool:
    """The header again, perhaps with other blanks or capitals."""
    mine = [cell.strip().casefold() for cell in cells]
    theirs = [column.strip().casefold() for column in columns]
    while mine and not mine[-1]:
        mine.pop()
    while theirs and not theirs[-1]:
        theirs.pop()
    return bool(mine) and mine == theirs


def closing_line(cells: Sequence[str], *, sums: bool = False) -> str:
    """Why a thin row is no lead: a total or a footer; empty where it may be one. `sums` asks for numbers beside it."""
    used = filled(cells)
    first = cells[used[0]].strip()
    if len(first) > 400:
        return ""
    folded = fold(first)
    said = names()
    if folded in said.totals or any(folded.startswith(word + " ") for word in said.totals if len(word) > 3):
        others = [cells[i].strip() for i in used[1:]]
        if all(_NUMBERISH.fullmatch(other) for other in others) and (folded in said.totals or others or ":" in first):
            return "totals"
        if folded in said.totals and others and any(_NUMBERISH.fullmatch(other) for other in others) and sums:
            return "totals"
    if "@" not in first and any(pattern.match(first.casefold()) for pattern in said.footers):
        return "footer"
    return ""


def _part(at: int, header: list[str], above: Sequence[tuple[int, list[str]]], layout: Layout) -> Part:
    """The first table, with what the lines above its header say."""
    groups = None
    if above and above[-1][0] == at - 1:
        groups = group_labels(above[-1][1], header)
    columns = tuple(
        cell if cell.strip() or not groups else above[-1][1][i] if i < len(above[-1][1]) else cell
        for i, cell in enumerate(header)
    )
    kept = above[:-1] if groups else above
    title = ""
    if kept and kept[-1][0] == at - 1 - bool(groups) and len(filled(kept[-1][1])) == 1:
        title = kept[-1][1][filled(kept[-1][1])[0]].strip()
    layout.context = context_of(kept)
    layout.title = kept[0][1][filled(kept[0][1])[0]].strip() if kept else ""
    rows = (at - 1, at) if groups else (at,)
    return Part(title, at, columns, groups or (), rows, first=at + 1)


def context_of(above: Sequence[tuple[int, list[str]]]) -> dict[str, str]:
    """Keys and values of a preamble: pairs in a row, or a row of names over a row of values."""
    found: dict[str, str] = {}
    at = 0
    while at < len(above):
        record, cells = above[at]
        used = filled(cells)
        below = above[at + 1] if at + 1 < len(above) else None
        if below and below[0] == record + 1 and len(used) >= 2 and _names_over_values(cells, below[1]):
            for i in used:
                if i < len(below[1]) and below[1][i].strip():
                    found.setdefault(cells[i].strip(), below[1][i].strip())
            at += 2
            continue
        if len(used) == 2:
            found.setdefault(cells[used[0]].strip().rstrip(":"), cells[used[1]].strip())
        elif len(used) == 1:
            key, colon, value = cells[used[0]].partition(":")
            if colon and value.strip() and len(key) < 40:
                found.setdefault(key.strip(), value.strip())
        at += 1
    return found


def _names_over_values(names_row: Sequence[str], values_row: Sequence[str]) -> bool:
    if len(filled(names_row)) < len(filled(values_row)) or len(filled(values_row)) < 2:
        return False
    named_cells = [names_row[i].strip() for i in filled(names_row)]
    if any(kind(cell) != "text" for cell in named_cells):
        return False
    known = sum(fold(cell) in names().context for cell in named_cells)
    values = sum(kind(values_row[i].strip()) != "text" for i in filled(values_row))
    return known > 0 or values >= 1


def from_context(context: Mapping[str, str]) -> dict[str, str]:
    """What a preamble says about every lead below it: the campaign, the day it was held."""
    meant: dict[str, str] = {}
    for key, value in context.items():
        field = names().context.get(fold(key))
        if field:
            meant.setdefault(field, value)
    return meant
