"""Conversion by segment, service line, source and so on: out of how many, with the interval of Wilson."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.review.charting import too_few
from app.language import later, number, tr
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.review.words import between, rate
from app.ui.tables.column import Column

if TYPE_CHECKING:
    from app.domain.review.comparing import Compared, ComparedRow
    from app.domain.review.sheet import Review, SegmentRow

DIMENSIONS = (
    later("Segment"),
    later("Service line"),
    later("Source"),
    later("Offer"),
    later("Region"),
    later("Owner"),
    later("Content"),
)


def _span(row: "SegmentRow") -> str:
    return too_few() if row.rate is None and row.n else between(row)


COLUMNS = (
    Column("value", later("Value"), 220, lambda r: r.value, "strong", stretch=True),
    Column("step", later("Step"), 130, lambda r: tr(r.step)),
    Column("n", "n", 70, lambda r: number(r.n), "number"),
    Column("reached", later("Reached"), 84, lambda r: number(r.reached), "number"),
    Column("rate", later("Rate"), 150, lambda r: rate(r.rate), "bar", share=lambda r: r.rate),
    Column("span", later("95% between"), 140, _span, "muted"),
)


def _of(dimension: str) -> "Callable[[Review], list[SegmentRow]]":
    return lambda review: [row for row in review.segments if row.dimension == dimension]


def _pair(dimension: str) -> "Callable[[Compared], list[ComparedRow]]":
    return lambda compared: [row for row in compared.segments if row.group == dimension]


SPEC = PartSpec(
    "conversion",
    later("Conversion"),
    tuple(
        Sheet(
            id,
            id,
            later("Leads that arrived in the last 13 weeks and went on. With fewer than ten no rate is shown."),
            COLUMNS,
            _of(id),
            later("No lead has arrived in the last 13 weeks, so nothing could go on."),
            compared=_pair(id),
            chart=f"conversion/{id}",
        )
        for id in DIMENSIONS
    ),
)
