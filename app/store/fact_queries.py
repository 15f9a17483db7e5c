"""The statements that fetch what facts are made of, each made once: to make one takes longer than to run it.

All are of the leads `given` when they are run, the older rows before the newer.
"""

from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.store.expressions import fact
from app.store.numbers import among
from app.store.tables import (
    Account,
    Action,
    AnswerRow,
    ClockPause,
    GapRow,
    HandoffRow,
    ImportRow,
    ImportRun,
    Lead,
    Move,
    Person,
    ReplyRow,
    SettledRow,
    SignalRow,
    StakeholderRow,
    TouchRow,
)

AnySelect = Select[*tuple[Any, ...]]

_PERSON = (Person.job_title, Person.email, Person.phone, Person.email_kind, Person.relation.label("person_relation"))
_ACCOUNT = (
    Account.name.label("account_name"),
    Account.facility_type,
    Account.segment,
    Account.country,
    Account.region,
    Account.size,
    Account.testing_focus,
    Account.accreditation,
    Account.systems,
    Account.relation.label("account_relation"),
)
_LEAD = (
    Lead.id,
    Lead.person_id,
    Lead.account_id,
    Lead.service_line,
    Lead.stage,
    Lead.path,
    Lead.cycle,
    Lead.created_at,
    Lead.owner,
    Lead.next_step,
    Lead.due,
    Lead.trigger,
    Lead.evaluation_stage,
    Lead.intent_context,
    Lead.source,
    Lead.campaign,
    Lead.offer,
    Lead.asked_for,
    Lead.moved_at,
    Lead.track,
)


@cache
def leads() -> AnySelect:
    """Leads with their people and accounts."""
    return (
        select(*_LEAD, *_PERSON, *_ACCOUNT)
        .join(Person, Person.id == Lead.person_id)
        .outerjoin(Account, Account.id == Lead.account_id)
        .where(Lead.id.in_(among()))
    )


@cache
def signals() -> AnySelect:
    """The lead, and then all that a signal is made of."""
    s = SignalRow
    return (
        select(s.lead_id, s.id, s.kind, s.at, s.asset, s.offer, s.asked_for, s.source, s.campaign)
        .where(s.lead_id.in_(among()))
        .order_by(s.lead_id, s.at, s.id)
    )


@cache
def touches() -> AnySelect:
    """The lead, and then all that a touch is made of."""
    t = TouchRow
    return (
        select(t.lead_id, t.id, t.kind, t.at, t.outcome, t.reached, t.by)
        .where(t.lead_id.in_(among()))
        .order_by(t.lead_id, t.at, t.id)
    )


@cache
def answers(*, of_all: bool = False) -> AnySelect:
    """Answers, of the leads given or of all."""
    a = AnswerRow
    columns = (a.lead_id, a.criterion, a.value, a.evidence, a.who, a.certainty, a.at, a.by, a.source, a.source_id)
    query: AnySelect = select(*columns).order_by(a.lead_id, a.criterion, a.id)
    return query if of_all else query.where(a.lead_id.in_(among()))


@cache
def gaps(*, of_all: bool = False) -> AnySelect:
    """Technical questions, of the leads given or of all."""
    g = GapRow
    columns = (g.lead_id, g.id, g.question, g.area, g.severity, g.owed_by, g.status, g.due, g.criterion)
    query: AnySelect = select(*columns).order_by(g.lead_id, g.id)
    return query if of_all else query.where(g.lead_id.in_(among()))


@cache
def shared_gaps(*, of_all: bool = False) -> AnySelect:
    """Technical questions of whole accounts, once for each of the leads given or of all."""
    g = GapRow
    columns = (Lead.id.label("lead_id"), g.id, g.question, g.area, g.severity, g.owed_by, g.status, g.due, g.criterion)
    query: AnySelect = select(*columns).join(g, (g.account_id == Lead.account_id) & g.lead_id.is_(None))
    query = query.order_by(Lead.id, g.id)
    return query if of_all else query.where(Lead.id.in_(among()))


@cache
def moves() -> AnySelect:
    """Moves with what was learned and agreed."""
    m = Move
    return (
        select(m.lead_id, m.at, m.from_path, m.to_path, m.cycle, m.learned, m.next_step, m.due, m.code, m.by)
        .where(m.lead_id.in_(among()))
        .order_by(m.lead_id, m.at, m.id)
    )


@cache
def pending() -> AnySelect:
    """Handoffs that wait for a verdict, the newer first; one that was sent again waits for none."""
    h, newer = HandoffRow, aliased(HandoffRow)
    sent_again = select(newer.id).where(newer.replaces_id == h.id).exists()
    query = select(h.lead_id, h.due_at, h.sent_at).where(h.lead_id.in_(among()), h.verdict == "", ~sent_again)
    return query.order_by(h.lead_id, h.sent_at.desc())


@cache
def returned() -> AnySelect:
    """The lead, and what sales said of its last handoff where that was no, while it has not moved since."""
    h, r, newer = HandoffRow, ReplyRow, aliased(HandoffRow)
    columns = (h.lead_id, r.taken_at, h.number, h.verdict_by, h.reason, h.note, fact(h.__table__.c.sheet, "to"))
    query = select(*columns).join(r, r.handoff_id == h.id).join(Lead, Lead.id == h.lead_id)
    unmoved = Lead.moved_at.is_(None) | (Lead.moved_at <= r.taken_at)
    later = select(newer.id).where(newer.lead_id == h.lead_id, newer.number > h.number).exists()
    return query.where(h.lead_id.in_(among()), h.verdict == "reject", unmoved, ~later).order_by(h.lead_id, r.id)


@cache
def pauses() -> AnySelect:
    """The lead, and then all that a pause of its clock is made of."""
    p = ClockPause
    query = select(p.lead_id, p.since, p.until, p.reason, p.by).where(p.lead_id.in_(among()))
    return query.order_by(p.since, p.id)


@cache
def seats() -> AnySelect:
    """Where the people given sit."""
    s = StakeholderRow
    return select(s.person_id, s.service_line, s.seat).where(s.person_id.in_(among()))


@cache
def doubts() -> AnySelect:
    """The leads that a row may be which nobody has settled, and since when."""
    r, settled = ImportRow, select(SettledRow.import_row_id)
    return (
        select(r.lead_id, ImportRun.at)
        .join(ImportRun, ImportRun.id == r.import_id)
        .join(Action, Action.id == ImportRun.action_id)
        .where(r.lead_id.in_(among()), r.act == "doubtful", Action.in_effect.is_(True), r.id.not_in(settled))
        .order_by(ImportRun.at)
    )
