"""The rows behind what became of those who arrived: segments, cohorts, the triangle, the trend."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from math import ceil

from app.domain.review.addressing import Address
from app.domain.review.behind_rows import BehindRow
from app.domain.review.dimensions import DIMENSIONS
from app.domain.review.flow import COHORT_WEEKS, state_label
from app.domain.review.metrics import Look
from app.domain.review.rows.packages import packages
from app.domain.review.rows.telling import (
    Told,
    leads,
    of_period,
    period_of,
    row,
    step_told,
    unknown,
)
from app.language import tr


def rows_of_segment(look: Look, address: Address) -> Iterator[BehindRow]:
    """Column is the step; those that reached it count, and come first."""
    p, attribute = look.p, address.key.casefold().replace(" ", "_")
    first, goal = (p.first_sql, "sql") if address.column.endswith("SQL") else (p.first_mql, "mql")
    if attribute == "content":
        bounds = p.quarter, p.bounds[-1]
        ids = {s.lead_id for s in look.facts.signals if s.asset == address.value and bounds[0] <= s.at < bounds[1]}
        found: Iterable[int] = sorted(ids & p.leads.keys())
    elif attribute in DIMENSIONS:
        nothing, wanted = tr("not known"), address.value
        found = [
            id
            for id, lead in p.leads.items()
            if p.born[id] >= p.quarter and (getattr(lead, attribute) or nothing) == wanted
        ]
    else:
        raise unknown(address)
    return _reached(look, found, goal, first, None)


def rows_of_cohort(look: Look, address: Address) -> Iterator[BehindRow]:
    """The leads of one week of arrival, and whether they were proven within four weeks."""
    ids = of_period(look, address, address.key)
    if address.column == "arrived":
        return leads(look, ids, tr("arrived"))
    first = look.p.first_sql if address.column == "sql" else look.p.first_mql
    return _reached(look, ids, address.column, first, timedelta(weeks=COHORT_WEEKS))


def rows_of_triangle(look: Look, address: Address) -> Iterator[BehindRow]:
    """Key is the goal, column the week of arrival, value how many weeks since."""
    p = look.p
    ids, weeks = of_period(look, address, address.column), int(address.value or 0)
    if address.key != "Accepted":
        first = p.first_sql if address.key == "SQL" else p.first_mql
        return _reached(look, ids, address.key.casefold(), first, timedelta(weeks=weeks))
    accepted: dict[int, datetime] = {}
    for h in look.facts.handoffs:
        if h.verdict == "accept" and h.verdict_at is not None and h.verdict_at < look.facts.end:
            accepted[h.lead_id] = min(h.verdict_at, accepted.get(h.lead_id, h.verdict_at))
    return _reached(look, ids, "accepted", accepted, timedelta(weeks=weeks))


def _reached(
    look: Look, ids: Iterable[int], goal: str, first: Mapping[int, datetime], within: timedelta | None
) -> Iterator[BehindRow]:
    stage = tr("accepted") if goal == "accepted" else state_label(goal)
    later: list[BehindRow] = []
    for id in ids:
        born, at = look.p.born[id], first.get(id)
        if at is not None and (within is None or at <= born + within or _counts_as_one(at - born, within)):
            yield row(look, id, Told(tr("reached {stage}", stage=stage), at))
        else:
            what = tr("reached {stage} later", stage=stage) if at else tr("not {stage}", stage=stage)
            later.append(row(look, id, Told(what, at or born), counts=False))
    yield from later


def _counts_as_one(took: timedelta, within: timedelta) -> bool:
    """What was reached before the arrival, as a later correction may have it, counts within the first week."""
    return max(1, ceil(took / within)) <= 1


def rows_of_trend(look: Look, address: Address) -> Iterator[BehindRow]:
    """What was counted in one of the last 13 periods."""
    number = period_of(look, address, address.key)
    p, column = look.p, address.column
    if column == "new_leads":
        yield from leads(look, of_period(look, address, address.key), tr("arrived"))
    elif column in ("new_mql", "new_sql"):
        by = {(move.lead_id, move.at): move.by for move in look.facts.moves}
        for step in p.steps:
            if step.counts and step.after == column.removeprefix("new_") and p.period(step.at) == number:
                yield row(look, step.lead_id, step_told(step, by.get((step.lead_id, step.at), "")))
    else:
        verdict = {"accepted": "accept", "rejected": "reject"}.get(column)
        if verdict is None:
            raise unknown(address)
        given = (h for h in look.facts.handoffs if h.verdict == verdict and h.verdict_at is not None)
        yield from packages(look, (h for h in given if h.verdict_at and p.period(h.verdict_at) == number))
