"""The questions of a call, ranked: each gate's best one first, then what closes a stopping gap, then who attends."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.domain.calls.open_criteria import Bank, OpenCriteria, is_gate, proves
from app.domain.calls.picked import OWN, Decided, Picked, ScorePart, gate_words
from app.domain.judging import SQL_GATES
from app.domain.playbook import Criterion, Question
from app.language import tr

_FIRST_OF_A_GATE = 10_000  # above everything that follows, so that a gate criterion is always asked for
_STEP_OF_A_GATE = 1_000  # between the gates, so that nothing else changes their order
_POINTS: Mapping[str, int] = {
    "stops": 300,
    "seat": 100,
    "more": 60,  # another question for the same gate criterion
    "required": 40,
    "contradicts": 30,
    "line": 10,
    "informs": 5,
}


def ranked_questions(bank: Bank) -> list[Picked]:
    """Every question of the line and of one's own, the best first."""
    line = bank.facts.service_line
    proven = bank.facts.proven - bank.facts.contradicted
    open_ones = OpenCriteria(bank.criteria, proven)
    bare = [one for one in bank.playbook.questions if not one.service_lines or line in one.service_lines]
    best = _best_of_gates(bank, bare)
    found = [_judged(bank, one, best.get(one.id) or open_ones.of(one), one.id in best) for one in bare]
    return sorted([*found, *_own(bank)], key=_order)


def _best_of_gates(bank: Bank, bare: Sequence[Question]) -> Mapping[str, Criterion]:
    """The question that stands for each open gate criterion: pinned, stopping, attended, of the line; one for each."""
    found: dict[str, Criterion] = {}
    for criterion in filter(is_gate, bank.unproven):
        fitting = [one for one in bare if one.id not in found and proves(one, criterion) and _may_lead(bank, one)]
        if fitting:
            found[min(fitting, key=lambda one: _lead_key(bank, one, criterion)).id] = criterion
    return found


def _may_lead(bank: Bank, question: Question) -> bool:
    return question.id not in bank.facts.answered and not bank.decided.get(question.id, Decided()).skipped


def _lead_key(bank: Bank, question: Question, criterion: Criterion) -> tuple[object, ...]:
    points = sum(part.points for part in _further(bank, question, criterion))
    pinned = bank.decided.get(question.id, Decided()).pinned
    narrow = {0: 1, 1: 0}.get(len(question.criteria), 2)  # one that proves this alone; one for several is needed there
    return (not pinned, narrow, -points, *natural(question.id))


def _judged(bank: Bank, question: Question, criterion: Criterion | None, leads: bool) -> Picked:
    decided = bank.decided.get(question.id, Decided())
    left_out = ""
    if criterion is not None and criterion.id not in {one.id for one in bank.unproven}:
        left_out = "proven"
    elif question.id in bank.facts.answered:
        left_out = "answered"
    parts = tuple(_parts(bank, question, criterion, leads)) if not left_out else ()
    text = decided.text.strip()
    return Picked(
        question=question.id,
        text=question.text,
        asked=text or question.text,
        gate=criterion.gate if criterion is not None else question.proves[0],
        criterion=criterion.id if criterion is not None else "",
        seat=_seat_of(bank, question, criterion),
        ask=question.ask,
        reason=_reason(left_out, decided.pinned, parts),
        score=sum(part.points for part in parts),
        parts=parts,
        counts_when=question.counts_when,
        pinned=decided.pinned,
        skipped=decided.skipped,
        reworded=bool(text) and text != question.text,
        left_out=left_out,
    )


def _parts(bank: Bank, question: Question, criterion: Criterion | None, leads: bool) -> Iterator[ScorePart]:
    if criterion is not None and leads:
        points = _FIRST_OF_A_GATE - _STEP_OF_A_GATE * SQL_GATES.index(criterion.gate)
        yield ScorePart("gate", points, tr("Not proven yet: {gate}.", gate=gate_words(criterion.gate)))
    yield from _further(bank, question, criterion)


def _further(bank: Bank, question: Question, criterion: Criterion | None) -> Iterator[ScorePart]:
    """What counts for a question beside being the first of its criterion."""
    if criterion is not None:
        if is_gate(criterion):
            yield ScorePart("more", _POINTS["more"], tr("More on: {gate}.", gate=gate_words(criterion.gate)))
        elif criterion.required:
            says = tr("Required and not proven yet: {gate}.", gate=gate_words(criterion.gate))
            yield ScorePart("required", _POINTS["required"], says)
        if criterion.id in bank.facts.contradicted:
            yield ScorePart("contradicts", _POINTS["contradicts"], tr("Two answers contradict each other."))
    if _would_close(bank, question, criterion):
        yield ScorePart("stops", _POINTS["stops"], tr("It would close a gap that stops the deal."))
    attending = sorted({*question.seats} & bank.facts.seats) or _seat_attending(bank, question, criterion)
    if attending:
        labels = bank.playbook.label("seat", attending[0])
        yield ScorePart("seat", _POINTS["seat"], tr("{seat} attends.", seat=labels))
    if question.service_lines:
        yield ScorePart("line", _POINTS["line"], tr("It is a question of this service line."))
    informed = {criterion.gate for criterion in bank.unproven}
    if any(gate in informed for gate in question.proves[1:]):
        yield ScorePart("informs", _POINTS["informs"], tr("It also says something of what else is open."))


def _would_close(bank: Bank, question: Question, criterion: Criterion | None) -> bool:
    if criterion is not None and criterion.id in bank.stopped:
        return True
    return question.proves[0] in bank.stopped_gates


def _seat_attending(bank: Bank, question: Question, criterion: Criterion | None) -> list[str]:
    """The seat of the criterion, for a question that names nobody to ask."""
    named = not question.seats and criterion is not None and criterion.seat in bank.facts.seats
    return [criterion.seat] if named and criterion is not None else []


def _seat_of(bank: Bank, question: Question, criterion: Criterion | None) -> str:
    attending = sorted({*question.seats} & bank.facts.seats)
    if attending or question.seats:
        return (*attending, *question.seats)[0]
    return criterion.seat if criterion is not None else "other"


def _own(bank: Bank) -> Iterator[Picked]:
    """Questions of one's own; somebody wrote them for this call, so they are asked."""
    for id, decided in bank.decided.items():
        if id.startswith(OWN) and decided.text.strip():
            text = decided.text.strip()
            says = tr("Written for this call.")
            yield Picked(id, text, text, reason=says, pinned=True, skipped=decided.skipped, own=True)


def _order(one: Picked) -> tuple[object, ...]:
    """The best first; what is left out for good last; equal ones by their id, wherever they stand in the bank."""
    return bool(one.left_out), -one.score, *natural(one.question)


def _reason(left_out: str, pinned: bool, parts: Sequence[ScorePart]) -> str:
    """One sentence: why it is asked, or why not."""
    if pinned:
        return tr("Pinned by hand.")
    if left_out == "proven":
        return tr("What it proves is proven already.")
    if left_out == "answered":
        return tr("It was answered; look at the answer and confirm the tick.")
    told = [part.says for part in parts if part.id not in ("line", "informs")]
    if parts and parts[0].id == "gate":
        told = [part.says for part in parts if part.id not in ("line", "informs", "more")]
    if not told:
        return tr("It is in the bank of this service line.") if parts else tr("It may close any call.")
    return " ".join(told)


def natural(id: str) -> tuple[str, int, str]:
    """What sorts ids as people do: HL2 before HL10."""
    found = re.match(r"(\D*)(\d*)", id)
    return (found[1], int(found[2] or 0), id) if found else (id, 0, id)
