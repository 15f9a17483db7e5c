"""What must be learned in a call: the criteria that are not proven, ranked."""

from app.domain.calls.open_criteria import Bank, is_gate, stops
from app.domain.calls.picked import MustLearn, PickFacts, gate_words
from app.domain.judging import SQL_GATES
from app.domain.playbook import Criterion, Playbook
from app.language import tr


def must_learn(playbook: Playbook, facts: PickFacts, most: int = 3) -> tuple[MustLearn, ...]:
    """The criteria to prove in this call, ranked: the gates in their order, what stops the deal, what is required."""
    bank = Bank(playbook, facts, {})
    ranked = sorted(bank.unproven, key=lambda c: _rank_of(bank, c))
    return tuple(_to_learn(bank, criterion) for criterion in ranked if _matters(bank, criterion))[:most]


def _matters(bank: Bank, criterion: Criterion) -> bool:
    return criterion.required or criterion.gate in SQL_GATES or stops(bank, criterion)


def _rank_of(bank: Bank, criterion: Criterion) -> tuple[int, int, bool]:
    gate = SQL_GATES.index(criterion.gate) if is_gate(criterion) else len(SQL_GATES)
    return gate, 0 if stops(bank, criterion) else 1, not criterion.required


def _to_learn(bank: Bank, criterion: Criterion) -> MustLearn:
    seat = bank.playbook.seat(criterion.seat)
    why = tr("Not proven yet: {gate}.", gate=gate_words(criterion.gate))
    if criterion.id in bank.facts.contradicted:
        why = tr("Two answers contradict each other.")
    elif stops(bank, criterion):
        why = tr("A gap that stops the deal waits for it.")
    return MustLearn(
        criterion.id, criterion.gate, criterion.question, why, criterion.seat, seat.label if seat is not None else ""
    )
