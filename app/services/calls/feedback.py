"""What became of the questions of the bank: how often each was asked, and how often that led to a proven criterion."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import select

from app.domain.calls.counting import speaks_against
from app.domain.calls.picking import OWN
from app.domain.calls.use import Answered, Asked, QuestionUse
from app.domain.calls.use import question_use as used
from app.services.work import Work
from app.store.tables import AnswerRow, CallLead, CallQuestion, DiscoveryRow


def question_use(work: Work) -> tuple[QuestionUse, ...]:
    """The use of every question of the bank (CP9): read from what was asked and answered, and from nothing else."""
    d: Any = DiscoveryRow
    columns = (d.question, d.call_id, d.lead_id, d.at, d.criterion, d.text, d.answer_id)
    rows = work.session.execute(select(*columns).where(d.question.not_like(f"{OWN}%")).order_by(d.id)).all()
    proved, takes_back = _proved(work), cache(speaks_against)  # the same words are judged once
    said, answered = [], []
    for question, call, lead, at, criterion, text, answer in rows:
        ticked = answer in proved
        counted = ticked or (bool(criterion) and not takes_back(text))  # it suggested a tick when it was taken
        said.append(Asked(question, call or 0, lead, work.day_of(at)))
        answered.append(Answered(question, call or 0, lead, counted, ticked))
    return used(work.playbook, [*said, *_marked(work)], answered)


def _marked(work: Work) -> Iterable[Asked]:
    """The questions that were marked as asked, each about the first lead of its call."""
    leads: dict[int, int] = {}
    for call, lead in work.session.execute(select(CallLead.call_id, CallLead.lead_id).order_by(CallLead.id)):
        leads.setdefault(call, lead)
    q: Any = CallQuestion
    asked = select(q.question, q.call_id, q.asked_at).where(q.asked_at.is_not(None), q.question.not_like(f"{OWN}%"))
    for question, call, at in work.session.execute(asked.order_by(q.id)):
        yield Asked(question, call, leads.get(call, 0), work.day_of(at))


def _proved(work: Work) -> set[int]:
    """The ticks that came of answers in calls and say Yes."""
    a, d = AnswerRow, DiscoveryRow
    query = select(a.id).join(d, d.answer_id == a.id).where(d.settled == "ticked", a.value == "yes")
    return set(work.session.scalars(query))
