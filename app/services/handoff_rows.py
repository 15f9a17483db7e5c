"""Handoffs as lists show them: what was sent, where it stands by the business clock, and what is alarming about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.domain.clock import clock_of
from app.domain.deadlines import Due, hours_left, never_reviewed, pause_now, verdict_due
from app.domain.lead import Pause
from app.domain.playbook import by_id
from app.services import moves
from app.services.handoff_versions import UNDECIDED, newer_of, numbers_of, replaced
from app.services.work import Work
from app.store.pauses import pauses_of
from app.store.tables import ClockPause, Lead
from app.store.tables import HandoffRow as Stored

_OF_VERDICT = {"accept": "accepted", "reject": "rejected", "need_more": "need_more"}


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
    state: str  # of handoff_words.STATES
    verdict_at: datetime | None
    verdict_by: str
    reason: str
    note: str
    completeness: int
    file_name: str
    version: int = 1
    replaces: int | None = None  # the number of the version before
    replaced_by: int | None = None  # the number of the version after
    privacy: str = "full"
    override: str = ""  # why it left in spite of a question that stops the deal
    alarm: str = ""  # of handoff_words.ALARMS
    hours_left: float | None = None  # of business, below zero past the deadline; None where nothing is waited for
    paused: bool = False  # its clock stands still

    @property
    def waits(self) -> bool:
        """True where a verdict is waited for."""
        return self.hours_left is not None


@dataclass(frozen=True, slots=True)
class _Known:
    """What many rows need and is asked for at once."""

    pauses: Mapping[int, tuple[Pause, ...]]
    newer: Mapping[int, int]
    numbers: Mapping[int, int]


def handoff_rows(
    work: Work, state: str = "", lead_id: int | None = None, account_id: int | None = None
) -> list[HandoffRow]:
    """Handoffs, the newest first; of one state, one lead or one account where it is named."""
    query = select(Stored).order_by(Stored.number.desc())
    if lead_id is not None:
        query = query.where(Stored.lead_id == lead_id)
    if account_id is not None:
        query = query.where(Stored.lead_id.in_(select(Lead.id).where(Lead.account_id == account_id)))
    return [row for row in rows_of(work, list(work.session.scalars(query))) if not state or row.state == state]


def handoff_row(work: Work, row: Stored) -> HandoffRow:
    """One handoff as a list shows it now."""
    return rows_of(work, [row])[0]


def rows_of(work: Work, stored: list[Stored]) -> list[HandoffRow]:
    """Stored packages as lists show them now, in their order."""
    newer = newer_of(work, [row.id for row in stored])
    older = [row.replaces_id for row in stored if row.replaces_id is not None]
    known = _Known(
        pauses_of(work.session, sorted({row.lead_id for row in stored})),
        newer,
        numbers_of(work, [*newer.values(), *older]),
    )
    return [_row(work, row, known) for row in stored]


def late_verdicts(work: Work) -> int:
    """How many handoffs are out without a verdict, and past its time; asked at every refresh, so no sheet is read."""
    late = (Stored.verdict == "", Stored.due_at < work.now, ~replaced())
    count = work.session.scalar(select(func.count()).select_from(Stored).where(*late)) or 0
    once_paused = select(Stored.lead_id, Stored.sent_at, Stored.due_at).where(
        *late, Stored.lead_id.in_(select(ClockPause.lead_id))
    )
    rows = work.session.execute(once_paused).all() if count else []
    pauses = pauses_of(work.session, [row.lead_id for row in rows])
    return count - sum(not _due(work, row, pauses[row.lead_id]).overdue for row in rows)


def _due(work: Work, row: Any, pauses: tuple[Pause, ...]) -> Due:
    return verdict_due(row.sent_at, row.due_at, pauses, work.now, clock_of(work.playbook.hours))


def _row(work: Work, row: Stored, known: _Known) -> HandoffRow:
    sheet, pauses = row.sheet, known.pauses.get(row.lead_id, ())
    due, newer = _due(work, row, pauses), known.newer.get(row.id)
    state = _state(work, row, due, newer is not None)
    waits = not row.verdict and state != "replaced"
    clock = clock_of(work.playbook.hours)
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
        state=state,
        verdict_at=row.verdict_at,
        verdict_by=row.verdict_by,
        reason=moves.by_code(work, "reject", row.reason) if row.reason else "",
        note=row.note,
        completeness=row.completeness,
        file_name=row.file_name,
        version=row.version,
        replaces=known.numbers.get(row.replaces_id) if row.replaces_id is not None else None,
        replaced_by=known.numbers.get(newer) if newer is not None else None,
        privacy=row.privacy,
        override=row.override,
        alarm=_alarm(work, row, waits and never_reviewed(due, row.due_at, pauses, work.now, clock)),
        hours_left=hours_left(due, work.now, clock, pauses) if waits else None,
        paused=waits and pause_now(pauses, work.now) is not None,
    )


def _alarm(work: Work, row: Stored, ignored: bool) -> str:
    """What is alarming: nobody looked at it, or it was rejected as not ready (H6)."""
    if ignored:
        return "never_reviewed"
    reason = by_id(work.playbook.reasons.reject, row.reason) if row.verdict == "reject" else None
    return "too_early" if reason is not None and reason.sent_too_early else ""


def _state(work: Work, row: Stored, due: Due, sent_again: bool) -> str:
    if sent_again and row.verdict in UNDECIDED:
        return "replaced"
    if row.verdict:
        return _OF_VERDICT[row.verdict]
    if not due.overdue:
        return "pending"
    return "silent" if work.playbook.deadlines.silence_accepts else "overdue"
