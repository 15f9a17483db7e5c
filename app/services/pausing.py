"""Pausing: the clock of a lead stands still for a reason, as while the buyer's own approval runs, and goes on again."""

from datetime import date, datetime

from sqlalchemy import select

from app.domain.clock import clock_of
from app.domain.problems import Problem
from app.language import tr
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import ClockPause

LONGEST = 300  # characters of a reason; a pause is said in one line


def pause_clock(work: Work, lead_id: int, reason: str, until: date | None = None) -> Changed:
    """Let no deadline of a lead run from now on: until a day begins, or until somebody lets it go on."""
    lead = lead_of(work, lead_id)
    reason = reason.strip()
    if not reason:
        raise Problem(tr("Write why the clock is paused: it is shown wherever a deadline would be."))
    if len(reason) > LONGEST:
        raise Problem(tr("Shorten the reason to {most} characters or fewer.", most=LONGEST))
    if not lead.is_open:
        raise Problem(tr("This lead is closed: no deadline runs that could be paused."))
    if running := _running(work, lead_id):
        since = work.day_of(running[0].since).isoformat()
        why = running[0].reason
        raise Problem(
            tr("The clock is paused already, since {since} ({reason}); let it go on first.", since=since, reason=why)
        )
    ends = _begins(work, until) if until is not None else None
    if ends is not None and ends <= work.now:
        raise Problem(tr("{until} is not ahead: give a day on which the clock goes on, or none.", until=until))
    work.session.add(ClockPause(lead_id=lead.id, since=work.now, until=ends, reason=reason, by=work.by))
    label = tr("Pause the clock of {name}", name=lead.person.shown_name)
    return Changed(label, frozenset({lead.id}), places=frozenset({"handoffs"}), kept=patient_warnings(reason))


def resume_clock(work: Work, lead_id: int) -> Changed:
    """Let the deadlines of a lead run again from now on; the time of the pause does not count."""
    lead = lead_of(work, lead_id)
    running = _running(work, lead_id)
    if not running:
        raise Problem(tr("The clock of this lead is not paused."))
    for pause in running:  # two that were merged may both have been paused
        pause.until = max(work.now, pause.since)
    label = tr("Let the clock of {name} go on", name=lead.person.shown_name)
    return Changed(label, frozenset({lead.id}), places=frozenset({"handoffs"}))


def _running(work: Work, lead_id: int) -> list[ClockPause]:
    """The pauses that last now, the oldest first; one that begins ahead of a clock set back counts too."""
    p = ClockPause
    lasting = select(p).where(p.lead_id == lead_id, (p.until.is_(None)) | (p.until > work.now))
    return list(work.session.scalars(lasting.order_by(p.since, p.id)))


def _begins(work: Work, day: date) -> datetime:
    return clock_of(work.playbook.hours).start_of(day)
