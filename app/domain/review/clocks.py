"""Clocks: first outreach and verdicts in business hours, and how long leads have stood in their stage."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.domain.review.facts import HoursBetween, LeadFact, ReviewFacts
from app.domain.review.flow import state_label, states
from app.domain.review.passage import CLOSED, PERIODS, RANK, Passage
from app.domain.review.rates import median, percentile
from app.domain.review.sheet import AgeRow, ClockRow
from app.domain.review.verdicts import decided, sent

LISTED = 500  # clocks of one kind that are listed by name; all are counted
_BANDS = (7, 14, 30, 60)


def latest_start(hours_between: HoursBetween, end: datetime, allowed: float) -> datetime:
    """The latest start after which no more than the allowed business hours had run by `end`; found by halving.

    So a hundred thousand leads cost one comparison each instead of one walk through the calendar each.
    """
    late, early = end, end - timedelta(days=14)
    while hours_between(early, end) <= allowed and end - early < timedelta(days=3650):
        early -= end - early
    while late - early > timedelta(seconds=1):
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


def waiting_for_outreach(facts: ReviewFacts, p: Passage, hours_between: HoursBetween) -> list[LeadFact]:
    """Open leads that nobody has touched although the time allowed has passed, the oldest first."""
    over = overdue_test(hours_between, facts.until)
    late = [
        lead
        for lead in p.open_leads()
        if lead.id not in p.first_touch
        and p.path.get(lead.id, lead.path) not in facts.quiet_paths
        and RANK[p.standing[lead.id]] <= RANK["mql"]
        and over(p.born[lead.id], lead.outreach_hours)
    ]
    return sorted(late, key=lambda lead: p.born[lead.id])


def outreach_hours(p: Passage, hours_between: HoursBetween) -> list[list[tuple[float, float]]]:
    """Per period of the last five: hours from arrival to first touch, with the hours allowed, by day of the touch."""
    found: list[list[tuple[float, float]]] = [[] for _ in range(PERIODS)]
    oldest = p.bounds[PERIODS - 5]
    for id, touched in p.first_touch.items():
        if touched < oldest or id not in p.leads or touched < p.born[id]:
            continue
        found[p.period(touched)].append((hours_between(p.born[id], touched), p.leads[id].outreach_hours))
    return found


def verdict_hours(facts: ReviewFacts, p: Passage, hours_between: HoursBetween) -> list[list[float]]:
    """Per period: hours from sending to accept or reject, by day of the verdict."""
    found: list[list[float]] = [[] for _ in range(PERIODS)]
    for h in facts.handoffs:
        number = p.period(h.verdict_at) if h.verdict_at is not None else -1
        if h.verdict_at is not None and h.verdict in ("accept", "reject") and 0 <= number < PERIODS:
            found[number].append(hours_between(h.sent_at, h.verdict_at))
    return found


def clocks(facts: ReviewFacts, p: Passage, hours_between: HoursBetween, late: list[LeadFact]) -> tuple[ClockRow, ...]:
    """The clocks that ran over, and every package without a verdict."""
    rows = []
    for lead in late[:LISTED]:
        since = p.born[lead.id]
        hours = hours_between(since, facts.until)
        rows.append(_row("First outreach", lead, since, hours, lead.outreach_hours, ""))
    for handoff in sent(facts):
        verdict = decided(facts, handoff)
        lead_of = p.leads.get(handoff.lead_id)
        if verdict in ("accept", "reject") or lead_of is None or len(rows) >= 2 * LISTED:
            continue
        hours = hours_between(handoff.sent_at, facts.until)
        state = "asked for more" if verdict == "need_more" else "no verdict"
        rows.append(_row(f"Verdict {handoff.number}", lead_of, handoff.sent_at, hours, handoff.verdict_hours, state))
    return tuple(sorted(rows, key=lambda row: (row.clock.split()[0] != "Verdict", -row.over)))


def _row(clock: str, lead: LeadFact, since: datetime, hours: float, allowed: float, state: str) -> ClockRow:
    over = max(0.0, hours - allowed) if allowed else 0.0
    said = "; ".join(filter(None, (state, "overdue" if over else "in time")))
    return ClockRow(clock, lead.ref, lead.person, lead.account, lead.owner, since, hours, allowed, over, said)


def ages(facts: ReviewFacts, p: Passage) -> tuple[AgeRow, ...]:
    """Days in the present stage at the end of the week, in bands."""
    days: dict[str, list[float]] = {}
    for id, state in p.standing.items():
        days.setdefault(state, []).append((facts.until - p.since[id]) / timedelta(days=1))
    rows = []
    for state in states(facts, p):
        if state == CLOSED:
            continue
        found = days.get(state, [])
        w1, w2, m1, m2 = (sum(value <= band for value in found) for band in _BANDS)
        middle, ninetieth = median(found), percentile(found, 0.9)
        label = state_label(state)
        rows.append(AgeRow(label, w1, w2 - w1, m1 - w2, m2 - m1, len(found) - m2, middle, ninetieth))
    return tuple(rows)
