"""The times in which the clocks of leads stand still, for many leads at once."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.domain.lead import Pause
from app.store.bulk import plain_rows
from app.store.fact_queries import pauses
from app.store.numbers import chunks, given

AT_A_TIME = 1_000  # leads


def pauses_of(session: Session, lead_ids: Sequence[int]) -> dict[int, tuple[Pause, ...]]:
    """The pauses of each of these leads that has any, the older before the newer."""
    found: dict[int, list[Pause]] = defaultdict(list)
    for ids in chunks(lead_ids, AT_A_TIME):
        for lead_id, *parts in plain_rows(session.connection(), pauses(), given(ids)):
            found[lead_id].append(Pause(*parts))
    return {lead_id: tuple(held) for lead_id, held in found.items()}
