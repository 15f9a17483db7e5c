"""The numbers of a review that can be held against those of another: which each is, and of how many cases.

Cohorts are held against cohorts of the same age, however they are called: a younger one has had less time.
"""

from collections.abc import Hashable, Iterator
from typing import Any, NamedTuple

from app.domain.review.addressing import AGES, STEP, Address, address_of
from app.domain.review.rates import SMALL
from app.domain.review.rows.spoken import in_this_language
from app.domain.review.sheet import (
    AgeRow,
    CohortRow,
    FigureRow,
    Kpi,
    MovementRow,
    ReasonRow,
    Review,
    SegmentRow,
    StepRow,
    TriangleRow,
)
from app.domain.review.weeks import weeks_covered
from app.language import tr_many

BY_AGE = frozenset({"cohort", "triangle"})
"""Parts whose numbers have another name in every week: what makes them alike is how long ago their leads arrived."""


class Number(NamedTuple):
    """One figure of one review; `shown` is None where there are too few cases."""

    address: Address
    label: str
    column: str
    group: str
    value: str
    unit: str
    shown: float | None
    n: int | None
    small: bool = False
    same: Hashable = ""  # which number it is, where its address does not say so
    judged: str = ""  # as which figure it is better or worse


def of_kpi(row: Kpi) -> Iterator[Number]:
    """The figure of the week."""
    small = row.unit == "rate" and 0 < row.n < SMALL
    yield Number(_address(row), row.label, "", row.group, "", row.unit, row.this_week, row.n, small)


def of_movement(row: MovementRow) -> Iterator[Number]:
    """The leads of one stage, by how they came and went."""
    for column in ("opening", "arrived", "moved_in", "reopened", "moved_out", "closed", "closing", "requalified"):
        number = getattr(row, column)
        yield Number(_address(row, column), row.stage, column, "", "", "count", number, number)


def of_figure(row: FigureRow) -> Iterator[Number]:
    """One figure of a metric, with its n."""
    shown = None if row.small else row.figure
    n = row.denominator if row.denominator is not None else int(row.numerator or 0)
    yield Number(_address(row), row.label, "", row.group, row.value, row.unit, shown, n, row.small)


def of_segment(row: SegmentRow) -> Iterator[Number]:
    """One conversion of the last 13 weeks."""
    small = 0 < row.n < SMALL
    yield Number(_address(row), row.value, row.step, row.dimension, row.value, "rate", row.rate, row.n, small)


def of_reason(row: ReasonRow) -> Iterator[Number]:
    """How often a reason to reject was given."""
    for column in ("in_week", "in_quarter"):
        number = getattr(row, column)
        yield Number(_address(row, column), row.reason, column, "", "", "count", number, number)


def of_step(row: StepRow) -> Iterator[Number]:
    """What became of the leads at hand in a stage, and the rate of the step."""
    for column in STEP:
        number = getattr(row, column)
        yield Number(_address(row, column), row.step, column, "", "", "count", number, number)
    small = 0 < row.at_hand < SMALL
    yield Number(_address(row, "rate"), row.step, "rate", "", "", "rate", row.rate, row.at_hand, small, same="rate")


def of_age(row: AgeRow) -> Iterator[Number]:
    """The leads of a stage by how long they have stood there, and the middle of it."""
    for column in AGES:
        number = getattr(row, column)
        yield Number(_address(row, column), row.stage, column, "", "", "count", number, number)
    n = sum(getattr(row, column) for column in AGES)
    for column in ("median", "ninetieth"):
        days = getattr(row, column)
        yield Number(_address(row), row.stage, column, "", "", "days", days, n, same=column, judged="age")


class Aged(NamedTuple):
    """A row of cohorts, and how many weeks before the end of its review its leads had all arrived."""

    row: Any
    weeks: int

    @property
    def label(self) -> str:
        """How old the cohort is, in words."""
        return tr_many("{count} week old", "{count} weeks old", self.weeks)


def aged(review: Review, part: str) -> Iterator[Aged]:
    """The rows of cohorts with their age; the last of the weeks of arrival is that of the review itself."""
    rows: tuple[CohortRow | TriangleRow, ...] = getattr(review, part)
    names = list(dict.fromkeys(row.week for row in rows))
    weeks = weeks_covered(review.start, review.end)
    return (Aged(row, (len(names) - 1 - names.index(row.week)) * weeks) for row in rows)


def of_cohort(one: Aged) -> Iterator[Number]:
    """Those who arrived together, and how many were proven in four weeks; nothing where nobody did, or too early."""
    row: CohortRow = one.row
    n, small, same = row.arrived, row.arrived < SMALL, (one.weeks, "arrived")
    if n:
        yield Number(_address(row), one.label, "arrived", "", row.week, "count", n, n, same=same)
    for column, reached in (("mql_rate", row.mql), ("sql_rate", row.sql)):
        if reached is not None and n:
            address, same = _address(row, column), (one.weeks, column)
            yield Number(address, one.label, column, "", row.week, "rate", reached / n, n, small, same)


def of_triangle(one: Aged) -> Iterator[Number]:
    """How many of those who arrived together had reached a goal by then; nothing where it is too early."""
    row: TriangleRow = one.row
    if row.reached is not None and row.size:
        same, small = (one.weeks, row.goal, row.weeks_since), row.size < SMALL
        share, after = row.reached / row.size, f"+{row.weeks_since}"
        yield Number(_address(row), one.label, after, row.goal, row.week, "rate", share, row.size, small, same)


def _address(row: Any, column: str = "") -> Address:
    found = address_of(row, column)
    assert found is not None, "every number that is compared has an address"
    return found


def which_number(one: Number) -> Hashable:
    """Which number it is, in either review: cohorts by their age, all else by its address."""
    return one.same if one.address.part in BY_AGE else (in_this_language(one.address), one.same)
