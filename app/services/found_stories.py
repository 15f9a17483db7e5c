"""The written lines of stories that search looks through: of each its lead, its row and its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.language import later
from app.services.work import Work
from app.store.numbers import among, given
from app.store.tables import (
    AnswerRow,
    Call,
    CallLead,
    ClockPause,
    DiscoveryRow,
    GapRow,
    HandoffRow,
    Lead,
    Move,
    SignalRow,
    TagRow,
    TouchRow,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One line: whose, when, what it is called, its row in the story (none where it is not a line of it), its words."""

    lead_id: int
    at: datetime
    what: str
    row: tuple[str, int] | None
    text: str


def told(work: Work, lead_ids: Sequence[int]) -> Iterator[Told]:
    """What people wrote about these leads."""
    return _lines(work, lead_ids, _WRITTEN)


def looked_at(work: Work, lead_ids: Sequence[int]) -> Iterator[Told]:
    """What these leads looked at and asked for."""
    return _lines(work, lead_ids, _DONE)


def _lines(work: Work, lead_ids: Sequence[int], sources: Any) -> Iterator[Told]:
    for what, kind, query in sources if lead_ids else ():
        for lead_id, at, id, *parts in work.session.execute(query, given(lead_ids)):
            if text := " · ".join(part for part in parts if part):
                yield Told(lead_id, at, what, (kind, id) if kind else None, text)


def _of(table: type[Any], at: Any, *columns: Any) -> Any:
    return select(table.lead_id, at, table.id, *columns).where(table.lead_id.in_(among()))


_WRITTEN = (
    (later("Touch"), "touch", _of(TouchRow, TouchRow.at, TouchRow.outcome, TouchRow.agreed)),
    (later("Answer"), "answer", _of(AnswerRow, AnswerRow.at, AnswerRow.evidence, AnswerRow.who)),
    (later("Move"), "move", _of(Move, Move.at, Move.learned, Move.next_step, Move.override)),
    (later("Gap"), "", _of(GapRow, GapRow.raised_at, GapRow.question, GapRow.answer, GapRow.evidence)),
    (later("Handoff"), "handoff", _of(HandoffRow, HandoffRow.sent_at, HandoffRow.note)),
    (later("Pause"), "pause", _of(ClockPause, ClockPause.since, ClockPause.reason)),
    (later("Said in a call"), "said", _of(DiscoveryRow, DiscoveryRow.at, DiscoveryRow.text, DiscoveryRow.who)),
    (
        later("Call"),
        "call",
        select(CallLead.lead_id, Call.at, Call.id, Call.goal, Call.learned, Call.next_step)
        .join(Call, Call.id == CallLead.call_id)
        .where(CallLead.lead_id.in_(among())),
    ),
    (
        later("Tag"),
        "",
        select(TagRow.lead_id, Lead.created_at, TagRow.id, TagRow.word)
        .join(Lead, Lead.id == TagRow.lead_id)
        .where(TagRow.lead_id.in_(among())),
    ),
)
_DONE = ((later("Signal"), "signal", _of(SignalRow, SignalRow.at, SignalRow.asset, SignalRow.asked_for)),)
