"""What an answer rests on: a signal, a touch, or words alone; and the words that a row of the story gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from app.domain.lead import Answer, LeadFacts, Signal, Touch
from app.domain.playbook import Playbook
from app.language import later, tr

TOUCH_KINDS = {
    "email": later("E-mail"),
    "call": later("Call"),
    "meeting": later("Meeting"),
    "message": later("Message"),
    "visit": later("Visit"),
}
NOTE = "note"  # words alone


class Source(StrEnum):
    """The kind of row that an answer may rest on."""

    SIGNAL = "signal"
    TOUCH = "touch"


_LOST = {Source.SIGNAL: later("its signal was taken back"), Source.TOUCH: later("its touch was taken back")}


class Link(NamedTuple):
    """One row of the story of a lead."""

    source: Source
    id: int


class Linked(Protocol):
    """What names the row that it rests on: an answer, or a line of a checklist."""

    @property
    def source(self) -> str:
        """The kind of that row; empty where there is none."""

    @property
    def source_id(self) -> int | None:
        """Its number."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A row of the story that an answer may rest on, in words."""

    link: Link
    kind: str  # signal, call, e-mail, meeting, message, visit
    words: str
    at: datetime
    engagement: bool = False  # it is engagement and no more, which proves no readiness (R4)


def grounds(playbook: Playbook, facts: LeadFacts, day_of: Callable[[datetime], date]) -> tuple[Ground, ...]:
    """Everything on record that an answer of this lead may rest on, the newest first."""
    engagement = {kind.id for kind in playbook.signal_kinds if kind.engagement}
    found = [_of_signal(playbook, one, day_of(one.at), one.kind in engagement) for one in facts.signals]
    found += [_of_touch(one, day_of(one.at)) for one in facts.touches]
    return tuple(sorted(found, key=lambda ground: (ground.at, ground.link.id), reverse=True))


def kind_of(answer: Answer, known: Mapping[Link, Ground]) -> str:
    """What the evidence of an answer is, in a word: signal, call, e-mail ... or note; empty where there is none."""
    link = link_of(answer)
    if link is None:
        return NOTE if answer.evidence else ""
    found = known.get(link)
    return found.kind if found is not None else link.source.value


def link_of(answer: Linked) -> Link | None:
    """The row that an answer rests on, which may be gone by now; None where it rests on words alone."""
    if not answer.source or answer.source_id is None:
        return None
    return Link(Source(answer.source), answer.source_id)


def lost(answer: Answer, known: Mapping[Link, Ground]) -> str:
    """What to say of evidence whose row was taken back: the words of it stay. Empty where it still stands."""
    link = link_of(answer)
    return tr(_LOST[link.source]) if link is not None and link not in known else ""


def _of_signal(playbook: Playbook, signal: Signal, day: date, engagement: bool) -> Ground:
    about = signal.asked_for or signal.asset or playbook.label("offer", signal.offer) or signal.campaign
    words = _said(playbook.label("signal", signal.kind), day, about)
    return Ground(Link(Source.SIGNAL, signal.id), "signal", words, signal.at, engagement)


def _of_touch(touch: Touch, day: date) -> Ground:
    kind = TOUCH_KINDS.get(touch.kind, touch.kind)
    return Ground(Link(Source.TOUCH, touch.id), kind.casefold(), _said(tr(kind), day, touch.outcome), touch.at)


def _said(kind: str, day: date, about: str) -> str:
    said = tr("{kind} on {day}", kind=kind, day=day.isoformat())
    return f"{said}: {about}" if about else said
