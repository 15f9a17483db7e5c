"""Lists read from the database: ids in order first, then the rows that are drawn, and counts by a column."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from app.domain.listing import Kind, ListFilter, Order
from app.language import tr
from app.services.leads import LeadFilter, ids_in_order, passing
from app.services.lists.column import Column, Value
from app.services.lists.conditions import begins
from app.services.lists.places import AnyFilter, Place, as_lead_filter, as_list_filter, place_of
from app.services.work import Work
from app.store.bulk import plain_rows
from app.store.numbers import among, chunks, given, numbers
from app.store.tables import TagRow

tag = TagRow.__table__.c
AT_A_TIME = 5_000  # rows read at once where all are wanted
WINDOW = 200  # rows that come with the first answer


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the values of the columns that were asked for, as people read them."""

    id: int
    values: tuple[Value, ...]
    refused: bool = False  # the person said No to being contacted, on one channel or all (R16)
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The first answer of a list: all ids in order, and the rows of the first window."""

    ids: Sequence[int]
    rows: Sequence[ListRow]


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of a column and how many rows have it; a date stands for its month."""

    id: str
    label: str
    count: int


def first_rows(
    work: Work,
    place: str,
    filter: AnyFilter,
    order: Sequence[Order] = (),
    columns: Sequence[str] = (),
    limit: int | None = None,
) -> Listing:
    """The ids of the rows that pass, in order, with the first window of rows; with a limit only the first of them."""
    found = ids(work, place, filter, order, limit)
    return Listing(found, rows(work, place, found[:WINDOW], columns))


def ids(
    work: Work, place: str, filter: AnyFilter, order: Sequence[Order] = (), limit: int | None = None
) -> Sequence[int]:
    """The ids of the rows that pass, in order; where two are alike, in the order in which they came.

    What is empty comes first, and last where the order descends. Raises Problem for a column, test or value that the
    list does not know.
    """
    here = place_of(place)
    if here.id == "leads":
        return ids_in_order(work, as_lead_filter(filter), order or (here.order,), limit)
    order = order or (here.order,)
    if filter.conditions and limit is None and len(order) == 1 and order[0].column in here.indexed:
        # found as they lie, then put in order: walking an index and looking at every row takes twice as long
        found = set(numbers(work.session, _passing(work, here, select(here.table.c.id), filter)))
        return [id for id in ids(work, place, ListFilter(), order) if id in found]
    gathered = here.gathered(work, order[0]) if len(order) == 1 and filter == ListFilter() else None
    if limit is not None and gathered is not None:
        return _first_of_both(work, *gathered, order[0], limit)
    query = here.in_order(work, select(here.table.c.id), _as_list_filter(filter), order)
    return numbers(work.session, query.limit(limit))


def _first_of_both(work: Work, some: Select[Any], none: Select[Any], by: Order, limit: int) -> list[int]:
    """The first of two lists of (id, value) that lie in order."""
    found = [row for query in (some, none) for row in work.session.execute(query.limit(limit))]
    found.sort(key=lambda row: (row[1] is not None, row[1] or 0, row[0]), reverse=by.descending)
    return [row[0] for row in found[:limit]]


def _passing(
    work: Work, here: Place, query: Select[Any], filter: AnyFilter, looked_at: Sequence[ColumnElement[Any]] = ()
) -> Select[Any]:
    """A query over a list restricted to what passes; of leads, each part of their filter has a way of its own."""
    if here.id == "leads":
        return passing(work, query, as_lead_filter(filter), looked_at)
    return here.passing(work, query, _as_list_filter(filter), looked_at)


def _as_list_filter(filter: AnyFilter) -> ListFilter:
    return as_list_filter(filter) if isinstance(filter, LeadFilter) else filter


def count(work: Work, place: str, filter: AnyFilter) -> int:
    """How many rows pass."""
    here = place_of(place)
    return work.session.scalar(_passing(work, here, select(func.count()).select_from(here.table), filter)) or 0


def rows(work: Work, place: str, row_ids: Sequence[int], columns: Sequence[str]) -> list[ListRow]:
    """These rows with these columns, in the order of the ids; ids that are gone are left out."""
    here = place_of(place)
    chosen = [here.column(id) for id in columns]
    wanted = [here.table.c.id, *here.marks(work), *(column.sql(work) for column in chosen)]
    query = here.joined(select(*wanted).select_from(here.table), wanted).where(here.table.c.id.in_(among()))
    read = _reader(work, chosen)
    found: list[ListRow] = []
    for some in chunks(row_ids, AT_A_TIME):
        by_id = {row[0]: row for row in plain_rows(work.session.connection(), query, given(some))}
        there = (by_id[id] for id in some if id in by_id)
        found += [ListRow(row[0], read(row[3:]), bool(row[1]), bool(row[2])) for row in there]
    return found


def _reader(work: Work, columns: Sequence[Column]) -> Callable[[tuple[Any, ...]], tuple[Value, ...]]:
    """What turns values as stored into what people read; most are read as they are."""
    plain = (Kind.TEXT, Kind.NUMBER, Kind.DATE)
    told = [(at, column) for at, column in enumerate(columns) if column.kind not in plain]
    words = [(at, column.known(work)) for at, column in told if column.kind is Kind.CHOICE]
    truths = [at for at, column in told if column.kind is Kind.YES_NO]
    words = [(at, known) for at, known in words if known]

    def read(values: tuple[Any, ...]) -> tuple[Value, ...]:
        if not told:
            return values
        shown = list(values)
        for at, known in words:
            shown[at] = known.get(shown[at], shown[at])
        for at in truths:
            shown[at] = bool(shown[at])
        return tuple(shown)

    return read


# --- counts -----------------------------------------------------------------------------------------------------------


def counts(work: Work, place: str, filter: AnyFilter, by: str) -> list[Counted]:
    """How many of the rows that pass have each value of a column; a date is counted by its month, the latest first.

    Ranked words come in their order, others by how common they are. A lead with two tags counts for both.
    """
    here = place_of(place)
    column = here.column(by)
    found = _counted(work, here, column, filter)
    known = column.known(work)
    named = [Counted(_id(value), _label(column, known, value), n) for value, n in found.items()]
    if column.ranked:
        rank = {id: at for at, id in enumerate(known)}
        return sorted(named, key=lambda one: rank.get(one.id, len(rank)))
    if column.kind is Kind.DATE:
        return sorted(named, key=lambda one: one.id, reverse=True)
    return sorted(named, key=lambda one: (-one.count, one.label.casefold()))


def commonest(work: Work, place: str, filter: AnyFilter, by: str, most: int) -> tuple[list[Counted], int]:
    """The first of `counts`, and how many values there are: of names, of which there may be as many as rows, only the
    commonest leave the database.
    """
    here = place_of(place)
    column = here.column(by)
    if column.kind is not Kind.TEXT or column.known(work):
        every = counts(work, place, filter, by)
        return every[:most], len(every)
    value = func.coalesce(column.sql(work), "")
    asked = _tally(work, here, value, filter).add_columns(func.count().over())
    read = func.lower(case((value == "", tr("Nothing")), else_=value))
    first = asked.order_by(asked.selected_columns[0].desc(), read).limit(most)
    found = work.session.execute(first).all()
    named = [Counted(_id(row[1]), _label(column, {}, row[1]), row[0]) for row in found]
    return sorted(named, key=lambda one: (-one.count, one.label.casefold())), found[0][2] if found else 0


def _counted(work: Work, here: Place, column: Column, filter: AnyFilter) -> dict[Any, int]:
    if column.kind is Kind.DATE:
        return _by_month(work, here, column, filter)
    value = column.sql(work)
    found: Counter[Any] = Counter()
    for row in work.session.execute(_tally(work, here, tag.word if column.tags else value, filter)):
        found["" if row[1] is None else row[1]] += row[0]
    return found


def _tally(work: Work, here: Place, value: ColumnElement[Any], filter: AnyFilter) -> Select[Any]:
    """How many rows have each value; by what stands in another table, its rows are counted first, then put together."""
    query = select(func.count().label("n")).select_from(here.table)
    beside = here.named_by(value)
    if beside is not None:
        each = query.add_columns(beside.key.label("key")).group_by(beside.key)
        by_key = _passing(work, here, each, filter).subquery()
        named = by_key.outerjoin(beside.table, beside.table.c.id == by_key.c.key)
        return select(func.sum(by_key.c.n), value).select_from(named).group_by(value)
    if value is tag.word:
        query = query.outerjoin(TagRow.__table__, tag.lead_id == here.table.c.id)
    return _passing(work, here, query.add_columns(value).group_by(value), filter, [value])


def _by_month(work: Work, here: Place, column: Column, filter: AnyFilter) -> dict[Any, int]:
    """By months where the team works, told by the moments at which they begin; the latest is asked for first."""
    value = column.sql(work)
    each = _passing(work, here, select(value.label("at")).select_from(here.table), filter, [value])
    at = each.limit(-1).subquery().c.at  # a limit, or SQLite would work the date out anew for every month
    ends = select(func.min(at, type_=value.type), func.max(at, type_=value.type))
    first, last = work.session.execute(ends).one()
    begun = [] if first is None else [(f"{day:%Y-%m}", day) for day in _months(work, column, first, last)]
    months = [(at >= begins(work, column, day), month) for month, day in begun]
    month = case((at.is_(None), ""), *months, else_="")
    return {row[0]: row[1] for row in work.session.execute(select(month, func.count()).group_by(month))}


def _months(work: Work, column: Column, first: Any, last: Any) -> Iterator[date]:
    """The first day of each month between two dates, the latest first."""
    least, day = (at if not column.moment else work.day_of(at) for at in (first, last))
    while day >= least:
        yield day.replace(day=1)
        day = day.replace(day=1) - timedelta(days=1)


def _id(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _label(column: Column, known: Any, value: Any) -> str:
    if column.kind is Kind.YES_NO:
        return tr("Yes") if value else tr("No")
    return known.get(value, str(value)) if value != "" else tr("Nothing")
