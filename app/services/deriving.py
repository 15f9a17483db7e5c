"""What follows from facts: folded names, scores, the place in Today and the search text, after every change.

Derived columns are not in the journal: whatever brings facts back, an undo too, ends here and is judged anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import func, select, update

from app.domain.clock import BusinessClock, clock_of
from app.domain.matching import account_name_key, email_key, fold
from app.domain.playbook import Playbook
from app.domain.playbook.derived import per_playbook
from app.domain.scoring import score
from app.domain.today import Placed, place_and_change
from app.language import tr
from app.services.definitions import in_force
from app.services.naming import kind_of_address, sort_name
from app.services.standing import pending_of
from app.services.work import Changed, Work, collecting_later
from app.store import bulk, forwarding, journal, search, search_texts
from app.store.bulk import Differing, write_differing
from app.store.facts import Gathered, gather
from app.store.numbers import chunks, numbers
from app.store.tables import (
    Account,
    Action,
    AnswerRow,
    Base,
    Call,
    CallLead,
    ClockPause,
    DiscoveryRow,
    GapRow,
    HandoffRow,
    ImportRow,
    ImportRun,
    Lead,
    Move,
    Person,
    PlaybookVersion,
    SettledRow,
    SignalRow,
    StakeholderRow,
    TagRow,
    TouchRow,
)

AT_A_TIME = 2_000
_BELONGS_TO_A_LEAD = (
    SignalRow,
    TouchRow,
    AnswerRow,
    Move,
    GapRow,
    HandoffRow,
    ClockPause,
    TagRow,
    CallLead,
    DiscoveryRow,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """Whose derived columns were brought up to date."""

    leads: frozenset[int]
    accounts: frozenset[int]
    people: frozenset[int]


def follow(work: Work, touched: Mapping[str, set[int]], ranges: Sequence[tuple[str, int, int]]) -> Moved:
    """Bring up to date what depends on the rows that an action touched, singly or in bulk."""
    accounts, people = touched.get("account", set()), touched.get("person", set())
    _fold_accounts(work, accounts)
    _fold_people(work, people)
    leads = _leads_concerned(work, touched)
    _index_others(work, touched, ranges)
    for table, first, last in ranges:
        if table == "signal":  # rows inserted in bulk come judged; older leads that gained a signal do not
            with_signal = select(SignalRow.lead_id).where(SignalRow.id.between(first, last)).distinct()
            leads |= _ids(work, with_signal.where(SignalRow.lead_id < _first_new(ranges, "lead")))
        if table == "lead":  # of somebody known, more may count than an import looks at: the seat they have
            of_known = select(Lead.id).where(Lead.id.between(first, last))
            leads |= _ids(work, of_known.where(Lead.person_id < _first_new(ranges, "person")))
    if PlaybookVersion.__tablename__ in touched:  # other definitions are in force, or the former ones again
        _open_as_defined(work)
        expire(work)
        return Moved(frozenset(leads), frozenset(accounts), frozenset(people))
    leads |= _perhaps_twice(work)
    judge(work, sorted(leads))
    return Moved(frozenset(leads), frozenset(accounts), frozenset(people))


def _index_others(work: Work, touched: Mapping[str, set[int]], ranges: Sequence[tuple[str, int, int]]) -> None:
    """Let search find accounts, and people who have no lead; who has one is found with it."""
    connection = work.session.connection()
    accounts, people = touched.get("account", set()), set(touched.get("person", ()))
    for ids in chunks(sorted(touched.get("lead", ()))):
        people |= _ids(work, select(Lead.person_id).where(Lead.id.in_(ids)))
    people |= journal.former(connection, work.action, "person_id", ["lead"])
    for ids in chunks(sorted(accounts), AT_A_TIME):
        search.replace(connection, ids, search_texts.account_texts(connection, ids), search.ACCOUNTS)
    for ids in chunks(sorted(people), AT_A_TIME):
        search.replace(connection, ids, search_texts.person_texts(connection, ids), search.PEOPLE)
    for table, first, last in ranges:  # of rows inserted in bulk nothing is indexed yet
        if table == "account":
            for some in chunks(range(first, last + 1), AT_A_TIME):
                search.add(connection, search_texts.account_texts(connection, some), search.ACCOUNTS)
        if table == "person":
            for some in chunks(range(first, last + 1), AT_A_TIME):
                search.add(connection, search_texts.person_texts(connection, some), search.PEOPLE)


def _open_as_defined(work: Work) -> None:
    """Whether a lead is open follows from its path, and what a path means may have changed."""
    playbook = in_force(work.session).playbook
    closed = [path.id for path in playbook.paths if not path.open]
    for is_open, of_path in ((False, Lead.path.in_(closed)), (True, Lead.path.not_in(closed))):
        others = update(Lead).where(Lead.is_open.is_not(is_open), of_path).values(is_open=is_open)
        work.session.execute(others, execution_options={"synchronize_session": False})


def expire(work: Work) -> None:
    """Say of every lead that it must be judged anew; an upkeep does so in the background, step by step."""
    judged = update(Lead).where(Lead.judged_until.is_not(None)).values(judged_until=None)
    work.session.execute(judged, execution_options={"synchronize_session": False})


def _first_new(ranges: Sequence[tuple[str, int, int]], of: str) -> int:
    """The lowest id among the rows of a table inserted in bulk; ids only grow."""
    return min((first for table, first, _ in ranges if table == of), default=2**62)


def _leads_concerned(work: Work, touched: Mapping[str, set[int]]) -> set[int]:
    """Every lead whose score, place or text may differ now, also because a row of its story is gone (an undo)."""
    connection = work.session.connection()
    leads = set(touched.get("lead", ()))
    for table in _BELONGS_TO_A_LEAD:
        for ids in chunks(sorted(touched.get(table.__tablename__, ()))):
            leads |= _ids(work, select(table.lead_id).where(table.id.in_(ids)))
    for ids in chunks(sorted(touched.get(Call.__tablename__, ()))):
        leads |= _ids(work, select(CallLead.lead_id).where(CallLead.call_id.in_(ids)))
    for column, name in ((Lead.person_id, "person"), (Lead.account_id, "account")):
        for ids in chunks(sorted(touched.get(name, ()))):
            leads |= _ids(work, select(Lead.id).where(column.in_(ids)))
    settled = journal.former(connection, work.action, "import_row_id", ["settled_row"])
    for ids in chunks(sorted(touched.get(SettledRow.__tablename__, ()))):
        settled |= _ids(work, select(SettledRow.import_row_id).where(SettledRow.id.in_(ids)))
    for ids in chunks(sorted(settled)):
        leads |= _ids(work, select(ImportRow.lead_id).where(ImportRow.id.in_(ids)))
    leads |= set(forwarding.survivors(work.session, "lead", leads).values())
    leads |= journal.former(connection, work.action, "lead_id", [one.__tablename__ for one in _BELONGS_TO_A_LEAD])
    leads |= _of_whole_accounts(work, touched.get(GapRow.__tablename__, set()))
    in_seats = journal.former(connection, work.action, "person_id", [StakeholderRow.__tablename__])
    for ids in chunks(sorted(touched.get(StakeholderRow.__tablename__, ()))):
        in_seats |= _ids(work, select(StakeholderRow.person_id).where(StakeholderRow.id.in_(ids)))
    for ids in chunks(sorted(in_seats)):
        leads |= _ids(work, select(Lead.id).where(Lead.person_id.in_(ids)))
    return leads


def _of_whole_accounts(work: Work, gaps: set[int]) -> set[int]:
    """The leads that have these gaps because their account has them, or had them before this action."""
    accounts = journal.former(work.session.connection(), work.action, "account_id", [GapRow.__tablename__])
    for ids in chunks(sorted(gaps)):
        shared = GapRow.id.in_(ids), GapRow.lead_id.is_(None)
        accounts |= _ids(work, select(GapRow.account_id).where(*shared))
    leads = set[int]()
    for ids in chunks(sorted(accounts)):
        leads |= _ids(work, select(Lead.id).where(Lead.account_id.in_(ids)))
    return leads


def _perhaps_twice(work: Work) -> set[int]:
    """The leads that a doubtful row may be, of the import that this action made, undid or did again."""
    actions, at = [], work.session.get(Action, work.action)
    while at is not None:
        actions.append(at.id)
        at = work.session.get(Action, at.undoes_id) if at.undoes_id is not None else None
    rows = select(ImportRow.lead_id).join(ImportRun, ImportRun.id == ImportRow.import_id)
    leads = _ids(work, rows.where(ImportRun.action_id.in_(actions), ImportRow.act == "doubtful"))
    return leads | set(forwarding.survivors(work.session, "lead", leads).values())


def _ids(work: Work, query: Any) -> set[int]:
    return {id for id in work.session.scalars(query) if id is not None}


def _fold_accounts(work: Work, ids: Iterable[int]) -> None:
    for some in chunks(sorted(ids)):
        rows = work.session.execute(select(Account.id, Account.name).where(Account.id.in_(some))).all()
        values = [{"id": id, "sort_name": fold(name), "name_key": account_name_key(name)} for id, name in rows]
        if values:
            work.session.execute(update(Account), values)


def _fold_people(work: Work, ids: Iterable[int]) -> None:
    p = Person
    for some in chunks(sorted(ids)):
        rows = work.session.execute(select(p.id, p.first_name, p.last_name, p.full_name, p.email).where(p.id.in_(some)))
        values = [
            {
                "id": row.id,
                "sort_name": sort_name(row.first_name, row.last_name, row.full_name),
                "email_key": email_key(row.email),
                "email_kind": kind_of_address(row.email),
            }
            for row in rows
        ]
        if values:
            work.session.execute(update(p), values)


# --- judging ----------------------------------------------------------------------------------------------------------


def judge(work: Work, lead_ids: Sequence[int]) -> None:
    """Score leads, place them in Today and index their text; ids that are gone leave the index."""
    connection = work.session.connection()
    done = 0
    for ids in chunks(lead_ids, AT_A_TIME):
        there = _judge_some(work, ids)
        search.replace(connection, ids, search_texts.lead_texts(connection, there), search.LEADS)
        search.replace(connection, ids, search_texts.story_texts(connection, there), search.STORIES)
        done += len(ids)
        if len(lead_ids) > AT_A_TIME:
            work.progress(done, len(lead_ids), tr("Scoring leads"))


def _judge_some(work: Work, ids: Sequence[int]) -> list[int]:
    """Write what is judged of these leads where it differs; return those that exist."""
    there, found = differing(work, ids)
    write_differing(work.session.connection(), Base.metadata.tables["lead"], found)
    return there


def differing(work: Work, ids: Sequence[int]) -> tuple[list[int], Differing]:
    """Those of these leads that exist, and what is judged of them otherwise than it is written."""
    gathered = gather(work.session, ids)
    there = list(gathered)
    rows = (judged(work, one) for one in gathered.values())
    table = Base.metadata.tables["lead"]
    return there, bulk.differing(work.session.connection(), table, Judged._fields, there, rows)


class Judged(NamedTuple):
    """The derived columns of a lead, by their names."""

    fit: int
    intent: int
    fit_band: str
    intent_band: str
    today_group: str
    today_at: datetime | None
    judged_until: datetime


def judged(work: Work, one: Gathered) -> Judged:
    """Score and place of one lead, and the moment until which time alone changes neither."""
    scored = score(work.playbook, one.facts, work.now)
    place, changes = _place(work, one)
    midnight = _next_midnight(work.now)
    return Judged(
        scored.fit,
        scored.intent,
        scored.fit_band,
        scored.intent_band,
        place.group if place else "",
        place.since if place else None,
        min(changes, midnight) if changes else midnight,
    )


def _place(work: Work, one: Gathered) -> tuple[Placed | None, datetime | None]:
    """The place of a lead in Today, and when time alone may change it."""
    return place_and_change(one.facts, work.playbook, work.now, _clock(work.playbook), pending_of(one))


@per_playbook
def _clock(playbook: Playbook) -> BusinessClock:
    return clock_of(playbook.hours)


@lru_cache(maxsize=4)
def _next_midnight(now: datetime) -> datetime:
    """When the next day of UTC begins, and signals are a day older."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


def waiting(work: Work) -> int:
    """How many leads time or other definitions have changed, and nobody has judged anew."""
    count = select(func.count()).select_from(Lead)  # twice, because each is read from the index alone
    unjudged = work.session.scalar(count.where(Lead.judged_until.is_(None))) or 0
    return unjudged + (work.session.scalar(count.where(Lead.judged_until <= work.now)) or 0)


def bring_up_to_date(work: Work, at_most: int = AT_A_TIME) -> Changed:
    """Judge anew the leads that time or other definitions have changed. The outcome is True while more may wait.

    No fact changes, so their texts stay as they are.
    """
    ids = _longest_waiting(work, at_most)
    with collecting_later():
        _judge_some(work, ids)
    return Changed(tr("Bring scores and deadlines up to date"), frozenset(ids), outcome=len(ids) == at_most)


def _longest_waiting(work: Work, at_most: int) -> list[int]:
    """Leads that nobody has judged under these definitions, then those whose time has come: each from an index."""
    unjudged = select(Lead.id).where(Lead.judged_until.is_(None)).order_by(Lead.id).limit(at_most)
    ids = numbers(work.session, unjudged)
    stale = select(Lead.id).where(Lead.judged_until <= work.now).order_by(Lead.judged_until, Lead.id)
    return ids + numbers(work.session, stale.limit(at_most - len(ids)))
