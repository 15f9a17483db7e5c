"""From cases to figures: the total of a metric, its own dimension, and the dimensions of the leads."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import attrgetter

from app.domain.review.dimensions import DIMENSIONS, most_frequent
from app.domain.review.metrics.measure import Case, Figure, Look, Metric
from app.domain.review.rates import SMALL, percentile_in_order, rate

_MEASURED = ("hours", "days", "percent")
_NO_CASES: tuple[tuple[()], ...] = ((),) * len(Case._fields)


def figures_of(metric: Metric, look: Look) -> Iterator[Figure]:
    """The total first, then each value of each dimension, the most frequent first."""
    if metric.tally is not None:
        yield from _tallied(metric, metric.tally(look))
        return
    cases = list(metric.cases(look))
    if metric.unit == "share":
        yield from _shares(metric, cases)
        return
    if metric.unit in _MEASURED:
        cases.sort(key=attrgetter("amount"))  # once: the cases of each value are in order too
    # all at once: in the order of what they measure, cases are strewn over the memory
    ids, holds, amounts, own, _ = zip(*cases, strict=True) if cases else _NO_CASES
    told = holds if metric.unit == "rate" else amounts
    yield _figure(metric, told)
    if metric.own:
        yield from _by(metric, metric.own, own, told)
    if metric.parted:
        places = look.p.places(ids)
        for dimension in DIMENSIONS:
            yield from _by(metric, dimension, look.p.values(dimension, places), told)


def cases_of(metric: Metric, look: Look, dimension: str = "", value: str = "") -> list[Case]:
    """The cases behind one figure, so that each number opens its rows."""
    found = list(metric.cases(look))
    if not dimension:
        return found
    if dimension == metric.own:
        return [case for case in found if case.of == value]
    values = look.p.values(dimension, look.p.places(case.lead_id for case in found))
    return [case for case, its in zip(found, values, strict=True) if its == value]


def figure(metric: Metric, cases: Sequence[Case], dimension: str = "", value: str = "") -> Figure:
    """What the cases say of the metric."""
    if metric.unit in _MEASURED:
        return _figure(metric, sorted(case.amount for case in cases), dimension, value)
    return _figure(metric, [case.holds for case in cases], dimension, value)


def _figure(metric: Metric, told: Sequence[float], dimension: str = "", value: str = "") -> Figure:
    """The figure of some cases; `told` is whether they hold, or what they measure, in order."""
    n = len(told)
    if metric.unit == "count":
        return Figure(metric.id, dimension, value, n, None, n)
    if metric.unit == "rate":
        return _rated(metric, sum(map(bool, told)), n, dimension, value)
    return _measured(metric, told, dimension, value)


def _measured(metric: Metric, ordered: Sequence[float], dimension: str = "", value: str = "") -> Figure:
    """What was measured, in order."""
    n = len(ordered)
    total = sum(ordered) if n else None
    if metric.unit == "percent":
        return Figure(metric.id, dimension, value, total, n, total / n if total is not None else None)
    middle, ninetieth = (percentile_in_order(ordered, share) for share in (0.5, 0.9))
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
    for value, some in most_frequent(Counter(case.of for case in cases)):
        yield _rated(metric, some, n, metric.own, value)


def _by(metric: Metric, dimension: str, values: Sequence[str], told: Sequence[float]) -> Iterator[Figure]:
    """The figure of each value; `values` are those of the cases, and `told` whether they hold, or what they measure."""
    n = Counter(values)
    if metric.unit == "count":
        for value, some in most_frequent(n):
            yield Figure(metric.id, dimension, value, some, None, some)
    elif metric.unit == "rate":
        hits = Counter(compress(values, told))
        for value, some in most_frequent(n):
            yield _rated(metric, hits[value], some, dimension, value)
    else:
        amounts = defaultdict[str, list[float]](list)
        for value, amount in zip(values, told, strict=True):
            amounts[value].append(amount)
        for value, _ in most_frequent(n):
            yield _measured(metric, amounts[value], dimension, value)
