"""What a list of accounts can show."""

from typing import Any

from sqlalchemy import case, func, select

from app.domain.listing import Kind
from app.domain.stage import Stage
from app.services.lists.column import RELATION_LABELS, STAGES, Column, lead
from app.store.tables import Account, Person

account, _person = Account.__table__.c, Person.__table__.c
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind


def _of_account(value: Any, *tests: Any) -> Any:
    return select(value).where(*tests).correlate(Account.__table__).scalar_subquery()


_theirs = lead.account_id == account.id
_furthest = _of_account(func.max(case({stage.value: stage.rank for stage in Stage}, value=lead.stage)), _theirs)
_best = case({stage.rank: stage.value for stage in Stage}, value=_furthest, else_="")
_named = select(lead.owner).where(_theirs, lead.owner != "").distinct().order_by(lead.owner)
_owners = select(func.group_concat(_named.correlate(Account.__table__).subquery().c.owner, ", ")).scalar_subquery()


def _plain(id: str, label: str, kind: Kind, column: Any, wide: int = 120, field: str = "", **more: Any) -> Column:
    return Column(id, label, kind, column, wide, field or id, **more)


ACCOUNTS = (
    _plain("name", "Account", _TEXT, account.name, 220, "company", order=account.sort_name, folded=account.sort_name),
    _plain("facility_type", "Facility type", _CHOICE, account.facility_type, 150, words="facility_type"),
    _plain("segment", "Segment", _CHOICE, account.segment, 140, words="segment"),
    _plain("country", "Country", _CHOICE, account.country, 80),
    _plain("region", "Region", _CHOICE, account.region, 80, words="region"),
    _plain("city", "City", _TEXT, account.city, 120),
    Column("people", "People", _NUMBER, _of_account(func.count(), _person.account_id == account.id), 80),
    Column("leads", "Leads", _NUMBER, _of_account(func.count(lead.id), _theirs), 80),
    Column("open_leads", "Open", _NUMBER, _of_account(func.count(lead.id), _theirs, lead.is_open.is_(True)), 80),
    Column("best_stage", "Furthest stage", _CHOICE, _best, 110, order=_furthest, labels=STAGES),
    Column("owners", "Owners", _TEXT, _owners, 140),
    _plain("domain", "Web domain", _TEXT, account.domain, 160, order=account.domain),
    _plain("identifier", "Identifier", _TEXT, account.identifier, 110),
    _plain("size", "Size", _NUMBER, account.size, 80),
    _plain("street", "Street", _TEXT, account.street, 160),
    _plain("postal_code", "Postal code", _TEXT, account.postal_code, 90),
    _plain("testing_focus", "Testing focus", _CHOICE, account.testing_focus, 140, words="testing_focus"),
    _plain("accreditation", "Accreditation", _TEXT, account.accreditation, 140),
    _plain("systems", "Systems", _TEXT, account.systems, 140),
    _plain("relation", "Relation to us", _CHOICE, account.relation, 120, labels=RELATION_LABELS),
    _plain("notes", "Notes", _TEXT, account.notes, 200, "account_notes", note=True),
    Column("created", "Created", _DATE, account.created_at, 110, moment=True),
)
