"""What the register of gaps can show: questions with who owes the answer, how old and how late they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_

from app.domain.gaps import SEVERITIES, UNSETTLED, severities, sides, statuses
from app.domain.listing import Kind, Order
from app.domain.matching import fold
from app.language import later, tr
from app.services.lists.column import Column, called, lead, person, refused, stages
from app.services.lists.conditions import has_word
from app.services.lists.place import Join, Place, by_id
from app.services.work import Work
from app.store.expressions import as_number, days_between, days_since
from app.store.tables import Account, GapRow, Lead, Person

account, gap = Account.__table__.c, GapRow.__table__.c
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind
_unsettled = gap.status.in_(UNSETTLED)
_whose = func.coalesce(lead.account_id, gap.account_id)  # a lead may have gone to another account since
_turn = case((~_unsettled, ""), (gap.status == "waiting", "theirs"), else_=gap.owed_by)


def _turns() -> Mapping[str, str]:
    return {"ours": tr("Our turn"), "theirs": tr("Their turn")}


def _late(work: Work) -> ColumnElement[bool]:
    return and_(_unsettled, func.coalesce(gap.due < work.today, False))


def _days_over(work: Work) -> ColumnElement[Any]:
    return case((_late(work), days_since(gap.due, work.today)), else_=None)


def _rank(work: Work) -> ColumnElement[Any]:
    """As `domain.gaps.ranked` has it: unsettled first, then the worst, the late ones, the nearest date."""
    hurts = case(dict(zip(SEVERITIES, (0, 1, 2), strict=True)), value=gap.severity, else_=3)
    day = func.coalesce(as_number(gap.due), 9_000_000)
    return case((_unsettled, 0), else_=1) * 10**9 + hurts * 10**8 + case((_late(work), 0), else_=1) * 10**7 + day


def _age(work: Work) -> ColumnElement[Any]:
    return days_between(gap.raised_at, func.coalesce(gap.closed_at, work.now))


_COLUMNS = (
    Column("question", later("Open question"), _TEXT, gap.question, 340, "question", grouped=False),
    Column("area", later("Area"), _CHOICE, gap.area, 110, "area", words="gap_area"),
    Column(
        "severity",
        later("Severity"),
        _CHOICE,
        gap.severity,
        132,
        "severity",
        order=_rank,
        labels=severities,
        ranked=True,
    ),
    Column("side", later("Owed by"), _CHOICE, gap.owed_by, 124, "owed_by", labels=sides, ranked=True),
    Column("turn", later("Whose turn"), _CHOICE, _turn, 100, labels=_turns, ranked=True),
    Column("owner", later("Owner"), _CHOICE, gap.owner, 120, "owner"),
    Column("due", later("Due"), _DATE, gap.due, 100, "due"),
    Column("age", later("Age in days"), _NUMBER, _age, 108),
    Column("overdue", later("Overdue"), _YES_NO, _late, 80),
    Column("days_over", later("Days over"), _NUMBER, _days_over, 90),
    Column("status", later("Status"), _CHOICE, gap.status, 140, "status", labels=statuses, ranked=True),
    Column("evidence", later("Evidence"), _TEXT, gap.evidence, 180, "evidence", note=True, grouped=False),
    Column("criterion", later("Blocks"), _CHOICE, gap.criterion, 200, "criterion", words="criterion"),
    Column("account", later("Account"), _TEXT, account.name, 180, order=account.sort_name, folded=account.sort_name),
    Column(
        "person",
        later("Lead"),
        _TEXT,
        case(
            (gap.lead_id.is_(None), ""),
            else_=called(person.full_name, person.email, person.phone, account.name),
        ),
        150,
        order=person.sort_name,
        folded=person.sort_name,
    ),
    Column("answer", later("Answer"), _TEXT, gap.answer, 220, "answer", note=True, grouped=False),
    Column("raised", later("Raised"), _DATE, gap.raised_at, 110, moment=True),
    Column("raised_by", later("Raised by"), _CHOICE, gap.raised_by, 120),
    Column("changed", later("Status since"), _DATE, gap.changed_at, 110, moment=True),
    Column("closed", later("Settled"), _DATE, gap.closed_at, 110, moment=True),
    Column("service_line", later("Service line"), _CHOICE, lead.service_line, 150, words="service_line"),
    Column("stage", later("Stage"), _CHOICE, lead.stage, 72, labels=stages, ranked=True),
    Column("path", later("Path"), _CHOICE, lead.path, 150, words="path"),
    Column("lead_owner", later("Owner of the lead"), _CHOICE, lead.owner, 120),
    Column("lead", later("Lead number"), _NUMBER, gap.lead_id, 90, grouped=False),
    Column("account_number", later("Account number"), _NUMBER, _whose, 110, grouped=False),
    Column("call", later("Call"), _NUMBER, gap.call_id, 70, grouped=False),
    Column("refused", later("Refused contact"), _YES_NO, func.coalesce(refused(), False), 110),
)


def _searched(work: Work, text: str) -> Sequence[ColumnElement[bool]]:
    """Every word in the question, the answer, an owner, or the name of the lead or account."""
    tests = []
    for word in text.split():
        found = [has_word(one, word) for one in (gap.question, gap.answer, gap.owner)]
        names = (func.coalesce(one, "") for one in (account.sort_name, person.sort_name))
        found += [name.contains(fold(word), autoescape=True) for name in names]
        tests.append(or_(*found))
    return tests


GAPS = Place(
    "gaps",
    "gap",
    "gaps",
    GapRow.__table__,
    by_id(_COLUMNS),
    Order("severity"),
    _searched,
    joins=(
        Join(Lead.__table__, lead.id == gap.lead_id, outer=True),
        Join(Person.__table__, person.id == lead.person_id, outer=True, after=Lead.__table__),
        Join(Account.__table__, account.id == _whose, outer=True, after=Lead.__table__),
    ),
    refused=func.coalesce(refused(), False),
    overdue=_late,
)
