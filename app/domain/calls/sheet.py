"""The call sheet: twelve blocks in one order, filled from stored facts only (CP1).

Whoever fills a sheet writes what is stored, "" or None where nothing is. `completing.completed` turns every blank that
the sheet asks for into an Unknown, and counts them. What does not apply to a service line is no unknown.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.calls.meeting import Header, Learn, WhyAsked
from app.domain.calls.since import Since
from app.domain.calls.technical_side import DocumentLine, Integration, PilotBlock, ScopeLine
from app.domain.calls.unknown import Day, Text, Unknown
from app.language import later

BLOCKS: tuple[tuple[str, str], ...] = (
    ("header", later("Call")),
    ("why", later("Why they asked")),
    ("learn", later("Must learn")),
    ("scope", later("Scope")),
    ("integration", later("Integration")),
    ("documents", later("Documents")),
    ("pilot", later("Pilot")),
    ("decision", later("Decision path")),
    ("gaps", later("Open gaps")),
    ("risks", later("Risks, do not say")),
    ("questions", later("Questions")),
    ("footer", later("Foot")),
)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step on the way to their yes; `state` is done, today or ahead."""

    label: str
    owner: Text = ""
    due: Day = None
    done_on: date | None = None
    state: str = "ahead"
    overdue_days: int = 0


@dataclass(frozen=True, slots=True)
class GapLine:
    """An open technical question."""

    id: int
    question: str
    area: str = ""
    severity: str = ""  # stops, slows, nice
    owed_by: str = ""  # ours, theirs
    owner: Text = ""
    due: Day = None
    status: str = "open"
    age_days: int = 0
    overdue_days: int = 0
    blocks: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question to ask, with room for the answer."""

    id: str
    asked: str
    ask: str = ""  # whom
    why: str = ""
    gate: str = ""
    answer: str = ""
    who: str = ""
    proves: str = ""  # the criterion, in words


@dataclass(frozen=True, slots=True)
class Footer:
    """How old the facts are, how much is unknown, and which definitions the sheet was made with."""

    made_at: datetime
    data_at: datetime | None = None
    data_age_days: int | None = None
    unknown: int = 0
    playbook: str = ""
    version: int = 0
    template: int = 1
    warning: str = ""  # to keep patient data out (CP10); nobody has looked whether there is any


@dataclass(frozen=True, slots=True)
class CallSheet:
    """One page for one call: the same twelve blocks in the same order every time."""

    header: Header
    footer: Footer
    since: Since | None = None
    why: WhyAsked = field(default_factory=WhyAsked)
    must_learn: tuple[Learn, ...] = ()
    scope: tuple[ScopeLine, ...] = ()
    scope_unknown: Unknown | None = None  # not one test is named
    integration: Integration = field(default_factory=Integration)
    documents: tuple[DocumentLine, ...] = ()
    pilot: PilotBlock | None = None
    decision: tuple[StepLine, ...] = ()
    decision_unknown: Unknown | None = None  # not one step is named
    gaps: tuple[GapLine, ...] = ()  # all that are open, in the order of the register; a page shows the first few
    do_not_say: tuple[str, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    without: frozenset[str] = frozenset()  # what does not apply to the service line
