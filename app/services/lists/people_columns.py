"""What a list of people can show."""

from typing import Any

from sqlalchemy import func, select

from app.domain.listing import Kind
from app.language import later
from app.services.lists.column import Column, called, lead, person, refused, relations
from app.store.tables import Account, Lead, Person, StakeholderRow, TouchRow

account, _touch, _seat = Account.__table__.c, TouchRow.__table__.c, StakeholderRow.__table__.c
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind


def _of_person(value: Any, *tests: Any) -> Any:
    return select(value).where(*tests).correlate(Person.__table__).scalar_subquery()


# A filter of the count: as a test of the rows it would draw SQLite to the index of all open leads.
_open = func.count(lead.id).filter(lead.is_open.is_(True))
_theirs = lead.person_id == person.id
# Sorting brings the leads of everybody together in one walk along an index; asking for those of each by themselves
# takes three times as long (1,000,000 leads).
THEIR_LEADS = Lead.__table__.alias("their_leads")
_their = THEIR_LEADS.c
LAST_TOUCHES = select(_touch.lead_id, func.max(_touch.at).label("at")).group_by(_touch.lead_id).subquery("last_touches")
_last = select(func.max(_touch.at)).where(_touch.lead_id == lead.id, _theirs)

PEOPLE = (
    Column(
        "person",
        later("Person"),
        _TEXT,
        called(person.full_name, person.email, person.phone, account.name),
        180,
        "full_name",
        order=person.sort_name,
        folded=person.sort_name,
        grouped=False,
    ),
    Column("title", later("Title"), _TEXT, person.job_title, 180, "job_title", order=person.job_title),
    Column("account", later("Account"), _TEXT, account.name, 200, order=account.sort_name, folded=account.sort_name),
    Column("email", later("E-mail"), _TEXT, person.email, 220, "email", order=person.email_key, grouped=False),
    Column("phone", later("Phone"), _TEXT, person.phone, 130, "phone", order=person.phone, grouped=False),
    Column(
        "leads",
        later("Leads"),
        _NUMBER,
        _of_person(func.count(lead.id), _theirs),
        70,
        order=func.count(_their.id),
    ),
    Column(
        "open_leads",
        later("Open"),
        _NUMBER,
        _of_person(_open, _theirs),
        70,
        order=func.count(_their.id).filter(_their.is_open.is_(True)),
    ),
    Column("seats", later("Seats"), _NUMBER, _of_person(func.count(_seat.id), _seat.person_id == person.id), 70),
    Column("segment", later("Segment"), _CHOICE, account.segment, 130, words="segment"),
    Column("country", later("Country"), _CHOICE, account.country, 80),
    Column("city", later("City"), _TEXT, account.city, 110),
    Column("relation", later("Relation to us"), _CHOICE, person.relation, 120, labels=relations),
    Column("refused", later("Refused contact"), _YES_NO, refused(), 110),
    Column("email_kind", later("Kind of address"), _CHOICE, person.email_kind, 110),
    Column("notes", later("Notes"), _TEXT, person.notes, 200, "notes", note=True, grouped=False),
    Column("created", later("Created"), _DATE, person.created_at, 110, moment=True),
    Column(
        "last_touch",
        later("Last touch"),
        _DATE,
        _last.correlate(Person.__table__).scalar_subquery(),
        110,
        order=func.max(LAST_TOUCHES.c.at),
        moment=True,
    ),
)
