"""What the rows of a known export say happened: attended for so many minutes, asked a question, was scanned."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.intake.choices import DateOrder
from app.intake.cleaning.dates import clean_date, proven_order
from app.intake.cleaning.durations import minutes_of
from app.intake.columns.known_exports import Happened, Implied, Wanted, export_of, known
from app.intake.found import FoundTable
from app.intake.words import compact, fold

Happenings = Callable[[Sequence[str]], tuple[Happened, ...]]

_LONGEST = 2_000  # characters of a question or an answer


def happenings(table: FoundTable, order: DateOrder | None = None) -> Happenings:
    """What the cells of one row of this table say happened; nothing for a table of no known export."""
    export = export_of(table.columns, table.export) if table.export else None
    if export is None or not export.happened:
        return lambda cells: ()
    columns = [compact(column) for column in table.columns]
    readers = [_Reader(implied, columns, table, order) for implied in export.happened]

    def read(cells: Sequence[str]) -> tuple[Happened, ...]:
        found: list[Happened] = []
        settled: set[str] = set()
        for reader in readers:
            if reader.one_of and reader.one_of in settled:
                continue
            if (happened := reader.read(cells)) is not None:
                found.append(happened)
                settled.add(reader.one_of)
        return tuple(found)

    return read


@dataclass(frozen=True, slots=True)
class _Moments:
    """Columns of dates, with the order their values prove."""

    columns: tuple[tuple[int, DateOrder | None], ...]
    epoch_1904: bool

    def first(self, cells: Sequence[str]) -> str:
        for column, order in self.columns:
            text = _said(cells, column)
            if text and (iso := clean_date(_beginning(text), order, self.epoch_1904)[0]):
                return iso
        return ""


class _Reader:
    """One thing that may have happened, with its columns found."""

    def __init__(self, implied: Implied, columns: Sequence[str], table: FoundTable, order: DateOrder | None) -> None:
        self._implied = implied
        self.one_of = implied.one_of
        self._conditions = [(wanted.columns(columns), values) for wanted, values in implied.conditions]
        self._filled = _all(implied.filled, columns)
        self._minutes = [(i, table.columns[i]) for i in _all(implied.minutes, columns)]
        self._asset = _all(implied.asset, columns)
        self._detail = [(name, wanted.columns(columns)) for name, wanted in implied.detail]
        self._each = [(i, " ".join(table.columns[i].split())) for i in _all(implied.each, columns)]
        self._width = len(columns)
        at = tuple((i, _order(table, i, order)) for i in _all(implied.at, columns))
        self._at = _Moments(at, table.epoch_1904)
        self._campaign = table.context.get("campaign", "")
        self._day = clean_date(table.context.get("created_at", ""), order or next((o for _, o in at if o), "mdy"))[0]

    def read(self, cells: Sequence[str]) -> Happened | None:
        """What happened to the person of this row; None where it did not."""
        if any(not _holds(cells, columns, values) for columns, values in self._conditions):
            return None
        if self._implied.filled and not any(_said(cells, i) for i in self._filled):
            return None
        asset = next((text for i in self._asset if (text := _said(cells, i))), "") or self._campaign
        return Happened(self._implied.kind, self._at.first(cells) or self._day, asset, self._details(cells))

    def _details(self, cells: Sequence[str]) -> dict[str, str]:
        told: dict[str, str] = {}
        minutes = next((m for i, name in self._minutes if (m := minutes_of(_said(cells, i), name))), "")
        if minutes:
            told["minutes"] = minutes
        for name, columns in self._detail:
            if text := next((said for i in columns if (said := _said(cells, i))), ""):
                told[name] = text[:_LONGEST]
        for i, name in self._each:
            if text := _said(cells, i):
                told.setdefault(name, text[:_LONGEST])
        if self._implied.pairs_beyond:
            beyond = cells[self._width :]
            told |= {
                q.strip(): a.strip() for q, a in zip(beyond[::2], beyond[1::2], strict=False) if q.strip() and a.strip()
            }
        return told


def _all(wanted: Iterable[Wanted], columns: Sequence[str]) -> list[int]:
    return list(dict.fromkeys(i for each in wanted for i in each.columns(columns)))


def _said(cells: Sequence[str], column: int) -> str:
    """The text of a cell; empty for the marks by which reports say nothing."""
    text = cells[column].strip() if column < len(cells) else ""
    return "" if fold(text) in known().nothing else text


def _holds(cells: Sequence[str], columns: Sequence[int], values: frozenset[str]) -> bool:
    return any(i < len(cells) and fold(cells[i]) in values for i in columns)


def _beginning(text: str) -> str:
    """The first moment of `10:00 - 11:00 (60 minutes)`, where join and leave stand in one cell."""
    return text.split(" - ")[0].split("\n")[0].strip()


def _order(table: FoundTable, column: int, chosen: DateOrder | None) -> DateOrder | None:
    """Chosen, settled for the table, proven by the column, or month first as the American programs write."""
    if chosen or column in table.date_orders:
        return chosen or table.date_orders[column]
    whole = [row.cells[column] for row in table.sample if column < len(row.cells) and row.cells[column]]
    return proven_order({cell[:10] for cell in whole}, whole)[0] or "mdy"
