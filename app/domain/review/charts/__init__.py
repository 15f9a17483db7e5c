"""The charts of a review: each a function from the review to what is drawn, said and shown as a table."""

from app.domain.review.charts.conversion import acceptance, conversion, dimensions, qualifiers, reasons
from app.domain.review.charts.flow import flow, flow_message, funnel, movement, sales, sales_message, trend
from app.domain.review.charts.standing import ages, hours
from app.domain.review.charts.weeks import cohorts, quality, triangle

__all__ = [
    "acceptance",
    "ages",
    "cohorts",
    "conversion",
    "dimensions",
    "flow",
    "flow_message",
    "funnel",
    "hours",
    "movement",
    "qualifiers",
    "quality",
    "reasons",
    "sales",
    "sales_message",
    "trend",
    "triangle",
]
