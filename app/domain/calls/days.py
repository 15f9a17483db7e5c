"""Firm days as people say them: `14.03.2027`, `mid March`, `Q2`, `KW 12`, `in three weeks`; in English and German.

A day is firm where one could write it into a calendar, if only as a week, month or quarter. `By the end of the year`,
`next year`, `2027`, `spring` and `soon` are none.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.calls.day_forms import FORMS
from app.domain.calls.stretches import Grain


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A firm day at its place in a text; of a week, month or quarter it is one that stands for it."""

    day: date
    grain: Grain
    start: int
    end: int


def firm_days(text: str, today: date) -> tuple[FoundDay, ...]:
    """Every firm day in a text, in order. A month or quarter without a year is the next one of that name."""
    found: list[FoundDay] = []
    read: list[tuple[int, int]] = []
    for pattern, meant in FORMS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in read):
                continue
            try:
                day = meant(match, today)
            except (ValueError, OverflowError):  # as the 31st of February, which does not mean February either
                read.append(match.span())
                continue
            if day is not None:
                read.append(match.span())
                found.append(FoundDay(day[0], day[1], match.start(), match.end()))
    return tuple(sorted(found, key=lambda one: one.start))
