"""The place of calls: planned, today, still to be closed out, done; each line of it in words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import joinedload

from app.domain.problems import Problem
from app.language import tr
from app.services.calls.keeping import REACHED, attendee_name, each_once
from app.services.work import Work
from app.store.numbers import these
from app.store.tables import Account, Call, CallAttendee, CallLead, Lead
from app.store.tables.person import Person, somebody_at

WHEN = ("planned", "today", "to_close", "done", "cancelled")
MOST = 500  # lines that are shown at once
PATIENCE = 120  # minutes after its beginning in which no call is taken to be over; a longer one takes its own time
_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call in a list."""

    id: int
    at: datetime  # by the clock of the team, as the sheet says it
    day: date
    minutes: int
    state: str  # planned, done, cancelled
    when: str  # one of WHEN
    running: bool  # begun, and not closed out
    kind: str
    kind_label: str
    account_id: int | None
    account: str
    leads: tuple[tuple[int, str], ...]
    service_line: str
    service_line_label: str
    goal: str
    exit_label: str
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    reached: str
    reached_label: str
    next_step: str
    owner: str
    due: date | None
    learned: str  # in it; of one that was called off, why
    overdue: bool  # it is over, and nobody closed it out


@dataclass(frozen=True, slots=True)
class CallCounts:
    """How many calls there are in each part of the place."""

    planned: int
    today: int
    to_close: int
    done: int


def call_rows(
    work: Work,
    when: str = "",
    *,
    lead_id: int | None = None,
    account_id: int | None = None,
    limit: int = MOST,
) -> list[CallRow]:
    """Calls of one part of the place, or of all; what comes next first, what is past with the latest first."""
    if when and when not in WHEN:
        raise Problem(tr("'{value}' is not one of {names}.", value=when, names=", ".join(WHEN)))
    query = select(Call).limit(limit)
    query = query.where(*_test(work, when)).order_by(*_order(when))
    if account_id is not None:
        query = query.where(Call.account_id == account_id)
    if lead_id is not None:
        query = query.where(Call.id.in_(select(CallLead.call_id).where(CallLead.lead_id == lead_id)))
    return _rows(work, work.session.scalars(query).all())


def call_row(work: Work, call: Call) -> CallRow:
    """One call as a line of the list."""
    return _rows(work, [call])[0]


def counts_of_calls(work: Work) -> CallCounts:
    """How many wait in each part; each is counted from an index."""

    def count(when: str) -> int:
        return work.session.scalar(select(func.count()).select_from(Call).where(*_test(work, when))) or 0

    return CallCounts(count("planned"), count("today"), count("to_close"), count("done"))


def waiting_calls(work: Work) -> int:
    """What the place counts beside its name: calls of today, and those that nobody has closed out."""
    of_today = Call.state == "planned", Call.at < _midnight(work)
    return work.session.scalar(select(func.count()).select_from(Call).where(*of_today)) or 0


# --- when -----------------------------------------------------------------------------------------------------------


def _midnight(work: Work) -> datetime:
    """When the day ends where the team works."""
    tomorrow = datetime.combine(work.today + timedelta(days=1), time(), work.definitions.zone)
    return tomorrow.astimezone(UTC)


def _is_over(work: Work) -> ColumnElement[bool]:
    """True of the calls whose time has passed; the index of state and time leaves few of them to be looked at."""
    gone = (func.julianday(work.now.astimezone(UTC).replace(tzinfo=None)) - func.julianday(Call.at)) * _MINUTES_A_DAY
    return and_(Call.at < work.now - timedelta(minutes=PATIENCE), func.round(gone, 3) > Call.minutes)


def _test(work: Work, when: str) -> tuple[Any, ...]:
    """What is true of the calls of one part, each of it answered by the index of state and time."""
    if not when:
        return ()
    if when in ("done", "cancelled"):
        return (Call.state == when,)
    if when == "to_close":
        return (Call.state == "planned", _is_over(work))
    if when == "today":
        return (Call.state == "planned", Call.at < _midnight(work), not_(_is_over(work)))
    return (Call.state == "planned", Call.at >= _midnight(work))


def _order(when: str) -> tuple[Any, ...]:
    if when in ("done", "cancelled"):
        return (Call.ended_at.desc().nulls_last(), Call.id.desc())
    if when:
        return (Call.at, Call.id)
    return ((Call.state != "planned"), Call.at.desc(), Call.id.desc())


def _when(work: Work, call: Call) -> str:
    if call.state != "planned":
        return call.state
    if call.at + timedelta(minutes=max(PATIENCE, call.minutes)) < work.now:
        return "to_close"
    return "today" if call.at < _midnight(work) else "planned"


# --- lines ----------------------------------------------------------------------------------------------------------


def _rows(work: Work, calls: Sequence[Call]) -> list[CallRow]:
    ids = [call.id for call in calls]
    leads, people = _leads(work, ids), _people(work, ids)
    accounts = _names(work, [call.account_id for call in calls if call.account_id is not None])
    return [_row(work, call, accounts.get(call.account_id or 0, ""), leads[call.id], people[call.id]) for call in calls]


def _row(
    work: Work, call: Call, account: str, leads: Iterable[tuple[int, str]], people: Iterable[tuple[str, str]]
) -> CallRow:
    when, label = _when(work, call), work.playbook.label
    people = list(people)
    return CallRow(
        id=call.id,
        at=work.here(call.at),
        day=work.day_of(call.at),
        minutes=call.minutes,
        state=call.state,
        when=when,
        running=call.state == "planned" and call.started_at is not None,
        kind=call.kind,
        kind_label=label("call_kind", call.kind),
        account_id=call.account_id,
        account=account,
        leads=tuple(dict.fromkeys(leads)),
        service_line=call.service_line,
        service_line_label=label("service_line", call.service_line),
        goal=call.goal,
        exit_label=label("exit", call.exit_wanted),
        theirs=tuple(name for side, name in people if side == "theirs"),
        ours=tuple(name for side, name in people if side == "ours"),
        reached=call.reached,
        reached_label=tr(REACHED[call.reached]) if call.reached else "",
        next_step=call.next_step,
        owner=call.owner,
        due=call.due,
        learned=call.learned,
        overdue=when == "to_close",
    )


def _leads(work: Work, ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    query = (
        select(CallLead.call_id, Lead.id, Person.full_name, Person.email, Account.name)
        .join(Lead, Lead.id == CallLead.lead_id)
        .join(Person, Person.id == Lead.person_id)
        .outerjoin(Account, Account.id == Lead.account_id)
        .where(CallLead.call_id.in_(these(ids)))
        .order_by(CallLead.id)
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for call, lead, name, email, account in work.session.execute(query):
        found[call].append((lead, name or email or somebody_at(account or "")))
    return found


def _people(work: Work, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    rows = work.session.scalars(
        select(CallAttendee)
        .where(CallAttendee.call_id.in_(these(ids)))
        .order_by(CallAttendee.id)
        .options(joinedload(CallAttendee.person))
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in each_once(rows):
        found[row.call_id].append((row.side, attendee_name(row)))
    return found


def _names(work: Work, ids: Sequence[int]) -> dict[int, str]:
    rows = work.session.scalars(select(Account).where(Account.id.in_(these(set(ids)))))
    return {row.id: row.name for row in rows}
