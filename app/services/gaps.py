"""Open technical questions of a lead: raised, shown, and closed with an answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.problems import Problem
from app.language import tr
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import GapRow

GAP_AREAS = (
    "scope",
    "sample",
    "performance",
    "validation",
    "interface",
    "security",
    "privacy",
    "regulatory",
    "commercial",
    "pilot",
)


def add_gap(
    work: Work,
    lead_id: int,
    question: str,
    area: str,
    severity: str = "slows",
    owed_by: str = "ours",
    owner: str = "",
    due: date | None = None,
    criterion: str = "",
) -> Changed:
    """Register an open technical question of a lead. The outcome is the gap's id."""
    lead = lead_of(work, lead_id)
    for value, known in ((area, GAP_AREAS), (severity, ("stops", "slows", "nice")), (owed_by, ("ours", "theirs"))):
        if value not in known:
            raise Problem(tr("'{value}' is not one of {names}.", value=value, names=", ".join(known)))
    if not question.strip():
        raise Problem(tr("Write the gap as a question."))
    gap = GapRow(
        account_id=lead.account_id,
        lead_id=lead.id,
        area=area,
        question=question.strip(),
        severity=severity,
        owed_by=owed_by,
        owner=owner.strip() or lead.owner,
        due=due,
        criterion=criterion,
        raised_at=work.now,
        raised_by=work.by,
    )
    work.session.add(gap)
    work.session.flush()
    kept = patient_warnings(gap.question)
    return Changed(tr("Open a gap: {question}", question=gap.question), frozenset({lead.id}), kept=kept, outcome=gap.id)


def close_gap(work: Work, gap_id: int, answer: str, status: str = "answered") -> Changed:
    """Close a gap with its answer, or accept it as it is."""
    gap = work.session.get(GapRow, gap_id)
    if gap is None:
        raise Problem(tr("This gap no longer exists."))
    if status not in ("answered", "accepted", "closed"):
        raise Problem(tr("'{status}' does not close a gap; choose answered, accepted or closed.", status=status))
    if not answer.strip():
        raise Problem(tr("Write the answer, or why it is accepted as it is."))
    gap.answer, gap.status, gap.closed_at = answer.strip(), status, work.now
    return Changed(
        tr("Close a gap: {question}", question=gap.question), frozenset({gap.lead_id} if gap.lead_id else ())
    )


@dataclass(frozen=True, slots=True)
class GapView:
    """One open or closed technical question."""

    id: int
    question: str
    area: str
    severity: str
    owed_by: str
    owner: str
    due: date | None
    status: str
    answer: str
    criterion: str
    overdue: bool


def gap_views(work: Work, which: Any) -> tuple[GapView, ...]:
    """Gaps that pass a test, open ones first."""
    rows = work.session.scalars(select(GapRow).where(which).order_by(GapRow.status != "open", GapRow.due, GapRow.id))
    today = work.today
    return tuple(
        GapView(
            id=row.id,
            question=row.question,
            area=row.area,
            severity=row.severity,
            owed_by=row.owed_by,
            owner=row.owner,
            due=row.due,
            status=row.status,
            answer=row.answer,
            criterion=row.criterion,
            overdue=bool(row.due and row.due < today and row.status in ("open", "waiting")),
        )
        for row in rows
    )
