"""Many rows at once, new or changed: plain tuples through the driver, the types of the columns applied once a value."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Dialect, Select, Table
from sqlalchemy.types import TypeEngine

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


Differing = dict[tuple[str, ...], list[tuple[Any, ...]]]  # columns: the values of each row, and last its id


def differing(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    ids: Sequence[int],
    rows: Iterable[tuple[Any, ...]],
) -> Differing:
    """What of these rows differs from what is kept, sorted by the columns in which it does."""
    prepared = _prepared(connection, table, columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    query = f'SELECT id, {listed} FROM "{table.name}" WHERE id IN (SELECT value FROM json_each(?))'
    cursor = connection.exec_driver_sql(query, (dumped(list(ids)),)).cursor
    former = {row[0]: row[1:] for row in cursor.fetchall()} if cursor is not None else {}
    found: Differing = {}
    for id, row in zip(ids, rows, strict=True):
        pairs = zip(columns, former[id], prepared(row), strict=True)
        changed = [(name, value) for name, before, value in pairs if before != value]
        if changed:
            names, values = zip(*changed, strict=True)
            found.setdefault(names, []).append((*values, id))
    return found


def write_differing(connection: Connection, table: Table, found: Differing) -> None:
    """Write what differs. An index is written for every column that a statement names, so each names no more."""
    for names, rows in found.items():
        sets = ", ".join(f'"{name}" = ?' for name in names)
        connection.exec_driver_sql(f'UPDATE "{table.name}" SET {sets} WHERE id = ?', rows)


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


def plain_rows(
    connection: Connection, query: Select[*tuple[Any, ...]], values: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """The rows of a query as tuples, the types of the columns applied once a value: a third of the usual time."""
    cursor = connection.execute(query, values).cursor
    rows: list[tuple[Any, ...]] = list(cursor.fetchall()) if cursor is not None else []
    found = ((place, _reader(column.type, connection.dialect)) for place, column in enumerate(query.selected_columns))
    readers = [(place, reader) for place, reader in found if reader is not None]
    if not readers:
        return rows

    def read(row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, reader in readers:
            values[place] = reader(values[place])
        return tuple(values)

    return [read(row) for row in rows]


def kept_rows(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows of a query just as they are kept, moments and days as text: for hundreds of thousands of them.

    What a column means is left to who asked for it: `moment` of the foundation reads a moment.
    """
    cursor = connection.execute(query).cursor
    return list(cursor.fetchall()) if cursor is not None else []


@lru_cache(maxsize=64)
def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns a kept value into that of Python; None where it is the same."""
    processor = kind.dialect_impl(dialect).result_processor(dialect, None)
    return None if processor is None else lru_cache(maxsize=4096)(processor)


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
