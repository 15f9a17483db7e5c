"""Metrics: every figure with numerator, denominator and interval; and what each metric means in words."""

from typing import Any

from app.domain.review.charting import too_few
from app.language import later, number, tr
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.review.words import UNITS, WINDOWS, between, figure
from app.ui.tables.column import Column


def _value(row: Any) -> str:
    return too_few() if row.small else figure(row.figure, row.unit)


def _span(row: Any) -> str:
    return "" if row.small else between(row)


def _whole(value: float | None) -> str:
    return "" if value is None else number(value, 0 if float(value).is_integer() else 1)


FIGURES = (
    Column("label", later("Metric"), 176, lambda r: tr(r.label), "strong", tip=lambda r: tr(r.label)),
    Column("value", later("Of"), 104, lambda r: r.value, "muted", stretch=True, tip=lambda r: r.value),
    Column("figure", later("Figure"), 84, _value, "number"),
    Column("numerator", later("Numerator"), 90, lambda r: _whole(r.numerator), "number"),
    Column("denominator", later("Denominator"), 106, lambda r: _whole(r.denominator), "number"),
    Column("span", later("95% between"), 120, _span, "muted"),
    Column("unit", later("Unit"), 122, lambda r: tr(UNITS.get(r.unit, r.unit)), "muted",
           tip=lambda r: tr(UNITS.get(r.unit, r.unit))),
    Column("window", later("Window"), 100, lambda r: tr(WINDOWS.get(r.window, r.window)), "muted"),
    Column("ninetieth", later("9 of 10 below"), 114,
           lambda r: figure(r.ninetieth, r.unit) if r.ninetieth is not None else "", "number"),
)  # fmt: skip
DEFINITIONS = (
    Column("metric", later("Metric"), 180, lambda r: tr(r.metric), "strong"),
    Column("words", later("In words"), 260, lambda r: tr(r.words), stretch=True, tip=lambda r: tr(r.words)),
    Column("numerator", later("Numerator"), 160, lambda r: tr(r.numerator), tip=lambda r: tr(r.numerator)),
    Column("denominator", later("Denominator"), 160, lambda r: tr(r.denominator), tip=lambda r: tr(r.denominator)),
    Column("window", later("Window"), 110, lambda r: tr(r.window), "muted"),
    Column("exclusions", later("Left out"), 150, lambda r: tr(r.exclusions), "muted", tip=lambda r: tr(r.exclusions)),
    Column("source", later("Read from"), 130, lambda r: tr(r.source), "muted"),
    Column("owner", later("Answers for it"), 110, lambda r: tr(r.owner), "muted"),
    Column("since", later("Since"), 70, lambda r: r.since, "muted"),
)


def _nothing_behind(row: Any, column: str) -> None:
    return None


SPEC = PartSpec(
    "metrics",
    later("Metrics"),
    (
        Sheet(
            "figures",
            later("Figures"),
            later("A rate with fewer than ten cases is not shown. The interval is how far chance alone may reach."),
            FIGURES,
            lambda review: review.figures,
            later("Nothing was counted yet: metrics appear with the first leads."),
            kept="figures",
            compared=lambda compared: compared.figures,
        ),
        Sheet(
            "definitions",
            later("Definitions"),
            later("What each metric counts, from which fields, and who answers for it."),
            DEFINITIONS,
            lambda review: review.definitions,
            later("No definition was kept with this week."),
            address=_nothing_behind,
        ),
    ),
)
