"""What became of the questions of the bank: how often each was asked, and how often that led to a proven criterion."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import func, select

from app.domain.calls.counting import speaks_against
from app.domain.calls.picking import OWN
from app.domain.calls.use import Answered, Asked, QuestionUse
from app.domain.calls.use import question_use as used
from app.services.work import Work
from app.store.tables import AnswerRow, CallLead, CallQuestion, DiscoveryRow

d: Any = DiscoveryRow.__table__.c
q: Any = CallQuestion.__table__.c
ANSWERS, MARKS = d.question.not_like(f"{OWN}%"), q.question.not_like(f"{OWN}%") & q.asked_at.is_not(None)


def question_use(work: Work) -> tuple[QuestionUse, ...]:
    """The use of every question of the bank (CP9): read from what was asked and answered, and from nothing else."""
    days = _last_days(work)
    answered = list(_answered(work))
    said = (Asked(one.question, one.call, one.lead, days[one.question]) for one in answered)
    return used(work.playbook, [*said, *_marked(work, days)], answered)


def _answered(work: Work) -> Iterator[Answered]:
    """Every answer; it counted where it suggested a tick when it was taken, and the same words are judged once."""
    proved, takes_back = _proved(work), cache(speaks_against)
    columns = (d.question, d.call_id, d.lead_id, d.criterion, d.text, d.answer_id)
    rows = work.session.execute(select(*columns).where(ANSWERS)).all()
    for question, call, lead, criterion, text, answer in rows:
        ticked = answer in proved
        yield Answered(question, call or 0, lead, ticked or (bool(criterion) and not takes_back(text)), ticked)


def _marked(work: Work, days: Mapping[str, date]) -> Iterable[Asked]:
    """The questions that were marked as asked, each about the first lead of its call."""
    leads: dict[int, int] = {}
    for call, lead in work.session.execute(select(CallLead.call_id, CallLead.lead_id).order_by(CallLead.id)).all():
        leads.setdefault(call, lead)
    for question, call in work.session.execute(select(q.question, q.call_id).where(MARKS)).all():
        yield Asked(question, call, leads.get(call, 0), days[question])


def _last_days(work: Work) -> dict[str, date]:
    """The day on which each question was last asked or answered: no other day of it is told."""
    answers = select(d.question, func.max(d.at)).where(ANSWERS).group_by(d.question)
    marks = select(q.question, func.max(q.asked_at)).where(MARKS).group_by(q.question)
    found: dict[str, date] = {}
    for question, at in (*work.session.execute(answers), *work.session.execute(marks)):
        found[question] = max(found.get(question, date.min), work.day_of(at))
    return found


def _proved(work: Work) -> set[int]:
    """The ticks that came of answers in calls and say Yes."""
    a = AnswerRow
    query = select(a.id).join(DiscoveryRow, DiscoveryRow.answer_id == a.id)
    return set(work.session.scalars(query.where(d.settled == "ticked", a.value == "yes")))
