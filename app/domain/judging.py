"""Judging a checklist: which criteria hold, which are missing, which are contradicted."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.lead import Answer, Answered
from app.domain.playbook import Checklist, Criterion, Gate, Playbook
from app.domain.playbook.derived import per_playbook

SQL_GATES: tuple[Gate, ...] = ("need", "intent", "fit", "next_step")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checklist says of one lead, as ids of criteria in the order of the checklist."""

    met: tuple[str, ...]
    missing: tuple[str, ...]  # required and not met
    no: tuple[str, ...]  # answered No, which is not Unknown (R8)
    contradicted: tuple[str, ...]  # a Yes followed a No or the reverse; both are kept

    @property
    def ready(self) -> bool:
        """True where nothing required is missing."""
        return not self.missing


def judge(checklist: Checklist, answers: Mapping[str, Answer]) -> Verdict:
    """Judge every criterion; one that nobody answered does not hold."""
    criteria = checklist.criteria
    met = tuple(c.id for c in criteria if holds(c, answers.get(c.id)))
    return Verdict(
        met=met,
        missing=tuple(c.id for c in criteria if c.required and c.id not in met),
        no=tuple(c.id for c in criteria if (a := answers.get(c.id)) and a.value == Answered.NO),
        contradicted=tuple(c.id for c in criteria if (a := answers.get(c.id)) and a.contradicted),
    )


def holds(criterion: Criterion, answer: Answer | None) -> bool:
    """True where the answer is Yes; an SQL criterion also needs its evidence in writing (R1)."""
    if answer is None or answer.value != Answered.YES:
        return False
    return criterion.stage != "sql" or bool(answer.evidence.strip())


def proven(verdict: Verdict, checklist: Checklist) -> str:
    """How many of the four SQL gates are proven, as people read it: '2 of 4'."""
    return f"{len(proven_gates(verdict, checklist))} of {len(SQL_GATES)}"


def proven_gates(verdict: Verdict, checklist: Checklist) -> tuple[Gate, ...]:
    """The SQL gates with at least one criterion met and no required one missing."""
    met = {c.gate for c in checklist.criteria if c.id in verdict.met}
    missing = {c.gate for c in checklist.criteria if c.id in verdict.missing}
    return tuple(gate for gate in SQL_GATES if gate in met and gate not in missing)


def checklist_of(playbook: Playbook, stage: str, service_line: str) -> Checklist:
    """The checklist of a stage and service line, kept once made: for judging many leads."""
    kept = _checklists(playbook)
    found = kept.get((stage, service_line))
    if found is None:
        found = kept[stage, service_line] = playbook.checklist(stage, service_line)
    return found


def is_ready(checklist: Checklist, answers: Mapping[str, Answer]) -> bool:
    """True where every required criterion holds; the quick form of `judge(...).ready`."""
    return all(holds(c, answers.get(c.id)) for c in checklist.criteria if c.required)


@per_playbook
def _checklists(playbook: Playbook) -> dict[tuple[str, str], Checklist]:
    return {}
