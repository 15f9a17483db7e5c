"""What nobody has written down: a blank of the sheet that is shown and counted, and what may stand in its place."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from app.language import tr


@dataclass(frozen=True, slots=True)
class Unknown:
    """A blank: something the sheet asks for and nobody has written down. `id` is its place, `label` its words."""

    id: str
    label: str = ""

    def __str__(self) -> str:
        return tr("not known")


Text = str | Unknown
Day = date | Unknown | None
Number = float | int | Unknown | None


def is_unknown(value: object) -> bool:
    """True for a blank of a completed sheet."""
    return isinstance(value, Unknown)


def unknowns_in(part: object) -> Iterator[Unknown]:
    """Every unknown of a part of a sheet, in the order of its fields."""
    if isinstance(part, Unknown):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from unknowns_in(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for one in fields(part):
            yield from unknowns_in(getattr(part, one.name))
