"""Many rows at once, new or changed: plain tuples through the driver, the types of the columns applied once a value."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from app.store.tables.foundation import Facts, dumped

CHUNK = 1_000  # rows between two looks at whether to go on
WORTH_IT = 5_000  # new rows from which on indexes are made anew rather than kept


def next_id(connection: Connection, table: str) -> int:
    """The first number of a table that no row has or ever had: undone rows keep theirs."""
    row = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).first()
    return (row[0] if row else 0) + 1


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    same: Mapping[str, Any] | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Insert tuples in the order of `columns` and return how many; `same` are columns alike in all rows.

    Columns left out need a default of the database. A third of the time of the same insert through the ORM's layers
    (100,000 rows of 30 columns).
    """
    same = same or {}
    names = (*columns, *same)
    tail = tuple(_processor(connection, table, name)(value) for name, value in same.items())
    listed = ", ".join(f'"{name}"' for name in names)
    statement = f'INSERT INTO "{table.name}" ({listed}) VALUES ({", ".join("?" for _ in names)})'
    prepared = _prepared(connection, table, columns)
    source = iter(rows)
    done = 0
    while some := [prepared(row) + tail for row in islice(source, CHUNK)]:
        connection.exec_driver_sql(statement, some)
        done += len(some)
        progress(done)
    return done


def update_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    ids: Sequence[int],
    rows: Iterable[tuple[Any, ...]],
) -> int:
    """Set these columns of these rows, only where a value differs, and return how many rows differed.

    An index is written for every column that a statement names, so each statement names what differs and no more.
    """
    prepared = _prepared(connection, table, columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    query = f'SELECT id, {listed} FROM "{table.name}" WHERE id IN (SELECT value FROM json_each(?))'
    former = {row[0]: row[1:] for row in connection.exec_driver_sql(query, (dumped(list(ids)),))}
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for id, row in zip(ids, rows, strict=True):
        pairs = zip(columns, former[id], prepared(row), strict=True)
        differing = [(name, value) for name, before, value in pairs if before != value]
        if differing:
            names, values = zip(*differing, strict=True)
            groups.setdefault(names, []).append((*values, id))
    for names, given in groups.items():
        sets = ", ".join(f'"{name}" = ?' for name in names)
        connection.exec_driver_sql(f'UPDATE "{table.name}" SET {sets} WHERE id = ?', given)
    return sum(map(len, groups.values()))


def _prepared(
    connection: Connection, table: Table, columns: Sequence[str]
) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """A function that turns one row of Python values into what the database keeps."""
    processors = [(place, _processor(connection, table, name)) for place, name in enumerate(columns)]
    processors = [(place, processor) for place, processor in processors if processor is not _as_it_is]
    if not processors:
        return _as_it_is

    def prepare(row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, processor in processors:
            values[place] = processor(values[place])
        return tuple(values)

    return prepare


def _as_it_is(value: Any) -> Any:
    return value


def _processor(connection: Connection, table: Table, column: str) -> Callable[[Any], Any]:
    """What turns a value of one column into what the database keeps; moments and days recur and are remembered."""
    kind = table.c[column].type
    if isinstance(kind, Facts):
        return _facts
    processor = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return _as_it_is if processor is None else lru_cache(maxsize=4096)(processor)


def _facts(value: Any) -> str | None:
    return None if value is None else dumped(value)


def outgrown(connection: Connection, coming: Mapping[str, int]) -> list[str]:
    """The tables that so many rows are coming into that they outnumber those there are."""
    return [table for table, rows in coming.items() if rows >= max(WORTH_IT, next_id(connection, table) - 1)]


@contextmanager
def indexed_afterwards(connection: Connection, tables: Iterable[str]) -> Iterator[None]:
    """Make the indexes of tables anew after their rows: sorting once is quicker than finding a place for every row.

    All within the transaction that is going on, so that a rollback brings the indexes back as they were.
    """
    statements: list[str] = []
    for table in tables:
        indexes = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
        ).all()
        for name, statement in indexes:
            connection.exec_driver_sql(f'DROP INDEX "{name}"')
            statements.append(statement)
    yield
    for statement in statements:
        connection.exec_driver_sql(statement)
