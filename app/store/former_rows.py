"""Rows as they were at a moment: those of today with every later change taken back, the latest first."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from app.store.numbers import these
from app.store.tables import Action, Change

Rows = dict[int, dict[str, Any]]


def rows_as_of(connection: Connection, table: Table, column: str, values: Collection[int], moment: datetime) -> Rows:
    """The rows that named one of these values in a column at a moment, by id, with values as the table gives them."""
    now = select(table).where(table.c[column].in_(these(values)))
    rows: Rows = {row["id"]: dict(row) for row in connection.execute(now).mappings()}
    c = Change
    later = select(c.row_id, c.before, c.after).join(Action, Action.id == c.action_id)
    later = later.where(c.table_name == table.name, Action.at > moment)
    left = later.where(c.before.op("->>")(column).in_(these(values)))
    ids = {*rows, *(row.row_id for row in connection.execute(left))}
    for id, before, after in connection.execute(later.where(c.row_id.in_(these(ids))).order_by(c.id.desc())):
        if before is None:
            rows.pop(id, None)
        elif after is None:
            rows[id] = _read(connection, table, json.loads(before))
        elif id in rows:
            rows[id] |= _read(connection, table, json.loads(before))
        else:  # it is of somebody else now; what else it says stands in the table
            stored = connection.execute(select(table).where(table.c.id == id)).mappings().first()
            if stored is not None:
                rows[id] = dict(stored) | _read(connection, table, json.loads(before))
    return {id: row for id, row in sorted(rows.items()) if row[column] in values}


def _read(connection: Connection, table: Table, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal kept of a row, as the table gives it; a column that there is no more is left out."""
    dialect, read = connection.dialect, {}
    for name, value in kept.items():
        if name in table.c:
            processor = table.c[name].type.dialect_impl(dialect).result_processor(dialect, None)
            read[name] = processor(value) if processor is not None and value is not None else value
    return read
