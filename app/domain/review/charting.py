"""A chart of the review in plain values: what it says, its marks and the rows behind each, and the same as a table.

Nothing here knows how a chart is drawn; a window, a sheet of paper and a screen reader are told the same.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.domain.review.addressing import Address
from app.domain.review.rates import SMALL
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

    @property
    def tsv(self) -> str:
        """The table as it is pasted into a spreadsheet."""
        return "\n".join("\t".join(map(_cell, row)) for row in (self.header, *self.rows)) + "\n"


def _cell(text: str) -> str:
    """A cell in one line; what a spreadsheet would take for a formula stays text."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain[:1] in ("=", "@") or plain[:1] in ("+", "-") and not _is_number(plain) else plain


def _is_number(text: str) -> bool:
    return not set(text[1:]) - set("0123456789.,% \N{NO-BREAK SPACE}")


def shown(value: float | None, unit: Unit) -> str:
    """A value with its unit, as it stands beside a mark and in the table."""
    if value is None:
        return tr("n/a")
    if unit == "rate":
        return percent(value)
    return number(value, 0 if unit == "count" else 1)


def too_few() -> str:
    """What stands where a rate is not shown."""
    return tr("n < {few}", few=number(SMALL))


def too_early() -> str:
    """What stands where a cohort is too young."""
    return tr("too early")
