"""Facts typed by hand: of a lead, its person and its account; one field or many, each checked."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.problems import Problem
from app.domain.relations import OF_A_PERSON, RELATIONS, relation_meant
from app.language import later, tr
from app.services.field_names import field_name
from app.services.guarding import patient_warnings
from app.services.own_domains import OWN_STAFF, is_ours
from app.services.planned import ACCOUNT_FIELDS as IMPORTED_ACCOUNT_FIELDS
from app.services.planned import LEAD_FIELDS as IMPORTED_LEAD_FIELDS
from app.services.planned import PERSON_FIELDS
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store import forwarding
from app.store.tables import Account, Alternative, Lead, Person

ACCOUNT_FIELDS = ("company", *IMPORTED_ACCOUNT_FIELDS, "accreditation", "systems", "relation", "account_notes")
LEAD_FIELDS = (*IMPORTED_LEAD_FIELDS, "next_step", "due", "evaluation_stage", "intent_context", "trigger")
_LABELS = {"asked_for": later("what they asked for"), "relation": later("relation to us")}
_CONTROLLED = ("facility_type", "segment", "region", "testing_focus", "evaluation_stage", "offer", "source")
_KEPT_AS_ALTERNATIVE = ("email", "phone", "job_title")  # a former value of these is worth keeping


def edit_lead(work: Work, lead_id: int, changes: Mapping[str, Any]) -> Changed:
    """Change fields of a lead, of its person and of its account, by their names as imports use them."""
    lead = lead_of(work, lead_id)
    unknown = [name for name in changes if name not in (*PERSON_FIELDS, *ACCOUNT_FIELDS, *LEAD_FIELDS)]
    if unknown:
        raise Problem(tr("There is no field {names}.", names=", ".join(unknown)))
    of_person, of_account, of_lead = (
        {name: changes[name] for name in fields if name in changes}
        for fields in (PERSON_FIELDS, ACCOUNT_FIELDS, LEAD_FIELDS)
    )
    edited = _edit_person(work, lead.person, of_person)
    if "relation" in of_account:
        edited += _edit_relation(lead, str(of_account.pop("relation") or ""))
    if of_account:
        edited += _edit_account_of(work, lead, of_account)
    edited += _edit_lead(work, lead, of_lead)
    accounts = frozenset({lead.account_id} if lead.account_id else ())
    kept = patient_warnings(*(str(changes.get(name) or "") for name in ("notes", "asked_for", "next_step")))
    return Changed(_label(edited, lead.person.shown_name), frozenset({lead.id}), accounts, kept=kept)


def edit_account(work: Work, account_id: int, changes: Mapping[str, Any]) -> Changed:
    """Change fields of an account."""
    account = account_of(work, account_id)
    edited = _edit_account(work, account, changes)
    return Changed(_label(edited, account.name), accounts=frozenset({account.id}))


def edit_person(work: Work, person_id: int, changes: Mapping[str, Any]) -> Changed:
    """Change fields of a person."""
    person = work.session.get(Person, person_id)
    if person is None:
        raise Problem(tr("There is no person {id}.", id=person_id))
    edited = _edit_person(work, person, changes)
    return Changed(_label(edited, person.shown_name), people=frozenset({person.id}))


def _label(edited: Iterable[str], whose: str) -> str:
    fields = ", ".join(tr(_LABELS[name]) if name in _LABELS else field_name(name) for name in edited)
    return tr("Edit {fields} of {name}", fields=fields or tr("nothing"), name=whose)


_CHANNELS = {"any": later("any"), "email": later("email"), "phone": later("phone"), "post": later("post")}
_CONSENT = {"yes": later("yes to {channel}"), "no": later("no to {channel}"), "": later("nothing about {channel}")}
CHANNELS = tuple(_CHANNELS)


def set_consent(work: Work, person_id: int, channel: str, value: str) -> Changed:
    """Keep what a person allows on one channel: yes, no, or empty where nothing is known any more (R16)."""
    person = work.session.get(Person, person_id)
    if person is None:
        raise Problem(tr("There is no person {id}.", id=person_id))
    if channel not in CHANNELS:
        names = ", ".join(CHANNELS)
        raise Problem(tr("'{channel}' is not a channel; choose one of {names}.", channel=channel, names=names))
    if value not in ("yes", "no", ""):
        raise Problem(tr("'{value}' is not an answer; choose yes, no, or nothing.", value=value))
    kept = {name: said for name, said in (person.consent or {}).items() if name != channel}
    person.consent = kept | ({channel: value} if value else {})
    says = tr(_CONSENT[value], channel=tr(_CHANNELS[channel]))
    return Changed(tr("Consent of {name}: {says}", name=person.shown_name, says=says), people=frozenset({person.id}))


def name_parts(name: str) -> tuple[str, str]:
    """First and last name of a whole one, split as imports do: lists sort by them, duplicates are found by them."""
    from app.intake.cleaning.people import split_name

    person = split_name(name)
    return person.first, person.last


def account_of(work: Work, account_id: int) -> Account:
    """The account with this id. Raises Problem where there is none."""
    account = work.session.get(Account, account_id)
    if account is None:
        into = forwarding.survivor(work.session, "account", account_id)
        if into != account_id:
            raise Problem(
                tr("Account {id} was merged into account {into}; go on with that one.", id=account_id, into=into)
            )
        raise Problem(tr("There is no account {id}; it may have been undone.", id=account_id))
    return account


def _edit_person(work: Work, person: Person, changes: Mapping[str, Any]) -> list[str]:
    edited = []
    for name, value in changes.items():
        value = str(value or "").strip()
        before = getattr(person, name)
        if value == before:
            continue
        if name == "email" and value and "@" not in value:
            raise Problem(tr("'{value}' is not an e-mail address; write one like name@company.example.", value=value))
        if name in _KEPT_AS_ALTERNATIVE and before:
            _keep_beside(work, person, name, before, value)
        setattr(person, name, value)
        edited.append(name)
    if "email" in edited and not person.relation and is_ours(work, person.email):
        person.relation = OWN_STAFF
    parts = {"first_name", "last_name"} & set(edited)
    if parts and "full_name" not in edited:
        person.full_name = f"{person.first_name} {person.last_name}".strip()
    if "full_name" in edited and not parts:
        person.first_name, person.last_name = name_parts(person.full_name)
    named = {"first_name", "last_name", "full_name", "email", "phone"} & set(edited)
    if named and not (person.full_name or person.email or person.phone):
        raise Problem(tr("Keep a name, an e-mail address or a phone number; without any, nobody can tell who this is."))
    return edited


def _keep_beside(work: Work, person: Person, field: str, before: str, value: str) -> None:
    """A former value is kept once, and the one in use is not kept beside itself."""
    kept = Alternative.person_id == person.id, Alternative.field == field
    beside = {row.value.casefold(): row for row in work.session.scalars(select(Alternative).where(*kept))}
    if (used := beside.get(value.casefold())) is not None:
        work.session.delete(used)
    if before.casefold() not in beside:
        work.session.add(Alternative(person_id=person.id, field=field, value=before, at=work.now, source="edited"))


def _edit_account_of(work: Work, lead: Lead, changes: Mapping[str, Any]) -> list[str]:
    if lead.account is not None:
        return _edit_account(work, lead.account, changes)
    name = str(changes.get("company") or "").strip()
    if not name:
        raise Problem(tr("Name the company first; this lead has no account yet."))
    known = work.session.scalar(select(Account).where(Account.name == name).limit(1))
    account = known or Account(name=name, created_at=work.now, extra={})
    if known is None:
        work.session.add(account)
        work.session.flush()
    lead.account_id = account.id
    lead.account = account
    if lead.person.account_id is None:
        lead.person.account_id = account.id
    return ["company", *_edit_account(work, account, {n: v for n, v in changes.items() if n != "company"})]


def _edit_account(work: Work, account: Account, changes: Mapping[str, Any]) -> list[str]:
    edited = []
    for name, value in changes.items():
        if name not in ACCOUNT_FIELDS:
            raise Problem(tr("There is no field {names}.", names=name))
        column = {"company": "name", "account_notes": "notes"}.get(name, name)
        value = _size(value) if name == "size" else controlled(work, name, str(value or "").strip())
        if name == "company" and not value:
            raise Problem(tr("An account needs a name."))
        if getattr(account, column) != value:
            setattr(account, column, value)
            edited.append(name)
    return edited


def _edit_relation(lead: Lead, written: str) -> list[str]:
    """How they stand to us: said of the person or of the organisation, wherever that relation belongs."""
    meant = relation_meant(written) if written.strip() else ""
    if meant is None:
        known = ", ".join(tr(label) for _, label in RELATIONS)
        raise Problem(tr("'{written}' is not a relation; choose one of {known}.", written=written, known=known))
    of_person = meant in OF_A_PERSON or (bool(meant) and lead.account is None)
    person = meant if of_person else "left" if lead.person.relation == "left" else ""
    account = lead.account.relation if of_person and lead.account is not None else meant
    before = (lead.person.relation, lead.account.relation if lead.account is not None else account)
    lead.person.relation = person
    if lead.account is not None:
        lead.account.relation = account
    return ["relation"] if before != (person, account) else []


def _edit_lead(work: Work, lead: Lead, changes: Mapping[str, Any]) -> list[str]:
    edited = []
    for name, value in changes.items():
        value = _date(value) if name == "due" else controlled(work, name, str(value or "").strip())
        if name in ("owner", "next_step", "due") and lead.is_open and not value:
            raise Problem(tr("An open lead keeps an owner, a next step and a date; change it instead of clearing it."))
        if name == "service_line":
            check_service_line(work, lead, str(value))
        if getattr(lead, name) != value:
            setattr(lead, name, value)
            edited.append(name)
    return edited


def check_service_line(work: Work, lead: Lead, line: str) -> None:
    """Refuse a line that the playbook does not have, and one in which the person has a lead already."""
    if line not in {entry.id for entry in work.playbook.service_lines}:
        known = ", ".join(entry.id for entry in work.playbook.service_lines)
        raise Problem(tr("'{line}' is not a service line; choose one of {names}.", line=line, names=known))
    twin = work.session.scalar(
        select(Lead.id).where(Lead.person_id == lead.person_id, Lead.service_line == line, Lead.id != lead.id)
    )
    if twin is not None:
        raise Problem(
            tr("Lead {id} is this person's interest in that service line already; add to it instead.", id=twin)
        )


def controlled(work: Work, name: str, value: str) -> str:
    """An id of the vocabulary where the value is one of its written forms; else as written, to be listed (R14)."""
    if name not in _CONTROLLED or not value:
        return value
    folded = value.casefold()
    for entry in work.playbook.words(name):
        forms = (entry.id, entry.label, *getattr(entry, "synonyms", ()))
        if folded in (form.casefold() for form in forms):
            return entry.id
    return value


def _size(value: Any) -> int | None:
    if value in (None, ""):
        return None
    try:
        return int(str(value).replace(" ", "").replace(",", ""))
    except ValueError:
        raise Problem(tr("'{value}' is not a size; write a whole number.", value=value)) from None


def _date(value: Any) -> date | None:
    if value in (None, "") or isinstance(value, date):
        return value or None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Problem(tr("'{value}' is not a date; write one like 2026-12-01.", value=value)) from None
