"""Replay: how leads and past decisions would be judged under other definitions, before anybody adopts them (J8).

Nothing is decided here: the same rules judge the same facts twice, and what differs is named with its reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.clock import clock_of
from app.domain.gate import missing_for
from app.domain.lead import Answer, Answered, LeadFacts
from app.domain.playbook import Playbook
from app.domain.routing import NOBODY_YET, Desks, first_route, owner_of, while_routing
from app.domain.scoring import cell, score
from app.domain.stage import Stage
from app.domain.today import Pending, group_of


@dataclass(frozen=True, slots=True)
class Case:
    """One lead as it stands now, with what its place in Today also depends on."""

    facts: LeadFacts
    pending: Pending = field(default_factory=Pending)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one lead stands under one playbook."""

    fit: int
    intent: int
    fit_band: str
    intent_band: str
    cell: str  # its name
    cell_path: str  # what the grid suggests
    points: Mapping[str, int]  # by rule; what limits a score counts as a rule
    route: str
    path: str  # where the route leads
    owner: str
    deadline_hours: float
    next_stage: str  # empty where none follows
    missing: tuple[str, ...]  # criteria that keep the gate to it closed
    group: str  # of Today; empty for one that can wait


@dataclass(frozen=True, slots=True)
class Replayed:
    """One lead under both playbooks."""

    lead_id: int
    before: Standing
    after: Standing

    @property
    def rescored(self) -> bool:
        """True where fit or intent differs."""
        return (self.before.fit, self.before.intent) != (self.after.fit, self.after.intent)

    @property
    def moves(self) -> bool:
        """True where it would stand in another cell of the grid."""
        return (self.before.fit_band, self.before.intent_band) != (self.after.fit_band, self.after.intent_band)

    @property
    def suggests(self) -> bool:
        """True where the grid would suggest another path."""
        return self.before.cell_path != self.after.cell_path

    @property
    def opens(self) -> bool:
        """True where the gate to the next stage is closed now and would be open."""
        return bool(self.after.next_stage and self.before.missing and not self.after.missing)

    @property
    def closes(self) -> bool:
        """True where the gate to the next stage is open now and would be closed."""
        return bool(self.before.next_stage and not self.before.missing and self.after.missing)

    @property
    def rerouted(self) -> bool:
        """True where route, path, owner or deadline would be another."""
        before, after = self.before, self.after
        return (before.route, before.path, before.owner, before.deadline_hours) != (
            after.route,
            after.path,
            after.owner,
            after.deadline_hours,
        )

    @property
    def regrouped(self) -> bool:
        """True where it would wait in another group of Today."""
        return self.before.group != self.after.group

    @property
    def changed(self) -> bool:
        """True where anything at all would differ."""
        return self.before != self.after

    @property
    def rules(self) -> dict[str, int]:
        """By how many points each rule would count for more, or for less."""
        before, after = self.before.points, self.after.points
        differing = {id: after.get(id, 0) - before.get(id, 0) for id in {**before, **after}}
        return {id: points for id, points in differing.items() if points}

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria that would be missing and are not now, or the reverse."""
        return tuple(sorted(set(self.before.missing) ^ set(self.after.missing)))


@dataclass(frozen=True, slots=True)
class Decision:
    """A past move to MQL, SAL or SQL, with the answers that were kept with it."""

    move_id: int
    lead_id: int
    at: datetime
    by: str
    service_line: str
    from_stage: Stage
    to_stage: Stage
    learned: str
    answers: Mapping[str, str]  # criterion: yes, no, unknown
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Redecided:
    """A past decision that would have gone otherwise."""

    decision: Decision
    blocked: bool  # True: the gate would have been closed; False: it would have been open
    criteria: tuple[str, ...]  # which of them make the difference


def replay(
    now_in_force: Playbook,
    draft: Playbook,
    cases: Iterable[Case],
    now: datetime,
    desks: tuple[Desks, Desks] = (NOBODY_YET, NOBODY_YET),
) -> tuple[Replayed, ...]:
    """Judge every lead under both playbooks, in the order in which they come; each has its own turns and loads."""
    return tuple(
        Replayed(
            case.facts.lead_id,
            standing(now_in_force, case, now, desks[0]),
            standing(draft, case, now, desks[1]),
        )
        for case in cases
    )


def standing(playbook: Playbook, case: Case, now: datetime, desks: Desks = NOBODY_YET) -> Standing:
    """How one lead stands under a playbook: score, cell, route, gate to the next stage, place in Today."""
    facts = case.facts
    scored = score(playbook, facts, now)
    at = cell(playbook, scored)
    routed = first_route(playbook, facts, scored, desks)
    owner, _why = owner_of(routed, while_routing(facts, scored, desks), desks)
    following = next_stage(playbook, facts.stage)
    place = group_of(facts, playbook, now, clock_of(playbook.hours), case.pending)
    points: dict[str, int] = {}
    for line in scored.ledger:
        points[line.rule] = points.get(line.rule, 0) + line.points
    return Standing(
        fit=scored.fit,
        intent=scored.intent,
        fit_band=scored.fit_band,
        intent_band=scored.intent_band,
        cell=at.label,
        cell_path=at.path,
        points=points,
        route=routed.id,
        path=routed.path,
        owner=owner,
        deadline_hours=routed.deadline_hours,
        next_stage=following.value if following else "",
        missing=tuple(one.criterion for one in missing_for(playbook, facts, following)) if following else (),
        group=place.group if place else "",
    )


def next_stage(playbook: Playbook, stage: Stage) -> Stage | None:
    """The stage that comes next step by step; None where the gate has nothing more to say."""
    after = {
        Stage.LEAD: Stage.MQL,
        Stage.MQL: Stage.SAL if playbook.use_sal else Stage.SQL,
        Stage.SAL: Stage.SQL,
    }
    return after.get(stage)


def redecide(now_in_force: Playbook, draft: Playbook, decisions: Sequence[Decision]) -> tuple[Redecided, ...]:
    """The past decisions whose gate the draft would have found closed and today's playbook open, or the reverse.

    Both judge the answers kept with the move. Open technical questions of that time are not kept, so they play no part.
    """
    found = []
    for one in decisions:
        before, after = _missing_then(now_in_force, one), _missing_then(draft, one)
        if bool(before) != bool(after):
            found.append(Redecided(one, bool(after), tuple(sorted(before ^ after))))
    return tuple(found)


def _missing_then(playbook: Playbook, decision: Decision) -> set[str]:
    answers = {id: Answer(id, Answered(value), evidence="kept with the move") for id, value in decision.answers.items()}
    facts = LeadFacts(decision.lead_id, service_line=decision.service_line, stage=decision.from_stage, answers=answers)
    return {one.criterion for one in missing_for(playbook, facts, decision.to_stage, decision.learned)}
