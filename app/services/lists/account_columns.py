"""What a list of accounts can show."""

from typing import Any

from sqlalchemy import case, func, select

from app.domain.listing import Kind
from app.domain.stage import Stage
from app.language import later
from app.services.lists.column import Column, lead, relations, stages
from app.store.tables import Account, Lead, Person

account, _person = Account.__table__.c, Person.__table__.c
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind


def _of_account(value: Any, *tests: Any) -> Any:
    return select(value).where(*tests).correlate(Account.__table__).scalar_subquery()


def _rank_of(stage: Any) -> Any:
    """How far the furthest of several leads is."""
    return func.max(case({one.value: one.rank for one in Stage}, value=stage))


# A filter of the count: as a test of the rows it would draw SQLite to the index of all open leads.
_open = func.count(lead.id).filter(lead.is_open.is_(True))
_theirs = lead.account_id == account.id
_furthest = _of_account(_rank_of(lead.stage), _theirs)
_best = case({stage.rank: stage.value for stage in Stage}, value=_furthest, else_="")
_named = select(lead.owner).where(_theirs, lead.owner != "").distinct().order_by(lead.owner)
_owners = select(func.group_concat(_named.correlate(Account.__table__).subquery().c.owner, ", ")).scalar_subquery()

# Sorting brings the leads of each account together in one walk along an index; asking for those of each by themselves
# takes twice as long.
THEIR_LEADS = Lead.__table__.alias("their_leads")
_their = THEIR_LEADS.c
_each_owner = select(lead.account_id, lead.owner).where(lead.owner != "").distinct()
_each_owner_in_order = _each_owner.order_by(lead.account_id, lead.owner).subquery()
OWNERS_OF = (
    select(_each_owner_in_order.c.account_id, func.group_concat(_each_owner_in_order.c.owner, ", ").label("names"))
    .group_by(_each_owner_in_order.c.account_id)
    .subquery("owners_of_accounts")
)


def _plain(id: str, label: str, kind: Kind, column: Any, wide: int = 120, field: str = "", **more: Any) -> Column:
    return Column(id, label, kind, column, wide, field or id, **more)


ACCOUNTS = (
    _plain(
        "name",
        later("Account"),
        _TEXT,
        account.name,
        220,
        "company",
        order=account.sort_name,
        folded=account.sort_name,
        grouped=False,
    ),
    _plain("facility_type", later("Facility type"), _CHOICE, account.facility_type, 150, words="facility_type"),
    _plain("segment", later("Segment"), _CHOICE, account.segment, 140, words="segment"),
    _plain("country", later("Country"), _CHOICE, account.country, 80),
    _plain("region", later("Region"), _CHOICE, account.region, 80, words="region"),
    _plain("city", later("City"), _TEXT, account.city, 120),
    Column("people", later("People"), _NUMBER, _of_account(func.count(), _person.account_id == account.id), 80),
    Column(
        "leads",
        later("Leads"),
        _NUMBER,
        _of_account(func.count(lead.id), _theirs),
        80,
        order=func.count(_their.id),
    ),
    Column(
        "open_leads",
        later("Open"),
        _NUMBER,
        _of_account(_open, _theirs),
        80,
        order=func.count(_their.id).filter(_their.is_open.is_(True)),
    ),
    Column("best_stage", later("Furthest stage"), _CHOICE, _best, 110, order=_rank_of(_their.stage), labels=stages),
    Column("owners", later("Owners"), _TEXT, _owners, 140, order=func.lower(OWNERS_OF.c.names)),
    _plain("domain", later("Web domain"), _TEXT, account.domain, 160, order=account.domain, grouped=False),
    _plain("identifier", later("Identifier"), _TEXT, account.identifier, 110, grouped=False),
    _plain("size", later("Size"), _NUMBER, account.size, 80),
    _plain("street", later("Street"), _TEXT, account.street, 160, grouped=False),
    _plain("postal_code", later("Postal code"), _TEXT, account.postal_code, 90),
    _plain("testing_focus", later("Testing focus"), _CHOICE, account.testing_focus, 140, words="testing_focus"),
    _plain("accreditation", later("Accreditation"), _TEXT, account.accreditation, 140),
    _plain("systems", later("Systems"), _TEXT, account.systems, 140),
    _plain("relation", later("Relation to us"), _CHOICE, account.relation, 120, labels=relations),
    _plain("notes", later("Notes"), _TEXT, account.notes, 200, "account_notes", note=True, grouped=False),
    Column("created", later("Created"), _DATE, account.created_at, 110, moment=True),
)
