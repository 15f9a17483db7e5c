"""Undo and redo of any action, and the history they work on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, union, update
from sqlalchemy.orm import Session, aliased

from app.domain.acts import FOR_GOOD
from app.domain.problems import Problem
from app.language import tr
from app.services.belongings import STORY
from app.services.since_merge import came_since
from app.services.undo_words import said, taken
from app.services.work import Changed, Work
from app.store import forwarding, taking_back
from app.store.numbers import numbers, these
from app.store.tables import (
    Action,
    Alternative,
    Attachment,
    Base,
    Call,
    CallAttendee,
    CallLead,
    CallQuestion,
    Change,
    ChangeRange,
    Merged,
)

_PARTS = (Attachment, Alternative)  # of people and accounts
_OF_A_CALL: tuple[type[Any], ...] = (CallAttendee, CallQuestion)
MERGES = ("merge", "merge_all_sure")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One line of the history."""

    action: int
    at: datetime
    by: str
    label: str
    use_case: str
    rows: int
    in_effect: bool
    undoes: int | None

    @property
    def can_undo(self) -> bool:
        """True while what it did still stands, unless it is on record for good."""
        return self.in_effect and self.use_case not in FOR_GOOD


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did, or would do where it is rehearsed: what it kept is in `Changed.kept`."""

    of: int  # the action that was taken back
    takes: tuple[str, ...]  # how many of what go, come back or are set back
    again: bool = False  # an undo was taken back: the act stands once more


def undo(work: Work, action: int | None = None, *, edits_too: bool = False) -> Changed:
    """Take back an action: the latest that still stands, or any earlier one by its number. The outcome is an Undone.

    What was edited since by another action is kept and listed; with `edits_too` it is taken back as well. To see all
    of it beforehand, let the desk rehearse it. What was issued is never taken back.
    """
    target = _action(work, action) if action is not None else latest(work.session)
    if target is None:
        raise Problem(tr("There is nothing to undo."))
    return _take_back(work, target, tr("Undo: {label}", label=target.label), edits_too=edits_too)


def redo(work: Work) -> Changed:
    """Do again what was undone last, as long as nothing else was done since."""
    target = next_redo(work.session)
    if target is None:
        raise Problem(tr("There is nothing to redo."))
    undone = work.session.get_one(Action, target.undoes_id)
    return _take_back(work, target, tr("Redo: {label}", label=undone.label))


def _action(work: Work, number: int) -> Action:
    found = work.session.get(Action, number)
    if found is None or found.id == work.action:
        raise Problem(tr("There is no action {number} in the history; `history` lists them.", number=number))
    return found


def _take_back(work: Work, target: Action, label: str, *, edits_too: bool = False) -> Changed:
    if target.use_case in FOR_GOOD:
        raise Problem(tr("“{label}” is on record for good: what left the house cannot be unsent.", label=target.label))
    since = came_since(work, target.id) if target.use_case in MERGES else ()
    work.session.execute(update(Action).where(Action.id == work.action).values(undoes_id=target.id))
    kept = taking_back.take_back(work.session.connection(), target.id, edits_too=edits_too)
    work.session.expire_all()
    places = frozenset({"imports", "handoffs", "reviews", "playbook", "duplicates", "calls"})
    outcome = Undone(target.id, taken(work), again=target.undoes_id is not None)
    return Changed(label, places=places, kept=(*said(work.session, kept), *since), outcome=outcome)


def latest(session: Session) -> Action | None:
    """What Ctrl+Z takes back: the newest act that still stands, is not an undo itself, and is not kept for good."""
    return session.scalar(
        select(Action)
        .where(
            Action.in_effect.is_(True),
            Action.undoes_id.is_(None),
            Action.label != "",
            Action.use_case.not_in(FOR_GOOD),
        )
        .order_by(Action.id.desc())
        .limit(1)
    )


def next_redo(session: Session) -> Action | None:
    """What Ctrl+Y does again: the newest undo that still stands, if no other act came after it."""
    undone = aliased(Action)
    newest_act = session.scalar(select(func.max(Action.id)).where(Action.undoes_id.is_(None), Action.label != ""))
    return session.scalar(
        select(Action)
        .join(undone, undone.id == Action.undoes_id)
        .where(
            Action.in_effect.is_(True), undone.undoes_id.is_(None), Action.id > (newest_act or 0), Action.label != ""
        )
        .order_by(Action.id.desc())
        .limit(1)
    )


def history(
    work: Work,
    limit: int = 200,
    before: int | None = None,
    lead_id: int | None = None,
    account_id: int | None = None,
    *,
    person_id: int | None = None,
    by: str = "",
    use_case: str = "",
    text: str = "",
) -> list[ActionRow]:
    """Who did what and when, newest first; of one record, by one person, of one kind where that is named.

    Every word of `text` is in what was done, or in the name of who did it.
    """
    query = select(Action).where(Action.label != "").order_by(Action.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Action.id < before)
    if by:
        query = query.where(func.lower(Action.by) == by.strip().lower())
    if use_case:
        query = query.where(Action.use_case == use_case)
    for word in text.split():
        said = (Action.label.icontains(word, autoescape=True), Action.by.icontains(word, autoescape=True))
        query = query.where(or_(*said))
    if any(one is not None for one in (lead_id, account_id, person_id)):
        query = query.where(Action.id.in_(these(acts_on(work, lead_id, account_id, person_id))))
    return [
        ActionRow(row.id, row.at, row.by, row.label, row.use_case, row.rows, row.in_effect, row.undoes_id)
        for row in work.session.scalars(query)
    ]


def acts_on(
    work: Work, lead_id: int | None = None, account_id: int | None = None, person_id: int | None = None
) -> list[int]:
    """The numbers of the acts that touched a lead, account or person, or all that are named; the oldest first."""
    query = select(Action.id).where(Action.label != "").order_by(Action.id)
    for table, row_id in (("lead", lead_id), ("account", account_id), ("person", person_id)):
        if row_id is not None:
            query = query.where(Action.id.in_(_actions_on(work.session, table, row_id)))
    return numbers(work.session, query)


def _actions_on(session: Session, table: str, row_id: int) -> Any:
    """What touched a row, what belongs to it, or a row that was merged into it."""
    ids = [row_id, *forwarding.absorbed(session, table, [row_id])]
    queries = [_on_rows(table, ids), _in_bulk(table, ids), _on_rows(Merged.__tablename__, _trails(table, ids))]
    for part in STORY if table == "lead" else _PARTS:
        own = select(part.id).where(getattr(part, f"{table}_id").in_(ids))
        queries += [_on_rows(part.__tablename__, own), _in_bulk(part.__tablename__, own)]
    queries += _on_calls(table, ids)
    queries += [_on_rows(name, rows) for name, rows in _gone(session, table, ids).items()]
    return union(*queries)


def _on_calls(table: str, ids: Sequence[int]) -> list[Any]:
    """What touched a call with a lead or an account, who takes part in it, or what is asked in it."""
    if table == "person":
        return []
    about = select(CallLead.call_id).where(CallLead.lead_id.in_(ids))
    calls = about if table == "lead" else select(Call.id).where(Call.account_id.in_(ids))
    parts = [_on_rows(one.__tablename__, select(one.id).where(one.call_id.in_(calls))) for one in _OF_A_CALL]
    return [_on_rows(Call.__tablename__, calls), *parts]


def _on_rows(table: str, ids: Any) -> Any:
    return select(Change.action_id).where(Change.table_name == table, Change.row_id.in_(ids))


def _in_bulk(table: str, ids: Any) -> Any:
    rows, run = Base.metadata.tables[table], ChangeRange
    held = run.first_id <= rows.c.id, run.last_id >= rows.c.id, rows.c.id.in_(ids)
    return select(run.action_id).where(run.table_name == table, *held)


def _trails(kind: str, ids: Sequence[int]) -> Any:
    return select(Merged.id).where(Merged.kind == kind, Merged.into_id.in_(ids))


def _gone(session: Session, table: str, ids: Sequence[int]) -> dict[str, list[int]]:
    """By table the rows that belonged to records and are no more: only the history still knows of them."""
    keys = ("lead_id", "into_id") if table == "lead" else (f"{table}_id",)
    named = [f'"{key}":{id},' for id in ids for key in keys]
    told = or_(*(Change.before.contains(part, autoescape=True) for part in named))
    query = select(Change.table_name, Change.row_id).where(Change.after.is_(None), told)
    if table != "lead":
        query = query.where(Change.table_name.in_([part.__tablename__ for part in _PARTS]))
    found: dict[str, list[int]] = {}
    for name, row in session.execute(query):
        found.setdefault(name, []).append(row)
    return found
