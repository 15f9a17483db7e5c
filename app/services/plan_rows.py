"""The fate of every row of an import: built one by one as they are looked at, packed away meanwhile."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, overload

from app.language import tr
from app.services.pile import Pile
from app.services.planned import NOTHING, nothing
from app.services.work import Progress

ACTS = ("create", "update", "signal", "skip", "doubtful", "reject")
BY_HAND = ("create", "update", "skip")  # what a person may choose for a row; update: it is who it may be
BLOCK = 1_000  # rows whose texts lie together for the search

Mark = tuple[Path, str, int]  # file, table and record: the same row, however the file is read


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What will become of one row of a file."""

    index: int
    path: Path
    table: str
    record: int
    act: str
    reason: str
    lead: Mapping[str, str]
    differences: Mapping[str, tuple[str, str]] = field(default_factory=nothing)
    lead_id: int | None = None  # a stored lead, or a negative number for one the plan makes; the other one if doubtful
    cells: tuple[str, ...] = ()  # as the file has them, where the row does not become a lead
    remarks: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name

    @property
    def mark(self) -> Mark:
        """By what `ImportChoices.acts` names the row."""
        return self.path, self.table, self.record


class PlanRows(Sequence[PlanRow]):
    """All rows of a plan: a few bytes of each in memory, the rest in a pile."""

    def __init__(self, *, in_memory: bool = False) -> None:
        self._acts = bytearray()
        self._records = array("Q")
        self._tables = array("L")
        self._leads = array("q")  # 0 for none
        self._pile = Pile(in_memory=in_memory)
        self._texts = Pile(in_memory=in_memory)
        self._latest: list[str] = []  # texts of the last rows, less than a block
        self._sources: list[tuple[Path, str]] = []  # file and table
        self._shapes: list[tuple[str, ...]] = []  # names of fields that occur together
        self._forms: dict[tuple[str, ...], int] = {}  # their numbers

    def add(self, row: PlanRow) -> None:
        """Keep the next row; its index is its place."""
        if not self._sources or self._sources[-1] != (row.path, row.table):
            self._sources.append((row.path, row.table))
        shape = tuple(row.lead)
        form = self._forms.setdefault(shape, len(self._shapes))
        if form == len(self._shapes):
            self._shapes.append(shape)
        self._acts.append(_NUMBERS[row.act])
        self._records.append(row.record)
        self._tables.append(len(self._sources) - 1)
        self._leads.append(row.lead_id or 0)
        differences = dict(row.differences) if row.differences else None
        self._pile.add((row.reason, form, tuple(row.lead.values()), differences, row.cells, row.remarks))
        self._latest.append(_text(row))
        if len(self._latest) == BLOCK:
            self._texts.add("\n".join(self._latest))
            self._latest = []

    def __len__(self) -> int:
        return len(self._acts)

    @overload
    def __getitem__(self, at: int) -> PlanRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[PlanRow]: ...
    def __getitem__(self, at: int | slice) -> PlanRow | list[PlanRow]:
        if isinstance(at, slice):
            return [self._row(index) for index in range(*at.indices(len(self)))]
        index = at + len(self) if at < 0 else at
        if not 0 <= index < len(self):
            raise IndexError(at)
        return self._row(index)

    def __iter__(self) -> Iterator[PlanRow]:
        return map(self._row, range(len(self)))

    def _row(self, index: int) -> PlanRow:
        reason, form, values, differences, cells, remarks = self._pile[index]
        path, table = self._sources[self._tables[index]]
        return PlanRow(
            index,
            path,
            table,
            self._records[index],
            ACTS[self._acts[index]],
            reason,
            dict(zip(self._shapes[form], values, strict=True)),
            differences or NOTHING,
            self._leads[index] or None,
            cells,
            remarks,
        )

    def fates(self) -> Iterator[tuple[str, str, int, str, str, int | None, tuple[str, ...]]]:
        """File, table, record, act, reason, lead and cells of every row: what an import keeps on record."""
        names = [path.name for path, _ in self._sources]
        told = zip(self._tables, self._records, self._acts, self._leads, self._pile, strict=True)
        for number, record, act, lead, (reason, _, _, _, cells, _) in told:
            yield names[number], self._sources[number][1], record, ACTS[act], reason, lead or None, cells

    def counts(self) -> dict[str, int]:
        """How many rows have each act; every act is named."""
        found = Counter(self._acts)
        return {act: found[number] for number, act in enumerate(ACTS)}

    def where(self, act: str = "", text: str = "", progress: Progress | None = None) -> Sequence[int]:
        """The indexes of the rows of an act whose person, organisation, address, number or reason holds every word.

        No row is built for it: a million rows take some tenths of a second.
        """
        words = text.casefold().split()
        if not words:
            return self._of(act)
        wanted = _NUMBERS[act] if act else None
        found: list[int] = []
        for number, block in enumerate(chain(self._texts, ("\n".join(self._latest),))):
            if progress is not None:
                progress(number * BLOCK, len(self), tr("Searching rows"))
            if all(word in block for word in words):
                lines = enumerate(block.split("\n"), number * BLOCK)
                hits = [index for index, line in lines if all(word in line for word in words)]
                found += hits if wanted is None else [index for index in hits if self._acts[index] == wanted]
        return found

    def _of(self, act: str) -> Sequence[int]:
        if not act:
            return range(len(self))
        wanted = _NUMBERS[act]
        return [index for index, one in enumerate(self._acts) if one == wanted]


_NUMBERS = {act: number for number, act in enumerate(ACTS)}
_SEARCHED = ("full_name", "company", "email", "phone")


def _text(row: PlanRow) -> str:
    """What the search looks through, on one line; the reason only where it is more than that somebody is new."""
    said: Iterable[Any] = map(row.lead.get, _SEARCHED)
    if row.act != "create":
        said = (*said, row.reason, *row.cells)
    if row.remarks:
        said = (*said, *row.remarks)
    text = " ".join(filter(None, said)).casefold()
    return text if "\n" not in text else text.replace("\n", " ")
