"""Why a row is no lead: our own people, and rows that name nobody who can be found again."""

from collections.abc import Collection

from app.intake.cleaning.people import is_no_person
from app.intake.drafting.columns import Columns
from app.intake.drafting.row import Row
from app.intake.words import fold, names

_FINDABLE = frozenset({"email", "phone", "company", "street"})


def why_not(row: Row, columns: Columns, own_domains: Collection[str]) -> str:
    """The reason why a row is no lead; empty where it is one."""
    lead = row.lead
    if (role := columns.role(row.cells)) and fold(role) in names().staff_roles:
        return f"our own staff: {role} of the event"
    address = lead.get("email", "")
    if address and own_domains and address.rpartition("@")[2] in own_domains:
        return f"our own address: {address}"
    if not _FINDABLE.isdisjoint(lead):
        return ""
    name = lead.get("full_name", "")
    if name and not is_no_person(name):
        return ""
    if name:
        return f"“{name[:60]}” is no name, and the row has no address, phone number or organisation"
    why = f" ({row.remarks[0]})" if row.remarks else ""
    return f"the row names no person and no organisation and has no address or phone number{why}"
