"""Suggested answers: what the facts say of MQL criteria that nobody answered, and the signal that says it."""

from dataclasses import dataclass, replace

from app.domain.conditions import Condition
from app.domain.lead import LeadFacts, Signal
from app.domain.playbook import Playbook
from app.domain.scoring import suggested_answers


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A Yes that the facts suggest. A person takes it or leaves it: it is no answer (R2)."""

    because: str
    signal: int | None = None  # the signal without which nothing would be suggested


def suggestions(playbook: Playbook, facts: LeadFacts) -> dict[str, Suggestion]:
    """A suggestion for each MQL criterion that has one; never for an SQL criterion, and never over an answer (R4)."""
    found = {}
    for id, because in suggested_answers(playbook, facts).items():
        criterion = playbook.criterion(id)
        source = _source(criterion.suggested_by, facts) if criterion and criterion.suggested_by else None
        found[id] = Suggestion(because, source.id if source else None)
    return found


def _source(condition: Condition, facts: LeadFacts) -> Signal | None:
    """The newest signal that is enough by itself, where the condition holds for no other reason."""
    if condition.holds(replace(facts, signals=())):
        return None
    alone = (signal for signal in reversed(facts.signals) if condition.holds(replace(facts, signals=(signal,))))
    return next(alone, None)
