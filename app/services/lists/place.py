"""One list: its rows, its columns, what is joined for them, and how its rows are searched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, except_, false, select

from app.domain.listing import EXTRA, Kind, ListFilter, Order
from app.domain.problems import Problem
from app.language import tr
from app.services.leads import tables_in
from app.services.lists.column import Column, Expression
from app.services.lists.conditions import passes
from app.services.lists.extra_columns import extra_column
from app.services.work import Work
from app.store.numbers import these


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column as a table, a filter and a chooser show it. `field` is what an edit calls it; empty: not to be typed.

    `grouped` is False where counting by it would say nothing; `moment` tells a time of day from a day alone.
    """

    id: str
    label: str
    kind: Kind
    wide: int
    field: str
    grouped: bool = True
    moment: bool = False

    @property
    def numeric(self) -> bool:
        """Numbers stand on the right."""
        return self.kind is Kind.NUMBER


@dataclass(frozen=True, slots=True, eq=False)
class Join:
    """A table beside the rows of a list, met only where something looks at it; `after` is met before it.

    Of one that is `many` several rows may belong to one of the list: what looks at it says what it makes of them.
    `key` is the column by which one side names a row of the other: where rows of the list name one of the table, they
    are counted by it; where many of the table name one of the list, and few none, the list is sorted along it.
    """

    table: Any
    on: ColumnElement[bool]
    outer: bool = False
    after: Any = None
    many: bool = False
    key: Any = None


Searched = Callable[[Work, str], Sequence[ColumnElement[bool]]]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One list. Its rows are those of a table; its columns may lie in others.

    `searched` gives what must hold of a row for a text, and `always` of every row there is. By `indexed` columns a list
    is sorted without sorting. `refused` and `overdue` mark a row where it can be either.
    """

    id: str
    one: str
    many: str
    table: Any
    columns: Mapping[str, Column]
    order: Order
    searched: Searched
    joins: tuple[Join, ...] = ()
    indexed: tuple[str, ...] = ()
    refused: Expression | None = None
    overdue: Expression | None = None
    always: tuple[ColumnElement[bool], ...] = ()

    def column(self, id: str) -> Column:
        """A column by its id, also of an extra fact. Raises Problem that names all where there is no such column."""
        if id in self.columns:
            return self.columns[id]
        if id.startswith(EXTRA):
            return extra_column(self.id, id)
        known = ", ".join(self.columns)
        raise Problem(
            tr("'{column}' is not a column of {place}; choose one of {known}.", column=id, place=self.many, known=known)
        )

    def passing(
        self, work: Work, query: Select[Any], filter: ListFilter, looked_at: Sequence[ColumnElement[Any]] = ()
    ) -> Select[Any]:
        """A query over this list, restricted to the rows that pass, with what it looks at joined."""
        tests = [*self.always, *(passes(work, self.column(one.column), one) for one in filter.conditions)]
        if filter.ids is not None:
            tests.append(self.table.c.id.in_(these(filter.ids)))
        tests += self.searched(work, filter.text)
        return self.joined(query, [*tests, *looked_at]).where(*tests)

    def in_order(self, work: Work, query: Select[Any], filter: ListFilter, order: Sequence[Order]) -> Select[Any]:
        """The same in order; where two rows are alike, in the order in which they came."""
        sorts = [self.column(one.column).sorted_by(work) for one in order]
        query = self.passing(work, query, filter, sorts)
        if any(join.many for join in self._met(sorts)):
            query = query.group_by(self.table.c.id)
        pairs = zip(sorts, order, strict=True)
        ways = [sort.desc().nulls_last() if one.descending else sort.nulls_first() for sort, one in pairs]
        return query.order_by(*ways, self.table.c.id.desc() if order[-1].descending else self.table.c.id)

    def gathered(self, work: Work, by: Order) -> tuple[Select[Any], Select[Any]] | None:
        """What sorts the list where it is gathered along the key of a table: (id, value) of rows that have some there
        and of those that have none, each in order; None for every other column.
        """
        value = self.column(by.column).sorted_by(work)
        met = self._met([value])
        if not met or not met[0].many or met[0].key is None:
            return None
        key, among = met[0].key, met[0].table
        for join in met[1:]:
            among = among.outerjoin(join.table, join.on)
        way = value.desc() if by.descending else value.asc()
        some = select(key, value).select_from(among).group_by(key).order_by(way, key.desc() if by.descending else key)
        id, of_none = self.table.c.id, select(value).select_from(among).where(false()).scalar_subquery()
        none = except_(select(id), select(key)).subquery()
        last = none.c.id.desc() if by.descending else none.c.id
        return some, select(none.c.id, of_none).order_by(last)

    def joined(self, query: Select[Any], looked_at: Sequence[ColumnElement[Any]]) -> Select[Any]:
        """The query with the tables joined that these expressions look at."""
        for join in self._met(looked_at):
            query = query.join(join.table, join.on, isouter=join.outer)
        return query

    def _met(self, looked_at: Sequence[ColumnElement[Any]]) -> list[Join]:
        tables = tables_in(looked_at)
        tables |= {join.after for join in self.joins if join.table in tables}
        return [join for join in self.joins if join.table in tables]

    def named_by(self, value: ColumnElement[Any]) -> Join | None:
        """The table beside the rows in which all of a value stands, where a column of the list says which row of it."""
        tables = tables_in([value]) - {None}
        return next((one for one in self.joins if one.key is not None and not one.many and tables == {one.table}), None)

    def marks(self, work: Work) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        """Whether the person of a row refused contact, and whether it is overdue."""
        return _mark(self.refused, work), _mark(self.overdue, work)


def _mark(mark: Expression | None, work: Work) -> ColumnElement[bool]:
    if mark is None:
        return false()
    return mark if isinstance(mark, ColumnElement) else mark(work)


def by_id(columns: Sequence[Column]) -> dict[str, Column]:
    """Columns by their ids, in order."""
    return {column.id: column for column in columns}


def seen(column: Column, *, recurs: bool = True) -> ColumnView:
    """A column as people meet it."""
    grouped = column.grouped and recurs
    return ColumnView(column.id, column.shown, column.kind, column.wide, column.field, grouped, column.moment)
