"""What a metric is: cases that one looks at, which of them hold, and what the numbers made of them mean."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import repeat
from typing import NamedTuple

from app.domain.review.facts import ReviewFacts
from app.domain.review.passage import Passage, Step
from app.domain.review.running import Running


class Case(NamedTuple):
    """One thing that a metric looks at: a lead, a stay in a stage, a package. Rates count those that hold."""

    lead_id: int
    holds: bool = True
    amount: float = 0.0  # hours, days, percent: what is measured of it, where the metric measures
    of: str = ""  # its value of the metric's own dimension: a stage, a reason, a colleague, a content
    ref: int = 0  # the number of its package, where it is one


def as_cases(
    ids: Iterable[int],
    holds: Iterable[bool] = repeat(True),
    amounts: Iterable[float] = repeat(0.0),
    of: Iterable[str] = repeat(""),
) -> Iterator[Case]:
    """Cases from what is known of each, a column each: for a hundred thousand of them."""
    return map(_case, zip(ids, holds, amounts, of, repeat(0), strict=False))


_case = partial(tuple.__new__, Case)  # as Case._make does it, but without a call of Python's own for each


@dataclass(frozen=True, slots=True)
class Look:
    """What metrics look at: the facts, the course of all leads up to the end of the period, and their clocks."""

    facts: ReviewFacts
    p: Passage
    running: Running
    start: datetime  # of the window that is looked at; inclusive
    end: datetime  # exclusive

    def steps(self) -> list[Step]:
        """The changes of stage within the window, in the order of time."""
        return self.p.steps_within(self.start, self.end)


Cases = Callable[[Look], Iterator[Case]]
Tally = Callable[[Look], Mapping[str, tuple[int, int]]]
"""How many hold, and of how many, by value of the own dimension: where cases are too many to name each for a sum."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric with its words, as they are printed with its numbers.

    `unit` says what the figure is: count (cases), rate (cases that hold among all), share (of one value among all),
    hours, days or percent (the middle value of what is measured; percent: the mean).
    """

    id: str
    label: str
    group: str  # marketing flow, sales readiness and order stand apart: MQL and SQL share no total (R13)
    unit: str
    window: str  # week, quarter, end
    cases: Cases
    words: str
    numerator: str
    denominator: str = ""
    exclusions: str = "none"
    own: str = ""  # the name of its own dimension
    parted: bool = True  # also by the dimensions of the leads
    since: str = "1"
    tally: Tally | None = None


class Figure(NamedTuple):
    """One number of one metric: of all its cases (no dimension), or of one value of a dimension."""

    metric: str
    dimension: str
    value: str
    numerator: float | None  # cases that hold; for hours, days and percent the sum of what was measured
    denominator: int | None  # all cases; None for a count
    figure: float | None  # the count, the rate, the middle value; None where there are no cases
    low: float | None = None  # of the 95 % Wilson interval of a rate
    high: float | None = None
    ninetieth: float | None = None  # the 90th percentile of hours and days
    small: bool = False  # a rate of fewer than ten cases: it is not shown, and says nothing
