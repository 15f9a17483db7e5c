"""What came of the last call, and since: answered, newly open, overdue on either side (CP8)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from app.domain.calls.since import Conversation, Heard, Owed, Side, Since, since_last
from app.services.calls.facts import CallFacts
from app.services.calls.said import shown_answer
from app.services.calls.technical_facts import DocumentFacts, steps_of
from app.services.work import Work
from app.store.tables import Call, CallLead, GapRow


def last_call(facts: CallFacts) -> Call | None:
    """The call before this one that was closed out, of any of its leads."""
    query = (
        select(Call)
        .join(CallLead, CallLead.call_id == Call.id)
        .where(CallLead.lead_id.in_(facts.lead_ids), Call.state == "done")
        .order_by(Call.at.desc(), Call.id.desc())
    )
    if facts.call is not None:
        query = query.where(Call.id != facts.call.id, Call.at < facts.call.at)
    return facts.work.session.scalar(query.limit(1))


def since_last_call(facts: CallFacts, documents: Sequence[DocumentFacts]) -> Since | None:
    """What the last call and the time since answered, and what came up after it; None where this is the first (CP8)."""
    last, work = last_call(facts), facts.work
    if last is None:
        return None
    heard = [Heard(row.question, row.asked, shown_answer(facts.work, row), row.at) for row in facts.said]
    owed = [*_owed_gaps(facts, last), *_owed_documents(work, documents), *_owed_steps(facts), *_owed_next(facts, last)]
    return since_last(conversation(last), heard, owed, work.today, work.day_of)


def conversation(call: Call) -> Conversation:
    """From when to when a call that was closed out was held.

    Somebody may close it out the next morning: it took no longer than was planned, and what came in between is since.
    """
    began = call.started_at or call.at
    planned = began + timedelta(minutes=call.minutes)
    return Conversation(began, min(planned, call.ended_at) if call.ended_at is not None else planned)


def _owed_gaps(facts: CallFacts, last: Call) -> Iterable[Owed]:
    """Every gap of the leads, also those that were settled since."""
    account = {lead.account_id for lead in facts.leads} - {None}
    whole = GapRow.lead_id.is_(None) & GapRow.account_id.in_(account)
    query = select(GapRow).where(GapRow.lead_id.in_(facts.lead_ids) | whole).order_by(GapRow.id)
    for row in facts.work.session.scalars(query):
        yield Owed(
            "gap",
            str(row.id),
            row.question,
            "ours" if row.owed_by == "ours" else "theirs",
            row.raised_at,
            row.closed_at,
            row.due,
            row.owner,
            row.answer if row.closed_at is not None else "",
            of_last=row.call_id == last.id,
        )


def _owed_documents(work: Work, documents: Iterable[DocumentFacts]) -> Iterable[Owed]:
    for one in documents:
        kind = work.playbook.label("document", one.kind)
        text = f"{kind}: {one.name}" if one.name else kind
        side: Side = "ours" if one.owed_by == "ours" else "theirs"
        yield Owed("document", str(one.id), text, side, _first(work, one.asked_on), _last(work, one.sent_on), one.due)


def _owed_steps(facts: CallFacts) -> Iterable[Owed]:
    for step in steps_of(facts.work, facts.lead_ids):
        done = _last(facts.work, step.done_on)
        yield Owed("step", str(step.id), step.label, "theirs", None, done, step.due, step.owner)


def _owed_next(facts: CallFacts, last: Call) -> Iterable[Owed]:
    """What was agreed at the end of the last call, as long as a lead still waits for it."""
    due = [
        lead.due for lead in facts.leads if lead.is_open and lead.next_step == last.next_step and lead.due is not None
    ]
    if last.next_step and due:
        yield Owed("next_step", str(last.id), last.next_step, "ours", last.ended_at, None, min(due), last.owner)


def _first(work: Work, day: date | None) -> datetime | None:
    """The first moment of a day: what was asked for on the day of the call was asked for in it."""
    return datetime.combine(day, time(), work.definitions.zone) if day is not None else None


def _last(work: Work, day: date | None) -> datetime | None:
    """The last moment of a day: what was done on the day of the call was done in it, or after."""
    return datetime.combine(day, time.max, work.definitions.zone) if day is not None else None
