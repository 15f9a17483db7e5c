"""Long lists of numbers: straight from the driver, and cut into pieces that a query can carry."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Integer, Select, bindparam, column, func, select
from sqlalchemy.orm import Session

CHUNK = 500  # ids in one IN list
T = TypeVar("T")


def numbers(session: Session, query: Select[Any]) -> list[int]:
    """The first column of every row, in order; a hundred thousand ids need no objects on the way."""
    cursor, found = session.connection().execute(query).cursor, list[int]()
    while cursor is not None and (rows := cursor.fetchmany(CHUNK)):
        found += [row[0] for row in rows]
    return found


def chunks(ids: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Cut a long list of ids into pieces that a query can carry."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def among() -> Select[tuple[int]]:
    """A selection of numbers, to be written after IN; which ones is said by `given` when the statement is run.

    One value, however many they are: a list of hundreds takes longer to write into a statement than that takes to run.
    A statement that is made once and run often is read by SQLAlchemy once, too.
    """
    return select(func.json_each(bindparam("ids")).table_valued(column("value", Integer)).c.value)


def given(ids: Iterable[int]) -> dict[str, str]:
    """The numbers for `among`."""
    return {"ids": json.dumps(list(ids))}


def these(ids: Iterable[int]) -> Select[tuple[int]]:
    """A selection of just these numbers, to be written after IN of a statement that is made for one occasion."""
    listed = func.json_each(json.dumps(list(ids))).table_valued(column("value", Integer))
    return select(listed.c.value)
