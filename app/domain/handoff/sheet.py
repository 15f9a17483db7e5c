"""A handoff's package: everything that sales or pre-sales need to take a lead over, frozen as sent."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.handoff.rows import (
    ChangeRow,
    CheckRow,
    DiscoveryRow,
    DocumentLine,
    GapRow,
    LineRow,
    MoveRow,
    PilotLine,
    PointRow,
    ScopeLine,
    SeatRow,
    SignalRow,
    StepLine,
    TouchRow,
)

FORM = 2  # of the packages made now; one without a form is of the first, and is written as it was then


@dataclass(frozen=True, slots=True)
class HandoffSheet:
    """The package as it is sent. Labels are written out for a stranger; times are aware, in UTC."""

    uuid: str
    workspace: str  # the workspace's uuid
    number: int
    created_at: datetime
    by: str = ""
    to: str = ""  # whom it is for
    reply_by: datetime | None = None
    # who
    lead: str = ""  # the lead's uuid
    person: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    account: str = ""
    account_facts: tuple[tuple[str, str], ...] = ()  # label and value: facility type, size, region, systems ...
    service_line: str = ""
    stage: str = ""
    path: str = ""
    cycle: int = 1
    # why
    why_asked: str = ""
    content: tuple[str, ...] = ()  # what they read, watched and attended
    checks: tuple[CheckRow, ...] = ()
    discovery: tuple[DiscoveryRow, ...] = ()
    committee: tuple[SeatRow, ...] = ()
    coverage: str = ""  # "4 of 7"
    committee_lines: tuple[LineRow, ...] = ()
    committee_says: tuple[str, ...] = ()  # what is weak about it: single-threaded, never met the signer
    gaps: tuple[GapRow, ...] = ()
    fit: int | None = None
    intent: int | None = None
    cell: str = ""  # the name of their cell of the grid
    ledger: tuple[PointRow, ...] = ()
    # the reason
    learned: str = ""
    next_step: str = ""
    owner: str = ""
    due: date | None = None
    override: str = ""  # the reason, where a gate was overridden
    questions: tuple[str, ...] = ()  # suggested questions
    signals: tuple[SignalRow, ...] = ()
    touches: tuple[TouchRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
    # how it was made
    privacy: str = "internal"  # the level chosen
    left_out: int = 0  # notes that look like patient data and stay out (R16)
    playbook: str = ""
    playbook_version: int = 0
    journal_head: str = ""
    zone: str = "UTC"
    percent: int | None = None  # completeness when it was sent
    missing: tuple[str, ...] = ()  # labels of what was missing then
    # what the first form did not have
    form: int = 1
    version: int = 1
    replaces: int = 0  # the number of the package that this one takes the place of
    replaced_sent: datetime | None = None  # when that one left
    changes: tuple[ChangeRow, ...] = ()  # since that one
    gap_override: str = ""  # why it left in spite of a question that stops the deal
    scope: tuple[ScopeLine, ...] = ()
    integration: tuple[tuple[str, str], ...] = ()  # label and value; a value that nobody knows is empty
    documents: tuple[DocumentLine, ...] = ()
    pilot: PilotLine | None = None
    steps: tuple[StepLine, ...] = ()
