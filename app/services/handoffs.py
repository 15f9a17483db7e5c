"""Handoffs: a package issued and frozen as sent, and its state at any moment."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from app.domain import handoff as package
from app.domain.clock import clock_of
from app.domain.deadlines import Due, verdict_due
from app.domain.lead import Pause
from app.domain.problems import Problem
from app.language import later, speaking, tr, within
from app.services import moves
from app.services.committee.sent import map_export
from app.services.committee.view import MapView, map_view
from app.services.handoff_sheet import handoff_sheet
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.pauses import pauses_of
from app.store.tables import ClockPause, Lead
from app.store.tables import HandoffRow as Stored

VERDICTS = {"accept": later("Accepted"), "reject": later("Rejected"), "need_more": later("Needs more")}


@dataclass(frozen=True, slots=True)
class HandoffRow:
    """One handoff as a list shows it; pending and overdue are computed, never stored."""

    id: int
    uuid: str
    number: int
    lead_id: int
    person: str
    account: str
    service_line_label: str
    sent_at: datetime
    by: str
    to: str
    due_at: datetime  # when the verdict is due; pauses of the clock have pushed it on
    state: str  # pending, overdue, accepted, rejected, need_more, silent
    verdict_at: datetime | None
    verdict_by: str
    reason: str
    note: str
    completeness: int
    file_name: str


def map_of_lead(work: Work, lead_id: int) -> MapView | None:
    """The map of a lead's committee as its handoff shows it; None where nobody is on it."""
    lead = lead_of(work, lead_id)
    view = map_view(work, lead.account_id, lead.service_line) if lead.account_id is not None else None
    return view if view is not None and view.map.people else None


def issue_handoff(work: Work, lead_id: int, path: Path | None, pictures: Sequence[bytes] = ()) -> Changed:
    """Freeze the package of a lead and write its workbook. Raises Problem where a mandatory part is missing (H2).

    Without a path it is handed over by word of mouth; `write_again` writes the workbook of what was sent at any time.
    `pictures` are the pages of `map_of_lead`, painted above; the map then counts as one that left the house.
    """
    lead = lead_of(work, lead_id)
    with speaking("en"):  # what is frozen and sent is English, whatever the window speaks
        sheet = handoff_sheet(work, lead_id)
    found = package.completeness(sheet, work.playbook.handoff)
    if not found.may_leave:
        missing = ", ".join(within(label) for _, label in found.blocking)
        raise Problem(
            tr(
                "The handoff cannot leave without: {missing}. Move the lead with a reason, or fill it in.",
                missing=missing,
            )
        )
    row = Stored(
        uuid=sheet.uuid,
        number=sheet.number,
        lead_id=lead.id,
        sent_at=work.now,
        by=work.by,
        due_at=sheet.reply_by or work.now,
        sheet=json.loads(package.to_json(sheet)),
        digest=package.digest(sheet),
        completeness=found.percent,
        file_name=path.name if path is not None else "",
    )
    work.session.add(row)
    work.session.flush()
    # The file is written last: if the disk refuses, the transaction goes with it and nothing claims to be sent.
    if path is not None:
        if pictures and lead.account_id is not None:
            map_export(work, lead.account_id, lead.service_line, "full", "handoff")
        _write(work, sheet, path, pictures)
    label = tr("Hand off {name} (handoff {number})", name=lead.person.shown_name, number=row.number)
    return Changed(label, frozenset({lead.id}), places=frozenset({"handoffs"}), outcome=handoff_row(work, row))


def write_again(work: Work, number: int, path: Path) -> Path:
    """Write the workbook of a handoff once more, exactly as it was sent but for the picture of the committee's map.

    Nothing else changes; what the picture showed stands in the tables.
    """
    _write(work, issued_sheet(work, number), path)
    return path


def _write(work: Work, sheet: package.HandoffSheet, path: Path, pictures: Sequence[bytes] = ()) -> None:
    from app.exports.handoff_book import write_handoff  # openpyxl is met only when a workbook is written

    with speaking("en"):
        write_handoff(sheet, work.playbook.reasons.reject, path, pictures=pictures)


def issued_sheet(work: Work, number: int) -> package.HandoffSheet:
    """A package exactly as it was sent."""
    row = work.session.scalar(select(Stored).where(Stored.number == number))
    if row is None:
        raise Problem(tr("There is no handoff {number}.", number=number))
    return package.from_json(json.dumps(row.sheet))


def handoff_rows(
    work: Work, state: str = "", lead_id: int | None = None, account_id: int | None = None
) -> list[HandoffRow]:
    """Handoffs, the newest first; of one state, one lead or one account where it is named."""
    query = select(Stored).order_by(Stored.number.desc())
    if lead_id is not None:
        query = query.where(Stored.lead_id == lead_id)
    if account_id is not None:
        query = query.where(Stored.lead_id.in_(select(Lead.id).where(Lead.account_id == account_id)))
    stored = work.session.scalars(query).all()
    pauses = pauses_of(work.session, sorted({row.lead_id for row in stored}))
    rows = [_row(work, row, pauses.get(row.lead_id, ())) for row in stored]
    return [row for row in rows if not state or row.state == state]


def late_verdicts(work: Work) -> int:
    """How many handoffs are out without a verdict, and past its time; asked at every refresh, so no sheet is read."""
    late = (Stored.verdict == "", Stored.due_at < work.now)
    count = work.session.scalar(select(func.count()).select_from(Stored).where(*late)) or 0
    once_paused = select(Stored.lead_id, Stored.sent_at, Stored.due_at).where(
        *late, Stored.lead_id.in_(select(ClockPause.lead_id))
    )
    rows = work.session.execute(once_paused).all() if count else []
    pauses = pauses_of(work.session, [row.lead_id for row in rows])
    return count - sum(not _due(work, row, pauses[row.lead_id]).overdue for row in rows)


def _due(work: Work, row: Any, pauses: tuple[Pause, ...]) -> Due:
    return verdict_due(row.sent_at, row.due_at, pauses, work.now, clock_of(work.playbook.hours))


def handoff_row(work: Work, row: Stored) -> HandoffRow:
    """One handoff as a list shows it now."""
    return _row(work, row, pauses_of(work.session, [row.lead_id]).get(row.lead_id, ()))


def _row(work: Work, row: Stored, pauses: tuple[Pause, ...]) -> HandoffRow:
    sheet, due = row.sheet, _due(work, row, pauses)
    return HandoffRow(
        id=row.id,
        uuid=row.uuid,
        number=row.number,
        lead_id=row.lead_id,
        person=sheet.get("person", ""),
        account=sheet.get("account", ""),
        service_line_label=sheet.get("service_line", ""),
        sent_at=row.sent_at,
        by=row.by,
        to=sheet.get("to", ""),
        due_at=due.at,
        state=_state(work, row, due),
        verdict_at=row.verdict_at,
        verdict_by=row.verdict_by,
        reason=moves.by_code(work, "reject", row.reason) if row.reason else "",
        note=row.note,
        completeness=row.completeness,
        file_name=row.file_name,
    )


def _state(work: Work, row: Stored, due: Due) -> str:
    if row.verdict:
        return {"accept": "accepted", "reject": "rejected", "need_more": "need_more"}[row.verdict]
    if not due.overdue:
        return "pending"
    return "silent" if work.playbook.deadlines.silence_accepts else "overdue"
