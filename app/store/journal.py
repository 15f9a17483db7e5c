"""The journal: one mechanism for undo, history and audit.

TEMP triggers on the writer's connection, made from the schema, write every change of a recorded table under the action
that is going on. Undo is itself an action that applies the way back. Actions are chained by hash; bodies lie apart.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, text

from app.store.chain import FIRST_HASH, body_digest, chained, changed, digest_of, verify
from app.store.tables import Base

__all__ = [
    "Head",
    "added_since",
    "attach",
    "begin",
    "body_digest",
    "chained",
    "finish",
    "former",
    "head",
    "highest",
    "in_bulk",
    "inserted",
    "insertions",
    "once_made",
    "ranges",
    "recorded_columns",
    "recorded_tables",
    "touched",
    "verify",
]


def recorded_tables() -> list[Table]:
    """The tables whose changes are kept, parents before children."""
    return [table for table in Base.metadata.sorted_tables if not table.info.get("unrecorded")]


def recorded_columns(table: Table) -> list[str]:
    """The columns of a table that are facts, not derived from others."""
    return [column.name for column in table.columns if not column.info.get("derived")]


def attach(connection: Connection) -> None:
    """Put the triggers on a writer's connection; they live as long as it does."""
    cursor = connection.connection.cursor()  # the driver's own: a hundred statements and more, without any answer
    cursor.execute("CREATE TEMP TABLE acting (action_id INTEGER NOT NULL, in_bulk INTEGER NOT NULL)")
    for statement in _all_triggers():
        cursor.execute(statement)
    cursor.close()


@cache
def _all_triggers() -> tuple[str, ...]:
    return tuple(statement for table in recorded_tables() for statement in _triggers(table))


def _triggers(table: Table) -> Iterator[str]:
    name, columns = table.name, recorded_columns(table)
    active = "(SELECT count(*) FROM acting WHERE in_bulk = 0)"
    write = "INSERT INTO change(action_id, table_name, row_id, before, after) SELECT action_id, "
    for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        whole = ", ".join(f"'{c}', {row}.\"{c}\"" for c in columns)
        sides = f"NULL, json_object({whole})" if event == "INSERT" else f"json_object({whole}), NULL"
        yield (
            f'CREATE TEMP TRIGGER journal_{name}_{event} AFTER {event} ON main."{name}" WHEN {active} '
            f"BEGIN {write}'{name}', {row}.id, {sides} FROM acting; END"
        )
    differs = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in columns)
    # Half as much to be parsed as one SELECT for each column. The first row names the columns, for a bare VALUES has no
    # names in a trigger; being no change it goes with those of the columns that stayed.
    rows = ", ".join(f'(\'{c}\', OLD."{c}", NEW."{c}")' for c in columns)
    sides = f"SELECT NULL AS k, NULL AS was, NULL AS now UNION ALL VALUES {rows}"
    facts = ", ".join(f'"{c}"' for c in columns)  # what is derived wakes no trigger, so many scores are written quickly
    yield (
        f'CREATE TEMP TRIGGER journal_{name}_UPDATE AFTER UPDATE OF {facts} ON main."{name}" '
        f"WHEN ({differs}) AND {active} "
        f"BEGIN {write}'{name}', NEW.id, was, now FROM acting, (SELECT json_group_object(k, was) AS was, "
        f"json_group_object(k, now) AS now FROM ({sides}) WHERE was IS NOT now); END"
    )


# --- one action -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """The newest action of the chain."""

    action: int
    hash: str


def head(connection: Connection) -> Head:
    """The newest action that is chained, and its hash; printed in every backup, handoff and review.

    The action that is going on has no hash before it is finished: what it prints is the head that it found.
    """
    row = connection.execute(text("SELECT id, hash FROM action WHERE hash <> '' ORDER BY id DESC LIMIT 1")).first()
    return Head(row[0], row[1]) if row else Head(0, FIRST_HASH)


def begin(connection: Connection, at: datetime, by: str, use_case: str, undoes: int | None = None) -> int:
    """Open an action; from here on, every change is written under its number."""
    action = connection.execute(
        Base.metadata.tables["action"]
        .insert()
        .values(at=at, by=by, use_case=use_case, label="", undoes_id=undoes, in_effect=True)
        .returning(text("id"))
    ).scalar_one()
    connection.exec_driver_sql("DELETE FROM acting")
    connection.exec_driver_sql("INSERT INTO acting VALUES (?, 0)", (action,))
    return int(action)


def in_bulk(connection: Connection, on: bool, many: Collection[str] = ()) -> None:
    """Stop (or start again) writing row by row; the caller reports its inserts with `inserted`.

    The triggers on inserts into `many` tables are away meanwhile: merely to be asked costs a fifth of the insert.
    """
    connection.execute(text("UPDATE acting SET in_bulk = :on"), {"on": int(on)})
    for table in recorded_tables():
        if table.name in many:
            back = next(_triggers(table))
            connection.exec_driver_sql(f"DROP TRIGGER temp.journal_{table.name}_INSERT" if on else back)


def inserted(connection: Connection, action: int, table: str, first_id: int, last_id: int) -> None:
    """Report a run of rows inserted in bulk as one entry."""
    if last_id >= first_id:
        connection.execute(
            text("INSERT INTO change_range(action_id, table_name, first_id, last_id) VALUES (:a, :t, :f, :l)"),
            {"a": action, "t": table, "f": first_id, "l": last_id},
        )


def finish(connection: Connection, action: int, label: str) -> int:
    """Close an action under its label and chain it; return how many rows it changed (an action of none is dropped)."""
    connection.exec_driver_sql("DELETE FROM acting")
    bodies, count = changed(connection, action)
    if count == 0:
        connection.exec_driver_sql("DELETE FROM action WHERE id = ?", (action,))
        return 0
    id, at, by, use_case, label, rows, undoes, before = connection.exec_driver_sql(
        "UPDATE action SET label = ?, rows = ? WHERE id = ? RETURNING id, at, by, use_case, label, rows, undoes_id, "
        "(SELECT hash FROM action AS earlier WHERE earlier.id < action.id ORDER BY earlier.id DESC LIMIT 1)",
        (label, count, action),
    ).one()
    digest = digest_of(id, at, by, use_case, label, rows, undoes, bodies)
    connection.exec_driver_sql(
        "UPDATE action SET digest = ?, hash = ? WHERE id = ?", (digest, chained(before or FIRST_HASH, digest), action)
    )
    return count


def touched(connection: Connection, action: int) -> dict[str, set[int]]:
    """The ids that an action changed row by row, by table."""
    ids: dict[str, set[int]] = {}
    for table, row_id in connection.execute(
        text("SELECT DISTINCT table_name, row_id FROM change WHERE action_id = :a"), {"a": action}
    ):
        ids.setdefault(table, set()).add(row_id)
    return ids


def added_since(connection: Connection, action: int, table: str, ids: Sequence[int]) -> set[int]:
    """Those of these rows that a later action than this one made, singly or in bulk."""
    rows = connection.execute(
        text(
            "SELECT row_id FROM change WHERE table_name = :t AND action_id > :a AND before IS NULL "
            "AND row_id IN (SELECT value FROM json_each(:ids)) UNION "
            "SELECT value FROM json_each(:ids) JOIN change_range r ON value BETWEEN r.first_id AND r.last_id "
            "WHERE r.table_name = :t AND r.action_id > :a"
        ),
        {"t": table, "a": action, "ids": json.dumps(list(ids))},
    )
    return {row[0] for row in rows}


def insertions(connection: Connection, table: str, row_id: int, column: str, value: str) -> list[tuple[int, int, int]]:
    """What else the action that made a row made with a value: action, row and number of the change, in order."""
    rows = connection.execute(
        text(
            "SELECT action_id, row_id, id FROM change WHERE table_name = :t AND before IS NULL "
            "AND after ->> :column = :value AND action_id = (SELECT max(action_id) FROM change "
            "WHERE table_name = :t AND row_id = :id AND before IS NULL "
            "AND action_id IN (SELECT id FROM action WHERE undoes_id IS NULL)) ORDER BY id"
        ),
        {"t": table, "id": row_id, "column": column, "value": value},
    )
    return [(action, row, change) for action, row, change in rows]


def highest(connection: Connection, table: str, column: str) -> int:
    """The largest number that a column held in any row that an action made, also in rows that are gone; 0 for none."""
    query = text("SELECT max(after ->> :column) FROM change WHERE table_name = :t AND before IS NULL")
    return int(connection.execute(query, {"t": table, "column": column}).scalar() or 0)


def once_made(connection: Connection, table: str, column: str, value: int) -> dict[str, Any] | None:
    """What a row held when an action made it last, found by the value of a column; also of a row that is gone."""
    query = text(
        "SELECT after FROM change WHERE table_name = :t AND before IS NULL AND after ->> :column = :value "
        "ORDER BY id DESC LIMIT 1"
    )
    body = connection.execute(query, {"t": table, "column": column, "value": value}).scalar()
    return None if body is None else dict(json.loads(body))


def former(connection: Connection, action: int, column: str, tables: Sequence[str]) -> set[int]:
    """The numbers that a column held in rows which an action deleted or pointed elsewhere."""
    rows = connection.execute(
        text(
            "SELECT DISTINCT before ->> :column FROM change WHERE action_id = :a AND before ->> :column IS NOT NULL "
            "AND table_name IN (SELECT value FROM json_each(:tables))"
        ),
        {"a": action, "column": column, "tables": json.dumps(tables)},
    )
    return {int(row[0]) for row in rows}


def ranges(connection: Connection, action: int) -> list[tuple[str, int, int]]:
    """The runs of rows that an action inserted in bulk: table, first id, last id."""
    rows = connection.execute(
        text("SELECT table_name, first_id, last_id FROM change_range WHERE action_id = :a ORDER BY id"), {"a": action}
    )
    return [(table, first, last) for table, first, last in rows]
