"""The nurture list as a file: only who may be written to, and nothing that looks like patient data."""

from pathlib import Path

from app.domain.consent import SAYS
from app.domain.problems import Problem
from app.exports.nurture_book import NurtureLine, write_nurture
from app.language import speaking, tr
from app.services.guarding import fit_to_leave
from app.services.nurturing import NurtureList

_ENDINGS = (".xlsx", ".csv")


def save_nurture_list(found: NurtureList, path: Path) -> Path:
    """Write who is due into a workbook or a text file; who stands apart is never in it (R16)."""
    if not path.suffix:
        path = path.with_name(f"{path.name}.xlsx")
    if path.suffix.casefold() not in _ENDINGS:
        raise Problem(tr("{name} ends in neither .xlsx nor .csv; a nurture list is one of these.", name=path.name))
    with speaking("en"):
        return write_nurture(_lines(found), found.due_by, path)


def _lines(found: NurtureList) -> list[NurtureLine]:
    return [
        NurtureLine(
            person=fit_to_leave(row.person),
            account=fit_to_leave(row.account),
            email=row.email,
            consent=SAYS[row.consent],
            track=row.track_label,
            content=row.next,
            due=row.due,
            owner=row.owner,
            lead=row.lead_id,
        )
        for row in found.rows
    ]
