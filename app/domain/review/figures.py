"""The metrics as they are frozen with a week: each in total, and by its own dimension where it has one."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.review.facts import ReviewFacts
from app.domain.review.metrics.catalogue import METRICS
from app.domain.review.metrics.evaluating import windowed
from app.domain.review.metrics.grouping import figures_of
from app.domain.review.metrics.measure import Figure, Look, Metric
from app.domain.review.passage import Passage
from app.domain.review.running import Running
from app.domain.review.sheet import FigureRow

ELSEWHERE = frozenset({"steps", "cohort_mql", "cohort_sql", "content", "age", "in_order"})
"""Metrics whose figures are other parts of a review: steps, cohorts, segments, ages, and the summary."""
_OWN = frozenset({"routing_accuracy", "days_in_stage", "drop_off", "data_completeness", "reopened", "requalified"})


def figures(facts: ReviewFacts, p: Passage, running: Running) -> tuple[FigureRow, ...]:
    """Every other metric with its numerator, denominator and interval."""
    look = Look(facts, p, running, facts.start, facts.end)
    return tuple(_rows(look))


def _rows(look: Look) -> Iterator[FigureRow]:
    for metric in METRICS:
        if metric.id in ELSEWHERE:
            continue
        whole = replace(metric, parted=False, own=metric.own if metric.id in _OWN else "")
        for figure in figures_of(whole, windowed(look, metric)):
            if not figure.dimension or whole.own:
                yield _row(metric, figure)


def _row(metric: Metric, figure: Figure) -> FigureRow:
    return FigureRow(
        metric.id,
        metric.label,
        metric.group,
        metric.unit,
        metric.window,
        figure.dimension,
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.figure,
        figure.low,
        figure.high,
        figure.ninetieth,
        figure.small,
    )
