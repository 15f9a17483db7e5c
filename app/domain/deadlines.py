"""Deadlines: what is due on a lead by the business clock, since when and why. Overdue is worked out, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from app.domain.clock import BusinessClock
from app.domain.counting import counted
from app.domain.lead import LeadFacts, Pause, Signal
from app.domain.paths import RESEARCH, is_active
from app.domain.playbook import Playbook
from app.domain.playbook.derived import per_playbook
from app.domain.stage import Stage
from app.language import later, tr

if TYPE_CHECKING:
    from app.domain.today import Pending  # which places leads by these deadlines

Kind = Literal["first_outreach", "verdict", "follow_up"]
LABELS: dict[Kind, str] = {
    "first_outreach": later("First outreach"),
    "verdict": later("Verdict"),
    "follow_up": later("Follow-up"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline that runs for a lead, or stands still."""

    kind: Kind
    since: datetime  # when its time began
    at: datetime  # when it falls due; pauses have pushed it on
    overdue: bool
    offer: str = ""  # what they were offered or asked for, where that sets the time (R9)
    days: int | None = None  # days it was given, where it was given days and not hours
    answers: bool = False  # they asked for something since we wrote or called last, and wait for an answer
    paused: Pause | None = None  # why it stands still now

    @property
    def label(self) -> str:
        """What people call it."""
        return tr(LABELS[self.kind])


def deadlines_of(
    facts: LeadFacts, playbook: Playbook, now: datetime, clock: BusinessClock, pending: "Pending"
) -> tuple[Due, ...]:
    """Every deadline that runs for a lead: first outreach, follow-up, and the verdict on a handoff.

    A pause pushes all of them on; while one runs nothing is overdue (H5). A clock set back raises no alarm.
    """
    found = (_first_outreach(facts, playbook, clock), _follow_up(facts, playbook, clock, pending), _verdict(pending))
    running = [due for due in found if due is not None]
    if facts.pauses:
        running = [_pushed_on(due, facts.pauses, now, clock) for due in running]
    return tuple(_told(due, now) for due in running)


def verdict_due(
    sent_at: datetime, due_at: datetime, pauses: tuple[Pause, ...], now: datetime, clock: BusinessClock
) -> Due:
    """The deadline of a verdict: as the workbook promised (J8), pushed on by the pauses since it left."""
    due = Due("verdict", sent_at, due_at, False)
    return _told(_pushed_on(due, pauses, now, clock) if pauses else due, now)


def pause_now(pauses: tuple[Pause, ...], now: datetime) -> Pause | None:
    """The pause that holds the clock of a lead now, the oldest where there are several."""
    return min((one for one in pauses if one.runs(now)), key=lambda one: one.since, default=None)


def hours_left(due: Due, now: datetime, clock: BusinessClock, pauses: tuple[Pause, ...] = ()) -> float:
    """Business hours until a deadline; below zero by the hours it is over. The time of a pause counts for neither."""
    still = [(one.since, one.until or max(one.since, now)) for one in pauses]
    return clock.hours_between(now, due.at, still) or -clock.hours_between(due.at, now, still)


def never_reviewed(
    due: Due, promised: datetime, pauses: tuple[Pause, ...], now: datetime, clock: BusinessClock
) -> bool:
    """True where twice the time that a verdict was given at sending has gone by, pauses apart (H6)."""
    return due.overdue and -hours_left(due, now, clock, pauses) > clock.hours_between(due.since, promised)


def given_up_at(due: Due, promised: datetime, clock: BusinessClock) -> datetime:
    """The moment from which a verdict that is still not there counts as never reviewed, where no pause comes."""
    return clock.add_hours(due.at, clock.hours_between(due.since, promised))


def turning_points(dues: tuple[Due, ...], facts: LeadFacts) -> Iterator[datetime]:
    """The moments at which time alone changes what is overdue, or ends a pause."""
    for due in dues:
        if due.paused is None or due.paused.until is not None:  # one that stands still for good falls due at no time
            yield due.at + timedelta(microseconds=1)  # overdue begins after the deadline
    for pause in facts.pauses:
        yield pause.since
        if pause.until is not None:
            yield pause.until


def follow_up_days(playbook: Playbook, offer: str) -> int | None:
    """The days until we write or call again after an attempt without an answer; None where the offer sets none."""
    return playbook.deadlines.follow_up_days_by_offer.get(offer)


def why_due(due: Due, playbook: Playbook, clock: BusinessClock) -> str:
    """Why it is due then, in words: the offer and the time that it allows."""
    about = playbook.label("offer", due.offer) if due.offer else ""
    began = clock.local_date(due.since).isoformat()
    if due.kind == "verdict":
        return tr("the handoff left on {day}", day=began)
    if due.days is not None:
        days = counted(due.days, "day")
        return tr("{about}: {days} after the attempt of {day}", about=about, days=days, day=began)
    about = about or tr("A new lead")
    hours = f"{allowed_hours(playbook, due.offer):g}"
    if due.answers:
        return tr("{about}: {hours} business hours, they asked on {day}", about=about, hours=hours, day=began)
    return tr("{about}: {hours} business hours, since {day}", about=about, hours=hours, day=began)


def allowed_hours(playbook: Playbook, offer: str) -> float:
    """Business hours within which somebody writes or calls; an offer may have its own (R9)."""
    limits = playbook.deadlines
    return limits.first_outreach_by_offer.get(offer, limits.first_outreach_hours)


@per_playbook
def engagement(playbook: Playbook) -> frozenset[str]:
    """The kinds of signal that ask for nothing: downloads, visits, opens."""
    return frozenset(kind.id for kind in playbook.signal_kinds if kind.engagement)


def _told(due: Due, now: datetime) -> Due:
    overdue = due.paused is None and now > due.at
    return due if due.overdue == overdue else _changed(due, due.at, overdue, due.paused)


def _changed(due: Due, at: datetime, overdue: bool, paused: Pause | None) -> Due:
    return Due(due.kind, due.since, at, overdue, due.offer, due.days, due.answers, paused)


def _pushed_on(due: Due, pauses: tuple[Pause, ...], now: datetime, clock: BusinessClock) -> Due:
    """The deadline moved by the business hours in which the clock of the lead stood still."""
    spans = [(pause.since, pause.until) for pause in pauses]
    at = clock.due_state(due.since, clock.hours_between(due.since, due.at), now, spans).at
    return _changed(due, max(at, due.at), False, pause_now(pauses, now))


def _first_outreach(facts: LeadFacts, playbook: Playbook, clock: BusinessClock) -> Due | None:
    """The nearest deadline of the offers of a lead that nobody has approached yet."""
    new = facts.stage in (Stage.LEAD, Stage.MQL) and not facts.touches
    if not new or facts.created_at is None or not facts.has_contact or not _approached(facts, playbook):
        return None
    by_offer = playbook.deadlines.first_outreach_by_offer
    starts = {(facts.created_at, facts.offer)}
    starts |= {(max(s.at, facts.created_at), s.offer) for s in facts.signals if s.offer in by_offer}
    at, since, offer = min(
        (clock.add_hours(start, allowed_hours(playbook, offer)), start, offer) for start, offer in starts
    )
    return Due("first_outreach", since, at, False, offer)


def _approached(facts: LeadFacts, playbook: Playbook) -> bool:
    """True where somebody writes to them or calls them on this path."""
    return facts.path != RESEARCH and is_active(playbook, facts.path)


def _follow_up(facts: LeadFacts, playbook: Playbook, clock: BusinessClock, pending: "Pending") -> Due | None:
    """What is due after an attempt without an answer, by the days of the offer; sooner where they ask again.

    A date that was agreed or decided on since the attempt stands instead.
    """
    if not facts.touches or pending.verdict_due is not None or facts.stage.rank > Stage.SAL.rank:
        return None
    if not _approached(facts, playbook) or not facts.has_contact:
        return None
    last = max(facts.touches, key=lambda touch: touch.at)
    asked = _asked_since(facts, playbook, last.at)
    begun = asked.at if asked is not None else last.at
    if facts.moved_at is not None and facts.moved_at > begun and facts.due is not None:
        return None
    if asked is not None:
        at = clock.add_hours(asked.at, allowed_hours(playbook, asked.offer))
        return Due("follow_up", asked.at, at, False, asked.offer, answers=True)
    days = follow_up_days(playbook, facts.offer)
    if last.reached or days is None:
        return None
    at = clock.closes_on(clock.local_date(last.at) + timedelta(days=days))
    return Due("follow_up", last.at, max(at, last.at), False, facts.offer, days)


def _asked_since(facts: LeadFacts, playbook: Playbook, at: datetime) -> Signal | None:
    """The first thing they asked for since a moment; mere engagement asks for nothing (R4)."""
    quiet = engagement(playbook)
    later = [signal for signal in facts.signals if signal.at > at and signal.kind not in quiet]
    return min(later, key=lambda signal: (signal.at, signal.id), default=None)


def _verdict(pending: "Pending") -> Due | None:
    """The verdict on a handoff: due when its workbook says, so that what was promised stays so (J8)."""
    if pending.verdict_due is None:
        return None
    return Due("verdict", pending.verdict_sent or pending.verdict_due, pending.verdict_due, False)
