"""Records side by side as the lines of a table: each field with its values, then what hangs on each record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.language import number, tr
from app.ui.tables.column import Column


@dataclass(frozen=True, slots=True)
class SideLine:
    """One field of the records side by side; `chosen` is the place of the record whose value is used."""

    field: str
    label: str
    values: tuple[str, ...]
    differs: bool
    chosen: int

    def value(self, at: int) -> str:
        """The value of one record; the one that would be used is marked in text, not by colour alone."""
        text = self.values[at] or "–"
        return f"✓ {text}" if self.differs and at == self.chosen else text


def side_heads(sides: Any, stays: int) -> tuple[str, ...]:
    """The title of each record; one of them stays."""
    return tuple(
        tr("Stays: {name}", name=side.name) if at == stays else side.name for at, side in enumerate(sides.sides)
    )


def side_columns(heads: Sequence[str]) -> tuple[Column, ...]:
    """A column for the names of the fields, and one for each record."""
    return (
        Column("label", tr("Field"), 118, lambda line: line.label, "muted"),
        *(
            Column(
                f"side{at}", head, 210, partial(_value, at), stretch=at == len(heads) - 1, tip=partial(_value, at)
            )
            for at, head in enumerate(heads)
        ),
    )  # fmt: skip


def side_lines(sides: Any, chosen: Mapping[str, int]) -> list[SideLine]:
    """Every line; `chosen` says of a field the place of the record whose value was chosen, else it is proposed."""
    ids = [side.id for side in sides.sides]
    lines = [
        SideLine(
            each.field, each.label, each.values, each.differs, chosen.get(each.field, ids.index(each.proposed))
        )
        for each in sides.fields
    ]  # fmt: skip
    return [*lines, *_hanging(sides)]


def _value(at: int, line: SideLine) -> str:
    return line.value(at) if at < len(line.values) else ""


def _hanging(sides: Any) -> list[SideLine]:
    """What hangs on each record: it all goes along with a merge."""
    counts = (
        ("leads", tr("Leads")),
        ("signals", tr("Signals")),
        ("touches", tr("Touches")),
        ("seats", tr("Seats")),
        ("handoffs", tr("Handoffs")),
    )
    return [
        SideLine("", words, tuple(number(getattr(side, name)) for side in sides.sides), False, 0)
        for name, words in counts
    ]
