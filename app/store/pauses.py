"""The times in which the clocks of leads stand still, for many leads at once."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.lead import Pause
from app.store.numbers import among, chunks
from app.store.tables import ClockPause

AT_A_TIME = 1_000  # leads


def pauses_of(session: Session, lead_ids: Sequence[int]) -> dict[int, tuple[Pause, ...]]:
    """The pauses of each of these leads that has any, the older before the newer."""
    found: dict[int, list[Pause]] = defaultdict(list)
    p = ClockPause
    for ids in chunks(lead_ids, AT_A_TIME):
        query = (
            select(p.lead_id, p.since, p.until, p.reason, p.by).where(p.lead_id.in_(among(ids))).order_by(p.since, p.id)
        )
        for row in session.execute(query):
            found[row.lead_id].append(Pause(row.since, row.until, row.reason, row.by))
    return {lead_id: tuple(pauses) for lead_id, pauses in found.items()}
