"""The technical blocks of the call sheet: scope, systems, documents and the pilot."""

from dataclasses import dataclass
from datetime import date

from app.domain.calls.unknown import Day, Number, Text, Unknown
from app.language import number


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


def _between(low: Number, high: Number) -> Text:
    if isinstance(low, Unknown):
        return low
    ends = [number(end) for end in (low, high) if end is not None and not isinstance(end, Unknown)]
    return "\N{EN DASH}".join(dict.fromkeys(ends))
