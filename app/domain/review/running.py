"""Hours that count against a lead: business hours without the times in which its clock stood still (J5)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.domain.clock import spans_within
from app.domain.review.facts import HoursBetween, ReviewFacts


class Running:
    """The clocks of the leads of one review, read at its end."""

    def __init__(self, facts: ReviewFacts, hours_between: HoursBetween) -> None:
        self._pauses, self._until, self._hours = facts.pauses, facts.until, hours_between
        self._over = overdue_test(hours_between, facts.until)
        self._run = {facts.until: self._over}

    def hours(self, lead_id: int, start: datetime, end: datetime) -> float:
        """Business hours of a lead from start to end."""
        whole = self._hours(start, end)
        held = spans_within(self._pauses.get(lead_id, ()), start, end)
        return max(0.0, whole - sum(self._hours(since, until) for since, until in held))

    def stands_still(self, lead_id: int) -> bool:
        """True where the clock of a lead was paused at the end of the review."""
        spans = self._pauses.get(lead_id, ())
        return any(since <= self._until and (until is None or self._until < until) for since, until in spans)

    def over(self, lead_id: int, start: datetime, allowed: float) -> bool:
        """True where the time allowed had run out by the end of the review; nothing is overdue while it is paused."""
        if lead_id not in self._pauses:
            return self._over(start, allowed)
        return allowed > 0 and not self.stands_still(lead_id) and self.hours(lead_id, start, self._until) > allowed

    def has_run(self, lead_id: int, start: datetime, end: datetime, allowed: float) -> bool:
        """True where more than the allowed business hours of a lead ran from start to end, paused by now or not.

        For an `end` that many share: finding from when on they have run takes as long as a hundred leads one by one.
        """
        if lead_id in self._pauses:
            return self.hours(lead_id, start, end) > allowed
        if end not in self._run:
            self._run[end] = overdue_test(self._hours, end)
        return self._run[end](start, allowed)


_INSTANT = timedelta(microseconds=1)  # moments are no finer: who is right on the limit is not over it


def latest_start(hours_between: HoursBetween, end: datetime, allowed: float) -> datetime:
    """The earliest start from which no more than the allowed business hours had run by `end`; found by halving.

    So a hundred thousand leads cost one comparison each instead of one walk through the calendar each.
    """
    late, early = end, end - timedelta(days=14)
    while hours_between(early, end) <= allowed and end - early < timedelta(days=3650):
        early -= end - early
    while late - early > _INSTANT:
        middle = early + (late - early) / 2
        if hours_between(middle, end) > allowed:
            early = middle
        else:
            late = middle
    return late


def overdue_test(hours_between: HoursBetween, end: datetime) -> Callable[[datetime, float], bool]:
    """A test whether a clock that started then has run over its allowed hours by `end`."""
    edges: dict[float, datetime] = {}

    def over(start: datetime, allowed: float) -> bool:
        if allowed <= 0:
            return False
        if allowed not in edges:
            edges[allowed] = latest_start(hours_between, end, allowed)
        return start < edges[allowed]

    return over
