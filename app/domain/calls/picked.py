"""What the question picker knows and says: facts of a call, a person's decisions, and each question with its why."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.language import later, tr, within

OWN = "own-"  # how the id of a question of one's own begins
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


def gate_words(gate: str) -> str:
    """What people call a gate, within a sentence."""
    return within(tr(_GATE_WORDS.get(gate, gate)))
