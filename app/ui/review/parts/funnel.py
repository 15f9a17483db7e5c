"""The funnel twice and never mixed: what became of those at hand, and of those who came together."""

from typing import Any

from app.domain.review.rates import SMALL
from app.language import later, number, tr
from app.ui.review.sheets import EQUALLY_OLD, PartSpec, Sheet
from app.ui.review.words import between, rate_among, share_among
from app.ui.tables.column import Column

_TOO_EARLY = later("too early")


def _ripe(value: int | None) -> str:
    return tr(_TOO_EARLY) if value is None else number(value)


def _rate(value: float | None, row: Any) -> str:
    return "" if row.mql is None else rate_among(value, row.arrived)


def _span(row: Any) -> str:
    return between(row) if row.at_hand >= SMALL else ""


ACTIVITY = (
    Column("step", later("Step"), 190, lambda r: r.step, "strong"),
    Column("at_hand", later("At hand"), 84, lambda r: number(r.at_hand), "number"),
    Column("went_on", later("Went on"), 84, lambda r: number(r.went_on), "number"),
    Column("went_back", later("Went back"), 90, lambda r: number(r.went_back), "number"),
    Column("closed", later("Closed"), 80, lambda r: number(r.closed), "number"),
    Column("stayed", later("Stayed"), 80, lambda r: number(r.stayed), "number"),
    Column("rate", later("Rate"), 130, lambda r: rate_among(r.rate, r.at_hand), "bar",
           share=lambda r: share_among(r.rate, r.at_hand)),
    Column("span", later("95% between"), 130, _span, "muted", stretch=True),
)  # fmt: skip
COHORTS = (
    Column("week", later("Arrived in"), 150, lambda r: r.week, "strong"),
    Column("arrived", later("Arrived"), 90, lambda r: number(r.arrived), "number"),
    Column("mql", later("MQL in 4 weeks"), 124, lambda r: _ripe(r.mql), "number"),
    Column("mql_rate", later("of arrived"), 130, lambda r: _rate(r.mql_rate, r), "bar", share=lambda r: r.mql_rate),
    Column("sql", later("SQL in 4 weeks"), 124, lambda r: _ripe(r.sql), "number"),
    Column("sql_rate", later("of arrived"), 130, lambda r: _rate(r.sql_rate, r), "bar", share=lambda r: r.sql_rate),
    Column("none", "", 20, lambda r: "", "muted", stretch=True, spoken=True),
)


def _count(sight: Any) -> int:
    return sum(row.went_on for row in sight.review.steps)


SPEC = PartSpec(
    "funnel",
    later("Funnel"),
    (
        Sheet(
            "activity",
            later("Activity of the period"),
            later("What became of the leads at hand in each stage in this period, whenever they had arrived."),
            ACTIVITY,
            lambda review: review.steps,
            later("No lead was at hand in any stage in this week."),
            compared=lambda compared: compared.steps,
            chart="funnel",
        ),
        Sheet(
            "cohorts",
            later("Cohorts"),
            later("Leads that arrived together, and how many were proven within four weeks of arriving."),
            COHORTS,
            lambda review: review.cohorts,
            later("No lead has arrived yet in the last 13 weeks."),
            compared=lambda compared: compared.cohorts,
            about_both=EQUALLY_OLD,
            chart="cohorts",
        ),
    ),
    _count,
)
