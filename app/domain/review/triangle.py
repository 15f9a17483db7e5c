"""The triangle of cohorts: of the leads of each week of arrival, how many reached a goal within one week, two, ..."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil

from app.domain.review.facts import ReviewFacts
from app.domain.review.flow import is_ripe, period_name
from app.domain.review.passage import PERIODS, Passage
from app.domain.review.sheet import TriangleRow

GOALS = ("MQL", "SQL", "Accepted")  # marketing flow, sales readiness, sales' own word; never added up (R13)


def triangle(facts: ReviewFacts, p: Passage) -> tuple[TriangleRow, ...]:
    """Cohorts by steps of the period's own length; only cohorts that are old enough say anything."""
    weeks = max(1, round((facts.end - facts.start) / timedelta(weeks=1)))
    size = [0] * PERIODS
    for born in p.born.values():
        if 0 <= (number := p.period(born)) < PERIODS:
            size[number] += 1
    rows: list[TriangleRow] = []
    for goal, first in zip(GOALS, (p.first_mql, p.first_sql, _accepted(facts)), strict=True):
        took = _steps_taken(p, first, timedelta(weeks=weeks))
        for number in range(PERIODS):
            reached, name = 0, period_name(p, number)
            for step in range(1, PERIODS):
                reached += took[number][step]
                ripe = is_ripe(p, number, step * weeks)
                rows.append(TriangleRow(goal, name, step * weeks, size[number], reached if ripe else None))
    return tuple(rows)


def _steps_taken(p: Passage, first: Mapping[int, datetime], step: timedelta) -> list[list[int]]:
    """Per week of arrival, how many leads reached the goal in the first step, the second, ..."""
    took = [[0] * PERIODS for _ in range(PERIODS)]
    for id, at in first.items():
        born = p.born.get(id)
        if born is None or not 0 <= (number := p.period(born)) < PERIODS:
            continue
        steps = max(1, ceil((at - born) / step))
        if steps < PERIODS:
            took[number][steps] += 1
    return took


def _accepted(facts: ReviewFacts) -> dict[int, datetime]:
    """When a package of each lead was first accepted."""
    first: dict[int, datetime] = {}
    for h in facts.handoffs:
        if h.verdict == "accept" and h.verdict_at is not None and h.verdict_at < facts.end:
            first[h.lead_id] = min(h.verdict_at, first.get(h.lead_id, h.verdict_at))
    return first
