"""Replies: a returned workbook recognised, looked at, and taken once; its verdict becomes a move through the gate."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.playbook import Reasoned, by_id
from app.domain.problems import Problem
from app.domain.reasons import LEARNED_LIMIT, Reason
from app.domain.stage import Stage
from app.language import tr, within
from app.services import moves
from app.services.handoffs import VERDICTS, handoff_row, issued_sheet
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import HandoffRow, Lead, ReplyRow, WorkspaceIdentity

if TYPE_CHECKING:
    from app.exports.replies import Reply  # openpyxl is met only when a workbook is read


_NOTE_IN_REASON = LEARNED_LIMIT * 3 // 4


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
        says=tr(
            "Handoff {number}, {person}: {verdict}.", number=row.number, person=person, verdict=_verdict(reply.verdict)
        ),
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
    said = _Said(reply.verdict, _chosen(work, reply.reason_code, reply.reason), reply.reason, reply.note, reply.name)
    on = reply.decided_on
    kept = _keep(work, row, said, on, file_name=path.name, digest=_digest(path), edited=reply.edited)
    kept += tuple(tr("Changed outside the reply sheet and not taken: {what}", what=what) for what in reply.edited)
    return _done(work, row, tr("Take the reply to handoff {number}", number=row.number), kept)


def give_verdict(
    work: Work, number: int, verdict: str, reason: str = "", note: str = "", name: str = "", on: date | None = None
) -> Changed:
    """Keep a verdict that came by word of mouth, exactly as if its workbook had come back. The outcome is its row.

    `reason` is the id or the label of a reason of the playbook; a rejection needs one.
    """
    row = work.session.scalar(select(HandoffRow).where(HandoffRow.number == number))
    if row is None:
        raise Problem(tr("There is no handoff {number}.", number=number))
    if verdict not in VERDICTS:
        names = ", ".join(VERDICTS)
        raise Problem(tr("'{verdict}' is not a verdict; choose one of {names}.", verdict=verdict, names=names))
    _refuse_second(row)
    chosen = _chosen(work, reason, reason)
    if verdict == "reject" and chosen is None:
        known = ", ".join(one.id for one in work.playbook.reasons.reject)
        raise Problem(tr("Choose why handoff {number} is rejected: {known}.", number=number, known=known))
    if _is_no_reason(verdict, chosen, note):
        alone = chosen.label if chosen else reason
        raise Problem(tr("Write a note: “{reason}” alone is not a reason.", reason=alone))
    said = _Said(verdict, chosen, reason.strip(), note.strip(), name.strip())
    kept = _keep(work, row, said, on, file_name="", digest="", edited=())
    return _done(work, row, tr("Note the verdict on handoff {number}", number=row.number), kept)


@dataclass(frozen=True, slots=True)
class _Said:
    """A verdict, whichever way it came."""

    verdict: str
    chosen: Reasoned | None
    reason: str
    note: str
    name: str


def _keep(
    work: Work,
    row: HandoffRow,
    said: _Said,
    on: date | None,
    *,
    file_name: str,
    digest: str,
    edited: Sequence[str],
) -> tuple[str, ...]:
    """Write the verdict down and let it move the lead; one that was closed since stays closed, which is said."""
    lead = lead_of(work, row.lead_id)
    row.verdict, row.verdict_by = said.verdict, said.name
    row.verdict_at = _moment(on, work.now, row.sent_at)
    row.reason, row.note = said.chosen.id if said.chosen else said.reason, said.note
    work.session.add(
        ReplyRow(
            handoff_id=row.id,
            taken_at=work.now,
            by=work.by,
            file_name=file_name,
            file_digest=digest,
            verdict=said.verdict,
            reason=row.reason,
            note=said.note,
            name=said.name,
            on=on,
            edited=list(edited),
        )
    )
    work.session.flush()
    if not lead.is_open:
        where = within(work.label("path", lead.path))
        return (
            tr("The verdict is kept; the lead was closed since the handoff left ({path}) and stays so.", path=where),
        )
    return _VERDICTS_DO[said.verdict](replace(work, door="reply"), lead, row, said.chosen)


def _done(work: Work, row: HandoffRow, did: str, kept: tuple[str, ...]) -> Changed:
    label = f"{did}: {_verdict(row.verdict)}"
    leads, places = frozenset({row.lead_id}), frozenset({"handoffs"})
    return Changed(label, leads, places=places, kept=kept, outcome=handoff_row(work, row))


def _read(work: Work, path: Path) -> tuple["Reply", HandoffRow]:
    """The reply and the handoff it answers. Raises Problem where it is not ours, was taken, or answers another."""
    from app.exports.replies import read_reply

    reply = read_reply(path)
    if reply.workspace != work.session.get_one(WorkspaceIdentity, 1).uuid:
        raise Problem(
            tr(
                "'{name}' answers a handoff of another workspace: open that workspace and take it there.",
                name=path.name,
            )
        )
    row = work.session.scalar(select(HandoffRow).where(HandoffRow.uuid == reply.handoff))
    if row is None:
        raise Problem(
            tr(
                "'{name}' answers handoff {number}, which is not in this workspace (an older copy?).",
                name=path.name,
                number=reply.number,
            )
        )
    taken = work.session.scalar(select(ReplyRow.id).where(ReplyRow.file_digest == _digest(path)))
    if taken is not None and row.verdict:
        raise Problem(
            tr("'{name}' was taken before; the verdict on handoff {number} stands.", name=path.name, number=row.number)
        )
    _refuse_second(row)
    if _is_no_reason(reply.verdict, _chosen(work, reply.reason_code, reply.reason), reply.note):
        raise Problem(
            tr(
                "'{name}' rejects with “{reason}” and no note: ask what the reason is.",
                name=path.name,
                reason=reply.reason,
            )
        )
    return (read_reply(path, issued_sheet(work, row.number)) if reply.edited else reply), row


def _verdict(verdict: str) -> str:
    return within(tr(VERDICTS[verdict]))


def _refuse_second(row: HandoffRow) -> None:
    if row.verdict:
        raise Problem(
            tr(
                "Handoff {number} has a verdict already ({verdict}); undo that reply first if this one replaces it.",
                number=row.number,
                verdict=_verdict(row.verdict),
            )
        )


def _is_no_reason(verdict: str, chosen: Reasoned | None, note: str) -> bool:
    """True where a rejection gives a reason like "Other" and no words with it (R5), whichever way it comes."""
    return verdict == "reject" and chosen is not None and chosen.needs_text and not note.strip()


def _chosen(work: Work, code: str, label: str) -> Reasoned | None:
    reasons = work.playbook.reasons.reject
    folded = label.casefold().strip()
    return by_id(reasons, code.strip()) or next((r for r in reasons if folded and folded == r.label.casefold()), None)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _moment(on: date | None, now: datetime, sent: datetime) -> datetime:
    """When the verdict was given: the day on the sheet, but neither ahead of the clock nor before it was sent."""
    if on is None:
        return now
    return max(sent, min(now, datetime.combine(on, time(12), UTC)))


# --- what a verdict does ----------------------------------------------------------------------------------------------


def _accepted(work: Work, lead: Lead, row: HandoffRow, _reason: Reasoned | None) -> tuple[str, ...]:
    """Sales accepted: what is proven becomes SQL; what is not stays at its stage, which is said, and goes on."""
    learned = tr("{who} accepted handoff {number}", who=_who(row), number=row.number)
    learned += f": {_short(row.note)}" if row.note else "."
    step = lead.next_step or tr("Go on as agreed in the handoff")
    today = work.today
    due = lead.due if lead.due is not None and lead.due >= today else moves.default_due(2, today)
    said: tuple[str, ...] = ()
    if Stage(lead.stage).rank < Stage.SQL.rank:
        try:
            reason = Reason(learned, step, due, lead.owner)
            moves.move(work, lead.id, stage=Stage.SQL, path=lead.path or None, reason=reason)
        except Problem as blocked:
            stage = Stage(lead.stage).label
            said = (tr("Accepted, and it stays {stage}. {why}", stage=stage, why=blocked.message),)
    lead.next_step, lead.due = step, due
    return said


def _rejected(work: Work, lead: Lead, row: HandoffRow, reason: Reasoned | None) -> tuple[str, ...]:
    """Sales rejected: the lead returns to whoever sent it, with the reason and what the reason asks for (H6)."""
    said = _short(row.note) or (reason.label if reason else tr("no note"))
    step = (reason.action if reason else "") or tr("Read the reason and decide again")
    learned = tr("{who} rejected handoff {number}: {why}", who=_who(row), number=row.number, why=said)
    back = Reason(learned, step, moves.default_due(2, work.today), row.by)
    stage = Stage.MQL if Stage(lead.stage).rank > Stage.MQL.rank else None
    _move(work, lead, stage, "nurture" if reason and reason.sent_too_early else "needs_research", back)
    return ()


def _needs_more(work: Work, lead: Lead, row: HandoffRow, reason: Reasoned | None) -> tuple[str, ...]:
    """Sales asks for more: the question goes to whoever sent it."""
    said = _short(row.note) or (reason.label if reason else tr("no note"))
    due = moves.default_due(1, work.today)
    learned = tr("{who} needs more for handoff {number}: {what}", who=_who(row), number=row.number, what=said)
    back = Reason(learned, tr("Find out and hand off again: {what}", what=said), due, row.by)
    _move(work, lead, None, "needs_research", back)
    return ()


_VERDICTS_DO = {"accept": _accepted, "reject": _rejected, "need_more": _needs_more}


def _move(work: Work, lead: Lead, stage: Stage | None, path: str, reason: Reason) -> None:
    """Through the gate where the lead changes place; where it stays, what comes next is written down all the same."""
    if stage is None and lead.path == path:
        lead.next_step, lead.owner, lead.due = reason.next_step, reason.owner, reason.due
        return
    moves.move(work, lead.id, stage=stage, path=path, reason=reason)


def _short(note: str) -> str:
    """A note as part of a reason; a very long one is whole with the handoff only."""
    return (
        note
        if len(note) <= _NOTE_IN_REASON
        else tr("{note} … (the rest is with the handoff)", note=note[:_NOTE_IN_REASON].rstrip())
    )


def _who(row: HandoffRow) -> str:
    return row.verdict_by[:200] or str(row.sheet.get("to") or "") or tr("Sales")


def is_reply(path: Path) -> bool:
    """True where a dropped file is a returned handoff rather than a list of leads; a quick look, no promise."""
    from app.exports.returned import looks_returned

    return looks_returned(path)
