"""Undo and redo of any action, and the history they work on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from app.domain.problems import Problem
from app.services.work import Changed, Work
from app.store import taking_back
from app.store.tables import Account, Action, Change, ChangeRange, HandoffRow, Lead, Person

FOR_GOOD = ("issue_handoff", "issue_review")  # what left the house cannot be unsent; undo goes on with the act before


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


def undo(work: Work, action: int | None = None) -> Changed:
    """Take back an action: the latest that still stands, or any earlier one by its number."""
    target = _action(work, action) if action is not None else latest(work.session)
    if target is None:
        raise Problem("There is nothing to undo.")
    return _take_back(work, target, f"Undo: {target.label}")


def redo(work: Work) -> Changed:
    """Do again what was undone last, as long as nothing else was done since."""
    target = next_redo(work.session)
    if target is None:
        raise Problem("There is nothing to redo.")
    undone = work.session.get_one(Action, target.undoes_id)
    return _take_back(work, target, f"Redo: {undone.label}")


def _action(work: Work, number: int) -> Action:
    found = work.session.get(Action, number)
    if found is None or found.id == work.action:
        raise Problem(f"There is no action {number} in the history; `history` lists them.")
    return found


def _take_back(work: Work, target: Action, label: str) -> Changed:
    work.session.execute(update(Action).where(Action.id == work.action).values(undoes_id=target.id))
    kept = taking_back.take_back(work.session.connection(), target.id)
    work.session.expire_all()
    places = frozenset({"imports", "handoffs", "reviews", "playbook"})
    return Changed(label, places=places, kept=said(work.session, kept), outcome=target.id)


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
    work: Work, limit: int = 200, before: int | None = None, lead_id: int | None = None, account_id: int | None = None
) -> list[ActionRow]:
    """Who did what and when, newest first; of one lead or account where one is named."""
    query = select(Action).where(Action.label != "").order_by(Action.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Action.id < before)
    for table, row_id in (("lead", lead_id), ("account", account_id)):
        if row_id is not None:
            query = query.where(Action.id.in_(_actions_on(table, row_id)))
    return [
        ActionRow(row.id, row.at, row.by, row.label, row.use_case, row.rows, row.in_effect, row.undoes_id)
        for row in work.session.scalars(query)
    ]


def _actions_on(table: str, row_id: int) -> Any:
    single = select(Change.action_id).where(Change.table_name == table, Change.row_id == row_id)
    bulk = select(ChangeRange.action_id).where(
        ChangeRange.table_name == table, ChangeRange.first_id <= row_id, ChangeRange.last_id >= row_id
    )
    if table == "lead":
        of_lead = select(Change.action_id).where(Change.after.contains(f'"lead_id":{row_id},', autoescape=True))
        return single.union(bulk, of_lead)
    return single.union(bulk)


# --- what was kept, in words ------------------------------------------------------------------------------------------

_NOUNS = {
    "lead": "Lead",
    "person": "Person",
    "account": "Account",
    "handoff": "Handoff",
    "reply": "Reply",
    "review": "Review",
    "stakeholder": "Stakeholder",
}
_REASONS = {
    "edited_since": "was edited since and stays as it is",
    "used_since": "is in use by something that came later and stays",
    "permanent": "is on record for good and stays",
    "part_of_kept": "belongs to something that stays, and stays with it",
    "deleted_since": "was deleted since",
    "in_the_way": "cannot come back, because something else has taken its place",
}


def said(session: Session, kept: Iterable[taking_back.Kept]) -> tuple[str, ...]:
    """One sentence for each row, or part of one, that an undo left alone."""
    return tuple(_sentence(session, one) for one in kept if one.table in _NOUNS or one.columns)


def _sentence(session: Session, kept: taking_back.Kept) -> str:
    noun = _NOUNS.get(kept.table, kept.table.replace("_", " ").capitalize())
    subject = f"{noun} {_name(session, kept.table, kept.row_id)}"
    if kept.columns:
        columns = ", ".join(column.removesuffix("_id").replace("_", " ") for column in kept.columns)
        return f"{subject}: {columns} {_REASONS[kept.why]}."
    return f"{subject} {_REASONS[kept.why]}."


def _name(session: Session, table: str, row_id: int) -> str:
    if table == "account" and (account := session.get(Account, row_id)):
        return account.name
    if table == "person" and (person := session.get(Person, row_id)):
        return person.shown_name
    if table == "lead" and (lead := session.get(Lead, row_id)):
        return f"{row_id} ({lead.person.shown_name})"
    if table == "handoff" and (handoff := session.get(HandoffRow, row_id)):
        return str(handoff.number)
    return str(row_id)


def what_undo_keeps(changed: Changed) -> Sequence[str]:
    """The sentences of a rehearsed undo, to be shown before it happens."""
    return changed.kept
