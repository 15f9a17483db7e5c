"""Where the value of a field came from: the act that wrote it last, by whom and when, or the row of a file."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.language import number, tr
from app.services.came_from import sources
from app.services.work import Work
from app.store.tables import Action, Change, ChangeRange


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote a value, when, and in which act."""

    at: datetime
    by: str
    says: str  # what was done, or the file and the record in it
    action: int


@dataclass(frozen=True, slots=True)
class _Written:
    origin: Origin
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


class Provenance:
    """What the history tells of one person or account."""

    def __init__(self, work: Work, stored: str, id: int) -> None:
        self._written = _written(work, stored, id)
        self._first = _first(work, stored, id)

    def of(self, columns: Collection[str]) -> Origin | None:
        """Who wrote any of these columns last; None where the history does not know."""
        for one in reversed(self._written):
            if any(one.after.get(column) for column in columns):
                return one.origin
            if one.before is not None and any(column in one.after for column in columns):
                return one.origin  # it was emptied
        return self._first

    def of_entry(self, column: str, key: str) -> Origin | None:
        """Who wrote last what a column of several says under one name, as consent says of one channel."""
        for one in reversed(self._written):
            if column in one.after:
                before = _entries((one.before or {}).get(column))
                if before.get(key) != _entries(one.after[column]).get(key):
                    return one.origin
        return self._first


def _written(work: Work, stored: str, id: int) -> list[_Written]:
    """The changes of a row one by one, the oldest first."""
    query = (
        select(Change.before, Change.after, Action.at, Action.by, Action.label, Action.id)
        .join(Action, Action.id == Change.action_id)
        .where(Change.table_name == stored, Change.row_id == id, Change.after.is_not(None))
        .order_by(Change.id)
    )
    return [
        _Written(
            Origin(row.at, row.by, row.label, row.id),
            json.loads(row.before) if row.before else None,
            json.loads(row.after),
        )
        for row in work.session.execute(query)
    ]


def _first(work: Work, stored: str, id: int) -> Origin | None:
    """The act that made a row among many others, and where it stood in the file."""
    query = (
        select(Action)
        .join(ChangeRange, ChangeRange.action_id == Action.id)
        .where(ChangeRange.table_name == stored, ChangeRange.first_id <= id, ChangeRange.last_id >= id)
        .order_by(Action.id.desc())
        .limit(1)
    )
    made = work.session.scalar(query)
    if made is None:
        return None
    kind = "people" if stored == "person" else "accounts"
    source = sources(work, "people" if kind == "people" else "accounts", [id]).get(id)
    says = made.label
    if source is not None:
        says = tr("{file}, record {number}", file=source.file, number=number(source.record + 1))
    return Origin(made.at, made.by, says, made.id)


def _entries(kept: Any) -> Mapping[str, Any]:
    """A column of names and values as the history keeps it: as JSON within JSON."""
    found = json.loads(kept) if isinstance(kept, str) and kept else kept
    return found if isinstance(found, dict) else {}
