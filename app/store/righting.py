"""Carrying out what was reckoned: rows taken away, brought back and set, in whatever order the constraints allow."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from app.store import journal
from app.store.forwarding import survivors
from app.store.reckoning import Kept, Key, Plan, Values, by_table, table_named


def carry_out(connection: Connection, plan: Plan) -> list[Kept]:
    """Do what the plan says as far as the constraints allow, and list what they do not."""
    doomed = _Doomed(connection, plan)
    righting = _Righting(connection, plan)
    # One step may have to wait for another: a seat is free only when its later holder has gone. Go round until nothing
    # moves any more.
    while doomed.remove() + righting.restore() + righting.edit():
        pass
    return [*doomed.kept(), *righting.left()]


class _Righting:
    """Rows to bring back and columns to set, as far as that is still to be done."""

    def __init__(self, connection: Connection, plan: Plan) -> None:
        self._connection = connection
        self._restores = dict(plan.restores)
        self._edits = dict(plan.edits)
        self._kept: list[Kept] = []
        self._settled = 0

    def restore(self) -> int:
        """Bring back the rows whose parents are there; parents come first."""
        done, settled = 0, self._settled
        for table in journal.recorded_tables():
            waiting = {key: values for key, values in self._restores.items() if key[0] == table.name}
            ready = self._with_parents(table, waiting) if waiting else {}
            groups: dict[tuple[str, ...], list[Key]] = defaultdict(list)
            for key, values in ready.items():
                groups[tuple(values)].append(key)
            for names, keys in groups.items():
                extra = _derived_defaults(table)
                rows = [(key[1], *ready[key].values(), *extra.values()) for key in keys]
                for key in self._all_or_each(_insert(table.name, [*names, *extra]), keys, rows):
                    del self._restores[key]
                    done += 1
        return done + self._settled - settled

    def edit(self) -> int:
        """Set columns back."""
        done, settled = 0, self._settled
        for name in {key[0] for key in self._edits}:
            ready = self._with_parents(table_named(name), {k: v for k, v in self._edits.items() if k[0] == name})
            groups: dict[tuple[str, ...], list[Key]] = defaultdict(list)
            for key, values in ready.items():
                groups[tuple(values)].append(key)
            for names, keys in groups.items():
                rows = [(key[1], *ready[key].values()) for key in keys]
                for key in self._all_or_each(_update(name, names), keys, rows):
                    del self._edits[key]
                    done += 1
        return done + self._settled - settled

    def left(self) -> list[Kept]:
        """What could not be done, once nothing moves any more."""
        self._kept += [Kept(*key, "in_the_way") for key in self._restores]
        self._kept += [Kept(*key, "in_the_way", tuple(values)) for key, values in self._edits.items()]
        return self._kept

    def _all_or_each(self, statement: str, keys: Sequence[Key], rows: Sequence[tuple[Any, ...]]) -> list[Key]:
        """Run a statement for all rows at once, or where one is refused, for each that is not."""
        # One statement for all rows is all or nothing by itself. A savepoint around many statements would be too, but
        # SQLite's memory of it grows with every statement, and so does the time for the next (40,000 rows: 41 s).
        try:
            self._connection.exec_driver_sql(statement, (json.dumps(rows),))
            return list(keys)
        except IntegrityError:
            if len(rows) == 1:
                return []
        return [key for key, row in zip(keys, rows, strict=True) if self._all_or_each(statement, [key], [row])]

    def _with_parents(self, table: Table, waiting: dict[Key, Values]) -> dict[Key, Values]:
        """The rows that may be written now; what refers to nothing that is or will be there is settled here."""
        ready = dict(waiting)
        for column in table.columns:
            for reference in column.foreign_keys:
                parent = reference.column.table.name
                wanted = {v[column.name] for v in ready.values() if v.get(column.name) is not None}
                there = _existing(self._connection, parent, wanted)
                forward = self._survivors(parent, wanted - there)
                there |= set(forward.values())
                for key, values in list(ready.items()):
                    to = values.get(column.name)
                    if to in forward and (parent, to) not in self._restores:
                        values[column.name] = to = forward[to]
                        self._kept.append(Kept(*key, "merged_since", (column.name,)))
                    if to is None or to in there or (parent == table.name and (parent, to) in ready):
                        continue  # within one table the keys are checked at the end only
                    del ready[key]
                    if (parent, to) not in self._restores:
                        self._without_parent(key, column.name, bool(column.nullable))
        # A row whose manager turned out to be missing must not leave those who report to it hanging.
        return ready if len(ready) == len(waiting) or not _refers_to_itself(table) else self._with_parents(table, ready)

    def _survivors(self, parent: str, gone: set[int]) -> dict[int, int]:
        """Where rows that were merged away since are found now: what belonged to them belongs there."""
        if not gone or parent not in ("person", "account", "lead"):
            return {}
        now = survivors(self._connection, parent, gone)
        there = _existing(self._connection, parent, now.values())
        return {id: into for id, into in now.items() if into in there}

    def _without_parent(self, key: Key, column: str, nullable: bool) -> None:
        self._settled += 1
        if key in self._edits:
            del self._edits[key][column]
            self._kept.append(Kept(*key, "deleted_since", (column,)))
            if not self._edits[key]:
                del self._edits[key]
        elif nullable:
            self._restores[key][column] = None  # it comes back on the next round
            self._kept.append(Kept(*key, "deleted_since", (column,)))
        else:
            del self._restores[key]
            self._kept.append(Kept(*key, "deleted_since"))


def _insert(table: str, names: Sequence[str]) -> str:
    """A statement that inserts rows given as JSON: the number first, then the columns named."""
    columns = ", ".join(f'"{name}"' for name in ("id", *(n for n in names if n != "id")))
    values = ", ".join(f"value ->> {n}" for n, name in enumerate(("", *names)) if name != "id")
    return f'INSERT INTO "{table}"({columns}) SELECT {values} FROM json_each(?)'


def _update(table: str, names: Sequence[str]) -> str:
    """A statement that sets the columns named in rows given as JSON, the number first."""
    sets = ", ".join(f'"{name}" = given.value ->> {n}' for n, name in enumerate(names, start=1))
    return f'UPDATE "{table}" SET {sets} FROM json_each(?) AS given WHERE "{table}".id = given.value ->> 0'


def _refers_to_itself(table: Table) -> bool:
    return any(key.column.table is table for key in table.foreign_keys)


def _existing(connection: Connection, table: str, ids: Iterable[int]) -> set[int]:
    rows = connection.exec_driver_sql(
        f'SELECT id FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))', (json.dumps(list(ids)),)
    )
    return {row[0] for row in rows}


def _derived_defaults(table: Table) -> dict[str, Any]:
    """What the columns that the journal leaves out start from; they are recomputed afterwards."""
    return {
        column.name: column.default.arg
        for column in table.columns
        if column.info.get("derived") and isinstance(column.default, ScalarElementColumnDefault)
    }


class _Doomed:
    """Rows to take away, unless they are on record for good, were edited since, or are in use."""

    def __init__(self, connection: Connection, plan: Plan) -> None:
        self._connection = connection
        self._run("CREATE TEMP TABLE IF NOT EXISTS doomed (t TEXT, id INTEGER, why TEXT, PRIMARY KEY (t, id))")
        self._run("DELETE FROM doomed")
        for table, ids in by_table(plan.removals).items():
            self._run("INSERT INTO doomed SELECT ?, value, NULL FROM json_each(?)", (table, json.dumps(ids)))
        for table, first, last in plan.removal_runs:
            every = f'INSERT OR IGNORE INTO doomed SELECT ?, id, NULL FROM "{table}" WHERE id BETWEEN ? AND ?'
            self._run(every, (table, first, last))
        for table in {row[0] for row in self._run("SELECT DISTINCT t FROM doomed").all()}:
            self._run(f'DELETE FROM doomed WHERE t = ? AND id NOT IN (SELECT id FROM "{table}")', (table,))
            if table_named(table).info.get("permanent"):
                self._run("UPDATE doomed SET why = 'permanent' WHERE t = ?", (table,))
        if plan.turn.over:
            self._doom_parts()
        else:
            self._run(_EDITED_SINCE, (plan.turn.root,))

    def _doom_parts(self) -> None:
        """What came later and is a part of what goes (a call noted on a lead) goes with it, unless it is for good."""
        tables = [table for table in journal.recorded_tables() if not table.info.get("permanent")]
        added = 1
        while added:
            added = 0
            for table in tables:
                for column, parent in _wholes(table):
                    added += self._run(
                        f'INSERT OR IGNORE INTO doomed SELECT ?, r.id, NULL FROM "{table.name}" r '
                        f'JOIN doomed d ON d.t = ? AND d.id = r."{column}"',
                        (table.name, parent),
                    ).rowcount

    def remove(self) -> int:
        """Delete what nothing that stays refers to; return how many rows went."""
        tables = {row[0] for row in self._run("SELECT DISTINCT t FROM doomed").all()}
        if not tables:
            return 0
        self._run("UPDATE doomed SET why = NULL WHERE why IN ('used_since', 'part_of_kept')")
        recorded = [table for table in journal.recorded_tables() if table.name in tables]
        while sum(self._spare(table) for table in recorded):
            pass
        removed = 0
        for table in reversed(recorded):
            removed += self._run(
                f'DELETE FROM "{table.name}" WHERE id IN (SELECT id FROM doomed WHERE t = ? AND why IS NULL)',
                (table.name,),
            ).rowcount
        self._run("DELETE FROM doomed WHERE why IS NULL")
        return removed

    def kept(self) -> list[Kept]:
        """What stays, and why; ends the work."""
        rows = self._run("SELECT t, id, why FROM doomed ORDER BY t, id").all()
        self._run("DELETE FROM doomed")
        return [Kept(*row) for row in rows]

    def _spare(self, table: Table) -> int:
        """Spare the rows that something which stays refers to, and the leaves of rows that are spared."""
        spared = 0
        for child, column in _referring(table):
            spared += self._run(
                f"UPDATE doomed SET why = 'used_since' WHERE t = ? AND why IS NULL AND EXISTS (SELECT 1 FROM "
                f'"{child.name}" r WHERE r."{column}" = doomed.id AND NOT EXISTS '
                "(SELECT 1 FROM doomed d WHERE d.t = ? AND d.id = r.id AND d.why IS NULL))",
                (table.name, child.name),
            ).rowcount
        if not _referring(table) and not table.info.get("apart"):
            for column, parent in _wholes(table):
                spared += self._run(
                    f"UPDATE doomed SET why = 'part_of_kept' WHERE t = ? AND why IS NULL AND EXISTS (SELECT 1 FROM "
                    f'"{table.name}" r JOIN doomed d ON d.t = ? AND d.id = r."{column}" AND d.why IS NOT NULL '
                    "WHERE r.id = doomed.id)",
                    (table.name, parent),
                ).rowcount
        return spared

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> Any:
        return self._connection.exec_driver_sql(statement, values)


_EDITED_SINCE = """UPDATE doomed SET why = 'edited_since' WHERE why IS NULL AND EXISTS (
    SELECT 1 FROM change c JOIN action a ON a.id = c.action_id
    WHERE c.table_name = doomed.t AND c.row_id = doomed.id AND c.action_id > ?
    AND a.in_effect = 1 AND a.undoes_id IS NULL AND c.before IS NOT NULL)"""


def _referring(parent: Table) -> list[tuple[Table, str]]:
    """The recorded columns that refer to a table."""
    return [
        (child, column.name)
        for child in journal.recorded_tables()
        for column in child.columns
        if any(key.column.table is parent for key in column.foreign_keys)
    ]


def _wholes(leaf: Table) -> list[tuple[str, str]]:
    """The columns through which a row is a part of another and goes with it: a signal of its lead."""
    return [
        (column.name, key.column.table.name)
        for column in leaf.columns
        for key in column.foreign_keys
        if key.ondelete == "CASCADE"
    ]
