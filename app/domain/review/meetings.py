"""With how many of the SQLs we spoke, week by week: what says whether more MQLs lead to more talks."""

from collections import defaultdict
from datetime import datetime

from app.domain.review.facts import ReviewFacts
from app.domain.review.passage import PERIODS, Passage
from app.domain.review.rates import Rate, rate


def meetings(facts: ReviewFacts, p: Passage) -> list[Rate]:
    """Per period: the leads at SQL with a call, meeting or visit that reached them, among all leads at SQL in it."""
    spoken = [set[int]() for _ in range(PERIODS)]
    for touch in facts.touches:
        if touch.talk and touch.reached and 0 <= (number := p.period(touch.at)) < PERIODS:
            spoken[number].add(touch.lead_id)
    at_sql = [set[int]() for _ in range(PERIODS)]
    for id, stays in _stays(facts, p).items():
        for since, until in stays:
            for number in range(max(0, p.period(since)), min(PERIODS - 1, p.period(until)) + 1):
                at_sql[number].add(id)
    return [rate(len(there & met), len(there)) for there, met in zip(at_sql, spoken, strict=True)]


def _stays(facts: ReviewFacts, p: Passage) -> dict[int, list[tuple[datetime, datetime]]]:
    """From when to when each lead stood at SQL, up to the end of the week."""
    stays = defaultdict[int, list[tuple[datetime, datetime]]](list)
    for step in p.steps:
        if step.before == "sql":
            stays[step.lead_id].append((step.since, step.at))
    for id, state in p.standing.items():
        if state == "sql":
            stays[id].append((p.since[id], facts.end))
    return stays
