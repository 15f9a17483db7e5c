"""Changes of stage that no move tells of: an earlier move taken back with what came since, or two leads made one.

The moves of such a lead end elsewhere than where it stands. Its review goes by where it stands, from the moment it was
put there; where the history does not tell of that either, nothing is made up, and the checks say so.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.domain.review.facts import LeadFact, MoveFact
from app.services.work import Work
from app.store.numbers import these
from app.store.tables import Action, Change, Lead, Merged

_Strayed = Mapping[int, tuple[LeadFact, MoveFact]]
"""The leads that stand elsewhere than their last move says, each with that move."""


def righted(work: Work, written: Sequence[MoveFact], leads: Sequence[LeadFact]) -> Iterator[MoveFact]:
    """One more move for each lead that stands elsewhere than its last move says, at the moment it was put there.

    `written` are all moves in the order in which they were written, and `leads` are those of which one wants to know.
    """
    last = {move.lead_id: move for move in written}
    strayed = {
        lead.id: (lead, move)
        for lead in leads
        if (move := last.get(lead.id)) is not None and (lead.stage != move.to_stage or lead.path != move.to_path)
    }
    if not strayed:
        return
    ids = these(strayed)
    at, query = _put_there(work, strayed), select(Lead.id, Lead.cycle).where(Lead.id.in_(ids)).order_by(Lead.id)
    for id, cycle in work.session.execute(query):
        if id in at:
            lead, move = strayed[id]
            yield MoveFact(id, at[id], move.to_stage, lead.stage, move.to_path, lead.path, cycle)


def _put_there(work: Work, strayed: _Strayed) -> dict[int, datetime]:
    """When each was put where it stands: by the last act that changed its place, or when another became one with it."""
    ids = these(strayed)
    merged = select(Merged.into_id, func.max(Merged.at)).where(Merged.kind == "lead", Merged.into_id.in_(ids))
    at: dict[int, datetime] = dict(iter(work.session.execute(merged.group_by(Merged.into_id))))
    changed = (
        select(Change.row_id, Change.after, Action.at)
        .join(Action, Action.id == Change.action_id)
        .where(Change.table_name == Lead.__tablename__, Change.row_id.in_(ids), Change.after.is_not(None))
        .order_by(Change.id)
    )
    stands = {id: {"stage": lead.stage, "path": lead.path} for id, (lead, _) in strayed.items()}
    for lead, after, moment in work.session.execute(changed):
        if _says(json.loads(after or "{}"), stands[lead]):
            at[lead] = max(moment, at.get(lead, moment))
    return at


def _says(after: dict[str, Any], stands: dict[str, str]) -> bool:
    """True where a change is of the place of a lead, and to where it stands."""
    told = {name: after[name] for name in stands if name in after}
    return bool(told) and all(stands[name] == value for name, value in told.items())
