"""From cases to figures: the total of a metric, its own dimension, and the dimensions of the leads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from app.domain.review.facts import LeadFact
from app.domain.review.metrics.measure import Case, Figure, Look, Metric
from app.domain.review.rates import SMALL, median, percentile, rate
from app.language import tr

DIMENSIONS = ("service_line", "segment", "source", "offer", "region", "owner")
MOST_VALUES = 40  # of one dimension, the most frequent first


def figures_of(metric: Metric, look: Look) -> Iterator[Figure]:
    """The total first, then each value of each dimension, the most frequent first."""
    if metric.tally is not None:
        yield from _tallied(metric, metric.tally(look))
        return
    cases = list(metric.cases(look))
    if metric.unit == "share":
        yield from _shares(metric, cases)
        return
    yield figure(metric, cases)
    if metric.own:
        yield from _by(metric, metric.own, _grouped(cases, lambda case: case.of))
    if metric.parted:
        leads = look.p.leads
        for dimension in DIMENSIONS:
            yield from _by(metric, dimension, _grouped(cases, partial(_value, leads, dimension)))


def cases_of(metric: Metric, look: Look, dimension: str = "", value: str = "") -> list[Case]:
    """The cases behind one figure, so that each number opens its rows."""
    found = metric.cases(look)
    if not dimension:
        return list(found)
    if dimension == metric.own:
        return [case for case in found if case.of == value]
    return [case for case in found if _value(look.p.leads, dimension, case) == value]


def figure(metric: Metric, cases: Sequence[Case], dimension: str = "", value: str = "") -> Figure:
    """What the cases say of the metric."""
    n = len(cases)
    if metric.unit == "count":
        return Figure(metric.id, dimension, value, n, None, n)
    if metric.unit == "rate":
        return _rated(metric, sum(case.holds for case in cases), n, dimension, value)
    amounts = sorted(case.amount for case in cases)
    total = sum(amounts) if amounts else None
    if metric.unit == "percent":
        return Figure(metric.id, dimension, value, total, n, total / n if total is not None else None)
    middle, ninetieth = median(amounts), percentile(amounts, 0.9)
    return Figure(metric.id, dimension, value, total, n, middle, ninetieth=ninetieth)


def _tallied(metric: Metric, counted: Mapping[str, tuple[int, int]]) -> Iterator[Figure]:
    """The same figures from counts."""
    hits, n = sum(one for one, _ in counted.values()), sum(all for _, all in counted.values())
    yield _rated(metric, hits, n)
    for value, (some, of) in sorted(counted.items(), key=lambda item: (-item[1][1], item[0])):
        yield _rated(metric, some, of, metric.own, value)


def _rated(metric: Metric, hits: int, n: int, dimension: str = "", value: str = "") -> Figure:
    found = rate(hits, n)
    return Figure(metric.id, dimension, value, hits, n, found.value, found.low, found.high, None, 0 < n < SMALL)


def _shares(metric: Metric, cases: Sequence[Case]) -> Iterator[Figure]:
    """Each value of the metric's own dimension among all cases."""
    n = len(cases)
    yield Figure(metric.id, "", "", n, n, 1.0 if n else None)
    for value, some in _most_frequent(_grouped(cases, lambda case: case.of)):
        yield _rated(metric, len(some), n, metric.own, value)


def _by(metric: Metric, dimension: str, groups: Mapping[str, list[Case]]) -> Iterator[Figure]:
    return (figure(metric, some, dimension, value) for value, some in _most_frequent(groups))


def _grouped(cases: Iterable[Case], value_of: Callable[[Case], str]) -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[value_of(case)].append(case)
    return groups


def _most_frequent(groups: Mapping[str, list[Case]]) -> list[tuple[str, list[Case]]]:
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_VALUES]


def _value(leads: Mapping[int, LeadFact], dimension: str, case: Case) -> str:
    lead = leads.get(case.lead_id)
    return (getattr(lead, dimension) if lead is not None else "") or tr("not known")
