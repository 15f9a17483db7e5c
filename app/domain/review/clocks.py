"""Clocks: first outreach and verdicts in business hours, and how long leads have stood in their stage."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.domain.review.facts import LeadFact, ReviewFacts
from app.domain.review.flow import state_label, states
from app.domain.review.passage import CLOSED, PERIODS, RANK, Passage
from app.domain.review.rates import median, percentile
from app.domain.review.running import Running
from app.domain.review.sheet import AgeRow, ClockRow
from app.domain.review.verdicts import decided, overdue, sent
from app.language import tr

LISTED = 500  # clocks of one kind that are listed by name; all are counted
_EVER = 10**6
ANY_AGE = (-_EVER, _EVER)
BANDS: Mapping[str, tuple[int, int]] = {
    "to_7": (-_EVER, 7),
    "to_14": (7, 14),
    "to_30": (14, 30),
    "to_60": (30, 60),
    "above_60": (60, _EVER),
}
"""Days in a stage by the column that counts them: more than the first, at most the second."""


def waiting_for_outreach(facts: ReviewFacts, p: Passage, running: Running) -> list[LeadFact]:
    """Open leads that nobody has touched although the time allowed has passed, the oldest first."""
    late = [
        lead
        for lead in p.open_leads()
        if lead.id not in p.first_touch
        and p.path[lead.id] not in facts.quiet_paths
        and RANK[p.standing[lead.id]] <= RANK["mql"]
        and running.over(lead.id, p.born[lead.id], lead.outreach_hours)
    ]
    return sorted(late, key=lambda lead: p.born[lead.id])


def outreach_hours(p: Passage, running: Running) -> list[list[tuple[float, float]]]:
    """Per period of the last five: hours from arrival to first touch, with the hours allowed, by day of the touch."""
    found: list[list[tuple[float, float]]] = [[] for _ in range(PERIODS)]
    oldest = p.bounds[PERIODS - 5]
    for id, touched in p.first_touch.items():
        if touched < oldest or id not in p.leads or touched < p.born[id]:
            continue
        found[p.period(touched)].append((running.hours(id, p.born[id], touched), p.leads[id].outreach_hours))
    return found


def verdict_hours(facts: ReviewFacts, p: Passage, running: Running) -> list[list[float]]:
    """Per period: hours from sending to accept or reject, by day of the verdict; silence is no answer."""
    found: list[list[float]] = [[] for _ in range(PERIODS)]
    for h in facts.handoffs:
        number = p.period(h.verdict_at) if h.verdict_at is not None else -1
        answered = h.verdict in ("accept", "reject") and not h.silent
        if h.verdict_at is not None and answered and 0 <= number < PERIODS:
            found[number].append(running.hours(h.lead_id, h.sent_at, h.verdict_at))
    return found


def clocks(facts: ReviewFacts, p: Passage, running: Running, late: list[LeadFact]) -> tuple[ClockRow, ...]:
    """The clocks that ran over, and every package without a verdict."""
    late_ones: list[ClockRow] = []
    waiting: list[ClockRow] = []
    for lead in late[:LISTED]:
        since = p.born[lead.id]
        hours = running.hours(lead.id, since, facts.until)
        late_ones.append(_row(tr("First outreach"), lead, since, (hours, lead.outreach_hours), tr("overdue"), True))
    for handoff in sent(facts):
        verdict = decided(facts, handoff)
        lead_of = p.leads.get(handoff.lead_id)
        if verdict in ("accept", "reject") or lead_of is None or len(late_ones) + len(waiting) >= 2 * LISTED:
            continue
        hours = running.hours(handoff.lead_id, handoff.sent_at, facts.until)
        state, over = tr("asked for more") if verdict else tr("no verdict"), overdue(facts, running, handoff)
        if running.stands_still(handoff.lead_id):
            state = tr("{state}; clock paused", state=state)
        if not verdict:  # who asked for more has answered: nothing runs against them
            state = "; ".join((state, tr("overdue") if over else tr("in time")))
        clock = tr("Verdict {number}", number=handoff.number)
        waiting.append(_row(clock, lead_of, handoff.sent_at, (hours, handoff.verdict_hours), state, over))
    return (*sorted(waiting, key=_longest_over_first), *sorted(late_ones, key=_longest_over_first))


def _longest_over_first(row: ClockRow) -> float:
    return -row.over


def _row(clock: str, lead: LeadFact, since: datetime, ran: tuple[float, float], state: str, over: bool) -> ClockRow:
    hours, allowed = ran
    past = max(0.0, hours - allowed) if over else 0.0
    return ClockRow(clock, lead.ref, lead.person, lead.account, lead.owner, since, hours, allowed, past, state)


def ages(facts: ReviewFacts, p: Passage) -> tuple[AgeRow, ...]:
    """Days in the present stage at the end of the week, in bands."""
    days: dict[str, list[float]] = {}
    until, day = facts.until, timedelta(days=1)
    for id, state in p.standing.items():
        days.setdefault(state, []).append((until - p.since[id]) / day)
    rows = []
    for state in states(facts, p):
        if state == CLOSED:
            continue
        found = days.get(state, [])
        counted = {band: sum(above < value <= to for value in found) for band, (above, to) in BANDS.items()}
        middle, ninetieth = median(found), percentile(found, 0.9)
        label = state_label(state)
        rows.append(AgeRow(label, **counted, median=middle, ninetieth=ninetieth))
    return tuple(rows)
