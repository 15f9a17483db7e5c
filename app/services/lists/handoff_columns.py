"""What a list of handoffs can show. Whom it is about is read from the lead, what was sent from the package as sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from app.domain.listing import Kind, Order
from app.domain.matching import fold
from app.language import later, tr
from app.services.handoff_versions import UNDECIDED
from app.services.handoff_words import ALARMS, STATES, VERDICTS
from app.services.lists.column import Column, called, lead, person, refused, stages
from app.services.lists.place import Join, Place, by_id
from app.services.lists.verdicts_waiting import ignored, pushed_on
from app.services.work import Work
from app.store.expressions import days_between, fact
from app.store.tables import Account, HandoffRow, Lead, Person, ReplyRow
from app.store.tables.foundation import Moment

account, handoff, _reply = Account.__table__.c, HandoffRow.__table__.c, ReplyRow.__table__.c
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind
_newer, _older = HandoffRow.__table__.alias("newer").c, HandoffRow.__table__.alias("older").c
_sent_again = select(_newer.id).where(_newer.replaces_id == handoff.id).correlate(HandoffRow.__table__).exists()
_replaced = and_(handoff.verdict.in_(UNDECIDED), _sent_again)
_waits = and_(handoff.verdict == "", ~_sent_again)


def _labels(labels: Mapping[str, str]) -> Mapping[str, str]:
    return {id: tr(label) for id, label in labels.items()}


def _due(work: Work) -> ColumnElement[Any]:
    """When the verdict is due; pauses of the clock push it on while it is waited for."""
    moved = {id: literal(due.at, Moment()) for id, due in pushed_on(work).items()}
    return case(moved, value=handoff.id, else_=handoff.due_at) if moved else handoff.due_at


def _late(work: Work) -> ColumnElement[bool]:
    """Nobody gave a verdict, and its time is over."""
    in_time = [id for id, due in pushed_on(work).items() if not due.overdue]
    return and_(_waits, handoff.due_at < work.now, handoff.id.not_in(in_time))


def _state(work: Work) -> ColumnElement[Any]:
    late = "silent" if work.playbook.deadlines.silence_accepts else "overdue"
    known = {"accept": "accepted", "reject": "rejected", "need_more": "need_more"}
    decided = ((handoff.verdict == verdict, state) for verdict, state in known.items())
    return case((_replaced, "replaced"), *decided, (_late(work), late), else_="pending")


def _alarm(work: Work) -> ColumnElement[Any]:
    """What is alarming: rejected as not ready, or nobody looked at it within twice its time (H6)."""
    early = [reason.id for reason in work.playbook.reasons.reject if reason.sent_too_early]
    too_early = and_(handoff.verdict == "reject", handoff.reason.in_(early))
    return case((too_early, "too_early"), (handoff.id.in_(ignored(work)), "never_reviewed"), else_="")


def _levels() -> Mapping[str, str]:
    from app.domain.handoff import LEVELS  # the rules are met only where somebody looks at this

    return {"internal": tr(LEVELS["full"]), **{level: tr(words) for level, words in LEVELS.items()}}


def _pending(work: Work) -> ColumnElement[Any]:
    return case((_waits, days_between(handoff.sent_at, work.now)), else_=None)


def _of_handoff(value: Any, *tests: Any) -> Any:
    return select(value).where(*tests).correlate(HandoffRow.__table__).scalar_subquery()


_COLUMNS = (
    Column("number", later("Number"), _NUMBER, handoff.number, 70, grouped=False),
    Column(
        "person",
        later("Person"),
        _TEXT,
        called(person.full_name, person.email, person.phone, account.name),
        170,
        order=person.sort_name,
        folded=person.sort_name,
        grouped=False,
    ),
    Column("account", later("Account"), _TEXT, account.name, 190, order=account.sort_name, folded=account.sort_name),
    Column("to", later("To"), _CHOICE, fact(handoff.sheet, "to"), 110),
    Column("state", later("State"), _CHOICE, _state, 130, labels=lambda: _labels(STATES), ranked=True),
    Column("sent", later("Sent"), _DATE, handoff.sent_at, 110, moment=True),
    Column("due", later("Verdict due"), _DATE, _due, 110, moment=True),
    Column("days_pending", later("Days pending"), _NUMBER, _pending, 100),
    Column("verdict", later("Verdict"), _CHOICE, handoff.verdict, 110, labels=lambda: _labels(VERDICTS), ranked=True),
    Column("verdict_at", later("Verdict on"), _DATE, handoff.verdict_at, 110, moment=True),
    Column("verdict_by", later("Verdict by"), _CHOICE, handoff.verdict_by, 120),
    Column("days_taken", later("Days to the verdict"), _NUMBER, days_between(handoff.sent_at, handoff.verdict_at), 110),
    Column("reason", later("Reason"), _CHOICE, handoff.reason, 190, words="reject"),
    Column("note", later("Note"), _TEXT, handoff.note, 200, note=True, grouped=False),
    Column("by", later("Sent by"), _CHOICE, handoff.by, 110),
    Column("completeness", later("Complete %"), _NUMBER, handoff.completeness, 90),
    Column("service_line", later("Service line"), _CHOICE, lead.service_line, 150, words="service_line"),
    Column("owner", later("Owner"), _CHOICE, lead.owner, 110),
    Column("stage", later("Stage"), _CHOICE, lead.stage, 72, labels=stages, ranked=True),
    Column("path", later("Path"), _CHOICE, lead.path, 150, words="path"),
    Column("segment", later("Segment"), _CHOICE, account.segment, 130, words="segment"),
    Column("country", later("Country"), _CHOICE, account.country, 80),
    Column("title", later("Title"), _TEXT, person.job_title, 170, order=person.job_title),
    Column("email", later("E-mail"), _TEXT, person.email, 200, order=person.email_key, grouped=False),
    Column(
        "overridden", later("Past the gate"), _YES_NO, func.coalesce(fact(handoff.sheet, "override"), "") != "", 100
    ),
    Column("alarm", later("Alarm"), _CHOICE, _alarm, 140, labels=lambda: _labels(ALARMS), ranked=True),
    Column("version", later("Version"), _NUMBER, handoff.version, 80),
    Column(
        "replaces",
        later("Replaces"),
        _NUMBER,
        select(_older.number).where(_older.id == handoff.replaces_id).correlate(HandoffRow.__table__).scalar_subquery(),
        90,
        grouped=False,
    ),
    Column(
        "replaced_by",
        later("Replaced by"),
        _NUMBER,
        select(func.max(_newer.number))
        .where(_newer.replaces_id == handoff.id)
        .correlate(HandoffRow.__table__)
        .scalar_subquery(),
        90,
        grouped=False,
    ),
    Column("privacy", later("Privacy"), _CHOICE, handoff.privacy, 170, labels=_levels, ranked=True),
    Column("why_open", later("Sent in spite of"), _TEXT, handoff.override, 200, note=True, grouped=False),
    Column("replies", later("Replies"), _NUMBER, _of_handoff(func.count(), _reply.handoff_id == handoff.id), 80),
    Column("file", later("File"), _TEXT, handoff.file_name, 170, grouped=False),
    Column("refused", later("Refused contact"), _YES_NO, refused(), 110),
    Column("lead", later("Lead"), _NUMBER, handoff.lead_id, 70, grouped=False),
)


def _searched(work: Work, text: str) -> Sequence[ColumnElement[bool]]:
    """Every word in a name, an address, who sent it or judged it, or its number."""
    theirs = func.coalesce(account.sort_name, "")
    names = (person.sort_name, func.lower(person.email), theirs, func.lower(handoff.by), func.lower(handoff.verdict_by))
    tests = []
    for word in fold(text).split():
        found = [name.contains(word, autoescape=True) for name in names]
        tests.append(or_(*found, *([handoff.number == int(word)] if _is_number(word) else [])))
    return tests


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 10


HANDOFFS = Place(
    "handoffs",
    "handoff",
    "handoffs",
    HandoffRow.__table__,
    by_id(_COLUMNS),
    Order("number", descending=True),
    _searched,
    joins=(
        Join(Lead.__table__, lead.id == handoff.lead_id),
        Join(Person.__table__, person.id == lead.person_id, after=Lead.__table__),
        Join(Account.__table__, account.id == lead.account_id, outer=True, after=Lead.__table__),
    ),
    refused=refused(),
    overdue=_late,
)
