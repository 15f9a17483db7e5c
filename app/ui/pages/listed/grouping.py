"""What choosing a value in a count by a column makes of a filter."""

from dataclasses import replace
from datetime import date, timedelta

from app.domain.listing import Condition, Kind, ListFilter, Test
from app.services.lists.places import ColumnView

SEVERAL = (Kind.TEXT, Kind.CHOICE)  # kinds of which a filter may take several values


def condition_for(column: ColumnView, id: str) -> Condition:
    """What holds of the rows that were counted under this value."""
    if not id:
        return Condition(column.id, Test.EMPTY)
    if column.kind is Kind.DATE:
        first = date.fromisoformat(f"{id}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Condition(column.id, Test.BETWEEN, (first.isoformat(), last.isoformat()))
    return Condition(column.id, Test.ONE_OF if column.kind in SEVERAL else Test.IS, (id,))


def without(filter: ListFilter, column: ColumnView) -> ListFilter:
    """The filter without what a count by this column put into it: so each value can be counted, chosen or not."""
    return replace(filter, conditions=tuple(one for one in filter.conditions if not _ours(one, column)))


def is_chosen(filter: ListFilter, column: ColumnView, id: str) -> bool:
    """True where the filter lets rows through because they have this value."""
    wanted = condition_for(column, id)
    return any(one == wanted or id in _values(one) for one in filter.conditions if _ours(one, column))


def only(filter: ListFilter, column: ColumnView, id: str) -> ListFilter:
    """Restricted to this value alone; where that is so already, no longer restricted by the column."""
    wanted = condition_for(column, id)
    rest = without(filter, column)
    ours = [one for one in filter.conditions if _ours(one, column)]
    is_so = any(one == wanted or _values(one) == (id,) for one in ours)
    return rest if is_so else replace(rest, conditions=(*rest.conditions, wanted))


def toggled(filter: ListFilter, column: ColumnView, id: str) -> ListFilter:
    """With this value besides those chosen before, or without it."""
    if column.kind not in SEVERAL:
        return only(filter, column, id)
    values = [value for one in filter.conditions if _ours(one, column) for value in _values(one)]
    values = [value for value in values if value != id] if id in values else [*values, id]
    rest = without(filter, column)
    made = (Condition(column.id, Test.ONE_OF, tuple(values)),) if any(values) else ()
    made = (Condition(column.id, Test.EMPTY),) if values == [""] else made
    return replace(rest, conditions=(*rest.conditions, *made))


def _values(one: Condition) -> tuple[str, ...]:
    """The values that a condition lets through; empty text for rows that have none, no value for a span of days."""
    if one.test is Test.EMPTY:
        return ("",)
    return one.values if one.test in (Test.ONE_OF, Test.IS) else ()


def _ours(one: Condition, column: ColumnView) -> bool:
    """True for a condition of the kind that a count makes; others on the same column stay."""
    tests = {Test.EMPTY, Test.BETWEEN} if column.kind is Kind.DATE else {Test.EMPTY, Test.ONE_OF, Test.IS}
    return one.column == column.id and one.test in tests
