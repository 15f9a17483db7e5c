"""Data quality: what is missing or doubtful in the records, now and by week of arrival."""

from typing import Any

from app.language import later, number, tr
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.review.words import rate_among, share_among
from app.ui.tables.column import Column


def _part(row: Any) -> float | None:
    return row.n / row.of if row.of else None


def _cell(name: str) -> Any:
    return lambda r: number(getattr(r, name))


FAULTS = (
    Column("fault", later("Fault"), 300, lambda r: tr(r.fault), "strong", stretch=True),
    Column("n", later("Open leads with it"), 130, lambda r: number(r.n), "number"),
    Column("of", later("of open leads"), 110, lambda r: number(r.of), "number"),
    Column("share", later("Share"), 130, lambda r: rate_among(_part(r), r.of), "bar",
           share=lambda r: share_among(_part(r), r.of)),
    Column("in_week", later("New ones with it"), 120, lambda r: number(r.in_week), "number"),
    Column("of_week", later("of new ones"), 100, lambda r: number(r.of_week), "number"),
)  # fmt: skip
TREND = (
    Column("week", later("Arrived in"), 140, lambda r: r.week, "strong"),
    Column("arrived", later("Arrived"), 84, _cell("arrived"), "number"),
    Column("title", later("No title"), 84, _cell("title"), "number"),
    Column("size", later("No size"), 84, _cell("size"), "number"),
    Column("region", later("No region"), 88, _cell("region"), "number"),
    Column("domain", later("Free address"), 104, _cell("domain"), "number"),
    Column("source", later("Source unknown"), 116, _cell("source"), "number"),
    Column("twice", later("Known twice"), 104, _cell("twice"), "number"),
    Column("none", "", 20, lambda r: "", "muted", stretch=True, spoken=True),
)

SPEC = PartSpec(
    "quality",
    later("Data quality"),
    (
        Sheet(
            "faults",
            later("Now"),
            later("Open leads by what their record lacks; a lead may lack more than one thing."),
            FAULTS,
            lambda review: review.quality,
            later("No open lead: there is no record that could lack anything."),
            kept="quality",
            chart="quality",
        ),
        Sheet(
            "trend",
            later("By week of arrival"),
            later("Leads by the week in which they arrived, and what their records lack now."),
            TREND,
            lambda review: review.quality_trend,
            later("No lead has arrived yet in the last 13 weeks."),
            kept="quality_trend",
        ),
    ),
    lambda sight: max((row.n for row in sight.review.quality), default=0),
)
