"""The tables of a file: header, rows, titles, repeated headers, totals, footers, key-value preambles."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from app.intake.structure.header import LOOK_INTO, filled, find_header
from app.intake.structure.parts import SAMPLE, SAMPLE_CELLS, Layout, Part, part_at, single
from app.intake.structure.turned import turned
from app.intake.structure.walk import Walk

_LONG_HEADER = 30_000
_COLUMNS, _LETTERS = 500, 400  # of a record that say whether it is a header


def lay_out(
    records: Iterable[list[str]],
    header_record: int | None = None,
    tick: Callable[[int], None] = lambda done: None,
    limit: int | None = None,
) -> Layout:
    """Walk through the records once and find the tables; `limit` stops early for a first look."""
    stream = iter(records)
    head = _first_of(stream, (header_record or 0) + 2)
    layout = Layout()
    at = header_record if header_record is not None and header_record < len(head) else None
    if at is None:
        narrow = [_short(cells) for cells in head]
        layout.turned = turned(narrow)
        at = None if layout.turned else find_header(narrow)
    _begin(layout, head, at)
    start = 0 if at is None else at + 1
    Walk(layout, tick).rows(chain(head[start:], stream), start, limit)
    for part in layout.parts:
        part.close()
    return layout


def _first_of(stream: Iterator[list[str]], least: int) -> list[list[str]]:
    """The records in which a header is looked for: fewer where they are absurdly wide."""
    head: list[list[str]] = []
    cells = 0
    for record in islice(stream, max(SAMPLE, LOOK_INTO, least)):
        head.append(record)
        cells += len(record)
        if cells > SAMPLE_CELLS and len(head) >= least:
            break
    return head


def _short(cells: list[str]) -> list[str]:
    """A record without what no header needs."""
    cells = cells[:_COLUMNS]
    return [cell[:_LETTERS] for cell in cells] if any(len(cell) > _LETTERS for cell in cells) else cells


def _begin(layout: Layout, head: Sequence[list[str]], at: int | None) -> None:
    """Open the first table; what stands above its header is context."""
    if at is None:
        width = max((len(cells) for cells in head), default=0)
        first = next((i for i, cells in enumerate(head) if filled(cells)), 0)
        layout.parts.append(Part("", None, tuple("" for _ in range(width)), first=first))
        return
    above = [(i, head[i]) for i in range(at) if filled(head[i])]
    layout.filled_records += len(above)
    part = part_at(at, head[at], above)
    layout.parts.append(part)
    layout.context = part.context
    layout.context_records = [record for record, _ in above if record not in part.header_rows]
    layout.titles = {single(cells) for _, cells in above} - {""}
    layout.title = above[0][1][filled(above[0][1])[0]].strip() if layout.context_records else ""
    if any(len(cell) > _LONG_HEADER for cell in head[at]):
        layout.longest = max(map(len, head[at]))
