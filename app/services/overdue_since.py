"""What became overdue since a moment: deadlines that fell in between and still wait, for whoever comes back to work."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.deadlines import Kind
from app.services.today import ON_THE_SPOT, is_stale, lead
from app.services.work import Work
from app.store.numbers import numbers

AT_MOST = 2_000  # leads whose deadlines are worked out one by one; whoever has more reads no list of them
_BY_GROUP: dict[str, Kind] = {"first_outreach": "first_outreach", "verdict": "verdict"}  # waits since the deadline
_SILENT = "no_response"  # waits since an attempt, or since a follow-up fell due


@dataclass(frozen=True, slots=True)
class OverdueView:
    """How many deadlines of each kind fell since then, and the leads, those that wait longest first."""

    since: datetime
    counts: tuple[tuple[Kind, int], ...]
    lead_ids: tuple[int, ...]
    settled: bool  # False: time has moved many leads that are not judged yet; ask again once they are


def overdue_since(work: Work, since: datetime) -> OverdueView:
    """What fell due after `since` and is overdue now; what stands still is not, and pauses move deadlines on."""
    waiting = numbers(work.session, select(lead.id).where(is_stale(work)).limit(ON_THE_SPOT + 1))
    if len(waiting) > ON_THE_SPOT:
        return OverdueView(since, (), (), settled=False)
    found = [*_kept(work, since), *_worked_out(work, since, list(waiting))]
    counts = Counter(kind for _, kind, _ in found)
    ids = tuple(id for _, _, id in sorted(found, key=lambda one: (one[0], one[2])))
    order: tuple[Kind, ...] = ("first_outreach", "verdict", "follow_up")
    return OverdueView(since, tuple((kind, counts[kind]) for kind in order if counts[kind]), ids, settled=True)


def _kept(work: Work, since: datetime) -> list[tuple[datetime, Kind, int]]:
    """The leads that were judged after their deadline; their group waits since that moment."""
    query = select(lead.today_at, lead.today_group, lead.id).where(
        lead.today_group.in_(_BY_GROUP), lead.today_at > since, ~is_stale(work)
    )
    return [(at, _BY_GROUP[group], id) for at, group, id in work.session.execute(query)]


def _worked_out(work: Work, since: datetime, waiting: list[int]) -> list[tuple[datetime, Kind, int]]:
    """Those whose place does not tell: not judged since time moved them, or silent for one reason or another."""
    silent = select(lead.id).where(lead.today_group == _SILENT, lead.today_at > since, ~is_stale(work)).limit(AT_MOST)
    ids = [*waiting, *numbers(work.session, silent)]
    if not ids:
        return []
    from app.services.standing import deadlines_now, place_now  # the rules are met only where somebody waits
    from app.store.facts import gather

    found: list[tuple[datetime, Kind, int]] = []
    for id, one in gather(work.session, ids).items():
        place = place_now(work, one)
        shown = _BY_GROUP.get(place.group, "follow_up" if place.group == _SILENT else None) if place else None
        found += [
            (due.at, due.kind, id)
            for due in deadlines_now(work, one)
            if due.overdue and due.at > since and due.kind == shown
        ]
    return found
