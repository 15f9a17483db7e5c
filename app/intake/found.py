"""What was found in a file: its tables, how they were read, and what the person should know or decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.intake.choices import DateOrder
from app.intake.rows import RawRow, Records


class Outcome(StrEnum):
    """What may happen with a file next."""

    IMPORT = "import"
    IMPORT_WITH_WARNING = "import_with_warning"
    ASK = "ask"  # nothing may be imported before the person decided
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Mapped:
    """The column of one field; `also` are further columns for it, in the order in which they are asked."""

    column: str
    index: int
    also: tuple[int, ...] = ()
    confidence: float = 1.0
    also_names: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The form of the command line's contract."""
        return {"column": self.column, "index": self.index, "also": list(self.also_names)}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table of a file. Its rows are read from the file again each time; only `sample` is held."""

    name: str
    primary: bool
    header_record: int | None
    columns: tuple[str, ...]
    mapping: Mapping[str, Mapped]
    unmapped: tuple[str, ...]
    ignored_records: tuple[int, ...]
    data_rows: int
    context: Mapping[str, str]  # what the lines above say about every row: campaign, created_at
    sample: tuple[RawRow, ...]
    first_record: int
    last_record: int
    source: Records = field(repr=False)
    preamble: Mapping[str, str] = field(default_factory=dict)  # all keys and values above the header, as written
    ignored_because: Mapping[int, str] = field(default_factory=dict)
    header_rows: tuple[int, ...] = ()
    date_orders: Mapping[int, DateOrder] = field(default_factory=dict)  # column -> settled or proven order
    complete: bool = True  # False where only the beginning was read
    epoch_1904: bool = False
    remembered: bool = False  # its mapping was confirmed for an earlier file of this shape
    recalled: str = ""  # said where that file had nearly, not exactly, these columns
    context_records: tuple[int, ...] = ()  # titles and lines of keys and values of the whole sheet or file
    turned: bool = False  # the fields stand in rows, and nothing can be imported before somebody turns the sheet
    export: str = ""  # the program and report it comes from, where recognised: "Zoom webinar attendee report"

    @property
    def mark(self) -> tuple[str, int]:
        """What tells this table from the others of its file."""
        return self.name, self.first_record

    def rows(self) -> Iterator[RawRow]:
        """Every data row in order: blank, ignored and context records left out."""
        ignored = frozenset((*self.ignored_records, *self.context_records))
        first, last = self.first_record, self.last_record
        for record, cells in enumerate(self.source.read()):
            if record < first:
                continue
            if record > last:
                return
            if record in ignored or not (joined := "".join(cells)) or joined.isspace():
                continue
            yield RawRow(record, tuple(cells))


@dataclass(frozen=True, slots=True)
class FoundFile:
    """What is in a file, or in one plain sentence why it cannot be read (`outcome` refuse)."""

    path: Path
    format: str
    outcome: Outcome
    reason: str = ""
    warnings: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    tables: tuple[FoundTable, ...] = ()
    said: tuple[str, ...] = ()  # worth telling, nothing to worry about: tables left out, hidden rows, own staff
    sheets: tuple[tuple[str, bool], ...] = ()  # name and whether it is visible
    own_domains: frozenset[str] = frozenset()
    wants_password: bool = False  # refused only because no password, or a wrong one, was given

    @property
    def primary(self) -> FoundTable | None:
        """The (first) table that holds the leads."""
        return next((table for table in self.tables if table.primary), None)

    @property
    def lead_tables(self) -> tuple[FoundTable, ...]:
        """Every table whose rows become leads: several where one list goes on over sheets or sections."""
        return tuple(table for table in self.tables if table.primary)
