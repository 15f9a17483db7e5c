"""One pass over all events: where every lead stood at the start and the end of the week, and what it did between."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from app.domain.review.facts import LeadFact, MoveFact, ReviewFacts
from app.domain.review.weeks import period_bounds, quarter_before
from app.domain.stage import Stage
from app.language import tr

PERIODS = 13  # this week and the twelve before it
CLOSED = "closed"
STATES = (*(stage.value for stage in Stage), CLOSED)
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
    path: dict[int, str] = field(default_factory=dict)  # at the end of the week, where a move says so
    last_move: dict[int, datetime] = field(default_factory=dict)
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
    valued: dict[str, "_Values"] = field(default_factory=dict)  # leads by dimension, once somebody asked
    strong: set[int] = field(default_factory=set)  # leads with a signal that is more than engagement

    def period(self, at: datetime) -> int:
        """The number of the period that holds a moment: 12 is this week; negative or above 12 is outside."""
        return bisect_right(self.bounds, at) - 1

    def is_open(self, lead_id: int) -> bool:
        """True where the lead was not closed at the end of the week."""
        return self.standing.get(lead_id, CLOSED) != CLOSED

    def open_leads(self) -> Iterable[LeadFact]:
        """The leads that were open at the end of the week."""
        standing = self.standing
        return (lead for id, lead in self.leads.items() if standing[id] != CLOSED)

    def values(self, dimension: str) -> Mapping[int, str]:
        """What each lead is by one dimension of theirs: its owner, its segment; kept, because every metric asks."""
        if dimension not in self.valued:
            unknown, named = tr("not known"), map(attrgetter(dimension), self.leads.values())
            self.valued[dimension] = _Values(unknown, zip(self.leads, (name or unknown for name in named), strict=True))
        return self.valued[dimension]

    def last_seen(self, lead_id: int) -> datetime:
        """The last move or touch, or else the arrival."""
        return max(self.last_move.get(lead_id, self.born[lead_id]), self.last_touch.get(lead_id, self.born[lead_id]))


class _Values(dict[int, str]):
    """What leads are by one dimension; of a lead that had not arrived, or is gone, it is not known."""

    def __init__(self, unknown: str, values: Iterable[tuple[int, str]]) -> None:
        super().__init__(values)
        self._unknown = unknown

    def __missing__(self, lead_id: int) -> str:
        return self._unknown


def passage(facts: ReviewFacts) -> Passage:
    """Walk once through leads, moves, touches and signals."""
    bounds = period_bounds(facts.start, facts.end, facts.zone, PERIODS)
    p = Passage(bounds, quarter_before(facts.end, facts.zone), facts.zone)
    p.entered = [Counter() for _ in range(PERIODS)]
    p.new_leads = [0] * PERIODS
    _walk_moves(p, facts, _arrivals(p, facts))
    _walk_touches(p, facts)
    for signal in facts.signals:
        if not signal.engagement and signal.at < facts.end:
            p.strong.add(signal.lead_id)
    return p


def _arrivals(p: Passage, facts: ReviewFacts) -> list[MoveFact]:
    """Settle when each lead arrived and where it stood then; returns the moves in the order of time."""
    moves = sorted(facts.moves, key=attrgetter("at"))
    first: dict[int, MoveFact] = {}
    for move in moves:
        first.setdefault(move.lead_id, move)
    closed = facts.closed_paths
    for lead in facts.leads:
        opener = first.get(lead.id)
        born = lead.created_at if opener is None or lead.created_at <= opener.at else opener.at
        if born >= facts.end:
            continue
        stage, path = (lead.stage, lead.path) if opener is None else (opener.from_stage or "lead", opener.from_path)
        state = CLOSED if path in closed else stage
        p.leads[lead.id], p.born[lead.id], p.standing[lead.id], p.since[lead.id] = lead, born, state, born
        if opener is not None:
            p.path[lead.id] = path
        _prove(p, lead.id, state, born)
        if born >= facts.start:
            p.arrived[state] += 1
        number = p.period(born)
        if 0 <= number < PERIODS:
            p.new_leads[number] += 1
    return moves


def _walk_moves(p: Passage, facts: ReviewFacts, moves: list[MoveFact]) -> None:
    start, end, closed = facts.start, facts.end, facts.closed_paths
    begun: set[tuple[int, int]] = set()  # leads and their later cycles in which the stage changed already
    counted: set[tuple[int, int, str]] = set()
    opened = False
    standing, since, path, last_move = p.standing, p.since, p.path, p.last_move
    for move in moves:
        id, at, _, to_stage, _, to_path, cycle, *_ = move
        if at >= end:
            break
        before = standing.get(id)
        if before is None:
            continue
        in_week = at >= start
        if in_week and not opened:
            p.opening, opened = _standing_before(p, start), True
        after = CLOSED if to_path in closed else to_stage
        path[id], last_move[id] = to_path, at
        if in_week and move.overridden:
            p.overridden.append(move)
        if after == before:
            continue
        new_cycle = cycle > 1 and after != CLOSED and (id, cycle) not in begun
        if cycle > 1:
            begun.add((id, cycle))
        counts = RANK[after] > RANK[before] and (id, cycle, after) not in counted
        p.steps.append(Step(id, at, before, after, since[id], new_cycle, counts))
        standing[id], since[id] = after, at
        _prove(p, id, after, at)
        if in_week:
            p.flows[before, after] += 1
            p.requalified[after] += new_cycle
        if counts:
            counted.add((id, cycle, after))
            _count_entry(p, id, after, at)
    if not opened:
        p.opening = _standing_before(p, start)


def _standing_before(p: Passage, start: datetime) -> Counter[str]:
    return Counter(state for id, state in p.standing.items() if p.born[id] < start)


def _prove(p: Passage, id: int, state: str, at: datetime) -> None:
    if state in ("mql", "sal", "sql", "opportunity"):
        p.first_mql.setdefault(id, at)
        if state in ("sql", "opportunity"):
            p.first_sql.setdefault(id, at)


def _count_entry(p: Passage, id: int, state: str, at: datetime) -> None:
    number = p.period(at)
    if 0 <= number < PERIODS:
        p.entered[number][state] += 1
        if state == "sql" and at >= p.quarter:
            p.sql_entries.append((id, at))
        if number == PERIODS - 1:
            p.entered_ids.setdefault(state, []).append(id)


def _walk_touches(p: Passage, facts: ReviewFacts) -> None:
    first, last, reached, end = p.first_touch, p.last_touch, p.first_reached, facts.end
    for id, at, _kind, answered, _by, _talk in facts.touches:
        if at >= end:
            continue
        if id not in first or at < first[id]:
            first[id] = at
        if id not in last or at > last[id]:
            last[id] = at
        if answered and (id not in reached or at < reached[id]):
            reached[id] = at
