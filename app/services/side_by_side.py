"""Records that may be one, side by side: field by field, what differs, what hangs on each, and why they may be one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.domain.merging import same
from app.language import tr
from app.services.merge_fields import Record, fields_of, proposed, shown
from app.services.merging import Kind, record_of, stored_kind
from app.services.work import Work
from app.store.tables import Account, HandoffRow, Lead, Person, SignalRow, StakeholderRow, TouchRow


@dataclass(frozen=True, slots=True)
class SideRow:
    """One record: who it is and what hangs on it."""

    id: int
    name: str
    known_since: datetime
    lead_ids: tuple[int, ...]
    leads: int
    signals: int
    touches: int
    seats: int
    handoffs: int
    notes: str
    consent: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of all of them; `proposed` is the id whose value a merge would use."""

    field: str
    label: str
    values: tuple[str, ...]
    differs: bool
    proposed: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Everything a person needs to decide; the first record is the one that would stay."""

    kind: Kind
    sides: tuple[SideRow, ...]
    fields: tuple[FieldRow, ...]


def side_by_side(work: Work, kind: Kind, ids: Sequence[int]) -> SideBySide:
    """Records next to each other, in the order given; fields that are empty everywhere are left out."""
    stored = stored_kind(kind)
    records: list[Record] = [record_of(work, stored, id) for id in ids]
    winners = _winners(stored, records)
    rows = []
    for field in fields_of(stored):
        values = tuple(_labelled(work, field.name, shown(record, field)) for record in records)
        if any(values):
            differs = any(not same(field.name, values[0], value) for value in values[1:])
            rows.append(FieldRow(field.name, tr(field.label), values, differs, winners[field.name]))
    return SideBySide(kind, tuple(_side(work, stored, record) for record in records), tuple(rows))


def _winners(stored: str, records: Sequence[Record]) -> dict[str, int]:
    """The record whose value each field would have, as a merge goes through them one after the other."""
    winners = {}
    for field in fields_of(stored):
        best = records[0]
        for record in records[1:]:
            if proposed(stored, best, record)[field.name]:
                best = record
        winners[field.name] = best.id
    return winners


def _labelled(work: Work, field: str, value: str) -> str:
    """An id of the vocabulary in words."""
    return work.label(field, value) if field in ("facility_type", "segment", "region", "testing_focus") else value


def _side(work: Work, stored: str, record: Record) -> SideRow:
    own = Lead.person_id == record.id if stored == "person" else Lead.account_id == record.id
    leads = tuple(work.session.scalars(select(Lead.id).where(own).order_by(Lead.id)))
    seat = StakeholderRow.person_id if stored == "person" else StakeholderRow.account_id

    def count(table: type[SignalRow] | type[TouchRow] | type[HandoffRow]) -> int:
        query = select(func.count()).select_from(table).join(Lead, Lead.id == table.lead_id).where(own)
        return work.session.scalar(query) or 0

    return SideRow(
        id=record.id,
        name=record.name if isinstance(record, Account) else record.shown_name,
        known_since=record.created_at,
        lead_ids=leads,
        leads=len(leads),
        signals=count(SignalRow),
        touches=count(TouchRow),
        seats=work.session.scalar(select(func.count()).select_from(StakeholderRow).where(seat == record.id)) or 0,
        handoffs=count(HandoffRow),
        notes=record.notes,
        consent=tuple(sorted((record.consent or {}).items())) if isinstance(record, Person) else (),
    )
