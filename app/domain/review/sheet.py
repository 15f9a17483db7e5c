"""The review as it is issued: plain values, frozen, the same whenever it is shown again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.domain.review.facts import Decision


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with numbers, and the rule that made it."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure of the summary. `unit` is count, rate or hours; `group` keeps marketing flow apart from sales."""

    id: str
    label: str
    group: str
    unit: str
    this_week: float | None
    last_week: float | None
    change: float | None
    mean_4: float | None
    n: int
    status: str  # better, worse, same, higher, lower, n < 10, n/a
    rows: str  # the sheet that holds the rows behind it
    target: float | None = None  # what the playbook wants of it; None: it says nothing


class MovementRow(NamedTuple):
    """opening + arrived + moved_in + reopened - moved_out - closed = closing."""

    stage: str
    opening: int
    arrived: int
    moved_in: int
    reopened: int
    moved_out: int
    closed: int
    closing: int
    left_to: str
    requalified: int  # of those who came in, how many began a new cycle


class StepRow(NamedTuple):
    """What became of the leads at hand in one stage during the week."""

    step: str
    at_hand: int
    went_on: int
    went_back: int
    closed: int
    stayed: int
    rate: float | None
    low: float | None
    high: float | None


class CohortRow(NamedTuple):
    """Leads that arrived in one week, and how many were proven within four weeks; None: too early to tell."""

    week: str
    arrived: int
    mql: int | None
    mql_rate: float | None
    sql: int | None
    sql_rate: float | None


class SegmentRow(NamedTuple):
    """Conversion of the leads that arrived in the last 13 weeks, for one value of one dimension and one step."""

    dimension: str
    value: str
    step: str
    n: int
    reached: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Packages up to the end of the week, and the verdicts given in it."""

    packages: int
    accepted: int
    rejected: int
    pending: int  # without a verdict, or asked for more
    overdue: int
    sent_in_week: int
    accepted_in_week: int
    rejected_in_week: int
    need_more_in_week: int
    too_early_in_week: int
    silent_leads: int  # packages that nobody answered within twice the time allowed: never reviewed


class ReasonRow(NamedTuple):
    """One reason to reject: how often in this week, and in the last 13."""

    reason: str
    in_week: int
    in_quarter: int
    share: float | None
    action: str = ""  # what the playbook asks us to do about it


class QualifierRow(NamedTuple):
    """Verdicts of the last 13 weeks on the packages of one qualifier, or of one source."""

    kind: str
    name: str
    accepted: int
    rejected: int
    rate: float | None
    low: float | None
    high: float | None


class ClockRow(NamedTuple):
    """One clock that runs or ran over: hours are business hours."""

    clock: str
    ref: str
    person: str
    account: str
    owner: str
    since: datetime
    hours: float
    allowed: float
    over: float
    state: str


class AgeRow(NamedTuple):
    """How long the leads of one stage have stood there, in days at the end of the week."""

    stage: str
    to_7: int
    to_14: int
    to_30: int
    to_60: int
    above_60: int
    median: float | None
    ninetieth: float | None


class ExceptionRow(NamedTuple):
    """One entry of the working list."""

    rule: str
    ref: str
    person: str
    account: str
    owner: str
    days: int
    why: str
    action: str
    due: date | None


class FindingRow(NamedTuple):
    """One named row behind a diagnosis: a lead, or the criterion, source or colleague it is about."""

    name: str
    account: str
    owner: str
    detail: str
    lead_id: int = 0
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one diagnosis: found, clear, or too few cases to say."""

    diagnosis: str
    label: str
    state: str  # found, clear, small sample
    n: int
    hits: int
    says: str
    suggests: str
    rows: tuple[FindingRow, ...] = ()


class LeadRow(NamedTuple):
    """One lead at the end of the week."""

    ref: str
    person: str
    account: str
    stage: str
    path: str
    owner: str
    next_step: str
    due: date | None
    attention: str
    arrived: datetime
    stage_since: datetime
    days_in_stage: int
    last_touch: datetime | None
    fit: int | None
    intent: int | None
    cycle: int
    service_line: str
    segment: str
    source: str
    offer: str
    region: str
    lacks: str = ""  # what is missing or doubtful in its record


class DefinitionRow(NamedTuple):
    """One metric in words."""

    metric: str
    words: str
    numerator: str
    denominator: str
    window: str
    exclusions: str
    since: str
    source: str = ""  # the fields it is read from
    owner: str = ""  # who answers for the definition


class Check(NamedTuple):
    """One reconciliation: two figures that must be equal."""

    name: str
    words: str
    left: int
    right: int

    @property
    def passed(self) -> bool:
        """True where both are equal."""
        return self.left == self.right


class TrendRow(NamedTuple):
    """One period of the charts; MQL and SQL stand apart and are never added up (R13)."""

    week: str
    new_leads: int
    new_mql: int
    new_sql: int
    accepted: int
    rejected: int


class FigureRow(NamedTuple):
    """One metric of the week with its words, in total or of one value of its own dimension."""

    metric: str
    label: str
    group: str
    unit: str  # count, rate, share, hours, days, percent
    window: str  # week, quarter, end
    dimension: str
    value: str
    numerator: float | None
    denominator: int | None
    figure: float | None
    low: float | None
    high: float | None
    ninetieth: float | None
    small: bool


class MovedRow(NamedTuple):
    """One arrival or change of stage of the week, and as what it counts."""

    counts_as: str  # new lead, new MQL, new SQL, or nothing
    ref: str
    person: str
    account: str
    owner: str
    what: str  # arrived, moved up, moved back, closed, re-opened
    before: str
    after: str
    at: datetime
    by: str
    cycle: int


class PackageRow(NamedTuple):
    """One package that was sent or decided in the week, or has no decision at its end."""

    number: int
    ref: str
    person: str
    account: str
    by: str
    to: str
    route: str
    sent_at: datetime
    percent: int
    missing: str
    state: str  # accepted, rejected, asked for more, no verdict
    decided_at: datetime | None
    hours: float | None  # business hours to the decision, or up to the end of the week where there is none
    reason: str
    sent_in_week: bool
    decided_in_week: bool
    undecided: bool


class ReversalRow(NamedTuple):
    """One package whose verdict of this week took the place of another one."""

    number: int
    ref: str
    person: str
    account: str
    by: str
    before: str  # the verdict that stood, in words
    before_at: datetime
    after: str
    after_at: datetime
    reason: str  # where it is rejected now


class TouchedRow(NamedTuple):
    """One first touch of the week, and how many business hours it took."""

    ref: str
    person: str
    account: str
    owner: str
    arrived: datetime
    touched: datetime
    hours: float
    allowed: float
    over: float


class TriangleRow(NamedTuple):
    """Leads of one week of arrival, and how many reached a goal within so many weeks; None: too early to tell."""

    goal: str
    week: str
    weeks_since: int
    size: int
    reached: int | None


class QualityRow(NamedTuple):
    """One fault of records: how many open leads have it, and how many of those that arrived in the week."""

    fault: str
    n: int
    of: int
    in_week: int
    of_week: int


class QualityTrendRow(NamedTuple):
    """The leads of one week of arrival, and how many of them have each fault now, in the order of the faults."""

    week: str
    arrived: int
    title: int
    size: int
    region: int
    domain: int
    source: int
    twice: int


@dataclass(frozen=True, slots=True)
class Review:
    """One week, frozen."""

    week: str
    start: datetime
    end: datetime
    issued_at: datetime
    zone: str
    workspace: str
    playbook: str
    playbook_version: int
    calendar: str
    journal_head: str
    messages: tuple[Message, ...]
    kpis: tuple[Kpi, ...]
    trend: tuple[TrendRow, ...]
    movement: tuple[MovementRow, ...]
    steps: tuple[StepRow, ...]
    cohorts: tuple[CohortRow, ...]
    segments: tuple[SegmentRow, ...]
    verdicts: Verdicts
    reasons: tuple[ReasonRow, ...]
    qualifiers: tuple[QualifierRow, ...]
    clocks: tuple[ClockRow, ...]
    ages: tuple[AgeRow, ...]
    exceptions: tuple[ExceptionRow, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    leads: tuple[LeadRow, ...]
    definitions: tuple[DefinitionRow, ...]
    checks: tuple[Check, ...]
    # what weeks that were issued earlier do not have
    figures: tuple[FigureRow, ...] = ()
    moved: tuple[MovedRow, ...] = ()
    packages: tuple[PackageRow, ...] = ()
    touched: tuple[TouchedRow, ...] = ()
    triangle: tuple[TriangleRow, ...] = ()
    quality: tuple[QualityRow, ...] = ()
    quality_trend: tuple[QualityTrendRow, ...] = ()
    agreed: tuple[Decision, ...] = ()  # open decisions about single leads, then those beyond `decisions`
    reversals: tuple[ReversalRow, ...] = ()

    @property
    def reconciles(self) -> bool:
        """True where every check passes; a review that fails one is not to be shared unread."""
        return all(check.passed for check in self.checks)
