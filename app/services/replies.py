"""Replies: a returned workbook recognised, looked at, and taken once; its verdict becomes a move through the gate."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.playbook import Reasoned, by_id
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.services import moves
from app.services.handoffs import VERDICTS, handoff_row, issued_sheet
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import HandoffRow, Lead, ReplyRow, WorkspaceIdentity

if TYPE_CHECKING:
    from app.exports.replies import Reply  # openpyxl is met only when a workbook is read


@dataclass(frozen=True, slots=True)
class ReplyView:
    """What a returned workbook says, before it is taken."""

    outcome: str  # can_take, refused
    says: str
    handoff: int | None = None  # its number
    lead_id: int | None = None
    person: str = ""
    verdict: str = ""
    reason: str = ""
    note: str = ""
    name: str = ""
    on: date | None = None
    edited: tuple[str, ...] = ()


def look_at_reply(work: Work, path: Path) -> ReplyView:
    """What a returned workbook says and whether it can be taken; nothing is changed."""
    try:
        reply, row = _read(work, path)
    except Problem as problem:
        return ReplyView("refused", problem.message)
    person = str(row.sheet.get("person", ""))
    return ReplyView(
        outcome="can_take",
        says=f"Handoff {row.number}, {person}: {VERDICTS[reply.verdict].lower()}.",
        handoff=row.number,
        lead_id=row.lead_id,
        person=person,
        verdict=reply.verdict,
        reason=reply.reason,
        note=reply.note,
        name=reply.name,
        on=reply.decided_on,
        edited=reply.edited,
    )


def take_reply(work: Work, path: Path) -> Changed:
    """Keep the verdict of a returned workbook on its handoff and move the lead accordingly. The outcome is its row."""
    reply, row = _read(work, path)
    lead = lead_of(work, row.lead_id)
    reason = _chosen(work, reply)
    row.verdict, row.verdict_by = reply.verdict, reply.name
    row.verdict_at = _moment(reply.decided_on, work.now, row.sent_at)
    row.reason, row.note = reason.id if reason else reply.reason, reply.note
    work.session.add(
        ReplyRow(
            handoff_id=row.id,
            taken_at=work.now,
            by=work.by,
            file_name=path.name,
            file_digest=_digest(path),
            verdict=reply.verdict,
            reason=row.reason,
            note=reply.note,
            name=reply.name,
            on=reply.decided_on,
            edited=list(reply.edited),
        )
    )
    work.session.flush()
    _VERDICTS_DO[reply.verdict](work, lead, row, reason)
    label = f"Take the reply to handoff {row.number}: {VERDICTS[reply.verdict].lower()}"
    kept = tuple(f"Changed outside the reply sheet and not taken: {what}" for what in reply.edited)
    return Changed(
        label, frozenset({lead.id}), places=frozenset({"handoffs"}), kept=kept, outcome=handoff_row(work, row)
    )


def _read(work: Work, path: Path) -> tuple["Reply", HandoffRow]:
    """The reply and the handoff it answers. Raises Problem where it is not ours, was taken, or answers another."""
    from app.exports.replies import read_reply

    reply = read_reply(path)
    if reply.workspace != work.session.get_one(WorkspaceIdentity, 1).uuid:
        raise Problem(f"'{path.name}' answers a handoff of another workspace: open that workspace and take it there.")
    row = work.session.scalar(select(HandoffRow).where(HandoffRow.uuid == reply.handoff))
    if row is None:
        raise Problem(f"'{path.name}' answers handoff {reply.number}, which is not in this workspace (an older copy?).")
    taken = work.session.scalar(select(ReplyRow.id).where(ReplyRow.file_digest == _digest(path)))
    if taken is not None and row.verdict:
        raise Problem(f"'{path.name}' was taken before; the verdict on handoff {row.number} stands.")
    if row.verdict:
        raise Problem(
            f"Handoff {row.number} has a verdict already ({VERDICTS[row.verdict].lower()}); "
            "undo that reply first if this one replaces it."
        )
    return (read_reply(path, issued_sheet(work, row.number)) if reply.edited else reply), row


def _chosen(work: Work, reply: "Reply") -> Reasoned | None:
    reasons = work.playbook.reasons.reject
    folded = reply.reason.casefold()
    return by_id(reasons, reply.reason_code) or next(
        (r for r in reasons if folded and folded == r.label.casefold()), None
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _moment(on: date | None, now: datetime, sent: datetime) -> datetime:
    """When the verdict was given: the day on the sheet, but neither ahead of the clock nor before it was sent."""
    if on is None:
        return now
    return max(sent, min(now, datetime.combine(on, time(12), UTC)))


# --- what a verdict does ----------------------------------------------------------------------------------------------


def _accepted(work: Work, lead: Lead, row: HandoffRow, _reason: Reasoned | None) -> None:
    """Sales accepted: what is proven becomes SQL; what is not stays at its stage and goes on."""
    learned = f"{_who(row)} accepted handoff {row.number}" + (f": {row.note}" if row.note else ".")
    step = lead.next_step or "Go on as agreed in the handoff"
    due = lead.due or moves.default_due(2, work.now.date())
    if Stage(lead.stage).rank < Stage.SQL.rank and moves.may_move(work, lead.id, Stage.SQL).allowed:
        moves.move(
            work, lead.id, stage=Stage.SQL, path=lead.path or None, reason=Reason(learned, step, due, lead.owner)
        )
    lead.next_step, lead.due = step, due


def _rejected(work: Work, lead: Lead, row: HandoffRow, reason: Reasoned | None) -> None:
    """Sales rejected: the lead returns to whoever sent it, with the reason and what the reason asks for (H6)."""
    said = row.note or (reason.label if reason else "no note")
    step = (reason.action if reason else "") or "Read the reason and decide again"
    back = Reason(
        f"{_who(row)} rejected handoff {row.number}: {said}", step, moves.default_due(2, work.now.date()), row.by
    )
    stage = Stage.MQL if Stage(lead.stage).rank > Stage.MQL.rank else None
    _move(work, lead, stage, "nurture" if reason and reason.sent_too_early else "needs_research", back)


def _needs_more(work: Work, lead: Lead, row: HandoffRow, reason: Reasoned | None) -> None:
    """Sales asks for more: the question goes to whoever sent it."""
    said = row.note or (reason.label if reason else "no note")
    due = moves.default_due(1, work.now.date())
    back = Reason(
        f"{_who(row)} needs more for handoff {row.number}: {said}", f"Find out and hand off again: {said}", due, row.by
    )
    _move(work, lead, None, "needs_research", back)


_VERDICTS_DO = {"accept": _accepted, "reject": _rejected, "need_more": _needs_more}


def _move(work: Work, lead: Lead, stage: Stage | None, path: str, reason: Reason) -> None:
    """Through the gate where the lead changes place; where it stays, what comes next is written down all the same."""
    if stage is None and lead.path == path:
        lead.next_step, lead.owner, lead.due = reason.next_step, reason.owner, reason.due
        return
    moves.move(work, lead.id, stage=stage, path=path, reason=reason)


def _who(row: HandoffRow) -> str:
    return row.verdict_by or str(row.sheet.get("to") or "") or "Sales"


def is_reply(path: Path) -> bool:
    """True where a dropped file is a returned handoff rather than a list of leads; a quick look, no promise."""
    from app.exports.replies import read_reply

    if path.suffix.casefold() != ".xlsx":
        return False
    try:
        read_reply(path)
    except Problem as problem:
        return "not a handoff" not in problem.message and "is damaged" not in problem.message
    return True
