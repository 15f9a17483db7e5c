"""Everything that is on record about one lead, row by row, for whoever reads it by program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.services.committees import StakeholderView, committee_view
from app.services.handoffs import HandoffRow, handoff_rows
from app.services.touches import lead_of
from app.services.work import Work
from app.store.tables import Move, SignalRow, TouchRow


@dataclass(frozen=True, slots=True)
class SignalView:
    """One dated thing they did."""

    id: int
    kind: str
    label: str
    at: datetime
    asset: str
    offer: str
    asked_for: str
    source: str
    campaign: str
    detail: Mapping[str, str]  # what a report knew of it: minutes, the question, answers to a poll


@dataclass(frozen=True, slots=True)
class TouchView:
    """One dated thing we did with them."""

    id: int
    kind: str
    at: datetime
    outcome: str
    reached: bool
    by: str


@dataclass(frozen=True, slots=True)
class MoveView:
    """One change of stage or path, with both parts of its reason and what stood then."""

    id: int
    at: datetime
    by: str
    door: str
    from_stage: str
    to_stage: str
    from_path: str
    to_path: str
    learned: str
    next_step: str
    owner: str
    due: date | None
    code: str
    override: str
    missing: Sequence[str]
    cycle: int
    playbook_version: int
    fit: int
    intent: int
    ledger: Sequence[Mapping[str, Any]]
    answers: Mapping[str, str]
    suggested_path: str
    route: str


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """The rows behind a lead's page, oldest first."""

    signals: tuple[SignalView, ...]
    touches: tuple[TouchView, ...]
    moves: tuple[MoveView, ...]
    stakeholders: tuple[StakeholderView, ...]
    handoffs: tuple[HandoffRow, ...]


def lead_record(work: Work, lead_id: int) -> LeadRecord:
    """The rows of a lead; of the committee only people, no empty seats. Raises Problem where the lead is gone."""
    lead = lead_of(work, lead_id)
    committee = committee_view(work, lead.account_id, lead.service_line).rows if lead.account_id else ()
    return LeadRecord(
        signals=tuple(_signal(work, row) for row in _of(work, SignalRow, lead_id)),
        touches=tuple(_as(TouchView, row) for row in _of(work, TouchRow, lead_id)),
        moves=tuple(_as(MoveView, row) for row in _of(work, Move, lead_id)),
        stakeholders=tuple(row for row in committee if not row.ghost),
        handoffs=tuple(reversed(handoff_rows(work, lead_id=lead_id))),
    )


def _of(work: Work, table: Any, lead_id: int) -> Sequence[Any]:
    return work.session.scalars(select(table).where(table.lead_id == lead_id).order_by(table.at, table.id)).all()


def _as(view: Any, row: Any) -> Any:
    return view(**{name: getattr(row, name) for name in view.__slots__})


def _signal(work: Work, row: SignalRow) -> SignalView:
    return SignalView(
        id=row.id,
        kind=row.kind,
        label=work.playbook.label("signal", row.kind),
        at=row.at,
        asset=row.asset,
        offer=row.offer,
        asked_for=row.asked_for,
        source=row.source,
        campaign=row.campaign,
        detail=row.extra,
    )
