"""The call sheet: twelve blocks in one order, filled from stored facts only; a blank is an unknown that counts (CP1).

Whoever fills a sheet writes what is stored, "" or None where nothing is. `completed` turns every blank that the sheet
asks for into an Unknown, and counts them. What does not apply to a service line is no unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from app.domain.calls.since import Since
from app.language import later, number, tr

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
class Unknown:
    """A blank: something the sheet asks for and nobody has written down. `id` is its place, `label` its words."""

    id: str
    label: str = ""

    def __str__(self) -> str:
        return tr("not known")


Text = str | Unknown
Day = date | Unknown | None
Number = float | int | Unknown | None


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who takes part, with what is known of them."""

    name: str
    title: Text = ""
    seat: Text = ""  # in words
    stance: str = ""  # its sign
    stance_words: Text = ""
    must_show: Text = ""
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Who meets when, what for, and the one exit that is wanted."""

    account: Text = ""
    site: Text = ""
    service_line: Text = ""
    lead: str = ""
    at: datetime | None = None  # None: no call is planned, which the page says
    minutes: int | None = None
    kind: str = ""
    theirs: tuple[Attendee, ...] = ()
    ours: tuple[Attendee, ...] = ()
    theirs_unknown: Unknown | None = None  # nobody of theirs is named
    ours_unknown: Unknown | None = None
    goal: Text = ""
    exit_wanted: Text = ""
    planned: bool = True  # a call is planned, or was held


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """Why they came to us, in their words; what they read and asked for."""

    words: Text = ""
    source: Text = ""
    at: Day = None
    content: tuple[str, ...] = ()
    asked_for: Text = ""


@dataclass(frozen=True, slots=True)
class Learn:
    """A criterion that is not proven, with the question to ask."""

    criterion: str
    gate: str
    question: str
    why: str = ""
    seat: Text = ""


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One test, panel or module."""

    test: str
    sample: Text = ""
    container: Text = ""
    now_low: Number = None
    now_high: Number = None
    expected_low: Number = None
    expected_high: Number = None
    hours_needed: Number = None
    hours_today: Number = None
    measured_from: Text = ""
    status: Text = ""  # in words
    sites: Text = ""

    @property
    def now(self) -> Text:
        """The volume a month in one cell: `120-150`."""
        return _between(self.now_low, self.now_high)

    @property
    def expected(self) -> Text:
        """The volume a month that they expect."""
        return _between(self.expected_low, self.expected_high)


@dataclass(frozen=True, slots=True)
class Integration:
    """Their systems, and how orders and results travel."""

    lis: Text = ""
    ehr: Text = ""
    middleware: Text = ""
    orders_in: Text = ""
    results_out: Text = ""
    codes: Text = ""
    compendium_owner: Text = ""
    interface_owner: Text = ""
    queue_date: Day = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document asked for or sent; `state` is one of documents.DOCUMENT_STATES."""

    kind: str
    name: str = ""
    owed_by: str = "ours"
    asked_on: date | None = None
    due: date | None = None
    sent_on: date | None = None
    version: str = ""
    accepted: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PilotBlock:
    """The pilot, with what it lacks to be called agreed (CP11)."""

    goal: Text = ""
    starts_on: Day = None
    ends_on: Day = None
    sites: Text = ""
    samples: Number = None
    criteria: tuple[str, ...] | Unknown = ()
    judge: Text = ""
    conditions: tuple[tuple[str, bool], ...] = ()
    if_passes: Text = ""
    state: str = "planned"
    missing: tuple[str, ...] = ()


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
    warning: str = ""  # no patient data (CP10)


@dataclass(frozen=True, slots=True)
class CallSheet:
    """One page for one call: the same twelve blocks in the same order every time."""

    header: Header
    footer: Footer
    since: Since | None = None
    why: WhyAsked = WhyAsked()
    must_learn: tuple[Learn, ...] = ()
    scope: tuple[ScopeLine, ...] = ()
    scope_unknown: Unknown | None = None  # not one test is named
    integration: Integration = Integration()
    documents: tuple[DocumentLine, ...] = ()
    pilot: PilotBlock | None = None
    decision: tuple[StepLine, ...] = ()
    decision_unknown: Unknown | None = None  # not one step is named
    gaps: tuple[GapLine, ...] = ()  # all that are open, in the order of the register; a page shows the first few
    do_not_say: tuple[str, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    without: frozenset[str] = frozenset()  # what does not apply to the service line


class Asked(NamedTuple):
    """A field that the sheet asks for: its words, what `without` calls it, and another that answers it as well."""

    field: str
    label: str
    applies: str = ""
    also: str = ""


Block = TypeVar("Block", Attendee, Header, WhyAsked, ScopeLine, Integration, PilotBlock, StepLine, GapLine)
ASKED: Mapping[type, tuple[Asked, ...]] = {
    Attendee: (
        Asked("seat", later("Seat")),
        Asked("stance_words", later("Stance")),
        Asked("must_show", later("What they must show")),
    ),
    Header: (
        Asked("account", later("Account")),
        Asked("site", later("Site")),
        Asked("service_line", later("Service line")),
        Asked("goal", later("Goal")),
        Asked("exit_wanted", later("Exit wanted")),
    ),
    WhyAsked: (
        Asked("words", later("Why they asked")),
        Asked("source", later("Source")),
        Asked("at", later("When they asked")),
        Asked("asked_for", later("What they asked for")),
    ),
    ScopeLine: (
        Asked("sample", later("Sample")),
        Asked("container", later("Container")),
        Asked("now_low", later("Volume now"), "volume", "now_high"),
        Asked("expected_low", later("Volume expected"), "volume", "expected_high"),
        Asked("hours_needed", later("Turnaround needed"), "turnaround"),
        Asked("hours_today", later("Turnaround today"), "turnaround"),
        Asked("measured_from", later("Measured from")),
        Asked("status", later("Status of the method")),
        Asked("sites", later("Sites")),
    ),
    Integration: (
        Asked("lis", later("LIS")),
        Asked("ehr", later("EHR")),
        Asked("middleware", later("Middleware")),
        Asked("orders_in", later("Orders in")),
        Asked("results_out", later("Results out")),
        Asked("codes", later("Codes")),
        Asked("compendium_owner", later("Owner of the compendium")),
        Asked("interface_owner", later("Owner of the interface")),
        Asked("queue_date", later("Date in their queue")),
    ),
    PilotBlock: (
        Asked("goal", later("Goal of the pilot")),
        Asked("starts_on", later("Start of the pilot")),
        Asked("ends_on", later("End of the pilot")),
        Asked("sites", later("Sites of the pilot")),
        Asked("samples", later("Number of samples")),
        Asked("criteria", later("Success criteria")),
        Asked("judge", later("Judge on their side")),
        Asked("if_passes", later("What happens if it passes")),
    ),
    StepLine: (
        Asked("owner", later("Owner of the step")),
        Asked("due", later("Date of the step")),
    ),
    GapLine: (
        Asked("owner", later("Owner of the gap")),
        Asked("due", later("Date of the gap")),
    ),
}


def completed(sheet: CallSheet) -> CallSheet:
    """The sheet with an Unknown for every blank that it asks for, and their number at its foot."""
    without, head = sheet.without, _filled(sheet.header, "header", sheet.without)
    head = replace(
        head,
        theirs=tuple(_filled(one, f"header.theirs.{at}", without) for at, one in enumerate(head.theirs)),
        theirs_unknown=None if head.theirs else Unknown("header.theirs", tr("Who attends from their side")),
        ours_unknown=None if head.ours else Unknown("header.ours", tr("Who attends from our side")),
    )
    made = replace(
        sheet,
        header=head,
        why=_filled(sheet.why, "why", without),
        scope=tuple(_filled(one, f"scope.{at}", without) for at, one in enumerate(sheet.scope)),
        scope_unknown=None if sheet.scope else Unknown("scope", tr("What they want tested, or which module")),
        integration=_filled(sheet.integration, "integration", without),
        pilot=_filled(sheet.pilot, "pilot", frozenset()) if sheet.pilot is not None else None,
        decision=tuple(
            step if step.state == "done" else _filled(step, f"decision.{at}", frozenset())
            for at, step in enumerate(sheet.decision)
        ),
        decision_unknown=None if sheet.decision else Unknown("decision", tr("The steps of their decision")),
        gaps=tuple(_filled(gap, f"gaps.{gap.id}", frozenset()) for gap in sheet.gaps),
    )
    return replace(made, footer=replace(made.footer, unknown=len(unknowns(made))))


def unknowns(sheet: CallSheet) -> tuple[Unknown, ...]:
    """Every unknown of a sheet, in the order in which one reads it."""
    parts = (
        *(sheet.header, sheet.why, sheet.scope_unknown, sheet.scope, sheet.integration, sheet.pilot),
        *(sheet.decision_unknown, sheet.decision, sheet.gaps),
    )
    return tuple(found for part in parts for found in _unknowns(part))


def is_unknown(value: object) -> bool:
    """True for a blank of a completed sheet."""
    return isinstance(value, Unknown)


def _filled(block: Block, place: str, without: frozenset[str]) -> Block:
    """A block whose blanks are unknowns, but for what does not apply."""
    blanks: dict[str, Any] = {}
    for one in ASKED[type(block)]:
        if (one.applies or one.field) in without or not _blank(getattr(block, one.field)):
            continue
        if not one.also or _blank(getattr(block, one.also)):
            blanks[one.field] = Unknown(f"{place}.{one.field}", tr(one.label))
    return replace(block, **blanks)


def _blank(value: object) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _unknowns(part: object) -> Iterator[Unknown]:
    if isinstance(part, Unknown):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _unknowns(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for one in fields(part):
            yield from _unknowns(getattr(part, one.name))


def _between(low: Number, high: Number) -> Text:
    if isinstance(low, Unknown):
        return low
    ends = [number(end) for end in (low, high) if end is not None and not isinstance(end, Unknown)]
    return "\N{EN DASH}".join(dict.fromkeys(ends))
