"""The lists there are, and the filter of leads that all of them understand."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_

from app.domain.listing import Condition, ListFilter, Order, Test
from app.domain.matching import fold
from app.domain.problems import Problem
from app.language import tr
from app.services.leads import LeadFilter
from app.services.lists.account_columns import ACCOUNTS, OWNERS_OF
from app.services.lists.account_columns import THEIR_LEADS as LEADS_OF_ACCOUNTS
from app.services.lists.column import overdue, refused
from app.services.lists.extra_columns import extra_columns, recurs
from app.services.lists.gap_columns import GAPS
from app.services.lists.handoff_columns import HANDOFFS
from app.services.lists.history_columns import HISTORY
from app.services.lists.import_columns import IMPORTS
from app.services.lists.lead_columns import LEADS
from app.services.lists.people_columns import LAST_TOUCHES, PEOPLE
from app.services.lists.people_columns import THEIR_LEADS as LEADS_OF_PEOPLE
from app.services.lists.place import ColumnView, Join, Place, by_id, seen
from app.services.work import Work
from app.store import search
from app.store.tables import Account, Lead, Person

__all__ = [
    "PLACES",
    "AnyFilter",
    "ColumnView",
    "Place",
    "as_lead_filter",
    "as_list_filter",
    "column_view",
    "columns",
    "columns_of",
    "in_parts",
    "place_of",
]

account, lead, person = Account.__table__.c, Lead.__table__.c, Person.__table__.c
AnyFilter = ListFilter | LeadFilter


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


# --- the lists --------------------------------------------------------------------------------------------------------


def _leads_holding(work: Work, text: str) -> list[ColumnElement[bool]]:
    words = fold(text).split()
    return [lead.id.in_(search.holding(words))] if words else []


def _people_holding(work: Work, text: str) -> list[ColumnElement[bool]]:
    theirs = func.coalesce(account.sort_name, "")
    names = (person.sort_name, func.lower(person.email), person.phone, func.lower(person.job_title), theirs)
    return [_in_any(word, *names) for word in fold(text).split()]


def _accounts_holding(work: Work, text: str) -> list[ColumnElement[bool]]:
    names = (account.sort_name, func.lower(account.city), account.domain)
    return [_in_any(word, *names) for word in fold(text).split()]


def _in_any(word: str, *looked_through: Any) -> ColumnElement[bool]:
    return or_(*(one.contains(word, autoescape=True) for one in looked_through))


_PLACES = {
    place.id: place
    for place in (
        Place(
            "leads",
            "lead",
            "leads",
            Lead.__table__,
            by_id(LEADS),
            Order("due"),
            _leads_holding,
            joins=(
                Join(Person.__table__, person.id == lead.person_id),
                Join(Account.__table__, account.id == lead.account_id, outer=True, key=lead.account_id),
            ),
            refused=refused(),
            overdue=overdue,
        ),
        Place(
            "people",
            "person",
            "people",
            Person.__table__,
            by_id(PEOPLE),
            Order("person"),
            _people_holding,
            joins=(
                Join(Account.__table__, account.id == person.account_id, outer=True, key=person.account_id),
                Join(
                    LEADS_OF_PEOPLE,
                    LEADS_OF_PEOPLE.c.person_id == person.id,
                    outer=True,
                    many=True,
                    key=LEADS_OF_PEOPLE.c.person_id,
                ),
                Join(LAST_TOUCHES, LAST_TOUCHES.c.lead_id == LEADS_OF_PEOPLE.c.id, outer=True, after=LEADS_OF_PEOPLE),
            ),
            indexed=("person", "email", "phone"),
            refused=refused(),
        ),
        Place(
            "accounts",
            "account",
            "accounts",
            Account.__table__,
            by_id(ACCOUNTS),
            Order("name"),
            _accounts_holding,
            joins=(
                Join(LEADS_OF_ACCOUNTS, LEADS_OF_ACCOUNTS.c.account_id == account.id, outer=True, many=True),
                Join(OWNERS_OF, OWNERS_OF.c.account_id == account.id, outer=True),
            ),
            indexed=("name", "domain"),
        ),
        HANDOFFS,
        GAPS,
        IMPORTS,
        HISTORY,
    )
}
PLACES = tuple(_PLACES)


def place_of(id: str) -> Place:
    """A list by its name. Raises Problem for none."""
    if id not in _PLACES:
        raise Problem(tr("There is no list '{place}'; choose one of {known}.", place=id, known=", ".join(PLACES)))
    return _PLACES[id]


def columns(place: str) -> tuple[ColumnView, ...]:
    """Every column that a list can show in any workspace, in the order in which it is proposed."""
    return tuple(seen(one) for one in place_of(place).columns.values())


def columns_of(work: Work, place: str) -> tuple[ColumnView, ...]:
    """The same, and after them the extra facts that imports have kept in this workspace, by name."""
    extra = (seen(one, recurs=recurs(work, one)) for one in extra_columns(work, place))
    return (*columns(place), *extra)


def column_view(place: str, id: str) -> ColumnView:
    """One column, also of an extra fact. Raises Problem that names all of them where there is no such column."""
    return seen(place_of(place).column(id))
