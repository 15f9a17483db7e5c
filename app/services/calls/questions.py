"""Decisions by hand about the questions of a call: pinned, skipped, moved, reworded, or one's own (CP2)."""

from sqlalchemy import select

from app.domain.calls.picking import next_own
from app.domain.problems import Problem
from app.language import tr
from app.services.calls.facts import decisions, of_call
from app.services.calls.keeping import changed, still_open
from app.services.guarding import patient_warnings
from app.services.work import Changed, Work
from app.store.tables import Call, CallQuestion, DiscoveryRow

LONGEST = 2_000  # characters of a question


def pin_question(work: Work, call_id: int, question: str, pinned: bool = True) -> Changed:
    """Ask a question whatever the picker says; or leave it to the picker again."""
    row, call, words = _decided(work, call_id, question)
    row.pinned, row.skipped = pinned, row.skipped and not pinned
    said = tr("Pin: {question}", question=words) if pinned else tr("Pin no longer: {question}", question=words)
    return _done(work, call, row, said)


def skip_question(work: Work, call_id: int, question: str, skipped: bool = True) -> Changed:
    """Leave a question out of this call; the next one takes its place. Or ask it again."""
    row, call, words = _decided(work, call_id, question)
    row.skipped, row.pinned = skipped, row.pinned and not skipped
    said = tr("Skip: {question}", question=words) if skipped else tr("Skip no longer: {question}", question=words)
    return _done(work, call, row, said)


def move_question(work: Work, call_id: int, question: str, place: int | None) -> Changed:
    """Ask a question at this place, from 0; None leaves it where the picker puts it. Others moved before keep order."""
    row, call, words = _decided(work, call_id, question)
    order = [one.question for one in of_call(work, call).picks.asked if one.question != question]
    if place is not None:
        place = max(0, min(place, len(order)))
        order.insert(place, question)
        for other in _rows(work, call_id):
            if other.place is not None and other.question in order:
                other.place = order.index(other.question)
    row.place = place
    row.skipped = row.skipped and place is None
    return _done(work, call, row, tr("Move: {question}", question=words))


def reword_question(work: Work, call_id: int, question: str, text: str) -> Changed:
    """Ask a question in other words in this call; its id stays, and so does what it proves. Empty: the bank's words."""
    row, call, words = _decided(work, call_id, question)
    text = " ".join(text.split())
    known = work.playbook.question(question)
    if not text and known is None:
        raise Problem(tr("Write the question."))
    if len(text) > LONGEST:
        raise Problem(tr("Shorten the text to {limit} characters or fewer.", limit=LONGEST))
    row.text = "" if known is not None and text == known.text else text
    return _done(work, call, row, tr("Reword: {question}", question=words), patient_warnings(text))


def own_question(work: Work, call_id: int, text: str) -> Changed:
    """Ask something that the bank does not hold. The outcome is its id in this call, such as "own-1"."""
    call, text = still_open(work, call_id), " ".join(text.split())
    if not text:
        raise Problem(tr("Write the question."))
    if len(text) > LONGEST:
        raise Problem(tr("Shorten the text to {limit} characters or fewer.", limit=LONGEST))
    used = set(decisions(work, call_id))
    used |= set(work.session.scalars(select(DiscoveryRow.question).where(DiscoveryRow.call_id == call_id)))
    id = next_own(used)
    work.session.add(CallQuestion(call_id=call_id, question=id, text=text, pinned=True))
    said = tr("Ask also: {question}", question=text)
    return changed(work, call, said, (), outcome=id, kept=patient_warnings(text))


def reset_question(work: Work, call_id: int, question: str) -> Changed:
    """Forget all that was decided by hand about a question; one of one's own goes."""
    row, call, words = _decided(work, call_id, question)
    row.text, row.place, row.pinned, row.skipped = "", None, False, False
    return _done(work, call, row, tr("Leave to the picker: {question}", question=words))


# --- rows -----------------------------------------------------------------------------------------------------------


def question_row(work: Work, call_id: int, question: str) -> CallQuestion:
    """What is kept about a question of a call; a fresh row where nothing is yet."""
    c = CallQuestion
    row = work.session.scalar(select(c).where(c.call_id == call_id, c.question == question))
    if row is None:
        row = CallQuestion(call_id=call_id, question=question, text="", pinned=False, skipped=False)
        work.session.add(row)
    return row


def words_of(work: Work, call: Call, question: str) -> str:
    """In which words a question is asked in this call. Raises Problem for one that neither bank nor call know."""
    c = CallQuestion
    own = work.session.scalar(select(c.text).where(c.call_id == call.id, c.question == question))
    known = work.playbook.question(question)
    if not own and known is None:
        raise Problem(tr("There is no question {id} in the bank of this playbook.", id=question))
    return own or (known.text if known is not None else "")


def _rows(work: Work, call_id: int) -> list[CallQuestion]:
    rows = select(CallQuestion).where(CallQuestion.call_id == call_id).order_by(CallQuestion.id)
    return list(work.session.scalars(rows))


def _decided(work: Work, call_id: int, question: str) -> tuple[CallQuestion, Call, str]:
    call = still_open(work, call_id)
    words = words_of(work, call, question)
    return question_row(work, call_id, question), call, words


def _done(work: Work, call: Call, row: CallQuestion, label: str, kept: tuple[str, ...] = ()) -> Changed:
    """Keep the row only where it says something."""
    work.session.flush()
    if not (row.text or row.pinned or row.skipped or row.asked_at) and row.place is None:
        work.session.delete(row)
    return changed(work, call, label, (), kept=kept)
