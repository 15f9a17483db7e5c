"""The question picker (CP2): what to ask in this call, with the reason for each, and what is left out and why.

Each gate criterion that is not proven has its best question first: need, intent, fit, next step. Then come questions
that would close a gap which stops the deal, then further ones by the seats that attend. What a person pinned, skipped,
moved or reworded stands; a rewording keeps the id of its question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.judging import SQL_GATES
from app.domain.playbook import Criterion, Playbook, Question
from app.language import later, tr, within

OWN = "own-"
_GATE_WORDS: Mapping[str, str] = {
    "need": later("Need"),
    "intent": later("Intent"),
    "fit": later("Fit"),
    "next_step": later("Next step"),
    "budget": later("Budget"),
    "timeline": later("Timeline"),
    "decision": later("Decision path"),
    "compliance": later("Compliance"),
    "integration": later("Integration"),
    "interest": later("Interest"),
}
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


@dataclass(frozen=True, slots=True)
class Stopping:
    """An open gap that stops the deal: the criterion it blocks, or what it is about."""

    criterion: str = ""
    area: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class PickFacts:
    """What the picker knows of a lead and of who attends."""

    service_line: str = ""
    proven: frozenset[str] = frozenset()  # criteria that hold
    contradicted: frozenset[str] = frozenset()
    stopping: tuple[Stopping, ...] = ()
    seats: frozenset[str] = frozenset()  # of their side, attending
    answered: frozenset[str] = frozenset()  # questions whose answer counted already
    stage: str = "sql"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about one question of a call."""

    text: str = ""
    place: int | None = None
    pinned: bool = False
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class ScorePart:
    """Why a question stands where it does: points with a reason."""

    id: str
    points: int
    says: str


@dataclass(frozen=True, slots=True)
class Picked:
    """One question with its place, the words to ask it in, and why it is asked or left out."""

    question: str  # its id
    text: str  # as the bank has it
    asked: str
    gate: str = ""
    criterion: str = ""
    seat: str = ""
    ask: str = ""
    reason: str = ""
    score: int = 0
    parts: tuple[ScorePart, ...] = ()
    counts_when: str = ""
    pinned: bool = False
    skipped: bool = False
    reworded: bool = False
    own: bool = False
    left_out: str = ""  # proven, answered, skipped, no_room; empty where it is asked


@dataclass(frozen=True, slots=True)
class Picks:
    """What to ask, in order, and everything else of the bank, ranked."""

    asked: tuple[Picked, ...]
    others: tuple[Picked, ...]
    most: int  # how many a call of this length has


@dataclass(frozen=True, slots=True)
class MustLearn:
    """A criterion that is not proven, with the question that would prove it."""

    criterion: str
    gate: str
    question: str
    why: str
    seat: str = "other"
    seat_label: str = ""


@dataclass(slots=True)
class _Bank:
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


def pick(playbook: Playbook, facts: PickFacts, minutes: int, decided: Mapping[str, Decided] | None = None) -> Picks:
    """Choose the questions of a call of so many minutes. The same facts give the same questions, in any order.

    A question whose criterion is proven is left out, unless somebody pinned it; pinned ones count into the number, and
    only they may exceed it.
    """
    bank = _Bank(playbook, facts, decided or {})
    most = playbook.calls.questions_for(minutes)
    ranked = _ranked(bank)
    asked: list[Picked] = []
    others: list[Picked] = []
    room = most - sum(one.pinned and not one.skipped for one in ranked)
    for one in ranked:
        if one.skipped:
            others.append(replace(one, left_out="skipped", reason=tr("Skipped by hand.")))
        elif one.pinned:
            asked.append(replace(one, left_out=""))
        elif one.left_out:
            others.append(one)
        elif room > 0:
            room -= 1
            asked.append(one)
        else:
            says = tr("No room in {minutes} minutes. {reason}", minutes=minutes, reason=one.reason)
            others.append(replace(one, left_out="no_room", reason=says))
    return Picks(_placed(asked, bank.decided), tuple(others), most)


def criterion_of(playbook: Playbook, question: str, service_line: str, proven: Iterable[str] = ()) -> str:
    """The criterion whose tick an answer suggests: the question's own, else the first open one of its first gate."""
    found = playbook.question(question)
    if found is None:
        return ""
    criteria = playbook.checklist("sql", service_line).criteria
    open_ones = _Open(criteria, frozenset(proven))
    chosen = open_ones.of(found)
    return chosen.id if chosen is not None else ""


def must_learn(playbook: Playbook, facts: PickFacts, most: int = 3) -> tuple[MustLearn, ...]:
    """The criteria to prove in this call, ranked: the gates in their order, what stops the deal, what is required."""
    bank = _Bank(playbook, facts, {})
    ranked = sorted(bank.unproven, key=lambda c: _rank_of(bank, c))
    return tuple(_to_learn(bank, criterion) for criterion in ranked if _matters(bank, criterion))[:most]


def next_own(ids: Iterable[str]) -> str:
    """The id of another question of one's own: `own-3` after `own-2`."""
    numbers = [int(id.removeprefix(OWN)) for id in ids if id.startswith(OWN) and id.removeprefix(OWN).isdigit()]
    return f"{OWN}{max(numbers, default=0) + 1}"


# --- the criterion of a question -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Open:
    """The criteria of a checklist, of which some hold."""

    criteria: Sequence[Criterion]
    proven: frozenset[str]

    def of(self, question: Question) -> Criterion | None:
        """The first criterion that the question proves and that is open; a proven one where all are; else None."""
        meant = [criterion for criterion in self.criteria if _proves(question, criterion)]
        meant.sort(key=lambda criterion: not criterion.required)
        return next((c for c in meant if c.id not in self.proven), next(iter(meant), None))


def _proves(question: Question, criterion: Criterion) -> bool:
    return criterion.id in question.criteria if question.criteria else criterion.gate == question.proves[0]


def _matters(bank: _Bank, criterion: Criterion) -> bool:
    return criterion.required or criterion.gate in SQL_GATES or _stops(bank, criterion)


def _is_gate(criterion: Criterion) -> bool:
    return criterion.required and criterion.gate in SQL_GATES


def _stops(bank: _Bank, criterion: Criterion) -> bool:
    return criterion.id in bank.stopped or criterion.gate in bank.stopped_gates


def _rank_of(bank: _Bank, criterion: Criterion) -> tuple[int, int, bool]:
    gate = SQL_GATES.index(criterion.gate) if _is_gate(criterion) else len(SQL_GATES)
    return gate, 0 if _stops(bank, criterion) else 1, not criterion.required


def _to_learn(bank: _Bank, criterion: Criterion) -> MustLearn:
    seat = bank.playbook.seat(criterion.seat)
    why = tr("Not proven yet: {gate}.", gate=gate_words(criterion.gate))
    if criterion.id in bank.facts.contradicted:
        why = tr("Two answers contradict each other.")
    elif _stops(bank, criterion):
        why = tr("A gap that stops the deal waits for it.")
    return MustLearn(
        criterion.id, criterion.gate, criterion.question, why, criterion.seat, seat.label if seat is not None else ""
    )


# --- ranking ---------------------------------------------------------------------------------------------------------


def _ranked(bank: _Bank) -> list[Picked]:
    """Every question of the line and of one's own, the best first."""
    line = bank.facts.service_line
    proven = bank.facts.proven - bank.facts.contradicted
    open_ones = _Open(bank.criteria, proven)
    bare = [one for one in bank.playbook.questions if not one.service_lines or line in one.service_lines]
    best = _best_of_gates(bank, bare)
    found = [_judged(bank, one, best.get(one.id) or open_ones.of(one), one.id in best) for one in bare]
    return sorted([*found, *_own(bank)], key=_order)


def _best_of_gates(bank: _Bank, bare: Sequence[Question]) -> Mapping[str, Criterion]:
    """The question that stands for each open gate criterion: pinned, stopping, attended, of the line; one for each."""
    found: dict[str, Criterion] = {}
    for criterion in filter(_is_gate, bank.unproven):
        fitting = [one for one in bare if one.id not in found and _proves(one, criterion) and _may_lead(bank, one)]
        if fitting:
            found[min(fitting, key=lambda one: _lead_key(bank, one, criterion)).id] = criterion
    return found


def _may_lead(bank: _Bank, question: Question) -> bool:
    return question.id not in bank.facts.answered and not bank.decided.get(question.id, Decided()).skipped


def _lead_key(bank: _Bank, question: Question, criterion: Criterion) -> tuple[object, ...]:
    points = sum(part.points for part in _further(bank, question, criterion))
    pinned = bank.decided.get(question.id, Decided()).pinned
    narrow = {0: 1, 1: 0}.get(len(question.criteria), 2)  # one that proves this alone; one for several is needed there
    return (not pinned, narrow, -points, *_natural(question.id))


def _judged(bank: _Bank, question: Question, criterion: Criterion | None, leads: bool) -> Picked:
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


def _parts(bank: _Bank, question: Question, criterion: Criterion | None, leads: bool) -> Iterator[ScorePart]:
    if criterion is not None and leads:
        points = _FIRST_OF_A_GATE - _STEP_OF_A_GATE * SQL_GATES.index(criterion.gate)
        yield ScorePart("gate", points, tr("Not proven yet: {gate}.", gate=gate_words(criterion.gate)))
    yield from _further(bank, question, criterion)


def _further(bank: _Bank, question: Question, criterion: Criterion | None) -> Iterator[ScorePart]:
    """What counts for a question beside being the first of its criterion."""
    if criterion is not None:
        if _is_gate(criterion):
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


def _would_close(bank: _Bank, question: Question, criterion: Criterion | None) -> bool:
    if criterion is not None and criterion.id in bank.stopped:
        return True
    return question.proves[0] in bank.stopped_gates


def _seat_attending(bank: _Bank, question: Question, criterion: Criterion | None) -> list[str]:
    """The seat of the criterion, for a question that names nobody to ask."""
    named = not question.seats and criterion is not None and criterion.seat in bank.facts.seats
    return [criterion.seat] if named and criterion is not None else []


def _seat_of(bank: _Bank, question: Question, criterion: Criterion | None) -> str:
    attending = sorted({*question.seats} & bank.facts.seats)
    if attending or question.seats:
        return (*attending, *question.seats)[0]
    return criterion.seat if criterion is not None else "other"


def _own(bank: _Bank) -> Iterator[Picked]:
    """Questions of one's own; somebody wrote them for this call, so they are asked."""
    for id, decided in bank.decided.items():
        if id.startswith(OWN) and decided.text.strip():
            text = decided.text.strip()
            says = tr("Written for this call.")
            yield Picked(id, text, text, reason=says, pinned=True, skipped=decided.skipped, own=True)


def _order(one: Picked) -> tuple[object, ...]:
    """The best first; what is left out for good last; equal ones by their id, wherever they stand in the bank."""
    return bool(one.left_out), -one.score, *_natural(one.question)


def _natural(id: str) -> tuple[str, int, str]:
    found = re.match(r"(\D*)(\d*)", id)
    return (found[1], int(found[2] or 0), id) if found else (id, 0, id)


def _placed(asked: Sequence[Picked], decided: Mapping[str, Decided]) -> tuple[Picked, ...]:
    """The questions in their order, those that somebody moved at the place they were moved to."""
    moved = {one.question: decided[one.question].place for one in asked if one.question in decided}
    free = [one for one in asked if moved.get(one.question) is None]
    fixed = sorted(
        ((place, *_natural(one.question), one) for one in asked if (place := moved.get(one.question)) is not None),
        key=lambda entry: entry[:-1],
    )
    for place, *_, one in fixed:
        free.insert(min(place, len(free)), one)
    return tuple(free)


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


def gate_words(gate: str) -> str:
    """What people call a gate, within a sentence."""
    return within(tr(_GATE_WORDS.get(gate, gate)))
