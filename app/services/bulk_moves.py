"""A bulk move looked at before it is made: who would move, and whom the gate stops and what is missing (R5, R6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.gate import Missing, NotReady, allowed
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.language import tr
from app.services.committee.alarmed import hindrances_of
from app.services.touches import lead_of
from app.services.work import Work
from app.store.facts import gather


@dataclass(frozen=True, slots=True)
class Stopped:
    """A lead that would not move. Where something is `missing` the gate stops it, and a written reason goes past it."""

    id: int
    name: str
    says: str
    missing: tuple[Missing, ...] = ()

    @property
    def by_gate(self) -> bool:
        """True where an override is possible; anything else, as a lead that is there already, has none."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True)
class Warned:
    """A lead that would move although something is missing on its committee, which only warns."""

    id: int
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What a bulk move would do: who moves, of them who is warned of, and who stays and why."""

    moves: tuple[int, ...]
    stopped: tuple[Stopped, ...]
    warned: tuple[Warned, ...] = ()


def look_at_moves(
    work: Work,
    lead_ids: Sequence[int],
    *,
    stage: Stage | None = None,
    path: str | None = None,
    reason: Reason,
    overrides: Mapping[int, Reason] | None = None,
    past_gate: Mapping[int, str] | None = None,
) -> MovePlan:
    """What `moves.move_many` would do with the same words; nothing is written. Raises Problem where a lead is gone."""
    gathered = gather(work.session, lead_ids)
    hindrances = hindrances_of(work, lead_ids, stage)
    moves, stopped, warned = list[int](), list[Stopped](), list[Warned]()
    for done, id in enumerate(lead_ids):
        work.progress(done, len(lead_ids), tr("Looking at leads"))
        if id not in gathered:
            lead_of(work, id)  # says what became of it
        own, override = (overrides or {}).get(id, reason), (past_gate or {}).get(id, "")
        try:
            hindrance = hindrances.get(id)
            permit = allowed(work.playbook, gathered[id].facts, stage, path, own, override, hindrance=hindrance)
        except Problem as problem:
            missing = problem.missing if isinstance(problem, NotReady) else ()
            stopped.append(Stopped(id, lead_of(work, id).person.shown_name, problem.message, missing))
        else:
            moves.append(id)
            if permit.warnings:
                warned.append(Warned(id, lead_of(work, id).person.shown_name, "; ".join(permit.warnings)))
    return MovePlan(tuple(moves), tuple(stopped), tuple(warned))
