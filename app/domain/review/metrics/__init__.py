"""Metrics of a review: pure functions from facts to cases, and from cases to figures with their n and interval."""

from app.domain.review.dimensions import DIMENSIONS
from app.domain.review.metrics.catalogue import METRICS
from app.domain.review.metrics.evaluating import evaluate, look_at, metric_of
from app.domain.review.metrics.grouping import cases_of, figure, figures_of
from app.domain.review.metrics.measure import Case, Figure, Look, Metric

__all__ = [
    "DIMENSIONS",
    "METRICS",
    "Case",
    "Figure",
    "Look",
    "Metric",
    "cases_of",
    "evaluate",
    "figure",
    "figures_of",
    "look_at",
    "metric_of",
]
