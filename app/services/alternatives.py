"""Other values of a field, kept beside the one in use: taken instead of it, with the old one kept, or forgotten."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from app.domain.merging import same
from app.domain.problems import Problem
from app.domain.relations import RELATIONS
from app.language import later, tr, within
from app.services import editing
from app.services.merge_fields import Field, Record, fields_of, shown
from app.services.owners import Owner, changed, name_of, owner_of, record
from app.services.provenance import Origin, Provenance
from app.services.work import Changed, Work
from app.store.tables import Account, Alternative, Person

REPLACED = "replaced"
_SOURCES = {
    "edited": later("before an edit"),
    "merged": later("from a record merged into this one"),
    "import": later("from an import"),
    REPLACED: later("used before"),
}
_IN_WORDS = ("facility_type", "segment", "region", "testing_focus")


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """Another value of a field."""

    id: int
    value: str  # in words
    at: datetime  # since when it is known
    source: str  # in words


@dataclass(frozen=True, slots=True)
class FactView:
    """A field of a person or an account: its value, where that came from, and what else is known."""

    field: str
    label: str
    value: str  # in words; empty where nothing is known
    origin: Origin | None
    alternatives: tuple[AlternativeView, ...]


def facts_of(work: Work, owner: Owner) -> tuple[FactView, ...]:
    """The fields of a person or an account, in order, with where each came from and what is kept beside it."""
    found = _whole(work, owner)
    told = Provenance(work, owner.kind, owner.id)
    beside: dict[str, list[AlternativeView]] = {}
    for row in work.session.scalars(
        select(Alternative).where(_of(owner)).order_by(Alternative.at.desc(), Alternative.id)
    ):
        source = tr(_SOURCES[row.source]) if row.source in _SOURCES else row.source
        beside.setdefault(row.field, []).append(
            AlternativeView(row.id, _said(work, row.field, row.value), row.at, source)
        )
    return tuple(
        FactView(
            field.name,
            tr(field.label),
            value := _said(work, field.name, shown(found, field)),
            told.of(field.columns) if value else None,
            tuple(beside.get(field.name, ())),
        )
        for field in fields_of(owner.kind)
    )


def _said(work: Work, field: str, value: str) -> str:
    """A value as people read it."""
    if field in _IN_WORDS:
        return work.label(field, value)
    return tr(dict(RELATIONS).get(value, value)) if field == "relation" and value else value


# --- taking and forgetting --------------------------------------------------------------------------------------------


def use_alternative(work: Work, alternative_id: int) -> Changed:
    """Use another value of a field; the one in use until now is kept beside it."""
    row = _alternative(work, alternative_id)
    owner = owner_of(row)
    found, field, value = _whole(work, owner), _field(owner.kind, row.field), row.value
    former = shown(found, field)
    if same(field.name, former, value):
        raise Problem(tr("{value} is in use already.", value=value))
    work.session.delete(row)
    kept = _put(work, found, field, value)
    if former:
        keep_beside(work, owner, field.name, former, REPLACED)
    label = tr(
        "Use {value} as {field} of {name}",
        value=_said(work, field.name, value),
        field=within(tr(field.label)),
        name=name_of(found),
    )
    return changed(label, owner, kept=kept)


def forget_alternative(work: Work, alternative_id: int) -> Changed:
    """Keep a value no longer beside the one in use."""
    row = _alternative(work, alternative_id)
    owner = owner_of(row)
    work.session.delete(row)
    said, whose = _said(work, row.field, row.value), name_of(_whole(work, owner))
    return changed(tr("Forget {value} of {name}", value=said, name=whose), owner)


def keep_beside(work: Work, owner: Owner, field: str, value: str, source: str) -> None:
    """Keep a value beside the one in use, unless it is kept there already."""
    work.session.flush()
    beside = work.session.scalars(select(Alternative).where(_of(owner), Alternative.field == field))
    if not any(same(field, row.value, value) for row in beside):
        row = Alternative(field=field, value=value, at=work.now, source=source)
        setattr(row, owner.column, owner.id)
        work.session.add(row)


def _put(work: Work, found: Record, field: Field, value: str) -> tuple[str, ...]:
    """Write a value as if it were typed, with every check; returns what is worth saying about it."""
    if isinstance(found, Account):
        editing.edit_account(work, found.id, {field.name: value})
    elif field.name == "company":
        return _put_account(work, found, value)
    elif field.name == "relation":
        found.relation = value
    else:
        editing.edit_person(work, found.id, {field.name: value})
    return ()


def _put_account(work: Work, person: Person, name: str) -> tuple[str, ...]:
    known = work.session.scalars(select(Account).where(Account.name == name).order_by(Account.id).limit(2)).all()
    if len(known) != 1:
        why = tr(
            "There is no account {name} any more; open the person's lead and write the organisation there.", name=name
        )
        twice = tr("Several accounts are called {name}; merge them first.", name=name)
        raise Problem(twice if known else why)
    person.account_id, person.account = known[0].id, known[0]
    return (tr("Leads stay with the organisation that they are about."),)


def _alternative(work: Work, alternative_id: int) -> Alternative:
    row = work.session.get(Alternative, alternative_id)
    if row is None:
        raise Problem(tr("There is no alternative {number}; it may be in use already.", number=alternative_id))
    return row


def _of(owner: Owner) -> ColumnElement[bool]:
    found: ColumnElement[bool] = getattr(Alternative, owner.column) == owner.id
    return found


def _whole(work: Work, owner: Owner) -> Record:
    found = record(work, owner)
    assert isinstance(found, Person | Account)
    return found


def _field(kind: str, name: str) -> Field:
    for field in fields_of(kind):
        if field.name == name:
            return field
    raise Problem(tr("There is no field {field} to use this for; write it down by hand.", field=name))
