"""The facts of one call with what follows from them: which criteria are open, which of them a gap waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.calls.picked import Decided, PickFacts
from app.domain.judging import SQL_GATES
from app.domain.playbook import Criterion, Playbook, Question


@dataclass(slots=True)
class Bank:
    """The facts of one call, with what follows from them, looked up once."""

    playbook: Playbook
    facts: PickFacts
    decided: Mapping[str, Decided]
    criteria: tuple[Criterion, ...] = field(init=False)
    stopped: frozenset[str] = field(init=False)  # criteria that a gap blocks
    stopped_gates: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        facts = self.facts
        self.criteria = self.playbook.checklist(facts.stage, facts.service_line).criteria
        self.stopped = frozenset(one.criterion for one in facts.stopping if one.criterion)
        areas = {area.id: area.gates for area in self.playbook.calls.gap_areas}
        without = [one for one in facts.stopping if not one.criterion]
        self.stopped_gates = frozenset(gate for one in without for gate in areas.get(one.area, ()))

    @property
    def unproven(self) -> tuple[Criterion, ...]:
        """The criteria that do not hold, or that a later answer contradicts."""
        facts = self.facts
        return tuple(c for c in self.criteria if c.id not in facts.proven or c.id in facts.contradicted)


@dataclass(frozen=True, slots=True)
class OpenCriteria:
    """The criteria of a checklist, of which some hold."""

    criteria: Sequence[Criterion]
    proven: frozenset[str]

    def of(self, question: Question) -> Criterion | None:
        """The first criterion that the question proves and that is open; a proven one where all are; else None."""
        meant = [criterion for criterion in self.criteria if proves(question, criterion)]
        meant.sort(key=lambda criterion: not criterion.required)
        return next((c for c in meant if c.id not in self.proven), next(iter(meant), None))


def proves(question: Question, criterion: Criterion) -> bool:
    """True where an answer to the question may prove the criterion."""
    return criterion.id in question.criteria if question.criteria else criterion.gate == question.proves[0]


def is_gate(criterion: Criterion) -> bool:
    """True for a required criterion of one of the four gates of SQL (R1)."""
    return criterion.required and criterion.gate in SQL_GATES


def stops(bank: Bank, criterion: Criterion) -> bool:
    """True where a gap that stops the deal waits for the criterion."""
    return criterion.id in bank.stopped or criterion.gate in bank.stopped_gates
