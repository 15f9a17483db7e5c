"""Search as you type over leads, people and accounts."""

from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio
from sqlalchemy import select

from app.domain.matching import fold
from app.services.accounts import account_ids, account_rows
from app.services.leads import lead_rows
from app.services.work import Work
from app.store import forwarding
from app.store import search as index
from app.store.tables import Lead

CANDIDATES = 200  # hits that are ranked


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    kind: str  # lead, account
    id: int
    title: str
    detail: str


def search(work: Work, text: str, limit: int = 20) -> list[Hit]:
    """Leads and accounts that hold every word, the closest names first."""
    folded = fold(text)
    words = folded.split()
    if not words:
        return []
    ids = index.found(work.session.connection(), words, CANDIDATES)
    leads = [
        Hit(
            "lead",
            row.id,
            row.person,
            " · ".join(part for part in (row.title, row.account, row.service_line_label) if part),
        )
        for row in lead_rows(work, ids)
    ]
    accounts = [
        Hit(
            "account", row.id, row.name, " · ".join(part for part in (row.facility_type, row.city, row.country) if part)
        )
        for row in account_rows(work, account_ids(work, text)[:CANDIDATES])
    ]
    ranked = sorted((*leads, *accounts), key=lambda hit: (-partial_ratio(folded, fold(hit.title)), hit.title, hit.id))
    return ranked[:limit]


def lead_by_name(work: Work, text: str) -> list[int]:
    """Ids of the leads that a person on the command line may mean: a number, an address, or words of the name.

    The number or identity of a lead that was merged leads to the one that it became a part of.
    """
    if text.isascii() and text.isdigit():
        id = forwarding.survivor(work.session, "lead", int(text)) if len(text) < 16 else 0
        return [id] if work.session.get(Lead, id) is not None else []
    by_uuid = work.session.scalars(select(Lead.id).where(Lead.uuid == text)).all()
    if not by_uuid and (merged := forwarding.survivor_of_identity(work.session, "lead", text)):
        by_uuid = [merged]
    return list(by_uuid) or index.found(work.session.connection(), fold(text).split(), CANDIDATES)
