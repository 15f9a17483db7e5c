"""What the answer to a gap rests on: a file or a touch of the lead, named beside the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.domain.evidence import TOUCH_KINDS
from app.domain.gaps import evidence_in
from app.domain.problems import Problem
from app.language import tr
from app.services.gaps.keeping import the_gap
from app.services.work import Work
from app.store.tables import Attachment, Call, Lead, TouchRow

_MOST = 20  # of either kind
_NAMED: Mapping[str, type[Any]] = {"attachment": Attachment, "touch": TouchRow, "call": Call}
_LONGEST = 60  # letters of what came of a touch


@dataclass(frozen=True, slots=True)
class Ground:
    """A file or touch that an answer may rest on, in words; `source` and `id` as `Evidence` keeps them."""

    source: str
    id: int
    words: str


def evidence_choices(
    work: Work, lead_id: int | None = None, account_id: int | None = None, gap_id: int | None = None
) -> tuple[Ground, ...]:
    """The newest files of a lead, its person and its account, and the newest touches; of an account those of all."""
    if gap_id is not None:
        gap = the_gap(work, gap_id)
        lead_id, account_id = gap.lead_id, gap.account_id
    lead = work.session.get(Lead, lead_id) if lead_id is not None else None
    account = lead.account_id if lead is not None else account_id
    leads = [lead.id] if lead is not None else _leads_of(work, account)
    files = (Attachment.lead_id.in_(leads)) | (Attachment.account_id == account)
    if lead is not None:
        files |= Attachment.person_id == lead.person_id
    kept = select(Attachment).where(files).order_by(Attachment.at.desc(), Attachment.id.desc()).limit(_MOST)
    touches = select(TouchRow).where(TouchRow.lead_id.in_(leads)).order_by(TouchRow.at.desc(), TouchRow.id.desc())
    return (
        *(Ground("attachment", file.id, file.name) for file in work.session.scalars(kept)),
        *(Ground("touch", touch.id, _told(work, touch)) for touch in work.session.scalars(touches.limit(_MOST))),
    )


def check_evidence(work: Work, text: str) -> None:
    """Raise Problem where evidence names a file, touch or call that there is not."""
    found = evidence_in(text)
    if found.source and work.session.get(_NAMED[found.source], found.source_id) is None:
        raise Problem(
            tr("There is no {source} {id} that an answer could rest on.", source=found.source, id=found.source_id)
        )


def _leads_of(work: Work, account_id: int | None) -> Sequence[int]:
    return work.session.scalars(select(Lead.id).where(Lead.account_id == account_id)).all() if account_id else []


def _told(work: Work, touch: TouchRow) -> str:
    kind = tr(TOUCH_KINDS.get(touch.kind, touch.kind))
    outcome = touch.outcome if len(touch.outcome) <= _LONGEST else touch.outcome[: _LONGEST - 1].rstrip() + "…"
    return tr("{touch} on {day}: {outcome}", touch=kind, day=work.day_of(touch.at).isoformat(), outcome=outcome)
