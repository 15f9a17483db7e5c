"""Today: the groups of leads that wait, with their counts, in order of urgency."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.domain.groups import GROUPS
from app.language import tr
from app.services.work import Work
from app.store.numbers import numbers
from app.store.tables import Lead

lead = Lead.__table__.c  # as a list does: without waiting for mapped classes
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
    """All groups in order of urgency, empty ones too; `stale` leads are being brought up to date meanwhile."""

    groups: tuple[TodayGroup, ...]
    stale: int = 0  # leads that time may have moved since they were judged; their places are as of then


def today(work: Work) -> TodayView:
    """How many leads wait in each group now."""
    kept = work.session.execute(select(lead.today_group, func.count()).group_by(lead.today_group))
    counts: Counter[str] = Counter(dict(kept.all()))
    moved = _moved_by_time(work)
    for before, now in (moved or {}).values():
        counts[before] -= 1
        counts[now] += 1
    stale = (
        0
        if moved is not None
        else work.session.scalar(select(func.count()).select_from(Lead.__table__).where(is_stale(work)))
    )
    return TodayView(tuple(TodayGroup(g.id, tr(g.label), tr(g.about), counts[g.id]) for g in GROUPS), stale or 0)


def today_ids(work: Work, group: str, limit: int | None = None) -> Sequence[int]:
    """The leads of one group, those that wait longest first."""
    order = (lead.today_at.asc().nulls_first(), lead.id)
    query = select(lead.id).where(lead.today_group == group).order_by(*order).limit(limit)
    moved = _moved_by_time(work)
    if not moved:
        return numbers(work.session, query)
    ids = [id for id in numbers(work.session, query) if id not in moved]
    return [*(id for id, (_before, now) in moved.items() if now == group), *ids][:limit]


def _moved_by_time(work: Work) -> Mapping[int, tuple[str, str]] | None:
    """The group kept and the group now of leads that were judged before their time came; None where they are many."""
    kept = dict(
        work.session.execute(select(lead.id, lead.today_group).where(is_stale(work)).limit(ON_THE_SPOT + 1)).all()
    )
    if not kept:
        return {}
    if len(kept) > ON_THE_SPOT:
        return None
    from app.services.standing import groups_now  # the rules are met only where time has moved something

    now = groups_now(work, list(kept))
    return {id: (before, now[id]) for id, before in kept.items()}


def is_stale(work: Work) -> ColumnElement[bool]:
    """The leads that time may have moved since they were judged."""
    return (lead.judged_until <= work.now) | lead.judged_until.is_(None)
