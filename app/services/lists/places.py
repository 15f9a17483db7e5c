"""The lists there are, and how each is filtered and joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_

from app.domain.listing import Condition, Kind, ListFilter, Order, Test
from app.domain.matching import fold
from app.domain.problems import Problem
from app.services.leads import LeadFilter, passing, tables_in
from app.services.lists.account_columns import ACCOUNTS
from app.services.lists.column import Column, overdue, refused
from app.services.lists.conditions import passes
from app.services.lists.lead_columns import LEADS
from app.services.lists.people_columns import PEOPLE
from app.services.work import Work
from app.store.numbers import these
from app.store.tables import Account, Lead, Person

account, lead, person = Account.__table__.c, Lead.__table__.c, Person.__table__.c
AnyFilter = ListFilter | LeadFilter


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column as a table, a filter and a chooser show it. `field` is what an edit calls it; empty: not to be typed."""

    id: str
    label: str
    kind: Kind
    wide: int
    field: str

    @property
    def numeric(self) -> bool:
        """Numbers stand on the right."""
        return self.kind is Kind.NUMBER


_INDEXED = {"people": ("person", "email", "phone"), "accounts": ("name", "domain")}  # sorted without sorting


class Place:
    """One list: its rows are those of a table, its columns may lie in others."""

    def __init__(self, id: str, one: str, many: str, table: Any, columns: Sequence[Column], order: Order) -> None:
        self.id, self.one, self.many, self.table, self.order = id, one, many, table, order
        self.indexed = _INDEXED.get(id, ())
        self.columns = {column.id: column for column in columns}

    def column(self, id: str) -> Column:
        """A column by its id. Raises Problem that names all of them where there is no such column."""
        if id not in self.columns:
            raise Problem(f"'{id}' is not a column of {self.many}; choose one of {', '.join(self.columns)}.")
        return self.columns[id]

    def passing(
        self, work: Work, query: Select[Any], filter: AnyFilter, looked_at: Sequence[ColumnElement[Any]] = ()
    ) -> Select[Any]:
        """A query over this list, restricted to the rows that pass, with what it looks at joined."""
        if self.id == "leads":
            return passing(work, query, as_lead_filter(filter), looked_at)
        tests = self._tests(work, filter)
        return self.joined(query, [*tests, *looked_at]).where(*tests)

    def joined(self, query: Select[Any], looked_at: Sequence[ColumnElement[Any]]) -> Select[Any]:
        """The query with the tables joined that these expressions look at."""
        tables = tables_in(looked_at)
        if self.id == "leads" and Person.__table__ in tables:
            query = query.join(Person.__table__, person.id == lead.person_id)
        if self.id != "accounts" and Account.__table__ in tables:
            query = query.outerjoin(Account.__table__, account.id == self.table.c.account_id)
        return query

    @property
    def marks(self) -> tuple[ColumnElement[bool] | None, Any]:
        """What marks a row: that the person refused contact, and that the lead is overdue; None where it cannot be."""
        return (None if self.id == "accounts" else refused(), overdue if self.id == "leads" else None)

    def _tests(self, work: Work, filter: AnyFilter) -> list[ColumnElement[bool]]:
        tests = [passes(work, self.column(one.column), one) for one in filter.conditions]
        if filter.ids is not None:
            tests.append(self.table.c.id.in_(these(filter.ids)))
        return [*tests, *(_has_word(self.id, word) for word in fold(filter.text).split())]


def _has_word(place: str, word: str) -> ColumnElement[bool]:
    """A word of the text that is searched for: in a name, a place or an address."""
    if place == "accounts":
        looked_through: tuple[Any, ...] = (account.sort_name, func.lower(account.city), account.domain)
    else:
        theirs = func.coalesce(account.sort_name, "")
        looked_through = (
            person.sort_name, func.lower(person.email), person.phone, func.lower(person.job_title), theirs,
        )  # fmt: skip
    return or_(*(one.contains(word, autoescape=True) for one in looked_through))


def as_lead_filter(filter: AnyFilter) -> LeadFilter:
    """The same as a filter of leads."""
    if isinstance(filter, LeadFilter):
        return filter
    return LeadFilter(text=filter.text, conditions=filter.conditions, ids=filter.ids)


_PARTS = {  # what a filter of leads says in parts of its own, as columns
    "stage": "stages",
    "path": "paths",
    "owner": "owners",
    "service_line": "service_lines",
    "segment": "segments",
    "country": "countries",
    "source": "sources",
    "fit_band": "fit_bands",
    "intent_band": "intent_bands",
}
_OPEN = Condition("open", Test.IS, ("yes",))


def as_list_filter(filter: LeadFilter) -> ListFilter:
    """A filter of leads with every part as a condition, as a saved view keeps it."""
    parts = [Condition(id, Test.ONE_OF, getattr(filter, part)) for id, part in _PARTS.items() if getattr(filter, part)]
    parts += [Condition("group", Test.ONE_OF, (filter.group,))] if filter.group else []
    parts += [_OPEN] if filter.open_only else []
    return ListFilter(filter.text, (*parts, *filter.conditions), filter.ids)


def in_parts(filter: ListFilter) -> LeadFilter:
    """A filter of leads whose conditions stand, where they can, in the parts that a filter bar shows."""
    parts: dict[str, Any] = {}
    others: list[Condition] = []
    for one in filter.conditions:
        part = _PARTS.get(one.column, "")
        if one == _OPEN:
            parts["open_only"] = True
        elif part and one.test is Test.ONE_OF and part not in parts:
            parts[part] = one.values
        else:
            others.append(one)
    return LeadFilter(text=filter.text, conditions=tuple(others), ids=filter.ids, **parts)


_PLACES = {
    place.id: place
    for place in (
        Place("leads", "lead", "leads", Lead.__table__, LEADS, Order("due")),
        Place("people", "person", "people", Person.__table__, PEOPLE, Order("person")),
        Place("accounts", "account", "accounts", Account.__table__, ACCOUNTS, Order("name")),
    )
}
PLACES = tuple(_PLACES)


def place_of(id: str) -> Place:
    """A list by its name. Raises Problem for none."""
    if id not in _PLACES:
        raise Problem(f"There is no list '{id}'; choose one of {', '.join(PLACES)}.")
    return _PLACES[id]


def columns(place: str) -> tuple[ColumnView, ...]:
    """Every column that a list can show, in the order in which it is proposed."""
    found = place_of(place).columns.values()
    return tuple(ColumnView(one.id, one.label, one.kind, one.wide, one.field) for one in found)
