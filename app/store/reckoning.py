"""What an action's rows ought to be, once it no longer stands or stands again: reckoned from the acts that stand.

Undos are no acts of their own here: they only say which acts stand. A number is never given to two rows, so a row is
made by one act and its number leads to its whole story.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table

from app.store import journal
from app.store.tables import Base

Key = tuple[str, int]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A row, or some columns of it, that could not be taken back, and why."""

    table: str
    row_id: int
    why: str  # edited_since, used_since, part_of_kept, permanent, deleted_since, in_the_way, merged_since
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """An act, and whether it stands from now on.

    `over` means that what was edited since is taken back as well. `undo` is the undo that is being taken back, if one
    is. `part` limits the turn to some of the changes of the act: the first and the last of them.
    """

    root: int
    stands: bool
    over: bool = False
    undo: int | None = None
    part: tuple[int, int] | None = None


@dataclass(slots=True)
class Plan:
    """What has to be done, and what is kept for reasons that are known beforehand."""

    turn: Turn
    edits: dict[Key, Values] = field(default_factory=dict)
    restores: dict[Key, Values] = field(default_factory=dict)
    removals: list[Key] = field(default_factory=list)
    removal_runs: list[tuple[str, int, int]] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Step:
    """One recorded change of a row by an act that is not an undo."""

    action: int
    stands: bool
    before: Values | None
    after: Values | None


@dataclass(slots=True)
class _Deed:
    """What the act did to one row, all its steps taken together."""

    made: bool = False
    removed: bool = False
    columns: set[str] = field(default_factory=set)


def reckon(connection: Connection, turn: Turn) -> Plan:
    """Work out what to do so that the rows of an act fit which acts stand now."""
    plan = Plan(turn)
    deeds = _deeds(connection, turn.root, turn.part)
    made, removed = [k for k, d in deeds.items() if d.made], [k for k, d in deeds.items() if d.removed]
    runs = journal.ranges(connection, turn.root) if turn.part is None else []
    edited = {k: d.columns for k, d in deeds.items() if not (d.made or d.removed)}
    undone = _deeds(connection, turn.undo) if turn.undo is not None else {}
    if turn.stands:
        plan.removals = removed
        gone = [*made, *_gone(connection, runs), *(k for k, d in undone.items() if d.removed)]
        _plan_restores(connection, plan, list(dict.fromkeys(gone)))
    else:
        plan.removals, plan.removal_runs = made, runs
        _plan_restores(connection, plan, removed)
    for key, deed in undone.items():
        if not (deed.made or deed.removed) and (key in edited or turn.stands):
            edited[key] = edited.get(key, set()) | deed.columns
    _plan_edits(connection, plan, _but_for_other_parts(connection, plan, edited))
    return plan


def _deeds(connection: Connection, root: int, part: tuple[int, int] | None = None) -> dict[Key, _Deed]:
    deeds: dict[Key, _Deed] = {}
    first, last = part or (0, 2**62)
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_id, before, after FROM change WHERE action_id = ? AND id BETWEEN ? AND ? ORDER BY id",
        (root, first, last),
    )
    for table, row_id, before, after in rows:
        deed = deeds.setdefault((table, row_id), _Deed(made=before is None))
        deed.removed = after is None
        if before is not None and after is not None:
            deed.columns |= json.loads(after).keys()
    return {key: deed for key, deed in deeds.items() if not (deed.made and deed.removed)}


def _but_for_other_parts(connection: Connection, plan: Plan, edited: dict[Key, set[str]]) -> dict[Key, set[str]]:
    """Without the columns that other parts of the same act wrote as well: those parts stand."""
    if plan.turn.part is None:
        return edited
    first, last = plan.turn.part
    for part in ((0, first - 1), (last + 1, 2**62)):
        for key, deed in _deeds(connection, plan.turn.root, part).items():
            if shared := edited.get(key, set()) & deed.columns:
                plan.kept.append(Kept(*key, "edited_since", tuple(sorted(shared))))
                edited[key] = edited[key] - shared
    return edited


def _gone(connection: Connection, runs: Iterable[tuple[str, int, int]]) -> list[Key]:
    """The rows of bulk inserts that were deleted at some time."""
    gone: list[Key] = []
    for table, first, last in runs:
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT row_id FROM change WHERE table_name = ? AND row_id BETWEEN ? AND ? AND after IS NULL",
            (table, first, last),
        )
        gone += [(table, row_id) for (row_id,) in rows]
    return gone


# --- edits ------------------------------------------------------------------------------------------------------------


def _plan_edits(connection: Connection, plan: Plan, wanted: Mapping[Key, set[str]]) -> None:
    """Set each edited column to what the acts that stand make of it, unless a later one wrote it too."""
    stories, rows = _stories(connection, wanted), current_rows(connection, wanted)
    by_undo = _written_by(connection, plan.turn.undo, wanted)
    for (table, row_id), columns in wanted.items():
        now, story = rows.get((table, row_id)), stories[table, row_id]
        if now is None:
            plan.kept.append(Kept(table, row_id, "deleted_since"))
            continue
        edited, back = [], {}
        for column in sorted(columns & now.keys()):
            due = _reckoned(story, column, plan.turn, turned=True)
            undue = _reckoned(story, column, plan.turn, turned=False)
            since = _written_later(story, column, plan.turn.root) or now[column] not in (due, undue)
            if since and (table, row_id, column) not in by_undo:
                before = _reckoned([s for s in story if s.action <= plan.turn.root], column, plan.turn, turned=True)
                if now[column] == before and not plan.turn.stands:
                    continue  # somebody set it back by hand
                if not plan.turn.over:
                    edited.append(column)
                    continue
                due = before
            if now[column] != due:
                back[column] = due
        if edited:
            plan.kept.append(Kept(table, row_id, "edited_since", tuple(edited)))
        if back:
            plan.edits[table, row_id] = back


def _written_by(connection: Connection, undo: int | None, wanted: Mapping[Key, set[str]]) -> set[tuple[str, int, str]]:
    """The columns that were written last by the undo at hand, and by nobody since: what it took back comes again."""
    if undo is None:
        return set()
    writer: dict[tuple[str, int, str], int] = {}
    for table, ids in by_table(wanted).items():
        rows = connection.exec_driver_sql(
            "SELECT row_id, action_id, after FROM change WHERE table_name = ? AND before IS NOT NULL "
            "AND after IS NOT NULL AND action_id >= ? AND row_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (table, undo, json.dumps(ids)),
        )
        for row_id, action, after in rows:
            writer |= {(table, row_id, column): action for column in json.loads(after)}
    return {place for place, action in writer.items() if action == undo}


def _written_later(story: Iterable[_Step], column: str, root: int) -> bool:
    return any(s.stands and s.action > root and s.before is not None and column in (s.after or ()) for s in story)


def _reckoned(story: Iterable[_Step], column: str, turn: Turn, *, turned: bool) -> Any:
    """The value that the acts which stand give a column; before or after the act at hand is turned round."""
    edits = [s for s in story if s.before is not None and s.after is not None and column in s.after]
    value = edits[0].before[column] if edits and edits[0].before else None
    for step in edits:
        stands = (turn.stands if turned else not turn.stands) if step.action == turn.root else step.stands
        if stands and step.after is not None:
            value = step.after[column]
    return value


# --- rows that come back ----------------------------------------------------------------------------------------------


def _plan_restores(connection: Connection, plan: Plan, wanted: Iterable[Key]) -> None:
    """Bring back what is missing as it was when it went, with the columns that were turned round in the meantime."""
    keys = list(wanted)
    present = current_rows(connection, keys)
    missing = [key for key in keys if key not in present]
    stories, last = _stories(connection, missing), _deletions(connection, missing, "max")
    first = _deletions(connection, missing, "min")
    unmade = _Unmade(connection, missing, stories)
    for key in missing:
        deletion = last.get(key)
        if deletion is None:
            continue
        deleted_by_other = deletion.action != plan.turn.root and deletion.stands
        if deleted_by_other or unmade.after(key, deletion.action):
            plan.kept.append(Kept(*key, "deleted_since"))
            continue
        values = dict(deletion.before or {})
        # What no act wrote is as it was at first: a reference may have been lost on the way, while its row was away.
        made = next((s.after for s in stories[key] if s.before is None), None) or first[key].before or {}
        values |= {column: made[column] for column in values.keys() & made.keys()}
        for column in {c for s in stories[key] if s.before is not None for c in s.after or ()} & values.keys():
            values[column] = _reckoned(stories[key], column, plan.turn, turned=True)
        plan.restores[key] = values


def _deletions(connection: Connection, keys: Iterable[Key], which: str) -> dict[Key, _Step]:
    """How each row went last (`max`) or first (`min`).

    `stands` is said of acts only, because an undo that deleted has been turned round.
    """
    found: dict[Key, _Step] = {}
    for table, ids in by_table(keys).items():
        rows = connection.exec_driver_sql(
            "SELECT c.row_id, c.action_id, a.in_effect AND a.undoes_id IS NULL, c.before FROM change c "
            f"JOIN action a ON a.id = c.action_id WHERE c.id IN (SELECT {which}(id) FROM change WHERE table_name = ? "
            "AND after IS NULL AND row_id IN (SELECT value FROM json_each(?)) GROUP BY row_id)",
            (table, json.dumps(ids)),
        )
        for row_id, action, stands, before in rows:
            found[table, row_id] = _Step(action, bool(stands), json.loads(before), None)
    return found


class _Unmade:
    """Which rows were made by an act that does not stand, and when that was taken back."""

    def __init__(self, connection: Connection, keys: Iterable[Key], stories: Mapping[Key, list[_Step]]) -> None:
        self._stories = stories
        self._runs: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        rows = connection.exec_driver_sql(
            "SELECT r.table_name, r.first_id, r.last_id, r.action_id FROM change_range r "
            "JOIN action a ON a.id = r.action_id WHERE a.in_effect = 0"
        )
        for table, first, last, action in rows:
            self._runs[table].append((first, last, action))
        self._connection = connection
        self._undone_by: dict[int, int] = {}

    def after(self, key: Key, deletion: int) -> bool:
        """True where the maker was taken back only after the deletion, so that the row would be gone in any case."""
        table, row_id = key
        makers = [s.action for s in self._stories[key] if s.before is None and not s.stands]
        makers += [action for first, last, action in self._runs[table] if first <= row_id <= last]
        return any(self._taken_back(maker) > deletion for maker in makers)

    def _taken_back(self, maker: int) -> int:
        if maker not in self._undone_by:
            self._undone_by[maker] = self._connection.exec_driver_sql(
                "WITH RECURSIVE family(id) AS (SELECT ? UNION ALL SELECT a.id FROM action a JOIN family f "
                "ON a.undoes_id = f.id) SELECT max(id) FROM family",
                (maker,),
            ).scalar_one()
        return self._undone_by[maker]


# --- reading ----------------------------------------------------------------------------------------------------------


def by_table(keys: Iterable[Key]) -> dict[str, list[int]]:
    """Row numbers, sorted into their tables."""
    found: dict[str, list[int]] = defaultdict(list)
    for table, row_id in keys:
        found[table].append(row_id)
    return found


def table_named(name: str) -> Table:
    """A table of the schema."""
    return Base.metadata.tables[name]


def current_rows(connection: Connection, keys: Iterable[Key]) -> dict[Key, Values]:
    """The rows as they stand, in the form in which the journal writes them."""
    found: dict[Key, Values] = {}
    for table, ids in by_table(keys).items():
        parts = ", ".join(f"'{c}', \"{c}\"" for c in journal.recorded_columns(table_named(table)))
        rows = connection.exec_driver_sql(
            f'SELECT id, json_object({parts}) FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))',
            (json.dumps(ids),),
        )
        found |= {(table, row_id): json.loads(values) for row_id, values in rows}
    return found


def _stories(connection: Connection, keys: Iterable[Key]) -> dict[Key, list[_Step]]:
    """All steps of acts on rows, oldest first; undos are no steps, they say which acts stand."""
    stories: dict[Key, list[_Step]] = defaultdict(list)
    for table, ids in by_table(keys).items():
        rows = connection.exec_driver_sql(
            "SELECT c.row_id, c.action_id, a.in_effect, c.before, c.after FROM change c "
            "JOIN action a ON a.id = c.action_id WHERE c.table_name = ? AND a.undoes_id IS NULL "
            "AND c.row_id IN (SELECT value FROM json_each(?)) ORDER BY c.id",
            (table, json.dumps(ids)),
        )
        for row_id, action, stands, before, after in rows:
            stories[table, row_id].append(_Step(action, bool(stands), _read(before), _read(after)))
    return stories


def _read(body: str | None) -> Values | None:
    return None if body is None else dict(json.loads(body))
