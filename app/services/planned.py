"""What an import plans to write: people, accounts and leads as states, signals, and the fate of each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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


@dataclass(slots=True)
class State:
    """A person, account or lead as it is or will be. A negative id is one that the plan makes."""

    id: int
    fields: dict[str, Any]
    changed: dict[str, Any] = field(default_factory=dict)  # of a stored one: what the plan fills in
    alternatives: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class LeadState(State):
    """A lead, with the signals and extra facts that the plan adds."""

    person: int = 0
    account: int | None = None
    signals: list["PlannedSignal"] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlannedSignal:
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
    differences: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    lead_id: int | None = None  # a stored lead, or a negative number for one the plan makes; the other one if doubtful
    cells: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
