"""Taking an action back: the way back is applied where nothing came since; what did come since is kept and listed."""

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from app.domain.problems import Problem
from app.store import journal
from app.store.tables import Base


@dataclass(frozen=True, slots=True)
class Kept:
    """A row, or some columns of it, that could not be taken back, and why."""

    table: str
    row_id: int
    why: str  # edited_since, used_since, permanent, deleted_since, in_the_way
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Net:
    """What an action did to one row, all its steps taken together."""

    created: bool = False
    removed: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def take_back(connection: Connection, action: int) -> list[Kept]:
    """Apply the way back of an action, inside the transaction and under the action that is now going on."""
    row = connection.execute(text("SELECT in_effect, undoes_id FROM action WHERE id = :a"), {"a": action}).first()
    if row is None:
        raise Problem(f"There is no action {action} in the history.")
    if not row.in_effect:
        raise Problem(f"Action {action} is undone already.")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    nets = _nets(connection, action)
    kept = [kept for (table, id), net in nets.items() if net.removed for kept in _restore(connection, table, id, net)]
    kept += [
        kept
        for (table, id), net in nets.items()
        if not (net.created or net.removed)
        for kept in _revert(connection, table, id, net)
    ]
    kept += _remove_created(connection, action, nets)
    connection.execute(text("UPDATE action SET in_effect = 0 WHERE id = :a"), {"a": action})
    if row.undoes_id is not None:
        connection.execute(text("UPDATE action SET in_effect = 1 WHERE id = :a"), {"a": row.undoes_id})
    return kept


def _nets(connection: Connection, action: int) -> dict[tuple[str, int], _Net]:
    nets: dict[tuple[str, int], _Net] = {}
    rows = connection.execute(
        text("SELECT table_name, row_id, before, after FROM change WHERE action_id = :a ORDER BY id"), {"a": action}
    )
    for table, row_id, before, after in rows:
        net = nets.get((table, row_id))
        if net is None:
            net = nets[table, row_id] = _Net(created=before is None)
        if before is not None and not net.created:
            for name, value in json.loads(before).items():
                net.before.setdefault(name, value)
        net.removed = after is None
        net.after |= json.loads(after) if after is not None else {}
    for key in [key for key, net in nets.items() if net.created and net.removed]:
        del nets[key]  # came and went within the action
    return nets


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _current(connection: Connection, table: str, row_id: int) -> dict[str, Any] | None:
    parts = ", ".join(f"'{c}', \"{c}\"" for c in journal.recorded_columns(_table(table)))
    found = connection.exec_driver_sql(f'SELECT json_object({parts}) FROM "{table}" WHERE id = ?', (row_id,)).scalar()
    return None if found is None else dict(json.loads(found))


def _restore(connection: Connection, table: str, row_id: int, net: _Net) -> list[Kept]:
    """Put a deleted row back as it was."""
    for column in _table(table).columns:
        for key in column.foreign_keys:
            parent, wanted = key.column.table.name, net.before.get(column.name)
            if wanted is not None and not _exists(connection, parent, wanted) and not column.nullable:
                return [Kept(table, row_id, "deleted_since")]
    names = [c for c in journal.recorded_columns(_table(table)) if c in net.before]
    quoted, marks = ", ".join(f'"{n}"' for n in names), ", ".join("?" for _ in names)
    values = tuple(net.before[n] for n in names)
    derived = _derived_defaults(_table(table))
    quoted += "".join(f', "{n}"' for n in derived)
    marks += "".join(", ?" for _ in derived)
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(
                f'INSERT INTO "{table}"({quoted}) VALUES ({marks})', (*values, *derived.values())
            )
    except IntegrityError:
        return [Kept(table, row_id, "in_the_way")]
    return []


def _derived_defaults(table: Table) -> dict[str, Any]:
    """What the columns that the journal leaves out start from; they are recomputed afterwards."""
    return {
        column.name: column.default.arg
        for column in table.columns
        if column.info.get("derived") and isinstance(column.default, ScalarElementColumnDefault)
    }


def _exists(connection: Connection, table: str, row_id: int) -> bool:
    return connection.exec_driver_sql(f'SELECT 1 FROM "{table}" WHERE id = ?', (row_id,)).first() is not None


def _revert(connection: Connection, table: str, row_id: int, net: _Net) -> list[Kept]:
    """Set edited columns back, apart from those that were edited again since."""
    now = _current(connection, table, row_id)
    if now is None:
        return [Kept(table, row_id, "deleted_since")]
    edited = tuple(name for name in net.after if now.get(name) != net.after[name])
    back = {name: value for name, value in net.before.items() if name not in edited and now.get(name) != value}
    kept = [Kept(table, row_id, "edited_since", edited)] if edited else []
    if back:
        sets = ", ".join(f'"{name}" = ?' for name in back)
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*back.values(), row_id))
        except IntegrityError:
            kept.append(Kept(table, row_id, "in_the_way", tuple(back)))
    return kept


def _remove_created(connection: Connection, action: int, nets: dict[tuple[str, int], _Net]) -> list[Kept]:
    """Delete what the action created, unless it is on record for good, was edited since, or is in use."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS doomed (t TEXT, id INTEGER, PRIMARY KEY (t, id))")
    connection.exec_driver_sql("DELETE FROM doomed")
    singles = [(table, row_id) for (table, row_id), net in nets.items() if net.created]
    if singles:
        connection.exec_driver_sql("INSERT INTO doomed VALUES (?, ?)", singles)
    for table, first, last in journal.ranges(connection, action):
        connection.exec_driver_sql(
            f'INSERT OR IGNORE INTO doomed SELECT ?, id FROM "{table}" WHERE id BETWEEN ? AND ?', (table, first, last)
        )
    kept: list[Kept] = []
    recorded = journal.recorded_tables()
    for one in recorded:
        if one.info.get("permanent"):
            kept += _spare(connection, one.name, "permanent", "1")
        else:
            kept += _spare(connection, one.name, "edited_since", _EDITED_SINCE.format(action=int(action)))
    while used := [spared for one in recorded for spared in _spare_used(connection, one)]:
        kept += used
    for one in reversed(recorded):
        connection.exec_driver_sql(
            f'DELETE FROM "{one.name}" WHERE id IN (SELECT id FROM doomed WHERE t = ?)', (one.name,)
        )
    connection.exec_driver_sql("DELETE FROM doomed")
    return kept


_EDITED_SINCE = """EXISTS (SELECT 1 FROM change c JOIN action a ON a.id = c.action_id
    WHERE c.table_name = doomed.t AND c.row_id = doomed.id AND c.action_id > {action}
    AND a.in_effect = 1 AND a.undoes_id IS NULL AND c.before IS NOT NULL)"""


def _spare(connection: Connection, table: str, why: str, test: str) -> list[Kept]:
    """Take the rows that pass a test off the list of the doomed."""
    ids = connection.exec_driver_sql(f"DELETE FROM doomed WHERE t = ? AND {test} RETURNING id", (table,)).all()
    return [Kept(table, row_id, why) for (row_id,) in ids]


def _spare_used(connection: Connection, parent: Table) -> list[Kept]:
    """Spare the rows that something which stays refers to."""
    kept: list[Kept] = []
    for child in journal.recorded_tables():
        for column in child.columns:
            if any(key.column.table is parent for key in column.foreign_keys):
                kept += _spare(
                    connection,
                    parent.name,
                    "used_since",
                    f'EXISTS (SELECT 1 FROM "{child.name}" r WHERE r."{column.name}" = doomed.id AND NOT EXISTS '
                    f"(SELECT 1 FROM doomed d WHERE d.t = '{child.name}' AND d.id = r.id))",
                )
    return kept
