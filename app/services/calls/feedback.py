"""What became of the questions of the bank: how often each was asked, and how often that led to a proven criterion."""

from sqlalchemy import select

from app.domain.calls.counting import known_of
from app.domain.calls.use import Answered, Asked, QuestionUse
from app.domain.calls.use import question_use as used
from app.services.calls.said import judged
from app.services.work import Work
from app.store.tables import CallQuestion, DiscoveryRow


def question_use(work: Work) -> tuple[QuestionUse, ...]:
    """The use of every question of the bank (CP9): read from what was asked and answered, and from nothing else."""
    q, d = CallQuestion, DiscoveryRow
    rows = work.session.scalars(select(d).order_by(d.id)).all()
    moments = [(row.question, row.call_id or 0, row.at) for row in rows]
    marked = select(q.question, q.call_id, q.asked_at).where(q.asked_at.is_not(None)).order_by(q.id)
    moments += [(question, call, at) for question, call, at in work.session.execute(marked) if at is not None]
    asked = {(question, call): Asked(question, call, work.day_of(at)) for question, call, at in moments}
    answered = [Answered(row.question, row.lead_id, _counted(work, row), row.settled == "ticked") for row in rows]
    return used(work.playbook, list(asked.values()), answered)


def _counted(work: Work, row: DiscoveryRow) -> bool:
    """An answer that was judged to count when it was taken keeps that: names known then may be gone now."""
    if row.criterion:
        return True
    found = judged(work, row, known_of(work.playbook, work.day_of(row.at)))
    return found is not None and found.met
