"""What one action changed, row by row, in words: for the history's "show what changed"."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import func, select

from app.domain.problems import Problem
from app.language import tr, tr_many
from app.services.field_names import field_name
from app.services.row_names import name_of
from app.services.undo_words import counted_rows, noun
from app.services.undoing import ActionRow
from app.services.values_in_words import in_words
from app.services.work import Work
from app.store import journal
from app.store.tables import Action, Change

SHOWN = 500  # rows of one action
_TOO_LONG = 200
_UNSAID = ("id", "uuid", "consent", "extra", "remarks")  # of new and deleted rows; their changes are shown


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a row, before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that an action made, changed or deleted."""

    noun: str
    id: int
    name: str
    what: str  # made, changed, deleted
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action with what it changed; `in_bulk` is what it made all at once, `more` how many rows are not shown."""

    action: ActionRow
    rows: tuple[RowChange, ...]
    in_bulk: tuple[str, ...]
    more: int


def what_changed(work: Work, action: int, limit: int = SHOWN, *, words: bool = False) -> ActionView:
    """What an action changed, as it is stored or in words. Raises Problem where there is none of that number."""
    found = work.session.get(Action, action)
    if found is None:
        raise Problem(tr("There is no action {number} in the history; `history` lists them.", number=action))
    query = select(Change).where(Change.action_id == action).order_by(Change.id).limit(limit)
    total = work.session.scalar(select(func.count()).select_from(Change).where(Change.action_id == action)) or 0
    row = ActionRow(
        found.id, found.at, found.by, found.label, found.use_case, found.rows, found.in_effect, found.undoes_id
    )
    said = partial(in_words, work) if words else _as_stored
    rows = tuple(_row(work, change, said) for change in work.session.scalars(query))
    return ActionView(row, rows, tuple(_runs(work, action)), max(0, total - len(rows)))


def _row(work: Work, change: Change, said: Callable[[str, str, Any], str]) -> RowChange:
    before, after = _read(change.before), _read(change.after)
    what = "made" if before is None else "deleted" if after is None else "changed"
    names = [name for name in (after or before or {}) if what == "changed" or name not in _UNSAID]
    table = change.table_name
    pairs = ((name, (before or {}).get(name), (after or {}).get(name)) for name in names)
    fields = (
        FieldChange(field_name(name), _cut(said(table, name, a)), _cut(said(table, name, b))) for name, a, b in pairs
    )
    return RowChange(
        noun(change.table_name),
        change.row_id,
        name_of(work.session, change.table_name, change.row_id, after if before is None else before),
        what,
        tuple(field for field in fields if field.before != field.after),
    )


def _read(body: str | None) -> Mapping[str, Any] | None:
    return None if body is None else dict(json.loads(body))


def _as_stored(table: str, name: str, value: Any) -> str:
    return "" if value is None or value in ("{}", "[]") else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _TOO_LONG else f"{text[:_TOO_LONG]}…"


def _runs(work: Work, action: int) -> Iterable[str]:
    for table, first, last in journal.ranges(work.session.connection(), action):
        count = last - first + 1
        yield tr_many("{what} made", "{what} made", count, what=counted_rows(count, table))
