"""People by the numbers of leads, as the command line names them: a lead stands for its person."""

from collections.abc import Iterable

from sqlalchemy import func, select

from app.services.merging import Kind, record_of, stored_kind
from app.services.touches import lead_of
from app.services.work import Work
from app.store.numbers import chunks
from app.store.tables import Account, Lead, Person


def person_of(work: Work, lead_id: int) -> int:
    """The person of a lead. Raises Problem where there is no such lead."""
    return lead_of(work, lead_id).person_id


def first_leads(work: Work, people: Iterable[int]) -> dict[int, int]:
    """The first lead of each of these people; who has none is left out."""
    found: dict[int, int] = {}
    for some in chunks(sorted(set(people))):
        query = select(Lead.person_id, func.min(Lead.id)).where(Lead.person_id.in_(some)).group_by(Lead.person_id)
        found |= {row[0]: row[1] for row in work.session.execute(query)}
    return found


def names_of(work: Work, kind: Kind, ids: Iterable[int]) -> dict[int, str]:
    """What people call these people or accounts."""
    names: dict[int, str] = {}
    for some in chunks(sorted(set(ids))):
        if stored_kind(kind) == "person":
            names |= {one.id: one.shown_name for one in work.session.scalars(select(Person).where(Person.id.in_(some)))}
        else:
            names |= {one.id: one.name for one in work.session.scalars(select(Account).where(Account.id.in_(some)))}
    return names


def account_numbered(work: Work, number: int) -> int:
    """The account of this number. Raises Problem where there is none, and says where a merged one is."""
    record_of(work, "account", number)
    return number
