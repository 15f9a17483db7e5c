"""One pass over all events: where every lead stood at the start and the end of the week, and what it did between."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise, repeat
from operator import attrgetter
from typing import NamedTuple

from app.domain.review.facts import LeadFact, MoveFact, ReviewFacts
from app.domain.review.weeks import period_bounds, quarter_before
from app.domain.stage import Stage
from app.language import tr

PERIODS = 13  # this week and the twelve before it
CLOSED = "closed"
STATES = (*(stage.value for stage in Stage), CLOSED)
_PROVEN = frozenset({"mql", "sal", "sql", "opportunity"})  # states in which a lead is MQL at least
_READY = frozenset({"sql", "opportunity"})
_at = attrgetter("at")
RANK = {state: number for number, state in enumerate(STATES[:-1])} | {CLOSED: -1}


class Step(NamedTuple):
    """One change of stage of one lead."""

    lead_id: int
    at: datetime
    before: str
    after: str
    since: datetime  # when it came into the stage before
    new_cycle: bool  # it is qualified again: the first change of stage of a later cycle, but to be closed
    counts: bool  # it goes up, and for the first time in this cycle


@dataclass(slots=True)
class Passage:
    """The course of all leads up to the end of the week, gathered in single passes."""

    bounds: list[datetime]
    quarter: datetime  # the beginning of the last 13 weeks; of weekly periods that of the first one
    zone: str = "UTC"  # in which people live these weeks
    leads: dict[int, LeadFact] = field(default_factory=dict)  # those that had arrived by the end of the week
    born: dict[int, datetime] = field(default_factory=dict)
    opening: Counter[str] = field(default_factory=Counter)
    arrived: Counter[str] = field(default_factory=Counter)
    flows: Counter[tuple[str, str]] = field(default_factory=Counter)  # from and to, within the week
    requalified: Counter[str] = field(default_factory=Counter)  # by the state they came into
    steps: list[Step] = field(default_factory=list)  # all of them, in the order of time
    standing: dict[int, str] = field(default_factory=dict)  # at the end of the week
    since: dict[int, datetime] = field(default_factory=dict)
    path: dict[int, str] = field(default_factory=dict)  # at the end of the week
    last_move: dict[int, datetime] = field(default_factory=dict)
    last_into: defaultdict[str, dict[int, datetime]] = field(default_factory=lambda: defaultdict(dict))  # by state
    first_mql: dict[int, datetime] = field(default_factory=dict)
    first_sql: dict[int, datetime] = field(default_factory=dict)
    entered: list[Counter[str]] = field(default_factory=list)  # per period, once per lead and cycle
    entered_ids: dict[str, list[int]] = field(default_factory=dict)  # leads that entered a stage in this week
    sql_entries: list[tuple[int, datetime]] = field(default_factory=list)  # in the last 13 weeks
    new_leads: list[int] = field(default_factory=list)  # per period
    overridden: list[MoveFact] = field(default_factory=list)  # in this week
    first_touch: dict[int, datetime] = field(default_factory=dict)
    last_touch: dict[int, datetime] = field(default_factory=dict)
    first_reached: dict[int, datetime] = field(default_factory=dict)
    place: dict[int, int] = field(default_factory=dict)  # of each lead among the leads, once somebody asked
    valued: dict[str, list[str]] = field(default_factory=dict)  # by dimension: of each lead at its place, as asked
    open_now: list[LeadFact] | None = None  # once somebody asked
    strong: set[int] = field(default_factory=set)  # leads with a signal that is more than engagement

    def period(self, at: datetime) -> int:
        """The number of the period that holds a moment: 12 is this week; negative or above 12 is outside."""
        return bisect_right(self.bounds, at) - 1

    def steps_within(self, start: datetime, end: datetime) -> list[Step]:
        """The changes of stage from `start` until before `end`, in the order of time."""
        first, last = (bisect_left(self.steps, at, key=_at) for at in (start, end))
        return self.steps[first:last]

    def is_open(self, lead_id: int) -> bool:
        """True where the lead was not closed at the end of the week."""
        return self.standing.get(lead_id, CLOSED) != CLOSED

    def open_leads(self) -> Sequence[LeadFact]:
        """The leads that were open at the end of the week; kept, because many ask."""
        if self.open_now is None:
            standing = self.standing
            self.open_now = [lead for id, lead in self.leads.items() if standing[id] != CLOSED]
        return self.open_now

    def places(self, ids: Iterable[int]) -> list[int]:
        """Where some leads stand among all, for `values`; one that had not arrived, or is gone, stands last."""
        if not self.place:
            self.place = {id: place for place, id in enumerate(self.leads)}
        return list(map(self.place.get, ids, repeat(-1)))

    def values(self, dimension: str, places: Iterable[int]) -> list[str]:
        """What the leads at some places are by one dimension of theirs: their owner, their segment."""
        if dimension not in self.valued:  # kept, because every metric asks
            unknown, named = tr("not known"), map(attrgetter(dimension), self.leads.values())
            self.valued[dimension] = [*(name or unknown for name in named), unknown]
        return list(map(self.valued[dimension].__getitem__, places))

    def last_seen(self, lead_id: int) -> datetime:
        """The last move or touch, or else the arrival."""
        return max(self.last_move.get(lead_id, self.born[lead_id]), self.last_touch.get(lead_id, self.born[lead_id]))


def passage(facts: ReviewFacts) -> Passage:
    """Walk once through leads, moves, touches and signals."""
    bounds = period_bounds(facts.start, facts.end, facts.zone, PERIODS)
    p = Passage(bounds, quarter_before(facts.end, facts.zone), facts.zone)
    moves = defaultdict[int, list[MoveFact]](list)
    for move in facts.moves:
        moves[move.lead_id].append(move)
    for lead in facts.leads:  # one after the other: what one needs of a lead is at hand, not strewn over a year
        _follow(p, facts, lead, sorted(moves.get(lead.id, ()), key=_at))
    p.steps.sort(key=_at)
    _count_arrivals(p)
    _count_steps(p, facts)
    _walk_touches(p, facts)
    p.strong = {signal.lead_id for signal in facts.signals if not signal.engagement and signal.at < facts.end}
    return p


def _follow(p: Passage, facts: ReviewFacts, lead: LeadFact, moves: Sequence[MoveFact]) -> None:
    """One lead from its arrival to the end; `moves` are all of it, in the order of time, also those after the end.

    The first move tells when it arrived at the latest, and where it stood then.
    """
    id, born, end, closed = lead.id, lead.created_at, facts.end, facts.closed_paths
    stage, path = (moves[0].from_stage or "lead", moves[0].from_path) if moves else (lead.stage, lead.path)
    if moves and moves[0].at < born:
        born = moves[0].at
    if born >= end:
        return
    state, since = CLOSED if path in closed else stage, born
    p.leads[id], p.born[id] = lead, born
    if born >= facts.start:
        p.arrived[state] += 1
    if state in _PROVEN:
        _prove(p, id, state, born)
    if moves:
        begun: set[int] = set()  # cycles in which it changed
        counted: set[tuple[int, str]] = set()  # stages that count already
        for move in moves:
            _, at, _, stage, _, to_path, cycle, _, overridden, _ = move
            if at >= end:
                break
            path, p.last_move[id] = to_path, at
            if overridden and at >= facts.start:
                p.overridden.append(move)
            after = CLOSED if path in closed else stage
            if after == state:
                continue
            new_cycle = cycle > 1 and after != CLOSED and cycle not in begun
            counts = RANK[after] > RANK[state] and (cycle, after) not in counted
            begun.add(cycle)
            if counts:
                counted.add((cycle, after))
            p.steps.append(Step(id, at, state, after, since, new_cycle, counts))
            if after in _PROVEN:
                _prove(p, id, after, at)
            p.last_into[after][id] = at
            state, since = after, at
    p.standing[id], p.since[id], p.path[id] = state, since, path


def _prove(p: Passage, id: int, state: str, at: datetime) -> None:
    p.first_mql.setdefault(id, at)
    if state in _READY:
        p.first_sql.setdefault(id, at)


def _count_arrivals(p: Passage) -> None:
    first = p.bounds[0]
    arrived = Counter(p.period(born) for born in p.born.values() if born >= first)
    p.new_leads = [arrived[period] for period in range(len(p.bounds) - 1)]


def _count_steps(p: Passage, facts: ReviewFacts) -> None:
    """What the changes of stage come to, by period and in this week; a stage counts once per lead and cycle."""
    for start, end in pairwise(p.bounds):
        p.entered.append(Counter(step.after for step in p.steps_within(start, end) if step.counts))
    quarter, this_week = (p.steps_within(start, facts.end) for start in (p.quarter, facts.start))
    p.sql_entries = [(step.lead_id, step.at) for step in quarter if step.counts and step.after == "sql"]
    p.flows = Counter((step.before, step.after) for step in this_week)
    p.requalified = Counter(step.after for step in this_week if step.new_cycle)
    for step in this_week:
        if step.counts:
            p.entered_ids.setdefault(step.after, []).append(step.lead_id)
    changed = {step.lead_id: step.before for step in reversed(this_week)}
    p.opening = Counter(changed.get(id, state) for id, state in p.standing.items() if p.born[id] < facts.start)


def _walk_touches(p: Passage, facts: ReviewFacts) -> None:
    first, last, reached, end = p.first_touch, p.last_touch, p.first_reached, facts.end
    for id, at, _kind, answered, _by, _talk, _prepared in facts.touches:
        if at >= end:
            continue
        if id not in first or at < first[id]:
            first[id] = at
        if id not in last or at > last[id]:
            last[id] = at
        if answered and (id not in reached or at < reached[id]):
            reached[id] = at
