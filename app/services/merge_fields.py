"""The fields of two people or accounts that become one: which value is used, and what is kept beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain import merging
from app.domain.merging import Said, better, same
from app.language import later
from app.services.belongings import Belongings
from app.services.work import Work
from app.store.tables import Account, Alternative, Person

SOURCE = "merged"
Record = Person | Account


@dataclass(frozen=True, slots=True)
class Field:
    """A field as people choose it: its columns go together, the first is what is compared and shown."""

    name: str
    label: str
    columns: tuple[str, ...]


def _of(name: str, label: str, *columns: str) -> Field:
    return Field(name, label, columns or (name,))


PERSON = (
    _of("full_name", later("Name"), "full_name", "first_name", "last_name"),
    _of("email", later("E-mail")),
    _of("phone", later("Phone")),
    _of("job_title", later("Job title")),
    _of("company", later("Organisation"), "account_id"),
    _of("relation", later("Relation to us")),
)
ACCOUNT = (
    _of("company", later("Name"), "name"),
    _of("domain", later("Web domain")),
    _of("identifier", later("Identifier")),
    _of("facility_type", later("Facility type")),
    _of("segment", later("Segment")),
    _of("country", later("Country")),
    _of("region", later("Region")),
    _of("city", later("City")),
    _of("street", later("Street")),
    _of("postal_code", later("Postal code")),
    _of("size", later("Size")),
    _of("testing_focus", later("Testing focus")),
    _of("accreditation", later("Accreditation")),
    _of("systems", later("Systems")),
    _of("relation", later("Relation to us")),
)
_IN_TOWN = ("street", "postal_code", "region", "country")  # a street belongs to its town and is not put into another


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields that may be chosen."""
    return PERSON if kind == "person" else ACCOUNT


def shown(record: Record, field: Field) -> str:
    """A value as people read it."""
    if field.columns == ("account_id",):
        return record.account.name if isinstance(record, Person) and record.account else ""
    value = getattr(record, field.columns[0])
    return "" if value is None else str(value)


def proposed(kind: str, ours: Record, theirs: Record) -> dict[str, bool]:
    """For each field: True where the value of theirs is the better one."""
    taken = {field.name: better(field.name, _said(ours, field), _said(theirs, field)) for field in fields_of(kind)}
    if isinstance(ours, Account) and isinstance(theirs, Account):
        elsewhere = ours.city and theirs.city and not same("city", ours.city, theirs.city)
        if elsewhere:
            taken |= dict.fromkeys(_IN_TOWN, False)
    return taken


def _said(record: Record, field: Field) -> Said:
    kind = record.email_kind if isinstance(record, Person) and field.name == "email" else ""
    return Said(getattr(record, field.columns[0]), record.created_at, kind)


def join_fields(work: Work, belongings: Belongings, ours: Record, theirs: Record, wishes: Mapping[str, bool]) -> None:
    """Give ours the values of both, and keep what is not used as alternatives with the day since which it was known.

    `wishes` says of a field whether theirs is used, whatever would be proposed.
    """
    kind = belongings.stored
    taken = proposed(kind, ours, theirs) | dict(wishes)
    beside: list[tuple[str, str, datetime]] = []
    for field in fields_of(kind):
        used, unused = (theirs, ours) if taken[field.name] else (ours, theirs)
        if not same(field.name, shown(used, field), shown(unused, field)) and shown(unused, field):
            beside.append((field.name, shown(unused, field), unused.created_at))
        if used is theirs:
            for column in field.columns:
                setattr(ours, column, getattr(theirs, column))
            if isinstance(ours, Person) and isinstance(theirs, Person) and "account_id" in field.columns:
                ours.account = theirs.account  # at once, so that the former one is seen to be another
    both: dict[str, Any] = {
        "notes": merging.notes_of_both(ours.notes, theirs.notes),
        "extra": merging.facts_of_both(ours.extra or {}, theirs.extra or {}),
        "created_at": min(ours.created_at, theirs.created_at),
    }
    if isinstance(ours, Person) and isinstance(theirs, Person):
        both["consent"] = merging.consent_of_both(ours.consent or {}, theirs.consent or {})
    for name, value in both.items():
        if getattr(ours, name) != value:
            setattr(ours, name, value)
    _keep_beside(work, belongings, ours, theirs, beside)


def _keep_beside(
    work: Work, belongings: Belongings, ours: Record, theirs: Record, beside: Sequence[tuple[str, str, datetime]]
) -> None:
    """Alternatives of both, each once, and none that is the value in use."""
    kind, owner = belongings.stored, f"{belongings.stored}_id"
    known = sorted(
        belongings.alternatives.pop(ours.id, []) + belongings.alternatives.pop(theirs.id, []), key=lambda row: row.id
    )
    kept = belongings.alternatives[ours.id]
    seen = {(field.name, _compared(shown(ours, field))) for field in fields_of(kind)}
    for row in known:
        if (row.field, _compared(row.value)) in seen:
            work.session.delete(row)
        else:
            setattr(row, owner, ours.id)
            kept.append(row)
        seen.add((row.field, _compared(row.value)))
    for name, value, at in beside:
        if (name, _compared(value)) not in seen:
            kept.append(Alternative(**{owner: ours.id}, field=name, value=value, at=at, source=SOURCE))
            work.session.add(kept[-1])
            seen.add((name, _compared(value)))


def _compared(value: Any) -> str:
    return str(value).strip().casefold()
