"""Why a row is no lead: our own people, and rows that name nobody who can be found again."""

from collections.abc import Collection

from app.intake.cleaning.people import is_no_person
from app.intake.drafting.columns import Columns
from app.intake.drafting.row import Row
from app.intake.words import fold, names
from app.language import tr

_FINDABLE = frozenset({"email", "phone", "company", "street"})


def why_not(row: Row, columns: Columns, own_domains: Collection[str]) -> str:
    """The reason why a row is no lead; empty where it is one."""
    lead = row.lead
    if (role := columns.role(row.cells)) and fold(role) in names().staff_roles:
        return tr("our own staff: {role} of the event", role=role)
    address = lead.get("email", "")
    if address and own_domains and address.rpartition("@")[2] in own_domains:
        return tr("our own address: {address}", address=address)
    if not _FINDABLE.isdisjoint(lead):
        return ""
    name = lead.get("full_name", "")
    if name and not is_no_person(name):
        return ""
    if name:
        return tr("“{name}” is no name, and the row has no address, phone number or organisation", name=name[:60])
    why = tr("the row names no person and no organisation and has no address or phone number")
    return f"{why} ({row.remarks[0]})" if row.remarks else why
