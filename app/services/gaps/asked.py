"""The register as it is read: gaps of a lead, of an account or of all, each with its age and whose turn it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.domain.gaps import UNSETTLED, age_days, is_overdue, ranked, turn
from app.domain.listing import Condition, ListFilter, Test
from app.services.gaps.keeping import the_gap
from app.services.work import Work
from app.store.numbers import these
from app.store.tables import Account, GapRow, Lead, Person

gap = GapRow.__table__.c


@dataclass(frozen=True, slots=True)
class GapView:
    """One technical question with what is worked out about it."""

    id: int
    question: str
    area: str
    severity: str
    owed_by: str
    owner: str
    due: date | None
    status: str
    answer: str
    criterion: str
    overdue: bool
    evidence: str
    area_label: str
    criterion_question: str
    account_id: int | None
    account: str
    lead_id: int | None  # None: of the whole account
    person: str
    raised_at: datetime
    raised_by: str
    changed_at: datetime | None
    closed_at: datetime | None
    call_id: int | None
    age: int  # days, until it was settled or until now

    @property
    def unsettled(self) -> bool:
        """True while somebody owes an answer."""
        return self.status in UNSETTLED

    @property
    def turn(self) -> str:
        """Whose turn it is: ours, theirs, or nobody's."""
        return turn(self.status, self.owed_by)


@dataclass(frozen=True, slots=True)
class GapCounts:
    """How many unsettled gaps there are, by who owes them; those that are overdue, and those that stop a deal."""

    ours: int = 0
    theirs: int = 0
    overdue_ours: int = 0
    overdue_theirs: int = 0
    stops: int = 0


def areas(work: Work) -> Mapping[str, str]:
    """What a gap may be about, by id, in the order of the playbook."""
    return work.definitions.words("gap_area")


def gap_rows(
    work: Work,
    *,
    lead: int | None = None,
    account: int | None = None,
    side: str = "",
    severity: str = "",
    status: str = "",
    overdue: bool | None = None,
    owner: str = "",
    unsettled: bool = False,
    only: Sequence[int] | None = None,
) -> list[GapView]:
    """The gaps that pass every test given, those first that matter most.

    Those of a lead are its own and those of its whole account; those of an account are its own and of all its leads.
    """
    tests = [of_lead_rows(work, lead)] if lead is not None else []
    tests += [_of_account(account)] if account is not None else []
    given = ((gap.owed_by, side), (gap.severity, severity), (gap.status, status), (gap.owner, owner))
    tests += [column == value for column, value in given if value]
    tests += [gap.status.in_(UNSETTLED)] if unsettled else []
    tests += [gap.id.in_(these(only))] if only is not None else []
    if overdue is not None:
        late = and_(gap.status.in_(UNSETTLED), func.coalesce(gap.due < work.today, False))
        tests.append(late if overdue else ~late)
    return ranked(_views(work, tests), work.today)


def gap_views(work: Work, which: Any) -> tuple[GapView, ...]:
    """Gaps that pass a test, those first that matter most."""
    return tuple(ranked(_views(work, [which]), work.today))


def gap_view(work: Work, gap_id: int) -> GapView:
    """One gap. Raises Problem where there is none."""
    the_gap(work, gap_id)
    return _views(work, [gap.id == gap_id])[0]


def gap_counts(work: Work) -> GapCounts:
    """How many wait, in all."""
    late = func.coalesce(gap.due < work.today, False)
    query = select(gap.owed_by, late, gap.severity, func.count()).where(gap.status.in_(UNSETTLED))
    rows = [tuple(row) for row in work.session.execute(query.group_by(gap.owed_by, late, gap.severity))]

    def count(side: str = "", severity: str = "", *, late: bool = False) -> int:
        return sum(
            n for owed, over, hurts, n in rows if side in ("", owed) and severity in ("", hurts) and (over or not late)
        )

    return GapCounts(
        ours=count("ours"),
        theirs=count("theirs"),
        overdue_ours=count("ours", late=True),
        overdue_theirs=count("theirs", late=True),
        stops=count(severity="stops"),
    )


# --- whose ------------------------------------------------------------------------------------------------------------


def of_lead(lead_id: int) -> ListFilter:
    """The filter of the register for one lead."""
    return ListFilter(conditions=(Condition("lead", Test.IS, (str(lead_id),)),))


def of_account(account_id: int) -> ListFilter:
    """The filter of the register for one account with all its leads."""
    return ListFilter(conditions=(Condition("account_number", Test.IS, (str(account_id),)),))


def of_lead_rows(work: Work, lead_id: int) -> ColumnElement[bool]:
    """Its own, and those of its whole account."""
    lead = work.session.get(Lead, lead_id)  # the page of a lead has it in hand
    account = lead.account_id if lead is not None else None
    if account is None:
        return gap.lead_id == lead_id
    return or_(gap.lead_id == lead_id, and_(gap.lead_id.is_(None), gap.account_id == account))


def _of_account(account_id: int) -> ColumnElement[bool]:
    """Its own, and those of its leads."""
    leads = select(Lead.id).where(Lead.account_id == account_id)
    return or_(gap.lead_id.in_(leads), and_(gap.lead_id.is_(None), gap.account_id == account_id))


# --- rows -------------------------------------------------------------------------------------------------------------


_WHOSE = func.coalesce(Lead.account_id, GapRow.account_id)
_ROWS = (  # made once: to make it takes longer than to run it
    select(GapRow, _WHOSE, Account.name, Person)
    .outerjoin(Lead, Lead.id == GapRow.lead_id)
    .outerjoin(Person, Person.id == Lead.person_id)
    .outerjoin(Account, Account.id == _WHOSE)
)


def _views(work: Work, tests: Sequence[Any]) -> list[GapView]:
    about = areas(work)
    asked = work.definitions.words("criterion")
    return [
        _view(work, row, account, name or "", person, about, asked)
        for row, account, name, person in work.session.execute(_ROWS.where(*tests))
    ]


def _view(
    work: Work,
    row: GapRow,
    account: int | None,
    name: str,
    person: Person | None,
    about: Mapping[str, str],
    asked: Mapping[str, str],
) -> GapView:
    return GapView(
        id=row.id,
        question=row.question,
        area=row.area,
        severity=row.severity,
        owed_by=row.owed_by,
        owner=row.owner,
        due=row.due,
        status=row.status,
        answer=row.answer,
        criterion=row.criterion,
        overdue=is_overdue(row.status, row.due, work.today),
        evidence=row.evidence,
        area_label=about.get(row.area, row.area),
        criterion_question=asked.get(row.criterion, row.criterion),
        account_id=account,
        account=name,
        lead_id=row.lead_id,
        person=person.shown_name if person is not None else "",
        raised_at=row.raised_at,
        raised_by=row.raised_by,
        changed_at=row.changed_at,
        closed_at=row.closed_at,
        call_id=row.call_id,
        age=age_days(row.raised_at, row.closed_at or work.now),
    )
