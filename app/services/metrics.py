"""The metrics of a week: every one with numerator, denominator, rate and interval, and the rows behind each number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.clock import clock_of
from app.domain.problems import Problem
from app.domain.review.facts import ReviewFacts
from app.domain.review.metrics import (
    DIMENSIONS,
    METRICS,
    Case,
    Figure,
    Look,
    Metric,
    cases_of,
    evaluate,
    look_at,
    metric_of,
)
from app.domain.review.metrics.evaluating import windowed
from app.language import tr
from app.services.review_facts import facts_to_count, refuse_the_future, review_facts
from app.services.work import Work, collecting_later


@dataclass(frozen=True, slots=True)
class MetricFigures:
    """One metric with all its figures, the total first."""

    metric: Metric
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class MetricsView:
    """All metrics of one week, as the facts stand now."""

    week: str
    start: datetime
    end: datetime
    zone: str
    playbook: str
    playbook_version: int
    metrics: tuple[MetricFigures, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row behind a number."""

    lead_id: int
    person: str
    account: str
    owner: str
    holds: bool
    amount: float
    of: str
    handoff: int  # its number; 0 where it is none


def metrics_view(work: Work, week: str, only: str = "") -> MetricsView:
    """Every metric of an ISO week, or one. Raises Problem for a wrong week and for a metric that is none."""
    with collecting_later():
        look = _look(work, week, facts_to_count)
        chosen = (metric_of(only),) if only else METRICS
        found: dict[str, list[Figure]] = {metric.id: [] for metric in chosen}
        for figure in evaluate(look, chosen):
            found[figure.metric].append(figure)
    facts = look.facts
    return MetricsView(
        week=facts.week,
        start=facts.start,
        end=facts.end,
        zone=facts.zone,
        playbook=facts.playbook,
        playbook_version=facts.playbook_version,
        metrics=tuple(MetricFigures(metric, tuple(found[metric.id])) for metric in chosen),
    )


def rows_behind(work: Work, week: str, metric: str, dimension: str = "", value: str = "") -> tuple[CaseRow, ...]:
    """The rows behind one figure. Raises Problem where the metric is none, or has no such dimension."""
    chosen = metric_of(metric)
    known = (*((chosen.own,) if chosen.own else ()), *(DIMENSIONS if chosen.parted else ()))
    if dimension and dimension not in known:
        raise Problem(
            tr(
                "“{metric}” is not told apart by '{dimension}'; it is by {known}.",
                metric=tr(chosen.label),
                dimension=dimension,
                known=", ".join(known) or tr("nothing"),
            )
        )
    with collecting_later():
        look = _look(work, week, review_facts)
        return tuple(_rows(look, cases_of(chosen, windowed(look, chosen), dimension, value)))


def _look(work: Work, week: str, read: Callable[[Work, str], ReviewFacts]) -> Look:
    refuse_the_future(work, week)
    return look_at(read(work, week), clock_of(work.playbook.hours).hours_between)


def _rows(look: Look, cases: list[Case]) -> Iterator[CaseRow]:
    for case in cases:
        lead = look.p.leads.get(case.lead_id)
        person, account, owner = (lead.person, lead.account, lead.owner) if lead is not None else ("", "", "")
        yield CaseRow(case.lead_id, person, account, owner, case.holds, case.amount, case.of, case.ref)
