"""Doing things to a workspace in tests: one action at a time, and a picture of all rows to compare."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.store import bulk, journal, taking_back
from app.store.tables import Account, Lead, Person
from app.store.taking_back import Kept
from app.store.workspace import Workspace

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@dataclass
class Done:
    """One action, how many rows it changed, what it returned and what an undo kept."""

    action: int
    rows: int
    returned: Any = None
    kept: list[Kept] = field(default_factory=list)


class Acting:
    """A workspace and the verbs of the journal on it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def act(self, deed: Callable[[Session], Any], label: str = "Do it") -> Done:
        """One action."""
        with self.workspace.writing() as session:
            action = journal.begin(session.connection(), NOW, "ada", "test")
            returned = deed(session)
            session.flush()
            return Done(action, journal.finish(session.connection(), action, label), returned)

    def undo(self, action: int, *, edits_too: bool = False) -> Done:
        """Take an action back, as an action."""
        with self.workspace.writing() as session:
            connection = session.connection()
            number = journal.begin(connection, NOW, "ada", "undo")
            kept = taking_back.take_back(connection, action, edits_too=edits_too)
            return Done(number, journal.finish(connection, number, f"Undo {action}"), kept=kept)

    def run(self, statement: str, *values: Any) -> Done:
        """One action that is one statement."""
        return self.act(lambda session: session.connection().exec_driver_sql(statement, values))

    def bulk(self, table: str, rows: list[dict[str, Any]]) -> Done:
        """One action that inserts rows with one entry in the journal."""

        def insert(session: Session) -> tuple[int, int]:
            connection = session.connection()
            first = bulk.next_id(connection, table)
            names = ["id", *rows[0]]
            statement = f'INSERT INTO "{table}"({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'
            journal.in_bulk(connection, True)
            connection.exec_driver_sql(statement, [(first + n, *row.values()) for n, row in enumerate(rows)])
            journal.in_bulk(connection, False)
            action = connection.execute(text("SELECT action_id FROM acting")).scalar_one()
            journal.inserted(connection, action, table, first, first + len(rows) - 1)
            return first, first + len(rows) - 1

        return self.act(insert)

    def picture(self) -> dict[str, list[Any]]:
        """Every recorded row of every recorded table, without the columns that are derived."""
        with self.workspace.reading() as session:
            connection = session.connection()
            return {
                table.name: [
                    tuple(row)
                    for row in connection.exec_driver_sql(
                        f"SELECT {', '.join(f'{chr(34)}{c}{chr(34)}' for c in journal.recorded_columns(table))} "
                        f'FROM "{table.name}" ORDER BY id'
                    )
                ]
                for table in journal.recorded_tables()
            }

    def ask(self, query: str, *values: Any) -> list[Any]:
        """Rows of a query."""
        with self.workspace.reading() as session:
            return [tuple(row) for row in session.connection().exec_driver_sql(query, values)]

    def faults(self) -> list[str]:
        """What the chain and SQLite itself find wrong; nothing, if all is well."""
        with self.workspace.reading() as session:
            connection = session.connection()
            found = [*journal.verify(connection)]
            found += [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
            return found + [str(row) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]


def account(session: Session, name: str = "Northgate Labs", **more: Any) -> Account:
    """A new account."""
    return _added(session, Account(name=name, created_at=NOW, **more))


def person(session: Session, name: str = "Ada Lund", **more: Any) -> Person:
    """A new person."""
    return _added(session, Person(full_name=name, created_at=NOW, **more))


def lead(session: Session, of: Person, **more: Any) -> Lead:
    """A new lead of a person."""
    return _added(session, Lead(person_id=of.id, account_id=of.account_id, created_at=NOW, **more))


def _added(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def new_workspace(folder: Path) -> Workspace:
    """An empty workspace in a folder."""
    return Workspace.create(folder / "north.assay", "North", NOW)
