"""Leads as a list: filtered and sorted in the database, ids first, then the rows a table draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.domain.matching import fold
from app.domain.stage import Stage
from app.services.work import Work
from app.store import search
from app.store.facts import chunks
from app.store.numbers import numbers
from app.store.tables import Account, Lead, Person
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
    account_id: int | None = None
    person_id: int | None = None
    open_only: bool = False
    group: str = ""  # a group of Today
    cell: tuple[str, str] | None = None  # fit band, intent band
    ids: tuple[int, ...] | None = None


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


_SORT_COLUMNS: dict[str, Any] = {
    "person": Person.sort_name,
    "title": Person.job_title,
    "email": Person.email_key,
    "account": Account.sort_name,
    "segment": Account.segment,
    "country": Account.country,
    "stage": Lead.stage,
    "path": Lead.path,
    "fit": Lead.fit,
    "intent": Lead.intent,
    "owner": Lead.owner,
    "due": Lead.due,
    "created": Lead.created_at,
    "service_line": Lead.service_line,
    "source": Lead.source,
}
SORTS = tuple(_SORT_COLUMNS)


def lead_ids(
    work: Work, filter: LeadFilter, sort: str = "due", descending: bool = False, limit: int | None = None
) -> Sequence[int]:
    """The ids of the leads that pass, in order; leads without a date come first when sorted by date (R12)."""
    column = _SORT_COLUMNS[sort]
    query = _joined(select(Lead.id), filter, {column.class_})
    ordered = column.desc().nulls_last() if descending else column.asc().nulls_first()
    query = query.where(*_tests(filter)).order_by(ordered, Lead.id.desc() if descending else Lead.id).limit(limit)
    return numbers(work.session, query)


def count_leads(work: Work, filter: LeadFilter) -> int:
    """How many leads pass."""
    query = _joined(select(func.count()).select_from(Lead), filter, set())
    return work.session.scalar(query.where(*_tests(filter))) or 0


def _joined(query: Select[Any], filter: LeadFilter, sorted_by: set[Any]) -> Select[Any]:
    """Join only what the order or a test looks at, so that the common lists are answered from one index."""
    if Person in sorted_by:
        query = query.join(Person, Person.id == Lead.person_id)
    if Account in sorted_by or filter.segments or filter.countries:
        query = query.outerjoin(Account, Account.id == Lead.account_id)
    return query


def _tests(filter: LeadFilter) -> list[ColumnElement[bool]]:
    pairs = (
        (Lead.stage, filter.stages),
        (Lead.path, filter.paths),
        (Lead.owner, filter.owners),
        (Lead.service_line, filter.service_lines),
        (Lead.source, filter.sources),
        (Account.segment, filter.segments),
        (Account.country, filter.countries),
    )
    tests: list[ColumnElement[bool]] = [column.in_(values) for column, values in pairs if values]
    if filter.open_only:
        tests.append(Lead.is_open.is_(True))
    if filter.account_id is not None:
        tests.append(Lead.account_id == filter.account_id)
    if filter.person_id is not None:
        tests.append(Lead.person_id == filter.person_id)
    if filter.group:
        tests.append(Lead.today_group == filter.group)
    if filter.cell is not None:
        tests += [Lead.fit_band == filter.cell[0], Lead.intent_band == filter.cell[1]]
    if filter.ids is not None:
        tests.append(Lead.id.in_(filter.ids))
    if words := fold(filter.text).split():
        tests.append(Lead.id.in_(search.holding(words)))
    return tests


def lead_rows(work: Work, ids: Sequence[int]) -> list[LeadRow]:
    """The rows of these leads, in the order of the ids; ids that are gone are left out."""
    rows = {row.id: row for some in chunks(ids) for row in _rows(work, some)}
    return [rows[id] for id in ids if id in rows]


def _rows(work: Work, ids: Sequence[int]) -> list[LeadRow]:
    query = (
        select(
            Lead.id,
            Person.full_name,
            Person.email,
            Person.phone,
            Person.job_title,
            Account.name,
            Lead.account_id,
            Lead.service_line,
            Lead.stage,
            Lead.path,
            Lead.fit,
            Lead.intent,
            Lead.owner,
            Lead.next_step,
            Lead.due,
            Account.segment,
            Account.country,
            Lead.source,
            Lead.created_at,
            Lead.cycle,
            Lead.is_open,
            Lead.today_group,
        )
        .join(Person, Person.id == Lead.person_id)
        .outerjoin(Account, Account.id == Lead.account_id)
        .where(Lead.id.in_(ids))
    )
    today, label = work.now.date(), work.label
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
            overdue=bool(r.is_open and r.due and r.due < today),
            group=r.today_group,
        )
        for r in work.session.execute(query)
    ]


def filter_choices(work: Work) -> FilterChoices:
    """What the parts of a filter can be set to, with counts, the commonest first."""
    label = work.label
    return FilterChoices(
        stages=tuple(
            (id, Stage(id).label, n) for id, n in sorted(_counts(work, Lead.stage), key=lambda c: Stage(c[0]).rank)
        ),
        paths=tuple((id, label("path", id) if id else "No path", n) for id, n in _counts(work, Lead.path)),
        owners=tuple((id, id or "Nobody", n) for id, n in _counts(work, Lead.owner)),
        service_lines=tuple((id, label("service_line", id), n) for id, n in _counts(work, Lead.service_line)),
        segments=tuple(
            (id, label("segment", id) if id else "Not known", n) for id, n in _counts(work, Account.segment)
        ),
        countries=tuple((id, id or "Not known", n) for id, n in _counts(work, Account.country)),
        sources=tuple((id, label("source", id) if id else "Not known", n) for id, n in _counts(work, Lead.source)),
    )


def _counts(work: Work, column: Any) -> list[tuple[str, int]]:
    query = select(column, func.count()).group_by(column).order_by(func.count().desc(), column)
    if column.class_ is Account:
        query = query.join(Lead, Lead.account_id == Account.id)
    return [(row[0], row[1]) for row in work.session.execute(query)]
