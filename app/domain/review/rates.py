"""Rates with their uncertainty, and the few statistics a review needs."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

SMALL = 10  # below so many cases a rate is not shown
_Z = 1.959963984540054  # 95%


class Rate(NamedTuple):
    """A share of n cases with its 95% Wilson interval; None where there are no cases."""

    hits: int
    n: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def shown(self) -> float | None:
        """The rate, or None where the cases are too few to show one."""
        return self.value if self.n >= SMALL else None


def rate(hits: int, n: int) -> Rate:
    """The share hits / n with its Wilson score interval."""
    if n <= 0:
        return Rate(hits, 0, None, None, None)
    share = hits / n
    middle = (share + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == n else min(1.0, middle + half)
    return Rate(hits, n, share, low, high)


def reaches(difference: float, limit: float) -> bool:
    """True where one rate lies as far from another as a limit says; ten points are ten, also in binary fractions."""
    return round(difference - limit, 9) >= 0


def mean(values: Sequence[float | int | None]) -> float | None:
    """The mean of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def median(values: Sequence[float]) -> float | None:
    """The middle value."""
    return percentile(values, 0.5)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which so large a share lies, interpolated between neighbours."""
    return percentile_in_order(sorted(values), share)


def percentile_in_order(ordered: Sequence[float], share: float) -> float | None:
    """The same of values that are in order already."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
