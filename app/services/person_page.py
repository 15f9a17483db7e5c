"""One person as their page shows it: every fact with where it came from, leads, the story, seats, consent, files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from app.domain.consent import SAYS
from app.domain.matching import email_key, fold
from app.language import later, tr
from app.services.alternatives import FactView, facts_of
from app.services.attachments import AttachmentRow, attachments
from app.services.committees import CERTAINTY, POWER, STANCE
from app.services.editing import CHANNELS
from app.services.leads import LeadFilter, LeadRow, lead_ids, lead_rows
from app.services.owners import Owner, record
from app.services.provenance import Origin, Provenance
from app.services.story import StoryRow, story
from app.services.undoing import ActionRow, history
from app.services.work import Work
from app.store import forwarding, search
from app.store.numbers import among, given
from app.store.tables import Account, Lead, Person, StakeholderRow

CHANNEL_LABELS = {
    "any": later("Any channel"),
    "email": later("E-mail"),
    "phone": later("Phone"),
    "post": later("Post"),
}
_CANDIDATES = 120


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What they allow on one channel (R16)."""

    channel: str
    label: str
    value: str  # yes, no, or empty where nothing is known
    says: str
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat on the buying committee of an account; what it may do is a recorded fact, whatever the title (R11)."""

    id: int
    account_id: int
    account: str
    service_line: str  # empty where it is account-wide
    service_line_label: str
    seat_label: str
    is_guess: bool
    power: tuple[str, ...]  # in words
    stance: str
    certainty: str
    reports_to: str
    last_contact: date | None


@dataclass(frozen=True, slots=True)
class PersonStoryRow:
    """A line of the story of one of their leads."""

    line: StoryRow
    lead_id: int
    lead: str  # what that lead is about


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything the page of a person shows."""

    id: int
    uuid: str
    name: str
    title: str
    relation: str
    email_kind: str
    created_at: datetime
    account_id: int | None
    account: str
    facts: tuple[FactView, ...]
    notes: str
    notes_origin: Origin | None
    consent: tuple[ConsentView, ...]
    leads: tuple[LeadRow, ...]  # the open ones first
    timeline: tuple[PersonStoryRow, ...]  # the newest first
    seats: tuple[SeatView, ...]
    extra: Mapping[str, str]
    extra_of_leads: tuple[tuple[int, str, Mapping[str, str]], ...]  # number, what it is about, further facts
    files: tuple[AttachmentRow, ...]  # theirs, then those of their leads
    history: tuple[ActionRow, ...]


def person_view(work: Work, person_id: int) -> PersonView:
    """Everything the page of a person shows. Raises Problem where there is none, and says where a merged one is."""
    owner = Owner("person", person_id)
    person = record(work, owner)
    assert isinstance(person, Person)
    rows = lead_rows(work, lead_ids(work, LeadFilter(person_id=person_id)))
    told = Provenance(work, "person", person_id)
    return PersonView(
        id=person.id,
        uuid=person.uuid,
        name=person.shown_name,
        title=person.job_title,
        relation=person.relation,
        email_kind=person.email_kind,
        created_at=person.created_at,
        account_id=person.account_id,
        account=person.account.name if person.account else "",
        facts=facts_of(work, owner),
        notes=person.notes,
        notes_origin=told.of(["notes"]) if person.notes else None,
        consent=_consent(person, told),
        leads=tuple(rows),
        timeline=_timeline(work, rows),
        seats=_seats(work, person_id),
        extra=_facts_in_words(person.extra),
        extra_of_leads=_extra_of_leads(work, person_id),
        files=attachments(work, owner, around=True),
        history=tuple(history(work, limit=50, person_id=person_id)),
    )


def person_view_now(work: Work, person_id: int) -> PersonView:
    """The page of a person, or of whom they became part of."""
    return person_view(work, forwarding.survivor(work.session, "person", person_id))


def _consent(person: Person, told: Provenance) -> tuple[ConsentView, ...]:
    said = {channel: str(value) for channel, value in (person.consent or {}).items()}
    channels = (*CHANNELS, *(channel for channel in said if channel not in CHANNELS))
    return tuple(
        ConsentView(
            channel,
            tr(CHANNEL_LABELS.get(channel, channel)),
            said.get(channel, ""),
            tr(SAYS.get(said.get(channel, ""), said.get(channel, ""))),
            told.of_entry("consent", channel) if said.get(channel) else None,
        )
        for channel in channels
    )


def _timeline(work: Work, rows: list[LeadRow]) -> tuple[PersonStoryRow, ...]:
    lines = [PersonStoryRow(line, row.id, row.service_line_label) for row in rows for line in story(work, row.id)]
    return tuple(sorted(lines, key=lambda one: one.line.at, reverse=True))


def _seats(work: Work, person_id: int) -> tuple[SeatView, ...]:
    rows = work.session.execute(
        select(StakeholderRow, Account.name)
        .join(Account, Account.id == StakeholderRow.account_id)
        .where(StakeholderRow.person_id == person_id)
        .order_by(Account.sort_name, StakeholderRow.service_line, StakeholderRow.id)
    ).all()
    over = {row.reports_to_id for row, _ in rows if row.reports_to_id}
    managers = {row.id: row for row in work.session.scalars(select(StakeholderRow).where(StakeholderRow.id.in_(over)))}
    return tuple(_seat(work, row, account, managers) for row, account in rows)


def _seat(work: Work, row: StakeholderRow, account: str, managers: Mapping[int, StakeholderRow]) -> SeatView:
    manager = managers.get(row.reports_to_id or 0)
    return SeatView(
        id=row.id,
        account_id=row.account_id,
        account=account,
        service_line=row.service_line,
        service_line_label=work.label("service_line", row.service_line)
        if row.service_line
        else tr("All service lines"),
        seat_label=work.label("seat", row.seat) if row.seat != "other" else tr("Other"),
        is_guess=row.seat_is_guess,
        power=tuple(tr(POWER.get(one, one)) for one in row.power.split()),
        stance=tr(STANCE.get(row.stance, "")),
        certainty=tr(CERTAINTY.get(row.certainty, row.certainty)),
        reports_to=manager.person.shown_name if manager is not None and manager.person else "",
        last_contact=row.last_contact,
    )


def _extra_of_leads(work: Work, person_id: int) -> tuple[tuple[int, str, Mapping[str, str]], ...]:
    leads = work.session.scalars(select(Lead).where(Lead.person_id == person_id).order_by(Lead.id))
    return tuple(
        (lead.id, work.label("service_line", lead.service_line), _facts_in_words(lead.extra))
        for lead in leads
        if lead.extra
    )


def _facts_in_words(extra: Mapping[str, object] | None) -> dict[str, str]:
    return {name: str(value) for name, value in (extra or {}).items() if value not in (None, "")}


# --- who is meant -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody whom words may mean."""

    id: int
    name: str
    email: str
    account: str


def people_meant(work: Work, text: str) -> list[PersonFound]:
    """Whom a number, an identity, an address or words of a name may mean; a merged one leads to whom they became.

    Those of an exact address or whole name alone, where there are any.
    """
    wanted, folded = text.strip(), fold(text)
    if wanted.isascii() and wanted.isdecimal():
        return _found(work, [forwarding.survivor(work.session, "person", int(wanted))] if len(wanted) < 16 else [])
    exact = select(Person.id).where(or_(Person.uuid == wanted, Person.email_key == (email_key(wanted) or "-")))
    ids = list(work.session.scalars(exact))
    if not ids and (merged := forwarding.survivor_of_identity(work.session, "person", wanted)):
        ids = [merged]
    if ids or "@" in wanted:
        return _found(work, ids)
    connection, words = work.session.connection(), folded.split()
    by_lead = select(Lead.person_id).where(Lead.id.in_(among()))
    ids = [*work.session.scalars(by_lead, given(search.found(connection, words, _CANDIDATES)))]
    ids += search.found(connection, words, _CANDIDATES, search.PEOPLE)
    found = [one for one in _found(work, list(dict.fromkeys(ids))) if all(word in fold(one.name) for word in words)]
    return [one for one in found if fold(one.name) == folded] or found


def _found(work: Work, ids: list[int]) -> list[PersonFound]:
    people = work.session.scalars(select(Person).where(Person.id.in_(among())), given(ids))
    found = [PersonFound(one.id, one.shown_name, one.email, one.account.name if one.account else "") for one in people]
    return sorted(found, key=lambda one: (one.name, one.id))
