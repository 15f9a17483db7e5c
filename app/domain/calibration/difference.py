"""Two rates beside each other: their difference with its interval, and what may be said of it."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from app.domain.review.rates import SMALL, Rate
from app.language import number, tr
from app.language import percent as in_percent

Verdict = Literal["too_few", "hardly", "unclear", "more", "less"]
HARDLY = 0.03  # a difference that is surely smaller than this is hardly any


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more often one group converts than another, from -1 to 1, with a 95% interval (Newcombe)."""

    verdict: Verdict
    value: float | None
    low: float | None
    high: float | None
    says: str


def difference(with_it: Rate, without: Rate) -> Difference:
    """Compare two rates; where either has too few cases, nothing is said of them but that."""
    n = min(with_it.n, without.n)
    if n < SMALL:
        return Difference("too_few", None, None, None, tr("too few to say (n={n})", n=n))
    value, low, high = _newcombe(with_it, without)
    if max(abs(low), abs(high)) <= HARDLY:
        return Difference("hardly", value, low, high, tr("hardly any difference"))
    if low <= 0 <= high:
        return Difference("unclear", value, low, high, tr("no difference that could not be chance"))
    if value > 0:
        return Difference("more", value, low, high, tr("converts more often"))
    return Difference("less", value, low, high, tr("converts less often"))


def _newcombe(one: Rate, other: Rate) -> tuple[float, float, float]:
    """The interval of a difference of two shares, from their Wilson intervals (Newcombe 1998, method 10)."""
    p, q = one.value or 0.0, other.value or 0.0
    low = p - q - sqrt((p - (one.low or 0.0)) ** 2 + ((other.high or 0.0) - q) ** 2)
    high = p - q + sqrt(((one.high or 0.0) - p) ** 2 + (q - (other.low or 0.0)) ** 2)
    return p - q, max(-1.0, low), min(1.0, high)


def percent(share: float | None) -> str:
    """A share as people read it; below ten percent with a decimal, so that small rates can be told apart."""
    if share is None:
        return "–"
    points = share * 100
    places = 1 if 0 < points < 9.95 and abs(points - round(points)) >= 0.05 else 0
    return in_percent(share, places)


def told(rate: Rate) -> str:
    """A rate with its cases and its interval: '12% of 130 (8% to 19%)'; without a figure where n is small."""
    if rate.n < SMALL:
        return tr("{hits} of {n}, too few to say", hits=rate.hits, n=rate.n)
    low, high = (in_percent(share or 0.0) for share in (rate.low, rate.high))
    share = percent(rate.value)
    return tr("{share} of {n} ({low} to {high})", share=share, n=number(rate.n), low=low, high=high)
