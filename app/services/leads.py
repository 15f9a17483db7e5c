"""Leads as a list: filtered and sorted in the database, ids first, then the rows a table draws."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.sql.visitors import iterate

from app.domain.listing import Condition, Order
from app.domain.matching import fold
from app.domain.stage import Stage
from app.language import tr
from app.services.work import Work
from app.store import search
from app.store.numbers import chunks, numbers, these
from app.store.tables import Account, ClockPause, Lead, Move, Person
from app.store.tables.person import somebody_at


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """Which leads; empty parts do not restrict. Several values of one part mean any of them."""

    text: str = ""
    stages: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    service_lines: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    fit_bands: tuple[str, ...] = ()
    intent_bands: tuple[str, ...] = ()
    account_id: int | None = None
    person_id: int | None = None
    open_only: bool = False
    group: str = ""  # a group of Today
    ids: tuple[int, ...] | None = None
    conditions: tuple[Condition, ...] = ()  # on any column of the list; all of them hold


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One line of a table of leads."""

    id: int
    person: str
    title: str
    account: str
    account_id: int | None
    service_line: str
    service_line_label: str
    stage: str
    path: str
    path_label: str
    fit: int
    intent: int
    owner: str
    next_step: str
    due: date | None
    segment: str
    country: str
    source: str
    email: str
    phone: str
    created_at: datetime
    cycle: int
    overdue: bool
    group: str
    overridden: bool = False  # somebody went past the gate with it once (R6)


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What a filter can be set to: (id, label, how many leads) for each part."""

    stages: tuple[tuple[str, str, int], ...]
    paths: tuple[tuple[str, str, int], ...]
    owners: tuple[tuple[str, str, int], ...]
    service_lines: tuple[tuple[str, str, int], ...]
    segments: tuple[tuple[str, str, int], ...]
    countries: tuple[tuple[str, str, int], ...]
    sources: tuple[tuple[str, str, int], ...]
    fit_bands: tuple[tuple[str, str, int], ...]  # the best first
    intent_bands: tuple[tuple[str, str, int], ...]


# Columns of tables rather than of mapped classes: a list needs no objects, and the first one need not wait for them.
lead, person, account, move = Lead.__table__.c, Person.__table__.c, Account.__table__.c, Move.__table__.c
pause = ClockPause.__table__.c
_PLAIN: dict[str, Any] = {  # sorted as they stand, most of them from an index; other orders are met when asked for
    "person": person.sort_name,
    "account": account.sort_name,
    "email": person.email_key,
    "fit": lead.fit,
    "intent": lead.intent,
    "due": lead.due,
    "created": lead.created_at,
}
_INDEXED = ("fit", "intent", "due", "created")
_BY_DATE = (Order("due"),)
_FEW = 5_000  # ids that are sorted by themselves
_NEAR = 20_000  # leads from the top of a list among which a text is looked for first: a fiftieth of a second


def lead_ids(
    work: Work, filter: LeadFilter, sort: str = "due", descending: bool = False, limit: int | None = None
) -> Sequence[int]:
    """The ids of the leads that pass, in the order of one column; see `ids_in_order`."""
    return ids_in_order(work, filter, (Order(sort, descending),), limit)


def ids_in_order(
    work: Work, filter: LeadFilter, order: Sequence[Order] = _BY_DATE, limit: int | None = None
) -> Sequence[int]:
    """The ids of the leads that pass, in order.

    By date, open leads come before closed ones, and those that lack a date before all others (R12). Raises Problem
    for a column that the list does not have.
    """
    order = order or _BY_DATE
    few = filter.account_id is not None or filter.person_id is not None  # found by an index, and put in order then
    if limit is None and (few or (filter.conditions and order[0].column in _INDEXED and len(order) == 1)):
        return _sifted(work, filter, order)
    if order[0] != Order("due"):
        return _ids(work, filter, order, limit)
    open_ones = _ids(work, filter, order, limit, lead.is_open.is_(True))
    left = None if limit is None else limit - len(open_ones)
    closed = () if filter.open_only or left == 0 else _ids(work, filter, order, left, lead.is_open.is_(False))
    return [*open_ones, *closed]


def _sifted(work: Work, filter: LeadFilter, order: Sequence[Order]) -> Sequence[int]:
    """Those that pass, found in the order in which they lie, put into an order that an index has.

    Walking an index and looking at the lead, person and account of every entry takes twice as long (100,000 leads).
    """
    found = numbers(work.session, passing(work, select(lead.id), filter))
    if len(found) <= _FEW:
        return ids_in_order(work, LeadFilter(ids=tuple(found)), order)
    among = set(found)
    return [id for id in ids_in_order(work, LeadFilter(), order) if id in among]


def _ids(
    work: Work, filter: LeadFilter, order: Sequence[Order], limit: int | None, *more: ColumnElement[bool]
) -> Sequence[int]:
    columns = [(_sorted_by(work, one.column), one.descending) for one in order]
    ways = [column.desc().nulls_last() if down else column.asc().nulls_first() for column, down in columns]
    ways.append(lead.id.desc() if order[-1].descending else lead.id)
    if limit is not None and _many_may_pass(filter) and len(order) == 1 and order[0].column in _INDEXED:
        near = select(lead.id).where(*more).order_by(*ways).limit(_NEAR)
        found = numbers(work.session, _among(work, near, filter).order_by(*ways).limit(limit))
        if len(found) == limit:
            return found
    tests = [*_tests(work, filter), *more]
    query = _joined(select(lead.id), [*tests, *(column for column, _ in columns)]).where(*tests)
    return numbers(work.session, query.order_by(*ways).limit(limit))


def _many_may_pass(filter: LeadFilter) -> bool:
    """A filter that an index would answer with a good part of all leads, to show the first of them."""
    narrow = filter.ids is not None or filter.account_id is not None or filter.person_id is not None
    return not narrow and filter != LeadFilter()


def _among(work: Work, near: Select[Any], filter: LeadFilter) -> Select[Any]:
    """Those of some leads that pass: their texts are read, where the index would name all that hold a common word."""
    some, words = near.subquery(), fold(filter.text).split()
    tests = [*_tests(work, replace(filter, text="")), *([search.tells(lead.id, words)] if words else ())]
    return _joined(select(lead.id).join(some, some.c.id == lead.id), tests).where(*tests)


def _sorted_by(work: Work, name: str) -> Any:
    if name in _PLAIN:
        return _PLAIN[name]
    from app.services.lists.lead_columns import of_leads

    return of_leads(name).sorted_by(work)


def count_leads(work: Work, filter: LeadFilter) -> int:
    """How many leads pass."""
    return work.session.scalar(passing(work, select(func.count()).select_from(Lead.__table__), filter)) or 0


def passing(
    work: Work, query: Select[Any], filter: LeadFilter, looked_at: Sequence[ColumnElement[Any]] = ()
) -> Select[Any]:
    """A query over leads, restricted to those that pass; what it looks at beside the lead is joined."""
    tests = _tests(work, filter)
    return _joined(query, [*tests, *looked_at]).where(*tests)


def _joined(query: Select[Any], looked_at: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """Join only what the order or a test looks at, so that the common lists are answered from one index."""
    tables = tables_in(looked_at)
    if Person.__table__ in tables:
        query = query.join(Person.__table__, person.id == lead.person_id)
    if Account.__table__ in tables:
        query = query.outerjoin(Account.__table__, account.id == lead.account_id)
    return query


def tables_in(expressions: Sequence[ColumnElement[Any]]) -> set[Any]:
    """The tables that these look at: only those need to be joined."""
    return {getattr(part, "table", None) for one in expressions for part in iterate(one)}


def _tests(work: Work, filter: LeadFilter) -> list[ColumnElement[bool]]:
    pairs = (
        (lead.stage, filter.stages),
        (lead.path, filter.paths),
        (lead.owner, filter.owners),
        (lead.service_line, filter.service_lines),
        (lead.source, filter.sources),
        (lead.fit_band, filter.fit_bands),
        (lead.intent_band, filter.intent_bands),
    )
    tests: list[ColumnElement[bool]] = [column.in_(values) for column, values in pairs if values]
    of_accounts = ((account.segment, filter.segments), (account.country, filter.countries))
    if theirs := [column.in_(values) for column, values in of_accounts if values]:
        tests.append(lead.account_id.in_(select(account.id).where(*theirs)))  # looked up once, not for every lead
    if filter.open_only:
        tests.append(lead.is_open.is_(True))
    if filter.account_id is not None:
        tests.append(lead.account_id == filter.account_id)
    if filter.person_id is not None:
        tests.append(lead.person_id == filter.person_id)
    if filter.group:
        tests.append(lead.today_group == filter.group)
    if filter.ids is not None:
        tests.append(lead.id.in_(these(filter.ids)))
    if words := fold(filter.text).split():
        tests.append(lead.id.in_(search.holding(words)))
    if filter.conditions:
        from app.services.lists.conditions import passes
        from app.services.lists.lead_columns import of_leads

        tests += [passes(work, of_leads(one.column), one) for one in filter.conditions]
    return tests


def lead_rows(work: Work, ids: Sequence[int]) -> list[LeadRow]:
    """The rows of these leads, in the order of the ids; ids that are gone are left out."""
    rows = {row.id: row for some in chunks(ids) for row in _rows(work, some)}
    return [rows[id] for id in ids if id in rows]


def _rows(work: Work, ids: Sequence[int]) -> list[LeadRow]:
    query = (
        select(
            lead.id,
            person.full_name,
            person.email,
            person.phone,
            person.job_title,
            account.name,
            lead.account_id,
            lead.service_line,
            lead.stage,
            lead.path,
            lead.fit,
            lead.intent,
            lead.owner,
            lead.next_step,
            lead.due,
            account.segment,
            account.country,
            lead.source,
            lead.created_at,
            lead.cycle,
            lead.is_open,
            lead.today_group,
        )
        .join(Person.__table__, person.id == lead.person_id)
        .outerjoin(Account.__table__, account.id == lead.account_id)
        .where(lead.id.in_(ids))
    )
    today, label = work.today, work.label
    held = select(pause.lead_id).where(pause.lead_id.in_(ids), pause.since <= work.now)
    paused = set(work.session.scalars(held.where(pause.until.is_(None) | (pause.until > work.now))))
    past_the_gate = set(work.session.scalars(select(move.lead_id).where(move.lead_id.in_(ids), move.override != "")))
    return [
        LeadRow(
            id=r.id,
            person=r.full_name or r.email or r.phone or somebody_at(r.name or ""),
            title=r.job_title,
            account=r.name or "",
            account_id=r.account_id,
            service_line=r.service_line,
            service_line_label=label("service_line", r.service_line),
            stage=r.stage,
            path=r.path,
            path_label=label("path", r.path),
            fit=r.fit,
            intent=r.intent,
            owner=r.owner,
            next_step=r.next_step,
            due=r.due,
            segment=label("segment", r.segment or ""),
            country=r.country or "",
            source=label("source", r.source),
            email=r.email,
            phone=r.phone,
            created_at=r.created_at,
            cycle=r.cycle,
            overdue=bool(r.is_open and r.due and r.due < today and r.id not in paused),
            group=r.today_group,
            overridden=r.id in past_the_gate,
        )
        for r in work.session.execute(query)
    ]


def filter_choices(work: Work) -> FilterChoices:
    """What the parts of a filter can be set to, with counts, the commonest first."""
    label, known, nobody = work.label, tr("Not known"), tr("Nobody")
    stages, paths, _ = _counts(work, lead.stage, lead.path, lead.is_open)
    owners, sources, service_lines = (_counts(work, one)[0] for one in (lead.owner, lead.source, lead.service_line))
    segments, countries = _counts_of_accounts(work, account.segment, account.country)
    _, fit_bands, intent_bands = _counts(work, lead.is_open, lead.fit_band, lead.intent_band)
    return FilterChoices(
        stages=tuple((id, Stage(id).label, n) for id, n in sorted(stages, key=lambda one: Stage(one[0]).rank)),
        paths=tuple((id, label("path", id) if id else tr("No path"), n) for id, n in paths),
        owners=tuple((id, id or nobody, n) for id, n in owners),
        service_lines=tuple((id, label("service_line", id), n) for id, n in service_lines),
        segments=tuple((id, label("segment", id) if id else known, n) for id, n in segments),
        countries=tuple((id, id or known, n) for id, n in countries),
        sources=tuple((id, label("source", id) if id else known, n) for id, n in sources),
        fit_bands=_bands(work, "fit_band", dict(fit_bands)),
        intent_bands=_bands(work, "intent_band", dict(intent_bands)),
    )


def _bands(work: Work, kind: str, counted: Mapping[str, int]) -> tuple[tuple[str, str, int], ...]:
    """The bands of an axis from the best to the least, as the playbook has them."""
    return tuple((id, label, counted.get(id, 0)) for id, label in reversed([*work.definitions.words(kind).items()]))


def _counts(work: Work, *columns: Any) -> list[list[tuple[str, int]]]:
    """How many leads have each value of each column, read in one pass: as the columns of an index it needs no table."""
    return _commonest(work, select(func.count(), *columns).group_by(*columns))


def _counts_of_accounts(work: Work, *columns: Any) -> list[list[tuple[str, int]]]:
    """The same of what stands at accounts: the leads of each are counted first, for there are far fewer of them."""
    each = select(lead.account_id, func.count().label("n")).group_by(lead.account_id).subquery()
    named = each.join(Account.__table__, account.id == each.c.account_id)
    return _commonest(work, select(func.sum(each.c.n), *columns).select_from(named).group_by(*columns))


def _commonest(work: Work, query: Select[Any]) -> list[list[tuple[str, int]]]:
    tallies: list[Counter[str]] = [Counter() for _ in query.selected_columns[1:]]
    for n, *values in work.session.execute(query):
        for tally, value in zip(tallies, values, strict=True):
            tally[value] += n
    return [sorted(tally.items(), key=lambda one: (-one[1], one[0])) for tally in tallies]
