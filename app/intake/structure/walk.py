"""The walk through the records of a file: every record that is not blank gets exactly one place.

Most records are full rows and pass a few quick tests. What follows a blank line or holds little waits until a header,
an ordinary row or the end of the file says what it was.
"""

from collections.abc import Callable, Iterator, Sequence

from app.intake.columns.values import kind
from app.intake.structure.closing import closing_line, group_title, may_sum_up
from app.intake.structure.context import context_of, names_values_below, speaks_of_all
from app.intake.structure.header import filled, header_points
from app.intake.structure.parts import Layout, Part, part_at, single
from app.intake.structure.titles import standing
from app.intake.structure.waiting import (
    Held,
    about_all,
    blocks,
    header_of_block,
    may_be_a_title,
    same,
    where_above_begins,
)
from app.language import later

_TICK = 20_000
_MOST_TESTS = 3_000  # rows after a gap that are tested for being a header
_STRONG = 4.0
_STRONG_BELOW_A_TITLE = 3.0
_SOME = 1.0  # below the title of a table of people
_MOST_HELD = 50  # records waiting for what follows
_CONTEXT = "context"


class Walk:
    """One pass over the records, with the table it is in and the records that wait."""

    def __init__(self, layout: Layout, tick: Callable[[int], None]) -> None:
        self._layout = layout
        self._tick = tick
        self._part = layout.parts[-1]
        self._held: list[Held] = []
        self._gap = False  # a blank record was seen since the last one
        self._values_at = -1  # the record that holds the values of the names held above it
        self._tests = 0

    def rows(self, records: Iterator[list[str]], start: int, limit: int | None) -> None:
        """Give every record its place; `limit` ends the walk early."""
        record = start - 1
        layout = self._layout
        longest = 0
        for record, cells in enumerate(records, start):
            joined = "".join(cells)
            if len(joined) > longest and (size := max(map(len, cells))) > longest:
                longest = size
            if not joined or joined.isspace():
                self._gap = True
                continue
            if record % _TICK == 0:
                self._tick(record)
            layout.filled_records += 1
            part = self._part
            count = len(cells) - cells.count("")
            if self._held or self._gap or 3 * count <= len(part.columns) or count <= 2:
                self._aside(record, cells)
            elif cells[0] == part.columns[0] and self._repeats(record, cells):
                continue
            elif may_sum_up(joined) and (why := closing_line(cells)):
                part.leave_out(record, why)
            else:
                part.take(record, cells)
            if limit is not None and record - start >= limit:
                layout.complete = False
                break
        layout.records = record + 1
        layout.longest = max(layout.longest, longest)
        self._end()

    def _repeats(self, record: int, cells: list[str]) -> bool:
        """The header again directly below a row."""
        if self._part.header is None or not same(cells, self._part.columns):
            return False
        self._part.leave_out(record, later("repeated header"))
        return True

    # --- what waits ---------------------------------------------------------------------------------------------------

    def _aside(self, record: int, cells: list[str]) -> None:
        """A record after a gap, with little in it, or below records that wait."""
        gap, self._gap = self._gap, False
        part = self._part
        if part.header is not None and same(cells, part.columns):
            self._again(record, cells, gap)
        elif (gap or self._held) and self._is_header(cells):
            self._next_table(record, cells, gap)
        elif self._waits(record, cells, gap):
            self._held.append(Held(record, cells, gap))
            if len(self._held) > _MOST_HELD:
                self._small_tables()
            if len(self._held) > _MOST_HELD:
                self._settle(at_end=False)
        else:
            self._settle(at_end=False)
            part.take(record, cells)

    def _waits(self, record: int, cells: list[str], gap: bool) -> bool:
        """True for what may be a title, a total, a footer, keys and values, or the beginning of another table."""
        used = filled(cells)
        if len(used) == 1 and len(self._part.columns) > 1:
            return True
        if closing_line(cells) or (self._part.group_row and same(cells, self._part.group_row)):
            return True
        if not (gap or self._held):
            return False
        if record == self._values_at and len(used) <= len(filled(self._held[-1].cells)):
            return True
        if names_values_below(cells):
            self._values_at = record + 1
            return True
        return speaks_of_all(cells) or self._is_narrow(cells, used)

    def _is_narrow(self, cells: list[str], used: Sequence[int]) -> bool:
        """Far narrower than the rows of this table and without an address: perhaps a small table of sums below it."""
        part = self._part
        if len(part.columns) < 4 or "@" in "".join(cells) or part.data_rows < 2:
            return False
        usual = sorted(len(filled(row.cells)) for row in part.sample[:20])[len(part.sample[:20]) // 2]
        return 2 * len(used) <= usual

    # --- what it was --------------------------------------------------------------------------------------------------

    def _is_header(self, cells: list[str]) -> bool:
        if self._tests > _MOST_TESTS or "@" in "".join(cells):
            return False
        self._tests += 1
        points = header_points(cells)
        if points >= _STRONG or not self._held or names_values_below(cells):
            return points >= _STRONG
        titled = any(held.gap and single(held.cells) for held in self._held)
        known = standing(single(self._held[-1].cells)) != 0 and len(filled(cells)) >= 2
        return (points >= _STRONG_BELOW_A_TITLE and titled) or (points >= _SOME and known)

    def _again(self, record: int, cells: list[str], gap: bool) -> None:
        """The header again: of the next page, or of the next table of this shape."""
        titles = [held for held in self._held if single(held.cells) and not closing_line(held.cells)]
        known = [held for held in titles if self._is_known(single(held.cells))]
        fresh = [held for held in titles if held not in known and may_be_a_title(held, self._held, self._part)]
        if fresh or about_all(self._held):
            self._next_table(record, cells, gap)
            return
        for held in self._held:
            if held in known:
                self._part.leave_out(held.record, later("repeated title"))
        self._held = [held for held in self._held if held not in known]
        self._settle(at_end=False)
        self._part.leave_out(record, later("repeated header"))

    def _is_known(self, title: str) -> bool:
        """True for a title that every page repeats; the title of another table of people is none."""
        return title in self._layout.titles and (self._part.title in ("", title) or not standing(title))

    def _next_table(self, record: int, cells: list[str], gap: bool) -> None:
        """Close the table; what stands above the new header belongs to the new one."""
        parted = blocks(self._held)
        earlier = len(parted) if gap else len(parted) - 1
        if any(header_of_block(block) is not None for block in parted[:earlier]):
            self._held = [line for block in parted[:earlier] for line in block]
            self._small_tables()
            parted = [self._held, *parted[earlier:]]
        held, self._held = [line for block in parted for line in block], []
        start = where_above_begins(held)
        below, above = held[:start], held[start:]
        self._held = below
        self._settle(at_end=False)
        kept = []
        for line in above:
            if (why := closing_line(line.cells)) and not speaks_of_all(line.cells):
                self._part.leave_out(line.record, why)
            else:
                kept.append((line.record, line.cells))
        self._open(part_at(record, cells, kept), [line for line, _ in kept])

    def _open(self, part: Part, above: Sequence[int]) -> None:
        part.context = self._part.context | part.context
        self._layout.context_records.extend(record for record in above if record not in part.header_rows)
        self._layout.parts.append(part)
        self._part = part

    def _settle(self, at_end: bool) -> None:
        """What waited belongs to this table: closing lines, titles of groups and lines of keys are no rows of it."""
        held, self._held = self._held, []
        of_all = about_all(held)
        closed = False
        for at, line in enumerate(held):
            why = self._why_no_row(held[: at + 1], of_all, closed=closed, at_end=at_end)
            closed = closed or (why == "footer" and any(earlier.gap for earlier in held[: at + 1]))
            if why == _CONTEXT:
                self._layout.context_records.append(line.record)
            elif why:
                self._part.leave_out(line.record, why)
            else:
                self._part.take(line.record, line.cells)
        if at_end:
            self._say_below([line for line in held if line.record in of_all])

    def _why_no_row(self, held: Sequence[Held], of_all: frozenset[int], *, closed: bool, at_end: bool) -> str:
        """Why the last of these lines is no row of this table; empty where it is one."""
        line, part = held[-1], self._part
        if line.record in of_all and (at_end or any(earlier.gap for earlier in held)):
            return _CONTEXT if at_end else later("keys and values")
        if why := closing_line(line.cells):
            return why
        if part.group_row and same(line.cells, part.group_row):
            return "repeated header"
        if len(part.columns) >= 3 and group_title(line.cells):
            return later("title of a group")
        if single(line.cells) and self._is_known(single(line.cells)):
            return "repeated title"
        return later("footer") if (closed or at_end) and self._ends(held, closed) else ""

    def _ends(self, held: Sequence[Held], closed: bool) -> bool:
        """A single cell below a gap at the very end, or below a footer, closes the report; an address is a row."""
        text = single(held[-1].cells)
        if not text or kind(text) in ("email", "phone") or self._part.header is None:
            return False
        return closed or (any(line.gap for line in held) and len(self._part.columns) >= 3)

    def _say_below(self, lines: Sequence[Held]) -> None:
        """Keys and values below the tables are about all of them, where nothing above says otherwise."""
        said = context_of([(line.record, line.cells) for line in lines])
        for part in self._layout.parts:
            part.context = said | part.context

    def _small_tables(self) -> None:
        """Narrow lines below a gap that are tables of their own (sums by source, polls) and end the one above."""
        parted = blocks(self._held)
        first = next((at for at, block in enumerate(parted) if header_of_block(block) is not None), None)
        if first is None:
            return
        self._held = [line for block in parted[:first] for line in block]
        self._settle(at_end=False)
        for at, block in enumerate(parted[first:], first):
            header = header_of_block(block)
            if header is None:
                self._held = [line for later in parted[at:] for line in later]
                return
            above = [(line.record, line.cells) for line in block[:header]]
            self._open(part_at(block[header].record, block[header].cells, above), [record for record, _ in above])
            for line in block[header + 1 :]:
                if why := closing_line(line.cells):
                    self._part.leave_out(line.record, why)
                else:
                    self._part.take(line.record, line.cells)

    def _end(self) -> None:
        self._small_tables()
        self._settle(at_end=True)
