"""What an import plans to write: people, accounts and leads as states, signals, and the fate of each row.

A plan of a million rows is held in memory, so a state shares the values of the row that made it with the plan's row:
mappings and tuples in here are never written to, but replaced by others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from app.domain.matching import fold

ACTS = ("create", "update", "signal", "skip", "doubtful", "reject")
PERSON_FIELDS = ("first_name", "last_name", "full_name", "job_title", "email", "phone", "notes")
ACCOUNT_FIELDS = (
    "domain",
    "identifier",
    "facility_type",
    "segment",
    "country",
    "region",
    "city",
    "street",
    "postal_code",
    "size",
    "testing_focus",
)
LEAD_FIELDS = ("service_line", "owner", "source", "campaign", "offer", "asked_for")
KEPT_BESIDE = ("email", "phone", "job_title")  # another value of these is kept as an alternative

NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


@dataclass(slots=True)
class State:
    """A person, account or lead as it is or will be. A negative id is one that the plan makes, -1 the first."""

    id: int
    fields: Mapping[str, Any]  # by name, empty ones may be missing; of a new one: all that its row says
    changed: Mapping[str, Any] = field(default_factory=_nothing)  # of a stored one: what the plan fills in

    def get(self, name: str) -> Any:
        """The value of a field, empty text where nothing is known."""
        return self.fields.get(name) or ""

    def fill(self, name: str, value: Any) -> None:
        """Put a value into a field that was empty."""
        self.fields = {**self.fields, name: value}
        if self.id > 0:
            self.changed = {**self.changed, name: value}


@dataclass(slots=True)
class AccountState(State):
    """An organisation."""


@dataclass(slots=True)
class PersonState(State):
    """A person, with the account they are known at and further addresses, numbers and titles."""

    account: int | None = None
    alternatives: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class LeadState(State):
    """A lead, with the signals and extra facts that the plan adds."""

    person: int = 0
    account: int | None = None
    signals: tuple["PlannedSignal", ...] = ()
    extra: Mapping[str, str] = field(default_factory=_nothing)
    remarks: tuple[str, ...] = ()


class PlannedSignal(NamedTuple):
    """A signal that a row stands for."""

    kind: str
    at: datetime
    dated: bool  # the file says when; else it is the moment of the import
    asset: str
    offer: str
    asked_for: str
    source: str
    campaign: str

    @property
    def mark(self) -> tuple[str, ...]:
        """What makes it the same signal as another, apart from the day."""
        return (self.kind, fold(self.asset), self.offer, self.campaign)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What will become of one row of a file."""

    index: int
    file: str
    table: str
    record: int
    act: str
    reason: str
    lead: Mapping[str, str]
    differences: Mapping[str, tuple[str, str]] = field(default_factory=_nothing)
    lead_id: int | None = None  # a stored lead, or a negative number for one the plan makes; the other one if doubtful
    cells: tuple[str, ...] = ()  # as the file has them, where the row does not become a lead
    remarks: tuple[str, ...] = ()


def consent_of(written: str) -> Mapping[str, str]:
    """Consent by channel, as the cleaning writes it: "email=yes; phone=no"."""
    return dict(part.split("=", 1) for part in written.split("; ") if "=" in part)


def consent_written(consent: Mapping[str, str]) -> str:
    """Consent as the cleaning writes it."""
    return "; ".join(f"{channel}={word}" for channel, word in consent.items())
