"""Today: the groups of leads that wait, with their counts, in order of urgency."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.domain.today import GROUPS
from app.services.deriving import placed
from app.services.work import Work
from app.store.tables import Lead

ON_THE_SPOT = 300  # leads whose place is worked out while asking; more than that is brought up to date in bulk first


@dataclass(frozen=True, slots=True)
class TodayGroup:
    """One group with its count."""

    id: str
    label: str
    about: str
    count: int


@dataclass(frozen=True, slots=True)
class TodayView:
    """All groups in order of urgency, empty ones too."""

    groups: tuple[TodayGroup, ...]


def today(work: Work) -> TodayView:
    """How many leads wait in each group now."""
    fresh = Lead.judged_until > work.now
    query = select(Lead.today_group, func.count()).group_by(Lead.today_group)
    moved = _moved_by_time(work)
    counts = Counter(dict(work.session.execute(query if moved is None else query.where(fresh)).all()))
    counts.update(group for group in (moved or {}).values())
    return TodayView(tuple(TodayGroup(g.id, g.label, g.about, counts[g.id]) for g in GROUPS))


def today_ids(work: Work, group: str, limit: int | None = None) -> Sequence[int]:
    """The leads of one group, those that wait longest first."""
    order = (Lead.today_at.asc().nulls_first(), Lead.id)
    query = select(Lead.id).where(Lead.today_group == group).order_by(*order).limit(limit)
    moved = _moved_by_time(work)
    if not moved:
        return work.session.scalars(query).all()
    ids = [id for id in work.session.scalars(query) if id not in moved]
    return [*(id for id, place in moved.items() if place == group), *ids][:limit]


def _moved_by_time(work: Work) -> dict[int, str] | None:
    """The place now of the leads that were judged before their time came; None where they are too many to do here."""
    stale = select(Lead.id).where((Lead.judged_until <= work.now) | Lead.judged_until.is_(None)).limit(ON_THE_SPOT + 1)
    ids = work.session.scalars(stale).all()
    if len(ids) > ON_THE_SPOT:
        return None
    return {id: place.group if (place := placed(work, id)) else "" for id in ids}
