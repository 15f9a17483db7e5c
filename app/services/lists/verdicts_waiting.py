"""Handoffs that wait for a verdict and whose clock stood still meanwhile: the business clock judges these."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.services.work import Work
from app.store.pauses import pauses_of
from app.store.tables import ClockPause, HandoffRow

if TYPE_CHECKING:
    from app.domain.deadlines import Due

_KEY = "verdicts pushed on"
_handoff, _pause = HandoffRow.__table__.c, ClockPause.__table__.c


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
