"""What an import plans to make of people, accounts and leads: states, with the signals that a lead gains.

A state that is made shares the values of the row that made it: mappings and tuples in here are never written to, but
replaced by others. A state can be packed, because a plan may hold a million of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from app.domain.matching import fold

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


def nothing() -> Mapping[str, Any]:
    """`NOTHING`, as a default of dataclasses."""
    return NOTHING


@dataclass(slots=True)
class State:
    """A person, account or lead as it is or will be. A negative id is one that the plan makes, -1 the first."""

    id: int
    fields: Mapping[str, Any]  # by name, empty ones may be missing; of a new one: all that its row says
    changed: Mapping[str, Any] = field(default_factory=nothing)  # of a stored one: what the plan fills in

    def get(self, name: str) -> Any:
        """The value of a field, empty text where nothing is known."""
        return self.fields.get(name) or ""

    def fill(self, name: str, value: Any) -> None:
        """Put a value into a field that was empty."""
        self.fields = {**self.fields, name: value}
        if self.id > 0:
            self.changed = {**self.changed, name: value}

    def _packed_fields(self, names: tuple[str, ...]) -> tuple[Any, Any]:
        """Of a new one the values of these names, of a stored one whatever it has; and what is changed."""
        if self.id < 0:
            return tuple(map(self.fields.get, names)), None
        return dict(self.fields), dict(self.changed)


def _fields_of(names: tuple[str, ...], packed: Any) -> Mapping[str, Any]:
    if isinstance(packed, dict):
        return packed
    return {name: value for name, value in zip(names, packed, strict=True) if value is not None}


@dataclass(slots=True)
class AccountState(State):
    """An organisation."""

    def packed(self) -> tuple[Any, ...]:
        """As plain values."""
        return self._packed_fields(_ACCOUNT)

    @classmethod
    def unpacked(cls, id: int, packed: tuple[Any, ...]) -> "AccountState":
        """The state again."""
        fields, changed = packed
        return cls(id, _fields_of(_ACCOUNT, fields), changed or NOTHING)


@dataclass(slots=True)
class PersonState(State):
    """A person: the account they are known at, their leads by service line, further addresses, numbers and titles."""

    account: int | None = None
    alternatives: tuple[tuple[str, str], ...] = ()
    leads: tuple[tuple[str, int], ...] = ()
    origin: tuple[str, int] = ("", 0)  # of a new one: the file and the record that made it

    def packed(self) -> tuple[Any, ...]:
        """As plain values."""
        return (*self._packed_fields(_PERSON), self.account, self.alternatives, self.leads, self.origin)

    @classmethod
    def unpacked(cls, id: int, packed: tuple[Any, ...]) -> "PersonState":
        """The state again."""
        fields, changed, *others = packed
        return cls(id, _fields_of(_PERSON, fields), changed or NOTHING, *others)


@dataclass(slots=True)
class LeadState(State):
    """A lead, with the signals and extra facts that the plan adds."""

    person: int = 0
    account: int | None = None
    signals: tuple["PlannedSignal", ...] = ()
    extra: Mapping[str, str] = field(default_factory=nothing)
    remarks: tuple[str, ...] = ()

    def packed(self) -> tuple[Any, ...]:
        """As plain values."""
        signals = tuple([signal.packed() for signal in self.signals])
        return (*self._packed_fields(LEAD_FIELDS), self.person, self.account, signals, dict(self.extra), self.remarks)

    @classmethod
    def unpacked(cls, id: int, packed: tuple[Any, ...]) -> "LeadState":
        """The state again."""
        fields, changed, person, account, signals, extra, remarks = packed
        gained = tuple([PlannedSignal.unpacked(signal) for signal in signals])
        return cls(
            id, _fields_of(LEAD_FIELDS, fields), changed or NOTHING, person, account, gained, extra or NOTHING, remarks
        )


_PERSON = (*PERSON_FIELDS, "consent")
_ACCOUNT = ("name", *ACCOUNT_FIELDS)


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
    detail: Mapping[str, str] = NOTHING  # minutes, the question, answers to a poll
    table: int = -1  # the table of the plan that told of it

    @property
    def mark(self) -> tuple[str, ...]:
        """What makes it the same signal as another, apart from when it was."""
        return mark_of(self.kind, self.asset, self.offer, self.campaign, self.detail)

    def packed(self) -> tuple[Any, ...]:
        """As plain values."""
        return (self.kind, self.at.isoformat(), *self[2:8], dict(self.detail), self.table)

    @classmethod
    def unpacked(cls, packed: tuple[Any, ...]) -> "PlannedSignal":
        """The signal again."""
        kind, at, *others = packed
        return cls(kind, datetime.fromisoformat(at), *others)


def mark_of(kind: str, asset: str, offer: str, campaign: str, detail: Mapping[str, str]) -> tuple[str, ...]:
    """What tells signals of one lead apart: two questions in one webinar are two, two visits of it are one."""
    return (kind, fold(asset), offer, campaign, fold(detail.get("question", "")))


def consent_of(written: str) -> Mapping[str, str]:
    """Consent by channel, as the cleaning writes it: "email=yes; phone=no"."""
    return dict(part.split("=", 1) for part in written.split("; ") if "=" in part)


def consent_written(consent: Mapping[str, str]) -> str:
    """Consent as the cleaning writes it."""
    return "; ".join(f"{channel}={word}" for channel, word in consent.items())
