"""Facts that files held in columns of their own, as columns of a list: `extra:Hall` where a file had a column Hall."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, func, null, select, type_coerce

from app.domain.listing import EXTRA, Kind
from app.domain.problems import Problem
from app.language import tr
from app.services.lists.column import Column, lead, person
from app.services.work import Work
from app.store import fact_names, journal
from app.store.expressions import fact, naturally
from app.store.tables import Account, Action, Lead, Person, SignalRow

_account, _signal, _action = Account.__table__.c, SignalRow.__table__.c, Action.__table__.c
_KEPT_IN = {  # where the facts of a list are kept; the first that has one counts
    "leads": ("lead", "signal", "person", "account"),
    "people": ("person", "lead"),
    "accounts": ("account", "lead"),
}
_WIDE = 130
_REMEMBERED = 4  # workspaces, or moments of one


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that each table keeps at a moment of a history: after its newest act, told from others by its hash."""

    action: int
    hash: str
    names: Mapping[str, frozenset[str]]
    alone: frozenset[str]  # those whose values hardly recur


_known: list[_Known] = []


def extra_column(place: str, id: str) -> Column:
    """The column of an extra fact. Raises Problem for a list that keeps none."""
    name = id.removeprefix(EXTRA)
    if place not in _KEPT_IN or not name:
        raise Problem(tr("'{column}' is not a column of this list.", column=id))

    def value(work: Work) -> ColumnElement[Any]:
        return _value(work, place, name)

    return Column(id, name, Kind.TEXT, value, _WIDE, order=lambda work: naturally(value(work)))


def extra_columns(work: Work, place: str) -> tuple[Column, ...]:
    """The column of every extra fact that some row of the list has, by name."""
    known = _names(work)
    names = {name for table in _KEPT_IN.get(place, ()) for name in known.names[table]}
    return tuple(extra_column(place, EXTRA + name) for name in sorted(names, key=str.casefold))


def recurs(work: Work, column: Column) -> bool:
    """False for an extra fact of which nearly every row has a value of its own."""
    return column.id.removeprefix(EXTRA) not in _names(work).alone


# --- where a fact is kept ---------------------------------------------------------------------------------------------


def _value(work: Work, place: str, name: str) -> ColumnElement[Any]:
    known = _names(work).names
    found = [_in(place, table, name) for table in _KEPT_IN[place] if name in known[table]]
    if not found:
        return type_coerce(null(), String)
    return found[0] if len(found) == 1 else func.coalesce(*found)


def _in(place: str, table: str, name: str) -> ColumnElement[Any]:
    if table == "signal":
        told = fact(_signal.extra, name)
        query = select(told).where(_signal.lead_id == lead.id, told.is_not(None))
        newest = query.order_by(_signal.at.desc(), _signal.id.desc()).limit(1)
        return newest.correlate(Lead.__table__).scalar_subquery()
    if table == "lead" and place == "people":
        return _of_their_leads(name, lead.person_id == person.id, Person.__table__)
    if table == "lead" and place == "accounts":
        return _of_their_leads(name, lead.account_id == _account.id, Account.__table__)
    return fact({"lead": lead.extra, "person": person.extra, "account": _account.extra}[table], name)


def _of_their_leads(name: str, theirs: ColumnElement[bool], of: Any) -> ColumnElement[Any]:
    """Each value of all their leads once."""
    told = select(fact(lead.extra, name).label("told")).where(theirs).distinct().correlate(of).subquery()
    return select(func.group_concat(told.c.told, ", ")).scalar_subquery()


# --- which facts there are --------------------------------------------------------------------------------------------


def _names(work: Work) -> _Known:
    """The names, asked once; after later acts only what these touched is looked at."""
    head = journal.head(work.session.connection())
    for known in _known:
        if known.hash == head.hash:
            return known
    earlier = next((known for known in reversed(_known) if _continues(work, known)), None)
    names = {table: _of_table(work, table, earlier) for table in ("lead", "signal", "person", "account")}
    connection = work.session.connection()
    alone = frozenset().union(*(fact_names.each_their_own(connection, table) for table in ("lead", "signal")))
    found = _Known(head.action, head.hash, names, alone)
    if work.action == 0:  # an act that is going on may yet be given up
        _known[:] = [*(known for known in _known if known is not earlier), found][-_REMEMBERED:]
    return found


def _continues(work: Work, known: _Known) -> bool:
    """True where the history of this workspace goes on from there: the chain of hashes tells it from any other."""
    return work.session.scalar(select(_action.hash).where(_action.id == known.action)) == known.hash


def _of_table(work: Work, table: str, earlier: _Known | None) -> frozenset[str]:
    connection = work.session.connection()
    if earlier is not None:
        since = fact_names.names_since(connection, table, earlier.action)
        if since is not None:
            return earlier.names[table] | since
    return fact_names.names(connection, table)
