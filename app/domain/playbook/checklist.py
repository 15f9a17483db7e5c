"""Checklists: the criteria of one stage, and the questions that prove them."""

from typing import Literal

from app.domain.conditions import Condition
from app.domain.playbook.needs import NeedLine
from app.domain.playbook.part import Id, Named, Part

Gate = Literal[
    "need", "intent", "fit", "next_step", "budget", "timeline", "decision", "compliance", "integration", "interest"
]


class Criterion(Part):
    """One narrow check with examples of what does and does not qualify."""

    id: Id
    stage: Literal["mql", "sal", "sql"]
    gate: Gate  # which of the named gates it belongs to
    question: str
    guidance: str
    qualifies: tuple[str, ...]
    does_not: tuple[str, ...]
    required: bool = True
    service_lines: tuple[Id, ...] = ()  # empty: every service line
    seat: Id = "other"  # who would know
    suggested_by: Condition | None = None  # facts that suggest a Yes; never for an SQL criterion (R4)


class Question(Part):
    """A question of the bank: what its answer proves, whom to ask, and when the answer counts (CP4)."""

    id: Id
    text: str
    proves: tuple[Gate, ...]  # the first is what it proves, the rest it informs
    ask: str  # the seat to ask, in the team's words
    counts_when: str
    service_lines: tuple[Id, ...] = ()  # empty: closing questions for every line
    needs: tuple[NeedLine, ...] = ()  # the same as `counts_when`, a thing a line, so that an answer can be judged
    criteria: tuple[Id, ...] = ()  # what its answer proves; empty: the criteria of its first gate
    seats: tuple[Id, ...] = ()  # whom to ask, by id; empty: anybody


class Checklist(Part):
    """The criteria that count for one stage and one service line, in order."""

    stage: str
    criteria: tuple[Criterion, ...]


class Reasoned(Named):
    """A reason people choose from a list; `action` is what the reason asks us to do."""

    action: str = ""
    sent_too_early: bool = False  # a rejection that says: not ready
    needs_text: bool = False  # "Other" is not a reason until it is written out (R5)
