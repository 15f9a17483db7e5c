"""Silence: how often we tried since they last answered, and for how long a lead rests before we try again (J6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.counting import counted
from app.domain.deadlines import engagement
from app.domain.lead import LeadFacts, Touch
from app.domain.paths import NOT_NOW
from app.domain.playbook import Playbook
from app.language import tr

NO_ANSWER = "no_response"  # the reason by which a playbook's not-now list names a pause after silence


@dataclass(frozen=True, slots=True)
class Silence:
    """Attempts without an answer, the oldest first, and how often a lead was paused since they were last heard."""

    tries: tuple[Touch, ...]
    days: int
    pauses: int

    @property
    def says(self) -> str:
        """As people say it: "3 attempts in 10 days without an answer"."""
        return tr(
            "{attempts} in {days} without an answer",
            attempts=counted(len(self.tries), "attempt"),
            days=counted(self.days, "day"),
        )


def last_heard(playbook: Playbook, facts: LeadFacts) -> datetime | None:
    """When they last answered, wrote, or asked for something; None where they never did."""
    mere = engagement(playbook)
    heard = [touch.at for touch in facts.touches if touch.reached]
    heard += [signal.at for signal in facts.signals if signal.kind not in mere]
    return max(heard, default=None)


def tries_since_heard(playbook: Playbook, facts: LeadFacts) -> tuple[Touch, ...]:
    """What we tried in this cycle since they were last heard; what an earlier cycle tried is over."""
    begun = [at for at in (last_heard(playbook, facts), facts.cycle_at) if at is not None]
    return _after(facts.touches, max(begun, default=None))


def silence(playbook: Playbook, facts: LeadFacts, now: datetime) -> Silence | None:
    """The silence of a lead that the rule speaks of, so many attempts over so many days; None before that."""
    rule = playbook.no_response
    if len(facts.touches) < rule.attempts:
        return None
    tries = tries_since_heard(playbook, facts)
    if len(tries) < rule.attempts or now - tries[0].at < timedelta(days=rule.days):
        return None
    return Silence(tries, (now - tries[0].at).days, pauses(playbook, facts))


def undecided(playbook: Playbook, facts: LeadFacts, now: datetime, today: date) -> Silence | None:
    """The silence of a lead about which nobody has decided yet; None where a later move set a day that is to come."""
    found = silence(playbook, facts, now)
    if found is None or facts.due is None or facts.moved_at is None:
        return found
    return None if facts.due > today and facts.moved_at > found.tries[-1].at else found


def pauses(playbook: Playbook, facts: LeadFacts) -> int:
    """How often a lead was paused since they were last heard, because nobody answered."""
    since = last_heard(playbook, facts)
    count, before = 0, since
    for put_off in facts.put_off:
        if since is not None and put_off.at <= since:
            continue
        tried = [touch for touch in _after(facts.touches, before) if touch.at <= put_off.at]
        if put_off.path == NOT_NOW and (put_off.code == NO_ANSWER or len(tried) >= playbook.no_response.attempts):
            count += 1
        before = put_off.at
    return count


def next_pause(playbook: Playbook, paused: int) -> int | None:
    """The days of the next pause in the cadence; None after the last one."""
    cadence = playbook.no_response.cadence_days
    return cadence[paused] if paused < len(cadence) else None


def _after(touches: Iterable[Touch], since: datetime | None) -> tuple[Touch, ...]:
    tried = (touch for touch in touches if not touch.reached and (since is None or touch.at > since))
    return tuple(sorted(tried, key=lambda touch: touch.at))
