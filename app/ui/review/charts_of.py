"""Which chart stands above which table: by its name, made from the review."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.domain.review import charts
from app.language import later

if TYPE_CHECKING:
    from app.domain.review import Review
    from app.domain.review.charting import ChartSpec

_CHARTS: "Mapping[str, Callable[[Review], ChartSpec]]" = {
    "movement": charts.movement,
    "trend": charts.trend,
    "funnel": charts.funnel,
    "cohorts": charts.cohorts,
    "acceptance": charts.acceptance,
    "reasons": charts.reasons,
    "qualifiers": charts.qualifiers,
    "ages": charts.ages,
    "hours": charts.hours,
    "quality": charts.quality,
}
_OF_ONE: "Mapping[str, Callable[[Review, str], ChartSpec]]" = {
    "triangle": charts.triangle,
    "conversion": lambda review, dimension: charts.conversion(review, dimension, later("Lead to MQL")),
}


def chart_of(review: "Review", name: str) -> "ChartSpec":
    """The chart with this name: "movement", or with what it is of, as "triangle/MQL"."""
    kind, _, of = name.partition("/")
    return _OF_ONE[kind](review, of) if kind in _OF_ONE else _CHARTS[kind](review)
