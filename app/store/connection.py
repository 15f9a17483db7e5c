"""Connections to a workspace file: one choice of SQLite, one hook that makes every connection safe."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import QueuePool, StaticPool
from sqlalchemy.util import LRUCache

CACHE_KIB = 64 * 1024
READER_CACHE_KIB = 8 * 1024  # of each; twice as much answers no list sooner, of a million leads either
BUSY_MILLISECONDS = 5_000
# Statements that stay prepared. The driver forgets the newest one first once there are too many, and those that are met
# once (the triggers, lists of every length) fill the usual hundred at once; preparing a deletion with its triggers and
# cascades takes ten times as long as the deletion.
STATEMENTS = 2_000
STEPS = 20_000  # of SQLite between two looks at whether to go on: some milliseconds
COMPILED = LRUCache[Any, Any](1_000)  # statements in the words of SQLite, for whichever engine meets them again
_SAFE = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
)


class SQLite(SQLiteDialect_pysqlite):
    """Equal to every other of the same module: what one engine compiled serves the writer, the readers, the next file.

    Compiling a statement takes longer than asking it, and a lead is as many statements as a screen has parts.
    """

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SQLite) and self.dbapi is other.dbapi

    def __hash__(self) -> int:
        return hash((SQLite, self.dbapi))


registry.register("sqlite.assay", __name__, SQLite.__name__)


def sqlite_module() -> ModuleType:
    """The SQLite to use in this process: the current wheel where there is one, else the standard library's."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


@contextmanager
def stoppable(connection: Connection, stopped: Callable[[], bool]) -> Iterator[None]:
    """Look whether to stop while statements run, not only between them; one that is stopped fails as interrupted."""
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(stopped, STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def writer_engine(path: Path) -> Engine:
    """The one connection that writes; every transaction takes the write lock at once (BEGIN IMMEDIATE)."""
    engine = create_engine(
        "sqlite+assay://",
        module=sqlite_module(),
        execution_options={"compiled_cache": COMPILED},
        creator=lambda: _connect(path, "rw"),
        poolclass=StaticPool,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (*_SAFE, f"PRAGMA cache_size=-{CACHE_KIB}", "PRAGMA journal_mode=WAL"):
            connection.execute(pragma)

    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def reader_engine(path: Path, *, readers: int = 3, nobody_writes: bool = False) -> Engine:
    """Connections that can only ask. Where nobody can write, no file is made beside the workspace to watch for it."""
    mode = "ro&immutable=1" if nobody_writes else "ro"
    engine = create_engine(
        "sqlite+assay://",
        module=sqlite_module(),
        execution_options={"compiled_cache": COMPILED},
        creator=lambda: _connect(path, mode),
        poolclass=QueuePool,
        pool_size=readers,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (*_SAFE, "PRAGMA query_only=ON", f"PRAGMA cache_size=-{READER_CACHE_KIB}"):
            connection.execute(pragma)

    _begin_with(engine, "BEGIN")
    return engine


def rebuilding_engine(path: Path) -> Engine:
    """The connection that migrates: foreign keys are off before BEGIN, because a table that is rebuilt is dropped once.

    The journal mode is left as found, so that a file whose migration fails keeps every byte.
    """
    engine = create_engine(
        "sqlite+assay://",
        module=sqlite_module(),
        execution_options={"compiled_cache": COMPILED},
        creator=lambda: _connect(path, "rw"),
        poolclass=StaticPool,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (*_SAFE, "PRAGMA foreign_keys=OFF", f"PRAGMA cache_size=-{CACHE_KIB}"):
            connection.execute(pragma)

    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def _connect(path: Path, mode: str) -> Any:
    # Transactions are begun by us, not guessed by the driver, so it must not begin any of its own.
    return sqlite_module().connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        cached_statements=STATEMENTS,
    )


def _begin_with(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(statement)
