"""Today: which leads wait for somebody, in order of urgency, and why each one is there. Nothing is forgotten (R12)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.clock import BusinessClock
from app.domain.deadlines import Due, deadlines_of, given_up_at, never_reviewed, pause_now, turning_points, why_due
from app.domain.gaps import owed_overdue, owed_says, stops_says
from app.domain.groups import GROUPS
from app.domain.judging import checklist_of, is_ready
from app.domain.lead import LeadFacts, Returned
from app.domain.paths import NOT_NOW, NURTURE, PARKED, RESEARCH, is_active, is_open
from app.domain.playbook import Playbook, by_id
from app.domain.relook import asked_since, come_true
from app.domain.silence import next_pause, tries_since_heard, undecided
from app.domain.stage import Stage
from app.language import later, tr


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits on a lead beyond its own facts."""

    verdict_due: datetime | None = None  # when the verdict on a handoff falls due that has none yet, without pauses
    trigger: str = ""  # what brings a not-now lead back, where no date does
    doubtful: bool = False  # somebody must say whether this is the same person as another
    verdict_sent: datetime | None = None  # when that handoff left
    returned: Returned | None = None  # what sales said of the last one


@dataclass(frozen=True, slots=True)
class Placed:
    """The group of a lead, why it is there, and since when."""

    group: str
    why: str
    since: datetime | None


_DAY = timedelta(days=1)
_LONGEST = 120  # letters of what was learned then
_LACKS = {  # owner, next step, date
    (True, False, False): later("No owner"),
    (False, True, False): later("No next step"),
    (False, False, True): later("No date"),
    (True, True, False): later("No owner and no next step"),
    (True, False, True): later("No owner and no date"),
    (False, True, True): later("No next step and no date"),
    (True, True, True): later("No owner and no next step and no date"),
}


def group_of(
    facts: LeadFacts, playbook: Playbook, now: datetime, clock: BusinessClock, pending: Pending | None = None
) -> Placed | None:
    """The most urgent group that a lead belongs to, or None where it can wait.

    Overdue is worked out from `now`, never stored; a clock set back raises no alarm.
    """
    return _Waiting(facts, playbook, now, clock, pending or Pending()).place()


def place_and_change(
    facts: LeadFacts, playbook: Playbook, now: datetime, clock: BusinessClock, pending: Pending | None = None
) -> tuple[Placed | None, datetime | None]:
    """Both `group_of` and `changes_at`, for the price of one."""
    lead = _Waiting(facts, playbook, now, clock, pending or Pending())
    return lead.place(), lead.next_change()


def changes_at(
    facts: LeadFacts, playbook: Playbook, now: datetime, clock: BusinessClock, pending: Pending | None = None
) -> datetime | None:
    """The next moment at which time alone may change the group of a lead; None where only an act can."""
    return _Waiting(facts, playbook, now, clock, pending or Pending()).next_change()


Why = tuple[str, datetime | None]


class _Waiting:
    """One lead with everything its place depends on; every rule answers why and since when, or None."""

    __slots__ = ("active", "clock", "dues", "facts", "now", "paused", "pending", "playbook")

    def __init__(
        self, facts: LeadFacts, playbook: Playbook, now: datetime, clock: BusinessClock, pending: Pending
    ) -> None:
        self.facts, self.playbook, self.now, self.clock, self.pending = facts, playbook, now, clock, pending
        self.active = is_active(playbook, facts.path)
        self.dues = deadlines_of(facts, playbook, now, clock, pending)
        self.paused = pause_now(facts.pauses, now)

    def place(self) -> Placed | None:
        """The first group whose rule holds; a lead whose clock stands still says so wherever it is."""
        for group, rule in _RULES:
            why_since = rule(self)
            if why_since is not None:
                why, since = why_since
                return Placed(group, self._paused(self._with_gaps(why)), since)
        return None

    def _with_gaps(self, why: str) -> str:
        """Why it waits, with the answers that we owe it, and with what alone keeps it from SQL."""
        if not self.facts.gaps:
            return why
        owed = owed_says(self.facts.gaps, self.clock.local_date(self.now))
        if owed and owed.casefold() not in why.casefold():
            why = tr("{why}; {owed}", why=why, owed=owed)
        stops = stops_says(self.facts.gaps)
        if stops and Stage.SQL in self._next_stages() and self._is_proven(Stage.SQL):
            why = tr("{why}; SQL is proven, but it is stopped by {questions}", why=why, questions=stops)
        return why

    def _is_proven(self, stage: Stage) -> bool:
        return is_ready(checklist_of(self.playbook, stage, self.facts.service_line), self.facts.answers)

    def _paused(self, why: str) -> str:
        held = self.paused
        if held is None:
            return why
        at = self._local(held.since)
        return tr("{why}; clock paused since {at}: {reason}", why=why, at=at, reason=held.reason)

    def next_change(self) -> datetime | None:
        """The next moment at which time alone may change the place."""
        return min((at for at in self.moments() if at > self.now), default=None)

    def first_outreach(self) -> Why | None:
        due = self._overdue("first_outreach")
        if due is None or self._sent_back() is not None:
            return None
        about = self.playbook.label("offer", due.offer) if due.offer else tr("New lead")
        return tr("{about}: first outreach was due {at}", about=about, at=self._local(due.at)), due.at

    def verdict(self) -> Why | None:
        due = self._overdue("verdict")
        if due is None:
            return None
        promised = self.pending.verdict_due
        if promised is not None and never_reviewed(due, promised, self.facts.pauses, self.now, self.clock):
            return tr("Never reviewed: the verdict on the handoff was due {at}", at=self._local(due.at)), due.at
        return tr("The verdict on the handoff was due {at}", at=self._local(due.at)), due.at

    def _overdue(self, kind: str) -> Due | None:
        return next((due for due in self.dues if due.kind == kind and due.overdue), None)

    def to_screen(self) -> Why | None:
        facts = self.facts
        if facts.stage != Stage.LEAD or facts.moved_at is not None or not self.active or facts.path == RESEARCH:
            return None
        return tr("Nobody has decided on it yet"), facts.created_at

    def ready(self) -> Why | None:
        facts = self.facts
        if self.pending.verdict_due is not None or not (self.active or facts.path == NURTURE):
            return None
        if self._sent_back() is not None:  # whoever sent it reads why first
            return None
        for stage in self._next_stages():
            if self._is_proven(stage):
                if stage == Stage.SQL and facts.stopping_gaps:
                    continue
                last = max((answer.at for answer in facts.answers.values() if answer.at), default=facts.moved_at)
                return tr("Everything required for {stage} is proven", stage=stage.label), last
        return None

    def _next_stages(self) -> tuple[Stage, ...]:
        """The stages that come next, furthest first: a lead may go straight to SQL (R7)."""
        if self.facts.stage == Stage.LEAD:
            return Stage.SQL, Stage.MQL
        if self.facts.stage == Stage.MQL:
            return (Stage.SQL, Stage.SAL) if self.playbook.use_sal else (Stage.SQL,)
        return (Stage.SQL,) if self.facts.stage == Stage.SAL else ()

    def research(self) -> Why | None:
        facts = self.facts
        if facts.path != RESEARCH:
            return None
        if (back := self._sent_back()) is not None:
            return back
        return facts.next_step or tr("Find out organisation, role and fit"), facts.moved_at or facts.created_at

    def _sent_back(self) -> Why | None:
        """What sales rejected it for, until somebody moves or touches the lead (H6)."""
        back = self.pending.returned
        if back is None or self.pending.verdict_due is not None or self.facts.path not in (RESEARCH, NURTURE):
            return None
        if any(touch.at > back.at for touch in self.facts.touches):
            return None
        reason = by_id(self.playbook.reasons.reject, back.reason)
        words = [part for part in (reason.label if reason else back.reason, _short(back.note)) if part]
        said = tr(
            "{who} rejected handoff {number}: {why}",
            who=back.who or tr("Sales"),
            number=back.number,
            why=": ".join(words),
        )
        return tr("{said}. Next: {step}", said=said.rstrip("."), step=self.facts.next_step), back.at

    def no_response(self) -> Why | None:
        if not self.active or self.paused is not None:
            return None
        silent = undecided(self.playbook, self.facts, self.now, self.clock.local_date(self.now))
        if silent is None:
            return self._follow_up()
        rule = self.playbook.no_response
        over = "" if next_pause(self.playbook, silent.pauses) else tr("Every pause of the cadence is over.")
        return " ".join(part for part in (f"{silent.says}.", over, rule.proposes) if part), silent.tries[-1].at

    def _follow_up(self) -> Why | None:
        due = self._overdue("follow_up")
        if due is None:
            return None
        why = why_due(due, self.playbook, self.clock)
        return tr("Follow-up was due {at} ({why})", at=self._local(due.at), why=why), due.at

    def requalify(self) -> Why | None:
        facts = self.facts
        parked = facts.path in PARKED
        if (sent_back := self._sent_back()) is not None:
            return sent_back
        if facts.due is not None and self._has_come(facts.due):
            said = facts.next_step or self.playbook.label("path", facts.path)
            why = tr("{said}: due {day}", said=said, day=facts.due.isoformat())
            return self._laid_aside(why), self.clock.start_of(facts.due)
        if not parked:
            return None
        back = self._asked_again() or come_true(self.playbook, facts, self.pending.trigger)
        return (self._laid_aside(back[0]), back[1]) if back is not None else None

    def _has_come(self, due: date) -> bool:
        """True on the day of the next step, and after it where the path itself waits for a date.

        Any other open lead whose day went by unused lacks a date again.
        """
        day, parked = self.clock.local_date(self.now), self.facts.path in PARKED
        if due == day:
            return parked or is_open(self.playbook, self.facts.path)
        return due < day and (parked or self._dated())

    def _asked_again(self) -> Why | None:
        """What they asked for since a nurtured or put-off lead was laid aside; mere engagement is no reason (R4)."""
        if self.facts.path not in (NURTURE, NOT_NOW):
            return None
        asked = asked_since(self.playbook, self.facts)
        if asked is None:
            return None
        kind, day = self.playbook.label("signal", asked.kind), self.clock.local_date(asked.at).isoformat()
        return tr("{kind} on {day}", kind=kind, day=day), asked.at

    def _laid_aside(self, why: str) -> str:
        """Why a lead is back, with when it was laid aside and what was learned then, in a few words."""
        facts = self.facts
        if facts.path not in PARKED or not facts.put_off:
            return why
        last = facts.put_off[-1]
        return tr(
            "{why}; {path} since {day}: {learned}",
            why=why,
            path=self.playbook.label("path", last.path),
            day=self.clock.local_date(last.at).isoformat(),
            learned=_short(last.learned),
        )

    def _dated(self) -> bool:
        choice = self.playbook.path(self.facts.path)
        return choice is not None and choice.needs_date

    def doubtful(self) -> Why | None:
        if not self.pending.doubtful:
            return None
        return tr("Perhaps the same person as another lead"), self.facts.created_at

    def missing(self) -> Why | None:
        facts = self.facts
        if not is_open(self.playbook, facts.path):
            return None
        no_date = facts.due is None and not (self._dated() and self.pending.trigger)
        lacks = _LACKS.get((not facts.owner, not facts.next_step, no_date))
        if lacks:
            return tr(lacks), facts.moved_at or facts.created_at
        waits = self.paused is not None and self.paused.until is not None  # it comes back by itself as the pause ends
        if facts.due is not None and facts.due < self.clock.local_date(self.now) and not waits:
            why = tr("The date has passed: {step}, {day}", step=facts.next_step, day=facts.due.isoformat())
            return why, self.clock.start_of(facts.due)
        return self._owed() if self.active and not waits else None

    def _owed(self) -> Why | None:
        """An answer that we owe and that is late would be forgotten, however well the next step is dated."""
        day = self.clock.local_date(self.now)
        late = owed_overdue(self.facts.gaps, day)
        if not late or late[0].due is None:
            return None
        says = owed_says(self.facts.gaps, day)
        return says[:1].upper() + says[1:], self.clock.start_of(late[0].due)

    def moments(self) -> Iterator[datetime]:
        """Every moment at which one of the rules may change its answer without anybody doing anything."""
        yield from turning_points(self.dues, self.facts)
        for due in self.dues:
            if due.kind == "verdict" and self.pending.verdict_due is not None:
                yield given_up_at(due, self.pending.verdict_due, self.clock) + timedelta(microseconds=1)
        if self.facts.due is not None:
            yield self.clock.start_of(self.facts.due)
            if self.facts.due < date.max:  # which some write for never
                yield self.clock.start_of(self.facts.due + _DAY)
        for gap in self.facts.gaps:
            if gap.open and gap.owed_by == "ours" and gap.due is not None and gap.due < date.max:
                yield self.clock.start_of(gap.due + _DAY)
        if self.active and len(self.facts.touches) >= self.playbook.no_response.attempts:
            tries = tries_since_heard(self.playbook, self.facts)
            if tries:
                yield tries[0].at + self.playbook.no_response.days * _DAY

    def _local(self, at: datetime) -> str:
        return f"{at.astimezone(self.clock.zone):%Y-%m-%d %H:%M}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


_RULES: tuple[tuple[str, Callable[[_Waiting], Why | None]], ...] = tuple(
    (group.id, getattr(_Waiting, group.id)) for group in GROUPS
)
