"""Older files brought up to the present schema: verified backup first, then all revisions in one transaction, or none.

Revisions are named here one by one, so they are found in a checkout, a wheel and a frozen bundle alike; Alembic gives
the operations and needs no script folder and no settings file. Importing this package imports Alembic.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from app.domain.problems import Trouble
from app.language import tr
from app.store import backups, search_texts
from app.store.connection import rebuilding_engine
from app.store.migrations.versions import (
    r0001_the_first_schema,
    r0002_judgement,
    r0003_cockpit,
    r0004_committee,
    r0005_calls,
    r0006_review,
)
from app.store.workspace import stamp


class Revision(Protocol):
    """A module of `versions`.

    It may also name tables in ROWS_CHANGE whose rows it means to add or lose, and say SEARCH_ANEW where search looks
    through other texts than before; the indexes are then filled at the end, from the tables as the program has them.
    """

    REVISION: int

    def upgrade(self) -> None:
        """Bring the schema before it up to this one."""


REVISIONS: tuple[Revision, ...] = (
    r0001_the_first_schema,
    r0002_judgement,
    r0003_cockpit,
    r0004_committee,
    r0005_calls,
    r0006_review,
)


class _Unsound(Exception):
    """A revision did what it did not say."""


def upgrade(path: Path, found: int) -> None:
    """Bring a file of schema `found` up to date. Raises Trouble, and the file is as it was then."""
    ahead = [revision for revision in REVISIONS if found < revision.REVISION]
    backups.back_up(path, datetime.now(UTC), "before upgrade")
    engine = rebuilding_engine(path)
    try:
        with engine.begin() as connection:
            apply(connection, ahead)
    except Exception as fault:  # whatever a revision trips over, the transaction is gone and the file untouched
        raise Trouble(
            tr(
                "{name} could not be brought up to this version of Assay ({why}); it is as it "
                "was. Open it with the older version, and send us the log.",
                name=path.name,
                why=_in_short(fault),
            )
        ) from fault
    finally:
        engine.dispose()


def apply(connection: Connection, revisions: Sequence[Revision]) -> None:
    """Run revisions in the transaction at hand, whose connection must have foreign keys off; prove and stamp."""
    with Operations.context(MigrationContext.configure(connection)):
        for revision in revisions:
            before = _row_counts(connection)
            revision.upgrade()
            _compare(before, _row_counts(connection), getattr(revision, "ROWS_CHANGE", ()), revision.REVISION)
            stamp(connection, revision.REVISION)
    if any(getattr(revision, "SEARCH_ANEW", False) for revision in revisions):
        search_texts.rebuild(connection)
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise _Unsound(f"rows of {broken[0]} lost what they refer to in {broken[2]}")


def _row_counts(connection: Connection) -> dict[str, int]:
    tables = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).all()
    virtual = tuple(name for name, sql in tables if sql.upper().startswith("CREATE VIRTUAL"))
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
        for name, _ in tables
        if name != "alembic_version" and not name.startswith(virtual)  # what a search index keeps is its own affair
    }


def _compare(before: dict[str, int], after: dict[str, int], may_change: Sequence[str], revision: int) -> None:
    for table, rows in before.items():
        if table not in may_change and after.get(table, 0) != rows:
            raise _Unsound(f"revision {revision} left {after.get(table, 0)} of {rows} rows in {table}")


def _in_short(fault: Exception) -> str:
    return str(getattr(fault, "orig", fault)).splitlines()[0].rstrip(".") if str(fault) else type(fault).__name__
