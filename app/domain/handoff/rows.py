"""The rows of a handoff's package: one fact each, in words that a stranger reads; nothing in them is an id of ours."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One criterion with its answer and the evidence for it."""

    stage: str  # mql, sal, sql
    question: str
    answer: str = "unknown"  # yes, no, unknown
    required: bool = True
    evidence: str = ""
    who: str = ""  # who said it
    at: datetime | None = None
    certainty: str = ""  # told, document, guess
    contradicted: bool = False
    criterion: str = ""  # its id
    gate: str = ""
    earlier: str = ""  # the answer that it contradicts, with who said it, when, and why
    rests_on: str = ""  # what the evidence is: signal, call, e-mail ... or note

    @property
    def proven(self) -> bool:
        """True where the answer is Yes and somebody wrote down why."""
        return self.answer == "yes" and bool(self.evidence.strip())


@dataclass(frozen=True, slots=True)
class DiscoveryRow:
    """One answer from discovery. Topics: scope, restrictions, volume, dates, decision, delivery, budget, other."""

    topic: str
    question: str
    answer: str = ""
    who: str = ""
    at: datetime | None = None
    certainty: str = ""
    value: str = ""  # the number, range, date or choice in it, in words
    proves: str = ""  # the check that it was ticked for


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat of the buying committee; without a person it is a place that nobody fills yet."""

    seat: str
    need: str = ""  # required, expected, optional
    person: str = ""
    title: str = ""
    power: str = ""
    influence: str = ""
    stance: str = ""
    certainty: str = ""
    last_contact: date | None = None
    next_step: str = ""
    lane: str = ""  # the function, in words
    band: str = ""  # the seniority, in words
    depth: str = ""  # of contact
    reports_to: str = ""
    outside: str = ""  # the organisation of somebody external
    left: bool = False  # they are not there any more
    ours: str = ""  # who of ours knows them


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the committee's map, apart from whom somebody reports to."""

    one: str
    kind: str  # reports to as well, influences, in conflict with
    other: str
    strength: str = ""
    certainty: str = ""
    note: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class GapRow:
    """An open technical question."""

    question: str
    area: str = ""
    severity: str = ""  # stops, slows, nice
    owed_by: str = ""  # ours, theirs
    owner: str = ""
    due: date | None = None
    blocks: str = ""
    status: str = ""  # open, waiting
    raised_on: date | None = None
    overdue: bool = False  # on the day the package left


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One test, panel or module that they want; what nobody knows is None or empty."""

    test: str
    sample: str = ""
    container: str = ""
    now_low: int | None = None  # a month
    now_high: int | None = None
    expected_low: int | None = None
    expected_high: int | None = None
    hours_needed: float | None = None
    hours_today: float | None = None
    measured_from: str = ""
    status: str = ""  # of the method, in words
    sites: str = ""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that one side asked the other for, and how far that is."""

    kind: str
    name: str = ""
    owed_by: str = "ours"  # ours, theirs
    asked_on: date | None = None
    due: date | None = None
    sent_on: date | None = None
    version: str = ""
    accepted: str = ""  # yes, no
    note: str = ""


@dataclass(frozen=True, slots=True)
class PilotLine:
    """The trial that settles the question, as far as it is agreed."""

    goal: str = ""
    state: str = ""  # in words
    starts_on: date | None = None
    ends_on: date | None = None
    sites: str = ""
    samples: int | None = None
    criteria: tuple[str, ...] = ()  # in words, with number and unit
    judge: str = ""
    conditions: tuple[str, ...] = ()  # what must be so before it begins; a met one says so
    if_passes: str = ""
    lacks: tuple[str, ...] = ()  # what must be known before it can be called agreed


@dataclass(frozen=True, slots=True)
class StepLine:
    """One approval on the way to their yes."""

    step: str
    owner: str = ""
    due: date | None = None
    done_on: date | None = None
    state: str = ""  # done, today, ahead
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that is otherwise than in the version before, as a sentence."""

    part: str
    says: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """One line of the score's ledger."""

    axis: str  # fit, intent
    rule: str
    points: int
    fact: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One thing the person did."""

    at: datetime
    kind: str
    asset: str = ""
    offer: str = ""
    asked_for: str = ""
    source: str = ""
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One thing we did with them."""

    at: datetime
    kind: str
    outcome: str = ""
    reached: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change of stage or path with both parts of its reason."""

    at: datetime
    change: str  # "MQL to SQL, path sales discovery"
    learned: str = ""
    next_step: str = ""
    owner: str = ""
    due: date | None = None
    by: str = ""
    overridden: bool = False
    playbook_version: int = 0
