"""What a file can belong to: a lead, a person or an account, told by its number."""

from dataclasses import dataclass
from typing import Any

from app.domain.problems import Problem
from app.language import tr
from app.services.editing import account_of
from app.services.merging import record_of
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import Account, Lead, Person

KINDS = ("lead", "person", "account")


@dataclass(frozen=True, slots=True)
class Owner:
    """A lead, a person or an account."""

    kind: str  # lead, person, account
    id: int

    @property
    def column(self) -> str:
        """The column that names it in tables of what belongs to either."""
        return f"{self.kind}_id"


def record(work: Work, owner: Owner) -> Lead | Person | Account:
    """The record itself. Raises Problem where there is none, and says where a merged one is."""
    if owner.kind == "lead":
        return lead_of(work, owner.id)
    if owner.kind == "person":
        found = record_of(work, "person", owner.id)
        assert isinstance(found, Person)
        return found
    if owner.kind == "account":
        return account_of(work, owner.id)
    raise Problem(tr("'{kind}' is none of lead, person and account.", kind=owner.kind))


def owner_of(row: Any) -> Owner:
    """To whom a row belongs that names one of the three."""
    kind = next(kind for kind in KINDS if getattr(row, f"{kind}_id", None) is not None)
    return Owner(kind, getattr(row, f"{kind}_id"))


def name_of(found: Lead | Person | Account) -> str:
    """What people call it."""
    if isinstance(found, Lead):
        return found.person.shown_name
    return found.shown_name if isinstance(found, Person) else found.name


def changed(label: str, owner: Owner, kept: tuple[str, ...] = (), outcome: object = None) -> Changed:
    """What a use case says that changed something of one of them."""
    concerned = frozenset({owner.id})
    if owner.kind == "lead":
        return Changed(label, leads=concerned, kept=kept, outcome=outcome)
    if owner.kind == "person":
        return Changed(label, people=concerned, kept=kept, outcome=outcome)
    return Changed(label, accounts=concerned, kept=kept, outcome=outcome)
