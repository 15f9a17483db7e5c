"""Where people and organisations came from: the file and the record that first brought each of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from app.domain.matching import Source
from app.services.merging import Kind, stored_kind
from app.services.work import Work
from app.store.numbers import chunks
from app.store.tables import Action, ImportRow, ImportRun, Lead, SettledRow


def sources(work: Work, kind: Kind, ids: Iterable[int]) -> dict[int, Source]:
    """For each of these people or accounts whose first lead came in a file: which, and the record's number there.

    Records are numbered from 0 as `link` numbers them. Who was made by hand, or by an import since undone, is left out.
    """
    owner: Any = Lead.person_id if stored_kind(kind) == "person" else Lead.account_id
    found: dict[int, Source] = {}
    for some in chunks(sorted(set(ids))):
        firsts = select(owner, func.min(Lead.id)).where(owner.in_(some)).group_by(owner)
        of_lead = {row[1]: row[0] for row in work.session.execute(firsts)}
        found |= {of_lead[lead]: source for lead, source in _made_by(work, sorted(of_lead)).items()}
    return found


def _made_by(work: Work, leads: Sequence[int]) -> dict[int, Source]:
    """The row that made each of these leads: in its import, or when the row was settled afterwards."""
    imported = _rows(ImportRow.lead_id).where(ImportRow.act == "create", ImportRow.lead_id.in_(leads))
    settled = (
        _rows(SettledRow.lead_id)
        .join(SettledRow, SettledRow.import_row_id == ImportRow.id)
        .where(SettledRow.act == "create", SettledRow.lead_id.in_(leads))
    )
    made: dict[int, Source] = {}
    for query in (imported, settled):
        for lead, file, record in work.session.execute(query.order_by(ImportRow.id)):
            made.setdefault(lead, Source(file, record))
    return made


def _rows(lead: Any) -> Any:
    """Rows of imports that stand."""
    return (
        select(lead, ImportRow.file, ImportRow.record)
        .select_from(ImportRow)
        .join(ImportRun, ImportRun.id == ImportRow.import_id)
        .join(Action, Action.id == ImportRun.action_id)
        .where(Action.in_effect.is_(True))
    )
