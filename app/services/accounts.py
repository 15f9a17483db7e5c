"""Accounts as a list: ids in order, then the rows a table draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from app.domain.matching import fold
from app.domain.stage import Stage
from app.services.work import Work
from app.store.numbers import chunks
from app.store.tables import Account, Lead, Person

_RANK = {stage.value: stage.rank for stage in Stage}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the table of accounts."""

    id: int
    name: str
    facility_type: str
    segment: str
    country: str
    city: str
    domain: str
    people: int
    leads: int
    open_leads: int
    best_stage: str  # the furthest stage any of its leads reached; empty without leads
    owners: str


_SORT_COLUMNS: dict[str, Any] = {
    "name": Account.sort_name,
    "facility_type": Account.facility_type,
    "segment": Account.segment,
    "country": Account.country,
    "city": Account.city,
    "domain": Account.domain,
}
SORTS = tuple(_SORT_COLUMNS)


def account_ids(work: Work, text: str = "", sort: str = "name", descending: bool = False) -> Sequence[int]:
    """The ids of the accounts whose name, place or domain holds every word, in order."""
    column = _SORT_COLUMNS[sort]
    query = select(Account.id).order_by(column.desc() if descending else column.asc(), Account.id)
    for word in fold(text).split():
        query = query.where(
            Account.sort_name.contains(word, autoescape=True)
            | func.lower(Account.city).contains(word, autoescape=True)
            | Account.domain.contains(word, autoescape=True)
        )
    return work.session.scalars(query).all()


def account_rows(work: Work, ids: Sequence[int]) -> list[AccountRow]:
    """The rows of these accounts, in the order of the ids."""
    rows = {row.id: row for some in chunks(ids) for row in _rows(work, some)}
    return [rows[id] for id in ids if id in rows]


def _rows(work: Work, ids: Sequence[int]) -> list[AccountRow]:
    accounts = work.session.scalars(select(Account).where(Account.id.in_(ids)))
    rank = case(_RANK, value=Lead.stage)
    leads = {
        row.account_id: row
        for row in work.session.execute(
            select(
                Lead.account_id,
                func.count().label("leads"),
                func.sum(case((Lead.is_open.is_(True), 1), else_=0)).label("open"),
                func.max(rank).label("best"),
                func.group_concat(Lead.owner.distinct()).label("owners"),
            )
            .where(Lead.account_id.in_(ids))
            .group_by(Lead.account_id)
        )
    }
    people = dict(
        work.session.execute(
            select(Person.account_id, func.count()).where(Person.account_id.in_(ids)).group_by(Person.account_id)
        ).all()
    )
    label = work.label
    return [
        AccountRow(
            id=account.id,
            name=account.name,
            facility_type=label("facility_type", account.facility_type),
            segment=label("segment", account.segment),
            country=account.country,
            city=account.city,
            domain=account.domain,
            people=people.get(account.id, 0),
            leads=found.leads if (found := leads.get(account.id)) else 0,
            open_leads=found.open if found else 0,
            best_stage=list(Stage)[found.best].value if found else "",
            owners=", ".join(name for name in (found.owners or "").split(",") if name) if found else "",
        )
        for account in accounts
    ]
