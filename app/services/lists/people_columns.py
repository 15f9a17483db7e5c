"""What a list of people can show."""

from typing import Any

from sqlalchemy import func, select

from app.domain.listing import Kind
from app.services.lists.column import RELATION_LABELS, Column, called, lead, person, refused
from app.store.tables import Account, Person, StakeholderRow, TouchRow

account, _touch, _seat = Account.__table__.c, TouchRow.__table__.c, StakeholderRow.__table__.c
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind


def _of_person(value: Any, *tests: Any) -> Any:
    return select(value).where(*tests).correlate(Person.__table__).scalar_subquery()


_theirs = lead.person_id == person.id
_last = select(func.max(_touch.at)).where(_touch.lead_id == lead.id, _theirs)

PEOPLE = (
    Column(
        "person",
        "Person",
        _TEXT,
        called(person.full_name, person.email, person.phone, account.name),
        180,
        "full_name",
        order=person.sort_name,
        folded=person.sort_name,
    ),
    Column("title", "Title", _TEXT, person.job_title, 180, "job_title", order=person.job_title),
    Column("account", "Account", _TEXT, account.name, 200, order=account.sort_name, folded=account.sort_name),
    Column("email", "E-mail", _TEXT, person.email, 220, "email", order=person.email_key),
    Column("phone", "Phone", _TEXT, person.phone, 130, "phone", order=person.phone),
    Column("leads", "Leads", _NUMBER, _of_person(func.count(lead.id), _theirs), 70),
    Column("open_leads", "Open", _NUMBER, _of_person(func.count(lead.id), _theirs, lead.is_open.is_(True)), 70),
    Column("seats", "Seats", _NUMBER, _of_person(func.count(_seat.id), _seat.person_id == person.id), 70),
    Column("segment", "Segment", _CHOICE, account.segment, 130, words="segment"),
    Column("country", "Country", _CHOICE, account.country, 80),
    Column("city", "City", _TEXT, account.city, 110),
    Column("relation", "Relation to us", _CHOICE, person.relation, 120, labels=RELATION_LABELS),
    Column("refused", "Refused contact", _YES_NO, refused(), 110),
    Column("email_kind", "Kind of address", _CHOICE, person.email_kind, 110),
    Column("notes", "Notes", _TEXT, person.notes, 200, "notes", note=True),
    Column("created", "Created", _DATE, person.created_at, 110, moment=True),
    Column("last_touch", "Last touch", _DATE, _last.correlate(Person.__table__).scalar_subquery(), 110, moment=True),
)
