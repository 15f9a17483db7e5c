"""One account as its page shows it: facts, people, leads, the committee, gaps, handoffs, history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.domain.relations import RELATIONS
from app.language import tr
from app.services.alternatives import FactView, facts_of
from app.services.attachments import AttachmentRow, attachments
from app.services.calls.around import calls_of_account
from app.services.calls.places import CallRow
from app.services.committees import CommitteeView, committee_view
from app.services.editing import account_of
from app.services.gaps import GapView, gap_rows
from app.services.handoffs import HandoffRow, handoff_rows
from app.services.lead_page import AccountCard, account_card
from app.services.leads import LeadFilter, LeadRow, lead_ids, lead_rows
from app.services.owners import Owner
from app.services.undoing import ActionRow, history
from app.services.work import Work
from app.store.tables import Lead, Person, StakeholderRow, TouchRow


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody at the account."""

    id: int
    name: str
    title: str
    email: str
    phone: str
    seat_label: str
    last_contact: date | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """Everything the page of an account shows."""

    card: AccountCard
    facts: tuple[tuple[str, str, str], ...]  # field, label, value
    known: tuple[FactView, ...]  # the same with where each came from, and what is kept beside it
    people: tuple[PersonRow, ...]
    leads: tuple[LeadRow, ...]
    committee: CommitteeView
    gaps: tuple[GapView, ...]
    calls: tuple[CallRow, ...]
    handoffs: tuple[HandoffRow, ...]
    extra: Mapping[str, str]
    notes: str
    history: tuple[ActionRow, ...]
    files: tuple[AttachmentRow, ...]  # its own, then those of its people and leads


def account_view(work: Work, account_id: int, service_line: str | None = None) -> AccountView:
    """Everything the page of an account shows; the committee is that of one service line."""
    account = account_of(work, account_id)
    leads = lead_rows(work, lead_ids(work, LeadFilter(account_id=account_id)))
    line = service_line or _main_line(work, account_id)
    return AccountView(
        card=account_card(account),
        facts=_facts(work, account_id),
        known=facts_of(work, Owner("account", account_id)),
        people=_people(work, account_id),
        leads=tuple(leads),
        committee=committee_view(work, account_id, line),
        gaps=tuple(gap_rows(work, account=account_id)),
        calls=calls_of_account(work, account_id),
        handoffs=tuple(handoff_rows(work, account_id=account_id)),
        extra=dict(account.extra or {}),
        notes=account.notes,
        history=tuple(history(work, limit=50, account_id=account_id)),
        files=attachments(work, Owner("account", account_id), around=True),
    )


def _main_line(work: Work, account_id: int) -> str:
    """The service line most of its leads are about; the playbook's first where there are none."""
    found = work.session.scalar(
        select(Lead.service_line)
        .where(Lead.account_id == account_id, Lead.service_line != "")
        .group_by(Lead.service_line)
        .order_by(func.count().desc(), Lead.service_line)
        .limit(1)
    )
    return found or work.playbook.service_lines[0].id


def _facts(work: Work, account_id: int) -> tuple[tuple[str, str, str], ...]:
    account = account_of(work, account_id)
    label = work.playbook.label
    return (
        ("company", tr("Name"), account.name),
        ("facility_type", tr("Facility type"), label("facility_type", account.facility_type)),
        ("segment", tr("Segment"), label("segment", account.segment)),
        ("size", tr("Size"), "" if account.size is None else str(account.size)),
        ("testing_focus", tr("Testing focus"), label("testing_focus", account.testing_focus)),
        ("accreditation", tr("Accreditation"), account.accreditation),
        ("systems", tr("Systems"), account.systems),
        ("street", tr("Street"), account.street),
        ("postal_code", tr("Postal code"), account.postal_code),
        ("city", tr("City"), account.city),
        ("region", tr("Region"), label("region", account.region)),
        ("country", tr("Country"), account.country),
        ("domain", tr("Web domain"), account.domain),
        ("identifier", tr("Identifier"), account.identifier),
        ("relation", tr("Relation to us"), tr(dict(RELATIONS).get(account.relation, account.relation))),
    )


def _people(work: Work, account_id: int) -> tuple[PersonRow, ...]:
    people = work.session.scalars(
        select(Person).where(Person.account_id == account_id).order_by(Person.sort_name)
    ).all()
    seats = dict(
        work.session.execute(
            select(StakeholderRow.person_id, StakeholderRow.seat).where(StakeholderRow.account_id == account_id)
        ).all()
    )
    last = dict(
        work.session.execute(
            select(Lead.person_id, func.max(TouchRow.at))
            .join(TouchRow, TouchRow.lead_id == Lead.id)
            .where(Lead.account_id == account_id)
            .group_by(Lead.person_id)
        ).all()
    )
    return tuple(
        PersonRow(
            id=person.id,
            name=person.shown_name,
            title=person.job_title,
            email=person.email,
            phone=person.phone,
            seat_label=work.playbook.label("seat", seats.get(person.id, "")),
            last_contact=work.day_of(last[person.id]) if person.id in last else None,
        )
        for person in people
    )
