"""The chain of hashes over the history: each action's hash covers the one before it and a digest of its body."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from app.language import tr

FIRST_HASH = "0" * 64


def chained(previous: str, digest: str) -> str:
    """The hash of an action: SHA-256 over the previous hash and the digest of its body."""
    return hashlib.sha256(f"{previous}{digest}".encode()).hexdigest()


# What is hashed is text that SQLite does not format: names, whole numbers, and bodies that are text already. Bodies
# hold no control characters (JSON escapes them), so the signs between them cannot be forged; labels carry their length.
_WHAT = "SELECT id, at, by, use_case, label, rows, undoes_id, digest, hash FROM action"
_CHANGES = (
    "SELECT action_id, table_name || char(31) || row_id || char(31) || coalesce(before, '-') || char(31) "
    "|| coalesce(after, '-') FROM change"
)
_RANGES = "SELECT action_id, table_name || char(31) || first_id || char(31) || last_id FROM change_range"


def body_digest(connection: Connection, action: int) -> str:
    """SHA-256 over what an action was and everything it changed."""
    id, at, by, use_case, label, rows, undoes, *_ = connection.exec_driver_sql(f"{_WHAT} WHERE id = ?", (action,)).one()
    return digest_of(id, at, by, use_case, label, rows, undoes, changed(connection, action)[0])


def changed(connection: Connection, action: int) -> tuple[list[str], int]:
    """The bodies of an action as they are hashed, and how many rows they stand for."""
    single = connection.exec_driver_sql(f"{_CHANGES} WHERE action_id = ? ORDER BY id", (action,)).all()
    runs = connection.exec_driver_sql(
        _RANGES.replace(" FROM", ", last_id - first_id + 1 FROM") + " WHERE action_id = ? ORDER BY id", (action,)
    ).all()
    return [row[1] for row in single] + [run[1] for run in runs], len(single) + sum(run[2] for run in runs)


def digest_of(
    id: int, at: str, by: str, use_case: str, label: str, rows: int, undoes: int | None, bodies: list[str]
) -> str:
    """SHA-256 over what an action was and the bodies of what it changed."""
    what = f"{id};{at};{rows};{undoes};{len(by)}:{by};{len(use_case)}:{use_case};{len(label)}:{label}"
    return hashlib.sha256("\x1e".join((what, *bodies)).encode()).hexdigest()


def verify(connection: Connection) -> Sequence[str]:
    """Walk the chain and the bodies in one pass; one sentence for each action that does not fit, none where all do."""
    faults: list[str] = []
    previous = FIRST_HASH
    # The driver's own cursors: a row object for each of some hundred thousand changes would double the time.
    changes, ranges = _Bodies(connection, _CHANGES), _Bodies(connection, _RANGES)
    actions = connection.connection.cursor()
    actions.execute(f"{_WHAT} ORDER BY id")
    for id, at, by, use_case, label, rows, undoes, digest, hash in iter(actions.fetchone, None):
        bodies = changes.of(id) if changes.upcoming <= id else []
        if ranges.upcoming <= id:
            bodies += ranges.of(id)
        if chained(previous, digest) != hash:
            faults.append(
                tr("Action {action} does not follow the action before it: the history was altered.", action=id)
            )
        elif digest_of(id, at, by, use_case, label, rows, undoes, bodies) != digest:
            faults.append(tr("What action {action} changed is not what was recorded: its body was altered.", action=id))
        previous = hash
    lost = sorted({*changes.ownerless(), *ranges.ownerless()})
    faults += [
        tr("Action {action} is not in the history, but what it changed is: the action was removed.", action=id)
        for id in lost
    ]
    return faults + _cut_off(connection)


_NONE = 2**63  # above every number of an action


class _Bodies:
    """What actions changed, handed out action by action in order of their numbers."""

    def __init__(self, connection: Connection, query: str) -> None:
        self._cursor = connection.connection.cursor()
        self._cursor.execute(f"{query} ORDER BY action_id, id")
        self._next: Any = self._cursor.fetchone()
        self._skipped: set[int] = set()
        self.upcoming = self._next[0] if self._next else _NONE  # the action of the next body

    def of(self, action: int) -> list[str]:
        """The bodies of an action; those of smaller numbers that nobody asked for are remembered as ownerless."""
        found: list[str] = []
        row, fetch = self._next, self._cursor.fetchone
        while row is not None and row[0] <= action:
            if row[0] == action:
                found.append(row[1])
            else:
                self._skipped.add(row[0])
            row = fetch()
        self._next = row
        self.upcoming = row[0] if row is not None else _NONE
        return found

    def ownerless(self) -> set[int]:
        """The actions that nobody asked for; ends the walk."""
        while self._next is not None:
            self._skipped.add(self._next[0])
            self._next = self._cursor.fetchone()
        return self._skipped


def _cut_off(connection: Connection) -> list[str]:
    """Numbers of changes are never given twice, so the last one given must still be there."""
    return [
        tr("The newest changes are missing: the history was cut off.")
        for table in ("change", "change_range")
        if (given := last_given(connection, table)) and not _has(connection, table, given)
    ][:1]


def last_given(connection: Connection, table: str) -> int:
    """The highest number that a table ever gave to a row, whether that row is still there or not."""
    given = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(given or 0)


def _has(connection: Connection, table: str, id: int) -> bool:
    return connection.exec_driver_sql(f'SELECT 1 FROM "{table}" WHERE id = ?', (id,)).first() is not None
