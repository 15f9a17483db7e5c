"""One returned workbook judged by itself: whose it is, what it says, and what has to be asked before it is taken."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.playbook import Reasoned, by_id
from app.domain.replying import ASK, NotTaken, Said, day_that_counts, may_ask, must_ask
from app.language import tr
from app.services.handoff_versions import latest_of
from app.services.handoffs import issued_sheet
from app.services.reply_files import ReplyFile
from app.services.reply_view import CAN_TAKE, Looked, ReplyView, content_of, same_words, with_question
from app.services.verdicts import Verdict, foreseen, spoken_verdict
from app.services.work import Work
from app.store.tables import HandoffRow, ReplyRow, WorkspaceIdentity

if TYPE_CHECKING:
    from app.exports.replies import Marks, Reply  # openpyxl is met only when a workbook is read


def judged(work: Work, file: ReplyFile) -> Looked:
    """Judge a workbook that could be read; nothing is changed. Raises NotTaken where it is no handoff of ours."""
    from app.exports.replies import marks_of

    marks = marks_of(file.book, file.path.name)
    try:
        return _judged(work, file, marks)
    except NotTaken as stopped:
        return Looked(with_question(_which(work, file, marks), stopped), stopped=stopped)


def _which(work: Work, file: ReplyFile, marks: "Marks") -> ReplyView:
    """Which handoff a workbook is, as far as this workspace knows it."""
    row = _marked(work, marks) if _is_here(work, marks) else None
    view = ReplyView(CAN_TAKE, "", path=file.path, digest=file.digest)
    if row is None:
        return view
    person, account = str(row.sheet.get("person", "")), str(row.sheet.get("account", ""))
    return replace(view, handoff=row.number, lead_id=row.lead_id, person=person, account=account)


def _is_here(work: Work, marks: "Marks") -> bool:
    return marks.workspace == work.session.get_one(WorkspaceIdentity, 1).uuid.casefold()


def _marked(work: Work, marks: "Marks") -> HandoffRow | None:
    return work.session.scalar(select(HandoffRow).where(HandoffRow.uuid == marks.handoff))


def _judged(work: Work, file: ReplyFile, marks: "Marks") -> Looked:
    from app.exports.replies import edits_of, reply_of

    reply = reply_of(file.book, marks, file.path.name)
    row = _row(work, file, marks)
    said, verdict = _read(work, file, reply, row)
    view = _view(work, file, marks, reply)
    lacks = must_ask(said, file.path.name)
    if lacks is not None:
        return Looked(with_question(view, lacks), stopped=lacks)
    _refuse_what_stands(work, file, row, verdict)
    edited = edits_of(file.book, marks, lambda: issued_sheet(work, row.number))
    target, asks = _in_force(work, file, row)
    verdict = replace(verdict, edited=edited)
    view = replace(view, edited=edited, happens=foreseen(work, target, verdict))
    soft = asks or may_ask(said, file.path.name, work.day_of(row.sent_at), work.today)
    if soft is None:
        return Looked(view, target, verdict)
    return Looked(with_question(view, soft), target if soft.may_be_taken else None, verdict, soft)


def _row(work: Work, file: ReplyFile, marks: "Marks") -> HandoffRow:
    """The handoff that a workbook says it is."""
    if not _is_here(work, marks):
        raise NotTaken(
            "another_workspace",
            tr(
                "'{name}' answers a handoff of another workspace: open that workspace and take it there.",
                name=file.path.name,
            ),
        )
    row = _marked(work, marks)
    if row is None:
        raise NotTaken(
            "unknown",
            tr(
                "'{name}' answers handoff {number}, which is not in this workspace (an older copy?).",
                name=file.path.name,
                number=marks.number,
            ),
        )
    if marks.digest and marks.digest != row.digest:
        raise NotTaken(
            "two_marks",
            tr(
                "'{name}' is marked as handoff {number} and was made from other facts: ask for the workbook as it was "
                "sent out, filled in.",
                name=file.path.name,
                number=row.number,
            ),
            ASK,
        )
    return row


def _refuse_what_stands(work: Work, file: ReplyFile, row: HandoffRow, verdict: Verdict) -> None:
    """The same file, or the same words in another one, says nothing new while that verdict stands."""
    asked = (row.id, latest_of(work, row).id)
    kept = work.session.scalars(select(ReplyRow).where(ReplyRow.handoff_id.in_(asked)).order_by(ReplyRow.id.desc()))
    for one in kept:
        again = one.file_digest == file.digest
        if _stands(work, one) and (again or _words(one) == content_of(verdict)):
            raise _taken_before(work, file, row, one, again=again)


def _stands(work: Work, kept: ReplyRow) -> bool:
    """True where the handoff has this very verdict now: it was neither taken back nor followed by a later one."""
    row = work.session.get_one(HandoffRow, kept.handoff_id)
    return (row.verdict, row.reason, row.note, row.verdict_by) == (kept.verdict, kept.reason, kept.note, kept.name)


def _words(kept: ReplyRow) -> tuple[str, ...]:
    return same_words(kept.verdict, kept.reason, kept.note, kept.name)


def _taken_before(work: Work, file: ReplyFile, row: HandoffRow, kept: ReplyRow, *, again: bool) -> NotTaken:
    told = {
        "name": file.path.name,
        "other": kept.file_name,
        "day": work.day_of(kept.taken_at).isoformat(),
        "number": row.number,
    }
    if again:
        says = tr("'{name}' was taken before, on {day}; the verdict on handoff {number} stands.", **told)
    elif kept.file_name:
        says = tr("'{name}' was taken before, as '{other}' on {day}; the verdict on handoff {number} stands.", **told)
    else:
        says = tr("'{name}' says what was noted on {day} already; the verdict on handoff {number} stands.", **told)
    return NotTaken("taken_before", says)


def _read(work: Work, file: ReplyFile, reply: "Reply", row: HandoffRow) -> tuple[Said, Verdict]:
    """The words of a reply as a verdict of this playbook; a day is read the way that makes sense of it."""
    chosen = chosen_reason(work, reply.reason_code, reply.reason)
    sent = work.day_of(row.sent_at)
    on = reply.decided_on or _day(reply.written_day, sent, work.today, epoch_1904=file.book.epoch_1904)
    said = Said(
        verdict=reply.verdict,
        reason=reply.reason,
        known_reason=not reply.reason or chosen is not None or bool(reply.reason_code),
        needs_note=chosen is not None and chosen.needs_text,
        note=reply.note,
        name=reply.name,
        on=on,
        written_day=reply.written_day,
        unclear_day=bool(reply.written_day) and on is None,
    )
    verdict = Verdict(
        verdict=reply.verdict,
        chosen=chosen,
        reason=reply.reason,
        note=reply.note,
        name=reply.name,
        on=day_that_counts(said, sent, work.today),
        file_name=file.path.name,
        digest=file.digest,
    )
    return said, verdict


def _day(text: str, sent: date, today: date, *, epoch_1904: bool) -> date | None:
    """A day that was typed as text; where day and month may be either, the reading that lies in between counts."""
    if not text:
        return None
    from app.intake.cleaning.dates import clean_date

    readings = {clean_date(text, order, epoch_1904)[0][:10] for order in (None, "dmy", "mdy")} - {""}
    days = sorted(date.fromisoformat(one) for one in readings)
    between = [day for day in days if sent <= day <= today]
    return between[0] if len(between) == 1 else days[0] if len(days) == 1 else None


def chosen_reason(work: Work, code: str, label: str) -> Reasoned | None:
    """A reason to reject of the playbook in force, by its id or its words."""
    reasons = work.playbook.reasons.reject
    folded = " ".join(label.split()).casefold()
    return by_id(reasons, code.strip()) or next(
        (one for one in reasons if folded and folded in (one.label.casefold(), one.id.casefold())), None
    )


def _view(work: Work, file: ReplyFile, marks: "Marks", reply: "Reply") -> ReplyView:
    view = _which(work, file, marks)
    told = {"number": view.handoff, "person": view.person, "verdict": spoken_verdict(reply.verdict)}
    return replace(
        view,
        says=tr("Handoff {number}, {person}: {verdict}.", **told),
        verdict=reply.verdict,
        reason=reply.reason,
        note=reply.note,
        name=reply.name,
        on=reply.decided_on,
    )


def _in_force(work: Work, file: ReplyFile, row: HandoffRow) -> tuple[HandoffRow, NotTaken | None]:
    """The version whose verdict it would be, and what has to be asked where that is not simply this one."""
    latest = latest_of(work, row)
    if latest is not row:
        return latest, _older_version(work, file, row, latest)
    if not row.verdict:
        return row, None
    return row, NotTaken(
        "second_verdict",
        tr(
            "Handoff {number} has a verdict already ({verdict}); undo that reply first if this one replaces it, or "
            "take '{name}' as the later verdict.",
            number=row.number,
            verdict=spoken_verdict(row.verdict),
            name=file.path.name,
        ),
        ASK,
        may_be_taken=True,
    )


def _older_version(work: Work, file: ReplyFile, row: HandoffRow, latest: HandoffRow) -> NotTaken:
    told = {
        "name": file.path.name,
        "version": row.version,
        "number": row.number,
        "newer": latest.number,
        "latest": latest.version,
        "day": work.day_of(latest.sent_at).isoformat(),
    }
    if latest.verdict:
        says = tr(
            "'{name}' answers version {version} (handoff {number}); it was sent again as handoff {newer} on {day}, "
            "which has a verdict already ({verdict}).",
            **told,
            verdict=spoken_verdict(latest.verdict),
        )
        return NotTaken("older_version", says, ASK)
    says = tr(
        "'{name}' answers version {version} (handoff {number}); it was sent again as handoff {newer}, version "
        "{latest}, on {day}. Ask whether the verdict holds for that one; taken now, it counts for handoff {newer}.",
        **told,
    )
    return NotTaken("older_version", says, ASK, may_be_taken=True)
