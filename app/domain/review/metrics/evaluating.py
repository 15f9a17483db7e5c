"""Every metric of one period: its window settled, its figures computed."""

from collections.abc import Iterable, Iterator

from app.domain.problems import Problem
from app.domain.review.facts import HoursBetween, ReviewFacts
from app.domain.review.metrics.catalogue import METRICS
from app.domain.review.metrics.grouping import figures_of
from app.domain.review.metrics.measure import Figure, Look, Metric
from app.domain.review.passage import PERIODS, Passage, passage
from app.domain.review.running import Running
from app.domain.review.weeks import quarter_before
from app.language import tr


def look_at(
    facts: ReviewFacts, hours_between: HoursBetween, p: Passage | None = None, running: Running | None = None
) -> Look:
    """What metrics look at, for the period of the facts."""
    return Look(facts, p or passage(facts), running or Running(facts, hours_between), facts.start, facts.end)


def evaluate(look: Look, metrics: Iterable[Metric] = METRICS) -> Iterator[Figure]:
    """All figures of all metrics, each metric over its own window."""
    for metric in metrics:
        yield from figures_of(metric, windowed(look, metric))


def windowed(look: Look, metric: Metric, period: int = PERIODS - 1) -> Look:
    """The look of one metric: the period (the twelfth is this one), or the 13 weeks up to its end."""
    bounds = look.p.bounds
    start = bounds[period]
    if metric.window == "quarter":
        start = quarter_before(bounds[period + 1], look.facts.zone)
    return Look(look.facts, look.p, look.running, start, bounds[period + 1])


def metric_of(id: str) -> Metric:
    """The metric of an id. Raises Problem where there is none."""
    for metric in METRICS:
        if metric.id == id:
            return metric
    names = ", ".join(metric.id for metric in METRICS)
    raise Problem(tr("There is no metric '{id}'; there are {names}.", id=id, names=names))
