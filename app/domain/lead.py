"""What the rules may know about one lead: plain facts, gathered by the store, judged by the domain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.domain.stage import Stage


class Answered(StrEnum):
    """An answer to one criterion. Unknown is not No (R8)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure an answer is: they said so, a document says so, or it is our guess."""

    TOLD = "told"
    DOCUMENT = "document"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with its evidence. `earlier` is the opposite answer that it followed, until somebody settles it."""

    criterion: str
    value: Answered
    evidence: str = ""
    who: str = ""  # who said it, on the buyer's side
    certainty: Certainty = Certainty.GUESS
    at: datetime | None = None
    by: str = ""  # who wrote it down
    source: str = ""  # what it rests on beside its words: "signal", "touch"
    source_id: int | None = None  # which one; kept also when that row is gone
    earlier: "Answer | None" = None

    @property
    def contradicted(self) -> bool:
        """True where a Yes followed a No or the reverse and nobody settled it; both are kept (R8)."""
        return self.earlier is not None


@dataclass(frozen=True, slots=True)
class Signal:
    """One dated thing the person did."""

    id: int
    kind: str  # an id of the playbook's signal kinds
    at: datetime
    asset: str = ""
    offer: str = ""
    asked_for: str = ""
    source: str = ""
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """One dated thing we did with them."""

    id: int
    kind: str  # email, call, meeting, message
    at: datetime
    outcome: str = ""
    reached: bool = False  # they answered
    by: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """An open technical question; `stops` blocks the handoff to sales."""

    id: int
    question: str
    area: str
    severity: str  # stops, slows, nice
    owed_by: str  # ours, theirs
    open: bool = True
    due: date | None = None
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the deadlines of a lead stand still, as while the buyer's own approval runs."""

    since: datetime
    until: datetime | None  # None while it lasts
    reason: str
    by: str = ""

    def runs(self, now: datetime) -> bool:
        """True where the clock stands still now."""
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class PutOff:
    """One time a lead was laid aside: nurtured, put off, disqualified; with what was learned and agreed then."""

    at: datetime
    path: str
    cycle: int
    learned: str
    next_step: str = ""
    due: date | None = None
    code: str = ""  # a reason or rule of the playbook
    by: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A handoff that sales rejected, of a lead that has not moved since."""

    at: datetime
    number: int
    who: str  # or whom it was for; empty where nobody knows
    reason: str  # an id of the playbook's reasons to reject, or words
    note: str


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """Everything a rule may look at. Times are aware, in UTC. Empty text and None mean not known."""

    lead_id: int
    service_line: str = ""
    stage: Stage = Stage.LEAD
    path: str = ""
    cycle: int = 1
    created_at: datetime | None = None
    owner: str = ""
    next_step: str = ""
    due: date | None = None
    # the person
    job_title: str = ""
    seat: str = ""
    email_kind: str = ""  # work, free, role, disposable
    has_contact: bool = True  # an address or a phone we can use
    # the account
    account: str = ""
    facility_type: str = ""
    segment: str = ""
    country: str = ""
    region: str = ""
    size: int | None = None
    testing_focus: str = ""
    accreditation: str = ""
    systems: str = ""
    evaluation_stage: str = ""
    intent_context: str = ""  # workflow, technical, commercial
    relation: str = ""  # competitor, student, own_staff, supplier, customer
    # where it came from
    source: str = ""
    campaign: str = ""
    offer: str = ""
    asked_for: str = ""
    signals: tuple[Signal, ...] = ()
    touches: tuple[Touch, ...] = ()
    gaps: tuple[Gap, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    moved_at: datetime | None = None  # the last move
    cycle_at: datetime | None = None  # when this cycle began; None for the first one
    put_off: tuple[PutOff, ...] = ()  # every time it was laid aside, the oldest first
    track: str = ""  # the nurture track chosen by hand
    pauses: tuple[Pause, ...] = ()
    # set while routing: from the score, and how many open leads the present owner has
    fit_band: str = ""
    intent_band: str = ""
    owner_load: int = 0

    @property
    def open_gaps(self) -> int:
        """How many gaps are open."""
        return sum(gap.open for gap in self.gaps)

    @property
    def stopping_gaps(self) -> int:
        """How many open gaps stop the deal."""
        return sum(gap.open and gap.severity == "stops" for gap in self.gaps)

    @property
    def gap_areas(self) -> str:
        """The areas of the open gaps, as words in one text."""
        return " ".join(sorted({gap.area for gap in self.gaps if gap.open}))

    @property
    def signal_kinds(self) -> str:
        """The kinds of all signals, as words in one text."""
        return " ".join(sorted({signal.kind for signal in self.signals}))

    @property
    def wishes(self) -> str:
        """Everything they asked for or looked at, as one text."""
        parts = [self.asked_for, self.offer]
        for signal in self.signals:
            parts += [signal.asked_for, signal.offer, signal.asset]
        return " · ".join(dict.fromkeys(part for part in parts if part))
