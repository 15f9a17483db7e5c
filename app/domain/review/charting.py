"""A chart of the review in plain values: what it says, its marks and the rows behind each, and the same as a table.

Nothing here knows how a chart is drawn; a window, a sheet of paper and a screen reader are told the same.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.domain.counting import counted
from app.domain.review.addressing import Address
from app.domain.review.passage import PERIODS
from app.domain.review.rates import SMALL
from app.domain.review.sheet import Review
from app.domain.review.weeks import weeks_covered
from app.language import number, percent, tr

Kind = Literal["columns", "bars", "heat"]
Role = Literal["now", "before", "target", "forecast", "gain", "loss", "part"]
Unit = Literal["count", "rate", "hours"]
MOST_SERIES = 6  # in one chart (WR3)


class Series(NamedTuple):
    """One series. `scale` is shared by those that can be compared; they are drawn at one scale."""

    name: str
    unit: Unit = "count"
    role: Role = "now"
    scale: str = ""


class Mark(NamedTuple):
    """One number of a chart.

    `category` and `series` are places in the chart's categories and series (in a heat map: its columns). No `value`
    means no bar: the label says why ("n < 10", "too early"). `start` is where a floating bar begins, `low` and `high`
    bound an interval. `says` is the whole mark in words, as it is spoken or shown beside the pointer.
    """

    category: int
    series: int
    value: float | None
    label: str
    says: str
    role: Role = "now"
    address: Address | None = None
    low: float | None = None
    high: float | None = None
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart, ready to be drawn.

    Columns stand over `categories` in order, one panel below the other for each series. Bars lie, the marks of one
    category below each other. A heat map has `categories` as rows and `columns` across. Where there is nothing to
    draw `empty` is the sentence that stands instead.
    """

    id: str
    kind: Kind
    title: str
    describes: str
    x_title: str
    y_title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()
    empty: str = ""


class Period(NamedTuple):
    """What a review is of, in words within a sentence: now, the time before, and the quarter of 13 such periods."""

    now: str
    before: str
    quarter: str
    weeks: int


def period_of(review: Review) -> Period:
    """The words for one week, or for two that are reviewed together."""
    weeks = weeks_covered(review.start, review.end)
    quarter = counted(PERIODS * weeks, "week")
    if weeks == 1:
        return Period(tr("this week"), tr("last week"), quarter, weeks)
    return Period(tr("in these two weeks"), tr("in the two weeks before"), quarter, weeks)


def shown(value: float | None, unit: Unit) -> str:
    """A value with its unit, as it stands beside a mark and in the table."""
    if value is None:
        return tr("n/a")
    if unit == "hours":
        return tr("{hours} h", hours=number(value, 1))
    if unit == "rate":
        return percent(value)
    return number(value)


def too_few() -> str:
    """What stands where a rate is not shown."""
    return tr("n < {few}", few=number(SMALL))


def too_early() -> str:
    """What stands where a cohort is too young."""
    return tr("too early")


def says(category: str, series: str, value: str) -> str:
    """A mark in words: where it stands, what it counts, and how much."""
    return tr("{category}, {series}: {value}", category=category, series=series, value=value)


def share_says(hits: int, n: int, low: float | None, high: float | None) -> str:
    """A share with its cases and its interval; too few cases give no share."""
    cases = tr("{hits} of {n}", hits=number(hits), n=number(n))
    if n < SMALL:
        return tr("{few}: {cases}", few=too_few(), cases=cases)
    share = tr("{share} ({cases})", share=percent(hits / n), cases=cases)
    if low is None or high is None:
        return share
    return tr("{share}, between {low} and {high}", share=share, low=percent(low), high=percent(high))


def span(low: float | None, high: float | None) -> str:
    """An interval in a cell of a table."""
    return tr("n/a") if low is None or high is None else tr("{low} to {high}", low=percent(low), high=percent(high))


def short(week: str) -> str:
    """A week without its year, for an axis."""
    return week[5:]
