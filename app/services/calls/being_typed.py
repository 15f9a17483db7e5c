"""What is being typed in a call, kept while nobody has finished it: no act of the history, and safe from a crash."""

from sqlalchemy import delete, select

from app.domain.problems import Problem
from app.language import tr
from app.services.calls.keeping import fits
from app.services.work import Changed, Work
from app.store.tables import Call, TypingRow

LONGEST = 20_000  # characters of one field


def keep_typing(work: Work, call_id: int, field: str, text: str) -> Changed:
    """Keep what stands in a field now; empty text forgets it. Run it with `Desk.tend`: typing is nobody's act.

    Where the call is gone or closed meanwhile nothing is kept, and the outcome is False.
    """
    if len(text) > LONGEST:
        raise Problem(tr("Shorten the text to {limit} characters or fewer.", limit=LONGEST))
    fits(TypingRow, {"field": field})
    call = work.session.get(Call, call_id)
    if call is None or call.state != "planned":
        return Changed("", outcome=False)
    row = work.session.scalar(select(TypingRow).where(TypingRow.call_id == call_id, TypingRow.field == field))
    if not text:
        if row is not None:
            work.session.delete(row)
    elif row is None:
        work.session.add(TypingRow(call_id=call_id, field=field, text=text, at=work.now))
    else:
        row.text, row.at = text, work.now
    return Changed("", outcome=True)


def typed(work: Work, call_id: int) -> dict[str, str]:
    """What was being typed in a call and is no answer yet, by field."""
    rows = work.session.scalars(select(TypingRow).where(TypingRow.call_id == call_id).order_by(TypingRow.id))
    return {row.field: row.text for row in rows}


def taken_over(work: Work, call_id: int, *fields: str) -> None:
    """Forget what was typed in these fields: it became an answer, a gap, a person, a close-out.

    What was half-typed elsewhere stays, whatever becomes of the call: it is in no history that could bring it back.
    """
    work.session.execute(delete(TypingRow).where(TypingRow.call_id == call_id, TypingRow.field.in_(fields)))
