"""Live capture: a call begins; answers, gaps and people are taken as they come, each as one act (CP3, CP5)."""

from datetime import date

from app.language import tr
from app.services.calls.answering import Taken, forget_answer, take_answer
from app.services.calls.being_typed import taken_over
from app.services.calls.keeping import changed, lead_in, still_open, whom_with
from app.services.calls.people import take_person
from app.services.calls.questions import question_row, words_of
from app.services.gaps import add_gap
from app.services.work import Changed, Work

__all__ = ["Taken", "begin_call", "forget_answer", "mark_asked", "take_answer", "take_gap", "take_person"]


def begin_call(work: Work, call_id: int) -> Changed:
    """Begin the live capture: the moment is kept. A call that has begun stays begun."""
    call = still_open(work, call_id)
    call.started_at = call.started_at or work.now
    return changed(work, call, tr("Begin the call with {name}", name=whom_with(work, call)), leads=())


def mark_asked(work: Work, call_id: int, question: str, asked: bool = True) -> Changed:
    """Keep when a question was asked in the call, whether or not anything came of it."""
    call = still_open(work, call_id)
    row = question_row(work, call_id, question)
    row.asked_at = (row.asked_at or work.now) if asked else None
    return changed(work, call, tr("Ask: {question}", question=words_of(work, call, question)), leads=())


def take_gap(
    work: Work,
    call_id: int,
    question: str,
    area: str = "scope",
    severity: str = "slows",
    owed_by: str = "ours",
    owner: str = "",
    due: date | None = None,
    criterion: str = "",
    lead_id: int | None = None,
) -> Changed:
    """Register a technical question that came up in the call. The outcome is the gap's number."""
    call = still_open(work, call_id)
    about = lead_in(work, call_id, lead_id)
    made = add_gap(work, about, question, area, severity, owed_by, owner, due, criterion, call_id=call.id)
    taken_over(work, call_id, "gap")
    return changed(work, call, made.label, {about}, kept=made.kept, outcome=made.outcome)
