"""The state of a workspace at a glance, for the status bar and the navigation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.services.calls.places import waiting_calls
from app.services.handoffs import late_verdicts
from app.services.today import today
from app.services.undoing import latest, next_redo
from app.services.work import Work
from app.store.tables import Action, Lead, WorkspaceIdentity


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the status bar says."""

    name: str
    leads: int
    open_leads: int
    undo: str | None  # what Ctrl+Z would take back
    redo: str | None
    counts: Mapping[str, int]  # what waits, by place
    playbook_title: str
    playbook_version: int


def status(work: Work) -> StatusView:
    """The state of the workspace now."""
    session = work.session
    undo, redo = latest(session), next_redo(session)
    redone = session.get(Action, redo.undoes_id) if redo else None
    return StatusView(
        name=session.get_one(WorkspaceIdentity, 1).name,
        leads=session.scalar(select(func.count()).select_from(Lead)) or 0,
        open_leads=session.scalar(select(func.count()).select_from(Lead).where(Lead.is_open.is_(True))) or 0,
        undo=undo.label if undo else None,
        redo=redone.label if redone else None,
        counts={
            "today": sum(group.count for group in today(work).groups),
            "calls": waiting_calls(work),
            "handoffs": late_verdicts(work),
        },
        playbook_title=work.playbook.title,
        playbook_version=work.playbook.version,
    )


def last_action_at(work: Work) -> datetime | None:
    """When anything was done last."""
    return work.session.scalar(select(func.max(Action.at)))
