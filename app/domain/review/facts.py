"""What a weekly review may know: one row per lead, move, touch, signal and handoff, gathered by the store.

The rows are named tuples, because a review reads hundreds of thousands of them. Times are aware, in UTC.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain import paths
from app.domain.clock import Span

HoursBetween = Callable[[datetime, datetime], float]
"""Business hours between two moments, as BusinessClock.hours_between gives them."""


class LeadFact(NamedTuple):
    """One lead as it stands now. Service line, segment, source, offer and region are labels; path is an id."""

    id: int
    ref: str  # the id people type
    person: str
    account: str
    created_at: datetime
    stage: str
    path: str = ""
    cycle: int = 1
    service_line: str = ""
    segment: str = ""
    source: str = ""
    offer: str = ""
    region: str = ""
    owner: str = ""
    qualifier: str = ""  # who made the last move to MQL or beyond
    next_step: str = ""
    due: date | None = None
    waits_for: str = ""  # the trigger that a not-now lead waits for, instead of a date
    fit: int | None = None
    intent: int | None = None
    score_says: str = ""  # the stage that the score alone would propose, where it says one (R2)
    fit_evidence: bool = False  # a fit criterion is answered Yes with evidence
    proven: frozenset[str] = frozenset()  # gates whose required SQL criteria are all answered Yes with evidence
    asked: bool = False  # what they asked for is written down
    seats_known: int = 0
    seats_required: int = 0
    committee: tuple[str, ...] = ()  # what is weak about it, of a lead at SQL
    outreach_hours: float = 0.0  # business hours allowed to first outreach; 0: no limit
    known: frozenset[str] = frozenset()  # fields of `metrics.working.FIELDS` that are filled in
    faults: frozenset[str] = frozenset()  # of `quality.FAULTS`: what is missing or doubtful in its record


class MoveFact(NamedTuple):
    """One move."""

    lead_id: int
    at: datetime
    from_stage: str
    to_stage: str
    from_path: str = ""
    to_path: str = ""
    cycle: int = 1
    by: str = ""
    overridden: bool = False
    code: str = ""


class TouchFact(NamedTuple):
    """One touch; `reached` means that they answered."""

    lead_id: int
    at: datetime
    kind: str = ""
    reached: bool = False
    by: str = ""
    talk: bool = False  # a call, meeting or visit: more than a message
    prepared: bool = False  # it tells of a call that was prepared, as technical ones are


class SignalFact(NamedTuple):
    """One signal; `engagement` is true for what proves nothing by itself (downloads, visits, opens)."""

    lead_id: int
    at: datetime
    kind: str = ""
    asset: str = ""
    engagement: bool = True


class HandoffFact(NamedTuple):
    """One package and the answer to it; an empty verdict is pending."""

    number: int
    lead_id: int
    sent_at: datetime
    verdict: str = ""  # accept, reject, need_more
    verdict_at: datetime | None = None
    reason: str = ""  # label
    code: str = ""
    by: str = ""  # who sent it: the qualifier
    to: str = ""
    path: str = ""  # the route it took
    percent: int = 0  # completeness when it was sent
    too_early: bool = False  # rejected with a reason that says: not ready
    verdict_hours: float = 0.0  # business hours allowed for a verdict; 0: no limit
    replaced_at: datetime | None = None  # when its next version was sent; the clock of this one stands since then
    missing: tuple[str, ...] = ()  # what was missing in it when it was sent
    action: str = ""  # what the reason to reject asks us to do
    earlier: tuple[tuple[str, datetime], ...] = ()  # the verdicts that this one took the place of, the oldest first
    silent: bool = False  # accepted because nobody answered in time, where the playbook wants that: since verdict_at


class CriterionFact(NamedTuple):
    """How one criterion was answered on the leads that it was asked of, over the last 13 weeks."""

    id: str
    question: str
    stage: str
    yes: int = 0
    no: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """Something decided in an earlier meeting that is not done, or that this week asks for."""

    text: str
    owner: str = ""
    due: date | None = None
    rule: str = ""  # the diagnosis that it answers
    id: int = 0  # its number, once somebody took it down
    ref: str = ""  # the lead that it is about
    week: str = ""  # the week in which it was taken


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Everything a review of one period looks at: start inclusive, end exclusive; `now` is when it is issued."""

    week: str  # "2026-W46"
    start: datetime
    end: datetime
    now: datetime
    zone: str = "UTC"
    workspace: str = ""
    playbook: str = ""
    playbook_version: int = 0
    playbook_since: datetime | None = None  # when this version was adopted
    calendar: str = ""  # business hours and holidays, in words
    journal_head: str = ""
    use_sal: bool = False
    leads: Sequence[LeadFact] = ()
    moves: Sequence[MoveFact] = ()  # all moves ever, in any order
    touches: Sequence[TouchFact] = ()
    signals: Sequence[SignalFact] = ()
    handoffs: Sequence[HandoffFact] = ()
    criteria: Sequence[CriterionFact] = ()
    answers: Mapping[int, int] = field(default_factory=dict)  # of each lead: what the criteria of a week are counted of
    decisions: Sequence[Decision] = ()  # open ones of earlier weeks
    pauses: Mapping[int, Sequence[Span]] = field(default_factory=dict)  # when the clocks of leads stood still, by lead
    closed_paths: frozenset[str] = frozenset({paths.DISQUALIFIED, paths.DUPLICATE})
    waiting_paths: frozenset[str] = frozenset({paths.NOT_NOW})  # no next step needed, but a date or a trigger
    quiet_paths: frozenset[str] = frozenset({paths.NOT_NOW})  # nobody is approached there now: no outreach runs
    nurture_paths: frozenset[str] = frozenset({paths.NURTURE})
    hours_a_day: float = 8.0  # business hours of an ordinary working day
    sales_paths: frozenset[str] = frozenset()  # paths that hand a lead to sales or pre-sales
    syndicated: frozenset[str] = frozenset()  # labels of sources that are syndicated
    path_labels: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)  # by figure of the summary, as far as the playbook has

    @property
    def until(self) -> datetime:
        """The moment up to which clocks are read: the end of the period, or now while it still runs."""
        return min(self.end, self.now) if self.now > self.start else self.end

    @property
    def last_day(self) -> date:
        """The local day of that moment; the last day of a period that is over."""
        return self.local_day(self.until - timedelta(microseconds=1))

    def local_day(self, at: datetime) -> date:
        """The day of a moment where people live this period."""
        return at.astimezone(ZoneInfo(self.zone)).date()
