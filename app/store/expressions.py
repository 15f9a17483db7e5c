"""What a list asks of the database in words of its dialect: facts in a text of facts, spans of days, natural order."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Text,
    case,
    cast,
    column,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.types import Float

from app.store.tables.foundation import Moment


def fact(facts: ColumnElement[Any], name: str) -> ColumnElement[str]:
    """One fact by its name, as text; NULL where it is not kept."""
    if name.isprintable() and not set(name) & set('"\\'):
        return func.json_extract(facts, f"$.{json.dumps(name, ensure_ascii=False)}", type_=String)
    # Older versions of SQLite compare such a name as JSON writes it, so it is looked for as it reads.
    held = func.json_each(facts).table_valued(column("key", String), column("value", String))
    return select(held.c.value).where(held.c.key == name).limit(1).scalar_subquery()


def count_in(facts: ColumnElement[Any], name: str) -> ColumnElement[int]:
    """A number among facts; 0 where it is not kept."""
    return func.coalesce(func.json_extract(facts, f"$.{name}", type_=Integer), 0)


def listed(facts: ColumnElement[Any], name: str) -> ColumnElement[str]:
    """What each thing of a list calls `name`, in one text."""
    each = func.json_each(facts).table_valued(column("value", Text))
    told = func.json_extract(each.c.value, f"$.{name}", type_=String)
    return select(func.group_concat(told, ", ")).scalar_subquery()


def how_many(facts: ColumnElement[Any]) -> ColumnElement[int]:
    """How many things a list holds."""
    return func.json_array_length(facts, type_=Integer)


def days_between(earlier: ColumnElement[Any], later: ColumnElement[Any] | datetime) -> ColumnElement[int]:
    """Whole days from one moment to another."""
    end = literal(later, Moment()) if isinstance(later, datetime) else later
    return cast(func.julianday(type_coerce(end, String)) - func.julianday(type_coerce(earlier, String)), Integer)


def as_number(day: ColumnElement[Any]) -> ColumnElement[float]:
    """A day as a number that grows by one from day to day, to be sorted with others; NULL where there is none."""
    return func.julianday(type_coerce(day, String))


def days_since(day: ColumnElement[Any], until: date) -> ColumnElement[int]:
    """Whole days from a day to another, which is given."""
    return cast(func.julianday(until.isoformat()) - func.julianday(type_coerce(day, String)), Integer)


def naturally(value: ColumnElement[str]) -> ColumnElement[Any]:
    """What sorts texts that may be numbers: the numbers by their size, before all words."""
    return case((value.op("NOT GLOB", is_comparison=True)("*[^0-9.]*"), cast(value, Float)), else_=func.lower(value))
