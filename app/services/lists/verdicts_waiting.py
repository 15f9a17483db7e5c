"""Handoffs that wait for a verdict and whose clock stood still meanwhile: the business clock judges these."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.services.work import Work
from app.store.pauses import pauses_of
from app.store.tables import ClockPause, HandoffRow

if TYPE_CHECKING:
    from app.domain.deadlines import Due

_KEY, _IGNORED = "verdicts pushed on", "verdicts never given"
_handoff, _pause = HandoffRow.__table__.c, ClockPause.__table__.c
_newer = HandoffRow.__table__.alias("newer").c
_sent_again = select(_newer.id).where(_newer.replaces_id == _handoff.id).correlate(HandoffRow.__table__).exists()


def pushed_on(work: Work) -> dict[int, "Due"]:
    """When their verdicts are due, by their ids; of all others what the package promised stands."""
    if work.action:
        return _pushed_on(work)
    remembered = work.session.info  # of one question: state, date and mark all ask
    if _KEY not in remembered:
        remembered[_KEY] = _pushed_on(work)
    found: dict[int, Due] = remembered[_KEY]
    return found


def _pushed_on(work: Work) -> dict[int, "Due"]:
    query = select(_handoff.id, _handoff.lead_id, _handoff.sent_at, _handoff.due_at)
    rows = work.session.execute(query.where(_handoff.verdict == "", _handoff.lead_id.in_(select(_pause.lead_id)))).all()
    if not rows:
        return {}
    from app.domain.clock import clock_of  # the rules are met only where a clock stood still
    from app.domain.deadlines import verdict_due

    pauses = pauses_of(work.session, sorted({row.lead_id for row in rows}))
    clock = clock_of(work.playbook.hours)
    return {row.id: verdict_due(row.sent_at, row.due_at, pauses[row.lead_id], work.now, clock) for row in rows}


def ignored(work: Work) -> list[int]:
    """The ids of the packages that nobody judged within twice the time they were given: never reviewed (H6)."""
    if work.action:
        return _ignored(work)
    remembered = work.session.info
    if _IGNORED not in remembered:
        remembered[_IGNORED] = _ignored(work)
    found: list[int] = remembered[_IGNORED]
    return found


def _ignored(work: Work) -> list[int]:
    query = select(_handoff.id, _handoff.lead_id, _handoff.sent_at, _handoff.due_at)
    late = query.where(_handoff.verdict == "", _handoff.due_at < work.now, ~_sent_again)
    rows = work.session.execute(late).all()
    if not rows:
        return []
    from app.domain.clock import clock_of
    from app.domain.deadlines import never_reviewed, verdict_due

    pauses = pauses_of(work.session, sorted({row.lead_id for row in rows}))
    clock = clock_of(work.playbook.hours)
    found = []
    for row in rows:
        held = pauses.get(row.lead_id, ())
        due = verdict_due(row.sent_at, row.due_at, held, work.now, clock)
        if never_reviewed(due, row.due_at, held, work.now, clock):
            found.append(row.id)
    return found
