"""Whether a route was right: judged by what happened after it was proposed, or by hand, which then counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from app.domain.clock import BusinessClock
from app.domain.paths import RESEARCH, is_active
from app.domain.playbook import USUAL_LIMITS, Playbook, by_id
from app.domain.playbook.derived import per_playbook
from app.domain.review.rates import Rate, rate
from app.domain.stage import Stage
from app.language import tr


class Outcome(StrEnum):
    """What is known of a proposed route."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"  # nothing is known yet


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a lead, with the route that was proposed then."""

    id: int
    at: datetime
    to_stage: Stage
    to_path: str
    cycle: int
    route: str
    suggested_path: str


@dataclass(frozen=True, slots=True)
class Package:
    """One handoff of a lead with the verdict on it; an empty verdict is pending."""

    number: int
    sent_at: datetime
    verdict: str = ""  # accept, reject, need_more
    verdict_at: datetime | None = None
    by: str = ""
    code: str = ""  # the reason of a rejection


@dataclass(frozen=True, slots=True)
class Word:
    """A person's word on the route that a move followed or left."""

    move_id: int
    right: bool
    note: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of one lead's way; every part in order of time."""

    steps: Sequence[Step]
    packages: Sequence[Package] = ()
    reached: Sequence[datetime] = ()  # when they answered us
    words: Sequence[Word] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a proposed route."""

    move_id: int  # the move at which it was proposed first
    moves: tuple[int, ...]  # the moves at which it was proposed, one after the other
    at: datetime
    route: str
    path: str  # the path it proposed
    taken: bool  # the lead went there at once
    outcome: Outcome
    says: str
    by: str = ""  # who judged it by hand


def route_outcomes(history: History, playbook: Playbook, now: datetime, clock: BusinessClock) -> tuple[Judged, ...]:
    """Every proposal of a lead's way, in order. The same route proposed at several moves on end is one proposal."""
    return tuple(_judged(run, history, playbook, now, clock) for run in _proposals(history.steps))


def misrouted(playbook: Playbook, code: str) -> bool:
    """True for a reason of rejection that blames the way: too early, the wrong team, or another desk first."""
    return code in _blames(playbook)


def within_days(playbook: Playbook) -> int:
    """How many business days a route must hold; the limit of the diagnosis on wrong routes."""
    found = by_id(playbook.diagnoses, "wrong_route")
    return int(found.limit("business_days") if found else USUAL_LIMITS["wrong_route"]["business_days"])


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often one route was right, among those where something is known."""

    route: str
    n: int  # proposals
    right: int
    wrong: int
    open: int
    rate: Rate  # right among right and wrong, with its 95 % Wilson interval


def accuracy(judged: Iterable[Judged]) -> tuple[Accuracy, ...]:
    """Every route that was proposed, the most frequent first."""
    by_route: dict[str, list[Outcome]] = {}
    for one in judged:
        by_route.setdefault(one.route, []).append(one.outcome)
    rows = []
    for route, outcomes in by_route.items():
        right, wrong = outcomes.count(Outcome.RIGHT), outcomes.count(Outcome.WRONG)
        rows.append(
            Accuracy(route, len(outcomes), right, wrong, len(outcomes) - right - wrong, rate(right, right + wrong))
        )
    return tuple(sorted(rows, key=lambda row: (-row.n, row.route)))


# --- judging one proposal ---------------------------------------------------------------------------------------------


def _proposals(steps: Sequence[Step]) -> Iterator[list[Step]]:
    for key, run in groupby(steps, key=lambda step: (step.cycle, step.route, step.suggested_path)):
        if key[1]:
            yield list(run)


def _judged(run: list[Step], history: History, playbook: Playbook, now: datetime, clock: BusinessClock) -> Judged:
    first, moves = run[0], tuple(step.id for step in run)
    words = [word for word in history.words if word.move_id in moves]
    word = words[-1] if words else None
    if word is not None:
        outcome = Outcome.RIGHT if word.right else Outcome.WRONG
        says, by = word.note or tr("judged right by hand" if word.right else "judged wrong by hand"), word.by
    else:
        (outcome, says), by = _Way(first, history, playbook, now, clock).verdict(), ""
    taken = first.to_path == first.suggested_path
    return Judged(first.id, moves, first.at, first.route, first.suggested_path, taken, outcome, says, by)


Verdict = tuple[Outcome, str]


class _Way:
    """What happened after a route was proposed, read in order of time until it says something about the route."""

    def __init__(self, first: Step, history: History, playbook: Playbook, now: datetime, clock: BusinessClock) -> None:
        self.first, self.history, self.playbook, self.now, self.clock = first, history, playbook, now, clock
        self.path, self.stage = first.suggested_path, first.to_stage
        self.here, self.since = first.to_path, first.at  # where the lead stands, and since when
        self.days = within_days(playbook)

    def verdict(self) -> Verdict:
        """Right, wrong or open, with what decided."""
        for at, event in self._events():
            found = self._package(event) if isinstance(event, Package) else self._step(event, at)
            if found is not None:
                return found
        return self._so_far()

    def _events(self) -> list[tuple[datetime, Step | Package]]:
        """Later moves of the same cycle, and verdicts on packages that left in it, the earlier first."""
        later = [step for step in self.history.steps if (step.at, step.id) > (self.first.at, self.first.id)]
        ends = next((step.at for step in later if step.cycle != self.first.cycle), None)
        events: list[tuple[datetime, Step | Package]] = [
            (step.at, step) for step in later if step.cycle == self.first.cycle
        ]
        for one in self.history.packages:
            if one.verdict_at is not None and one.sent_at >= self.first.at and (ends is None or one.sent_at < ends):
                events.append((one.verdict_at, one))
        # an answer to a package moves the lead at the same moment; the answer is the reason and comes first
        return sorted(events, key=lambda event: (event[0], isinstance(event[1], Step)))

    def _package(self, package: Package) -> Verdict | None:
        number, by = package.number, package.by
        if package.verdict == "accept":
            accepted = tr("handoff {number} was accepted", number=number)
            if by:
                accepted = tr("handoff {number} was accepted by {name}", number=number, name=by)
            if self._follows():
                return Outcome.RIGHT, accepted
            return Outcome.WRONG, tr("{accepted} along {path} instead", accepted=accepted, path=self._label(self.here))
        if package.verdict == "reject" and misrouted(self.playbook, package.code) and self._follows():
            reason = by_id(self.playbook.reasons.reject, package.code)
            rejected = tr("handoff {number} was rejected", number=number)
            if by:
                rejected = tr("handoff {number} was rejected by {name}", number=number, name=by)
            return Outcome.WRONG, f"{rejected}: {reason.label if reason else ''}"
        return None

    def _step(self, step: Step, at: datetime) -> Verdict | None:
        before, follows = self.here, self._follows()
        further = step.to_stage.rank > self.stage.rank
        self.stage = step.to_stage
        if further:
            stage = step.to_stage.label
            if follows:
                return Outcome.RIGHT, tr("it went on to {place}", place=stage)
            return Outcome.WRONG, tr("it went on to {stage} along {path}", stage=stage, path=self._label(before))
        if step.to_path == before:
            return None
        self.here = step.to_path
        if follows:
            return self._left(step, at)
        self.since = at
        return None

    def _left(self, step: Step, at: datetime) -> Verdict | None:
        """The lead left the proposed path for another one."""
        begun, self.since = self.since, at
        where, held = self._label(step.to_path), at > self._limit(begun)
        used = not is_active(self.playbook, self.path) or any(begun < one < at for one in self.history.reached)
        if held and self.path != RESEARCH and (used or self._worked_on(step.to_path)):
            return Outcome.RIGHT, tr("it held for {days} business days", days=self.days)
        if not self._worked_on(step.to_path) or not is_active(self.playbook, self.path):
            return Outcome.OPEN, tr("it went to {path}, which says nothing about the route", path=where)
        by_rule = step.suggested_path == step.to_path
        if self.path == RESEARCH or step.to_path in _GOES_ON.get(self.path, ()) or (self.path == OUTREACH and by_rule):
            return Outcome.RIGHT, tr("it went on to {place}", place=where)
        again = tr("it was routed again to {path} within {days} business days", path=where, days=self.days)
        return Outcome.WRONG, tr("{again}, as the rules proposed by then", again=again) if by_rule else again

    def _so_far(self) -> Verdict:
        over = self.now > self._limit(self.since)
        answered = any(at > self.since for at in self.history.reached)
        if self._follows():
            if over and not is_active(self.playbook, self.path):
                return Outcome.RIGHT, tr("it stayed there for {days} business days", days=self.days)
            if over and answered and self.path != RESEARCH:
                return Outcome.RIGHT, tr("they answered, and it held for {days} business days", days=self.days)
            return Outcome.OPEN, tr("nothing is known yet")
        where = self._label(self.here)
        if not self._worked_on(self.here):
            return Outcome.OPEN, tr("it went to {path}, which says nothing about the route", path=where)
        if over and answered:
            says = tr(
                "it went to {path} instead, they answered, and it held for {days} business days",
                path=where,
                days=self.days,
            )
            return Outcome.WRONG, says
        return Outcome.OPEN, tr("it went to {path} instead; nothing more is known yet", path=where)

    def _follows(self) -> bool:
        return self.here == self.path

    def _worked_on(self, path: str) -> bool:
        """True for a path on which somebody deals with the buyer now; to look things up or wait is no other route."""
        choice = self.playbook.path(path)
        waits = choice is not None and choice.needs_date
        return path != RESEARCH and not waits and is_active(self.playbook, path)

    def _limit(self, since: datetime) -> datetime:
        return self.clock.add_hours(since, self.days * self.clock.a_day)

    def _label(self, path: str) -> str:
        return self.playbook.label("path", path) if path else tr("no path")


OUTREACH = "sdr_outreach"
_SELLING = frozenset({"sales_discovery", "pilot", "proposal"})
_GOES_ON = {  # where the work on a path usually goes on; a step aside, or back, means that another desk was right
    OUTREACH: _SELLING,
    "technical_presales": _SELLING,
    "clinical_specialist": _SELLING,
    "sales_discovery": frozenset({"pilot", "proposal"}),
    "pilot": frozenset({"proposal"}),
}

_THE_WAY = frozenset({"route", "routed", "routing", "team", "owner", "territory", "desk", "technical"})


@per_playbook
def _blames(playbook: Playbook) -> frozenset[str]:
    return frozenset(
        reason.id
        for reason in playbook.reasons.reject
        if reason.sent_too_early or not _THE_WAY.isdisjoint(reason.id.split("_"))
    )
