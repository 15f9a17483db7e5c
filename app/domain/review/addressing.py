"""Addresses of the numbers of a review: each number can be named, so that it opens the rows behind it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from app.domain.review.sheet import (
    AgeRow,
    Check,
    CohortRow,
    ExceptionRow,
    FigureRow,
    Finding,
    Kpi,
    Message,
    MovementRow,
    QualifierRow,
    QualityRow,
    QualityTrendRow,
    ReasonRow,
    Review,
    SegmentRow,
    StepRow,
    TrendRow,
    TriangleRow,
    Verdicts,
)


class Address(NamedTuple):
    """One number of a review. `held` asks only for the rows that count: the numerator of a rate, not all of its n."""

    part: str
    key: str
    column: str = ""
    value: str = ""
    held: bool = False


class Addressed(NamedTuple):
    """An address, and how many rows must stand behind it; None where the number is none of rows."""

    address: Address
    rows: int | None


MOVEMENT = ("opening", "arrived", "moved_in", "reopened", "moved_out", "closed", "closing", "requalified")
STEP = ("at_hand", "went_on", "went_back", "closed", "stayed")
VERDICTS = (
    *("packages", "accepted", "rejected", "pending", "overdue", "sent_in_week", "accepted_in_week"),
    *("rejected_in_week", "need_more_in_week", "too_early_in_week", "silent_leads"),
)
TREND = ("new_leads", "new_mql", "new_sql", "accepted", "rejected")
AGES = ("to_7", "to_14", "to_30", "to_60", "above_60")
QUALITY = ("n", "of", "in_week", "of_week")
FAULTS = ("title", "size", "region", "domain", "source", "twice")  # columns of the trend, in its order
MANY = frozenset({"data_completeness"})
"""Metrics of so many cases, each field of each lead, that only those open as rows that do not hold."""

_RATE = frozenset({"rate", "share", "low", "high", "span", ""})

MESSAGES: Mapping[str, Address] = {
    "M1": Address("kpi", "acceptance"),
    "M2": Address("exception", "First outreach overdue"),
    "M3": Address("kpi", "pending"),
    "M5": Address("kpi", "in_order"),
    "M6": Address("kpi", "new_leads"),
    "M7": Address("kpi", "new_sql"),
}
"""The number that each sentence of the summary rests on; M4 rests on a finding, M0 on none."""

CHECKS: Mapping[str, Address] = {
    "New leads = rows": Address("kpi", "new_leads"),
    "New MQLs = rows": Address("kpi", "new_mql"),
    "New SQLs = rows": Address("kpi", "new_sql"),
    "Handoffs = rows": Address("kpi", "handoffs"),
    "Decided = rows": Address("kpi", "acceptance"),
    "Packages": Address("verdicts", "packages"),
    "Stages now": Address("check", "Stages now"),
}
"""The number that a check looks at, where it is one of rows."""


def address_of(row: Any, column: str = "") -> Address | None:
    """The address of the number in a column of a row of a review, by the names of its fields; None where it is none.

    `column` may be left out where a row has one number: a figure of the summary, a finding, a rule of the working list.
    A rate has the address of its n, so that all its cases are shown, and those that count are marked.
    """
    find = _ADDRESSES.get(type(row))
    return find(row, column) if find is not None else None


def addresses(review: Review) -> Iterator[Addressed]:
    """Every number of a review that opens rows, with how many rows that must be."""
    for kpi in review.kpis:
        yield Addressed(Address("kpi", kpi.id), kpi.n)
    for stage in review.movement:
        yield from _counted(stage, MOVEMENT)
    for step in review.steps:
        yield from _counted(step, STEP)
    for segment in review.segments:
        yield from _counted(segment, ("n", "reached"))
    for cohort in review.cohorts:
        yield from _counted(cohort, ("arrived", "mql", "sql"))
    for cell in review.triangle:
        yield from _counted(cell, ("size", "reached"))
    yield from _counted(review.verdicts, VERDICTS)
    for reason in review.reasons:
        yield from _counted(reason, ("in_week", "in_quarter"))
    for qualifier in review.qualifiers:
        yield from _counted(qualifier, ("accepted", "rejected"))
    for age in review.ages:
        yield from _counted(age, AGES)
    for finding in review.findings:
        yield Addressed(Address("finding", finding.diagnosis), None)
    for fault in review.quality:
        yield from _counted(fault, QUALITY)
    for week in review.quality_trend:
        yield from _counted(week, ("arrived", *FAULTS))
    for period in review.trend:
        yield from _counted(period, TREND)
    for figure in review.figures:
        n = figure.numerator if figure.denominator is None else figure.denominator
        counts = figure.unit != "share" or not figure.dimension
        rows = int(n or 0) if counts else int(figure.numerator or 0)
        yield Addressed(_figure(figure, ""), None if figure.metric in MANY else rows)
    for rule in dict.fromkeys(row.rule for row in review.exceptions):
        yield Addressed(Address("exception", rule), None)


def _counted(row: Any, columns: tuple[str, ...]) -> Iterator[Addressed]:
    for column in columns:
        address, number = address_of(row, column), getattr(row, column)
        if address is not None and number is not None:
            yield Addressed(address, number)


def _kpi(row: Kpi, column: str) -> Address:
    return Address("kpi", row.id)


def _movement(row: MovementRow, column: str) -> Address | None:
    return Address("movement", row.stage, column or "closing") if column in (*MOVEMENT, "") else None


def _step(row: StepRow, column: str) -> Address | None:
    if column in _RATE:
        column = "at_hand"
    return Address("step", row.step, column) if column in STEP else None


def _segment(row: SegmentRow, column: str) -> Address | None:
    if column not in ("n", "reached", *_RATE):
        return None
    return Address("segment", row.dimension, row.step, row.value, column == "reached")


def _cohort(row: CohortRow, column: str) -> Address | None:
    goal = column.removesuffix("_rate") or "arrived"
    return Address("cohort", row.week, goal, held=goal == column) if goal in ("arrived", "mql", "sql") else None


def _triangle(row: TriangleRow, column: str) -> Address:
    return Address("triangle", row.goal, row.week, str(row.weeks_since), column == "reached")


def _verdicts(row: Verdicts, column: str) -> Address | None:
    return Address("verdicts", column) if column in VERDICTS else None


def _reason(row: ReasonRow, column: str) -> Address:
    return Address("reason", row.reason, "in_week" if column == "in_week" else "in_quarter")


def _qualifier(row: QualifierRow, column: str) -> Address:
    return Address("qualifier", row.kind, column if column in ("accepted", "rejected") else "", row.name)


def _age(row: AgeRow, column: str) -> Address:
    return Address("age", row.stage, column if column in AGES else "")


def _quality(row: QualityRow, column: str) -> Address:
    return Address("quality", row.fault, column if column in QUALITY else "n")


def _quality_trend(row: QualityTrendRow, column: str) -> Address | None:
    return Address("quality_trend", row.week, column or "arrived") if column in (*FAULTS, "arrived", "") else None


def _trend(row: TrendRow, column: str) -> Address | None:
    return Address("trend", row.week, column) if column in TREND else None


def _figure(row: FigureRow, column: str) -> Address:
    return Address("figure", row.metric, row.dimension, row.value, column == "numerator" and row.unit == "rate")


def _finding(row: Finding, column: str) -> Address:
    return Address("finding", row.diagnosis)


def _exception(row: ExceptionRow, column: str) -> Address:
    return Address("exception", row.rule)


def _message(row: Message, column: str) -> Address | None:
    return MESSAGES.get(row.rule)


def _check(row: Check, column: str) -> Address | None:
    return CHECKS.get(row.name)


_ADDRESSES: Mapping[type, Callable[[Any, str], Address | None]] = {
    Kpi: _kpi,
    MovementRow: _movement,
    StepRow: _step,
    SegmentRow: _segment,
    CohortRow: _cohort,
    TriangleRow: _triangle,
    Verdicts: _verdicts,
    ReasonRow: _reason,
    QualifierRow: _qualifier,
    AgeRow: _age,
    QualityRow: _quality,
    QualityTrendRow: _quality_trend,
    TrendRow: _trend,
    FigureRow: _figure,
    Finding: _finding,
    ExceptionRow: _exception,
    Message: _message,
    Check: _check,
}
