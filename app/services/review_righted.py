"""Changes of stage that no move tells of: an earlier move taken back with what came since, or two leads made one.

The moves of such a lead end elsewhere than where it stands. Its review goes by where it stands, from the moment it was
put there; where the history does not tell of that either, nothing is made up, and the checks say so.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select

from app.domain.review.facts import MoveFact
from app.services.work import Work
from app.store.numbers import these
from app.store.tables import Action, Change, Lead, Merged, Move


class _Strayed(NamedTuple):
    """A lead that stands elsewhere than its last move says."""

    id: int
    stage: str
    path: str
    cycle: int
    to_stage: str
    to_path: str


def righted(work: Work) -> list[MoveFact]:
    """One more move for each lead that stands elsewhere than its last move says, at the moment it was put there."""
    strayed = list(_strayed(work))
    if not strayed:
        return []
    at = _put_there(work, strayed)
    return [
        MoveFact(lead.id, at[lead.id], lead.to_stage, lead.stage, lead.to_path, lead.path, lead.cycle)
        for lead in strayed
        if lead.id in at
    ]


def _strayed(work: Work) -> Iterator[_Strayed]:
    last = select(func.max(Move.id).label("id")).group_by(Move.lead_id).subquery()
    query = (
        select(Lead.id, Lead.stage, Lead.path, Lead.cycle, Move.to_stage, Move.to_path)
        .join(Move, Move.lead_id == Lead.id)
        .join(last, last.c.id == Move.id)
        .where(or_(Lead.stage != Move.to_stage, Lead.path != Move.to_path))
        .order_by(Lead.id)
    )
    return (_Strayed(*row) for row in work.session.execute(query))


def _put_there(work: Work, strayed: list[_Strayed]) -> dict[int, datetime]:
    """When each was put where it stands: by the last act that changed its place, or when another became one with it."""
    ids = these(lead.id for lead in strayed)
    merged = select(Merged.into_id, func.max(Merged.at)).where(Merged.kind == "lead", Merged.into_id.in_(ids))
    at: dict[int, datetime] = dict(iter(work.session.execute(merged.group_by(Merged.into_id))))
    changed = (
        select(Change.row_id, Change.after, Action.at)
        .join(Action, Action.id == Change.action_id)
        .where(Change.table_name == Lead.__tablename__, Change.row_id.in_(ids), Change.after.is_not(None))
        .order_by(Change.id)
    )
    stands = {lead.id: {"stage": lead.stage, "path": lead.path} for lead in strayed}
    for lead, after, moment in work.session.execute(changed):
        if _says(json.loads(after or "{}"), stands[lead]):
            at[lead] = max(moment, at.get(lead, moment))
    return at


def _says(after: dict[str, Any], stands: dict[str, str]) -> bool:
    """True where a change is of the place of a lead, and to where it stands."""
    told = {name: after[name] for name in stands if name in after}
    return bool(told) and all(stands[name] == value for name, value in told.items())
