"""What the person has settled about a file before it is read: the answers to the importer's questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.intake.columns.remembered import RememberedMapping

DateOrder = Literal["dmy", "mdy", "ymd"]
Progress = Callable[[int, int, str], None]  # done, of how many (0 unknown), what; may raise to cancel


def no_progress(done: int, total: int, what: str) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Settled by hand; what is None is guessed and shown.

    `mapping` names a column by its header or its number from 0 and replaces the guess for that field;
    an empty name takes the field out. `remembered` are mappings of earlier files by their mark.
    `tables` names the tables that hold the leads by `FoundTable.mark`; columns `aside` (by number) serve no field
    and stay with the lead as extra facts. `own_domains` are our own mail domains, whose people are no leads; those in
    `not_own` are not, whatever a file makes believe. A password opens a protected workbook; it is never written
    anywhere, nor shown with the choices.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_record: int | None = None
    mapping: Mapping[str, str | int] = field(default_factory=dict)
    date_order: DateOrder | None = None
    tables: frozenset[tuple[str, int]] | None = None
    aside: frozenset[int] = frozenset()
    own_domains: frozenset[str] = frozenset()
    not_own: frozenset[str] = frozenset()
    remembered: Mapping[str, RememberedMapping] = field(default_factory=dict)
    password: str | None = field(default=None, repr=False)


GUESS_EVERYTHING = Choices()
