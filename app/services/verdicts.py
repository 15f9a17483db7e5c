"""Verdicts: what sales said of a handoff, written down, and the move through the gate that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from app.domain.matching import fold
from app.domain.playbook import Reasoned
from app.domain.problems import Problem
from app.domain.reasons import LEARNED_LIMIT, Reason
from app.domain.replying import questions_in
from app.domain.stage import Stage
from app.language import tr, tr_many, within
from app.services import moves
from app.services.gaps import add_gap, areas, gap_rows
from app.services.guarding import patient_warnings
from app.services.handoff_words import VERDICTS
from app.services.touches import lead_of
from app.services.work import Work
from app.store.tables import HandoffRow, Lead, ReplyRow

_NOTE_IN_REASON = LEARNED_LIMIT * 3 // 4
_SHORTEST = 4  # letters of a word by which a question is taken for one of an area


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict, whichever way it came: on a workbook, or by word of mouth."""

    verdict: str  # accept, reject, need_more
    chosen: Reasoned | None = None  # the reason, where the playbook in force has it
    reason: str = ""
    note: str = ""
    name: str = ""
    on: date | None = None
    file_name: str = ""
    digest: str = ""
    edited: tuple[str, ...] = ()

    @property
    def kept_reason(self) -> str:
        """The reason as it is stored: its id, or its words where the playbook in force does not have it."""
        return self.chosen.id if self.chosen else self.reason[:60]


def spoken_verdict(verdict: str) -> str:
    """A verdict as a part of a sentence."""
    return within(tr(VERDICTS[verdict]))


def keep_verdict(work: Work, row: HandoffRow, said: Verdict) -> tuple[str, ...]:
    """Write a verdict down and let it move the lead; one that was closed since stays closed, which is said."""
    lead = lead_of(work, row.lead_id)
    row.verdict, row.verdict_by = said.verdict, said.name
    row.verdict_at = _moment(said.on, work.now, row.sent_at)
    row.reason, row.note = said.kept_reason, said.note
    work.session.add(
        ReplyRow(
            handoff_id=row.id,
            taken_at=work.now,
            by=work.by,
            file_name=said.file_name[:300],
            file_digest=said.digest,
            verdict=said.verdict,
            reason=row.reason,
            note=said.note,
            name=said.name,
            on=said.on,
            edited=list(said.edited),
        )
    )
    work.session.flush()
    if not lead.is_open:
        return (_stays_closed(work, lead),)
    told = _DO[said.verdict](replace(work, door="reply"), lead, row, said)
    return (*told, *patient_warnings(said.note, said.name))


def foreseen(work: Work, row: HandoffRow, said: Verdict) -> str:
    """What a verdict will do once it is taken, in a sentence or two; nothing is changed. Problem: the lead is gone."""
    lead = lead_of(work, row.lead_id)
    if not lead.is_open:
        return _stays_closed(work, lead)
    if said.verdict == "accept":
        return _foreseen_acceptance(work, lead)
    back = _way_back(work, lead, row, said)
    place = tr("Goes back to {owner}", owner=back.reason.owner)
    if back.stage is not None:
        place = tr("Goes back to {owner} as {stage}", owner=back.reason.owner, stage=back.stage.label)
    path = work.label("path", back.path)
    step = back.reason.next_step
    due = back.reason.due.isoformat() if back.reason.due else ""
    told = tr("{place}, {path}. Next, by {due}: {step}", place=place, path=within(path), step=step, due=due)
    asked = _asked(work, lead, said) if said.verdict == "need_more" else ()
    if not asked:
        return told
    owed = tr_many("Opens {count} gap that we owe.", "Opens {count} gaps that we owe.", len(asked))
    if told.endswith(("?", "!")):  # a question ends its sentence itself
        return f"{told} {owed}"
    return tr("{told}. {owed}", told=told.rstrip("."), owed=owed)


def _foreseen_acceptance(work: Work, lead: Lead) -> str:
    if Stage(lead.stage).rank >= Stage.SQL.rank:
        return tr("Stays {stage}; the next step goes on as agreed.", stage=Stage(lead.stage).label)
    answer = moves.may_move(work, lead.id, Stage.SQL, lead.path or None)
    if not answer.allowed:
        return tr("Stays {stage} although it is accepted. {why}", stage=Stage(lead.stage).label, why=answer.says)
    return " ".join((tr("Becomes SQL: everything it needs is proven."), *answer.warnings))


def _stays_closed(work: Work, lead: Lead) -> str:
    where = within(work.label("path", lead.path))
    return tr("The verdict is kept; the lead was closed since the handoff left ({path}) and stays so.", path=where)


def _moment(on: date | None, now: datetime, sent: datetime) -> datetime:
    """When the verdict was given: the day on the sheet, but neither ahead of the clock nor before it was sent."""
    if on is None:
        return now
    return max(sent, min(now, datetime.combine(on, time(12), UTC)))


# --- what a verdict does ----------------------------------------------------------------------------------------------


def _accepted(work: Work, lead: Lead, row: HandoffRow, said: Verdict) -> tuple[str, ...]:
    """Sales accepted: what is proven becomes SQL; what is not stays at its stage, which is said, and goes on."""
    learned = tr("{who} accepted handoff {number}", who=_who(row, said), number=row.number)
    learned += f": {_short(said.note)}" if said.note else "."
    step = lead.next_step or tr("Go on as agreed in the handoff")
    today = work.today
    due = lead.due if lead.due is not None and lead.due >= today else moves.default_due(2, today)
    told: tuple[str, ...] = ()
    if Stage(lead.stage).rank < Stage.SQL.rank:
        try:
            reason = Reason(learned, step, due, lead.owner)
            moves.move(work, lead.id, stage=Stage.SQL, path=lead.path or None, reason=reason)
        except Problem as blocked:
            stage = Stage(lead.stage).label
            told = (tr("Accepted, and it stays {stage}. {why}", stage=stage, why=blocked.message),)
    lead.next_step, lead.due = step, due
    return told


@dataclass(frozen=True, slots=True)
class _WayBack:
    """Where a lead goes that sales does not take as it is; no stage means that it stays at its own."""

    stage: Stage | None
    path: str
    reason: Reason


def _way_back(work: Work, lead: Lead, row: HandoffRow, said: Verdict) -> _WayBack:
    """A rejection returns the lead to whoever sent it, with the reason and what it asks for (H6); a question too."""
    words = _short(said.note) or (said.chosen.label if said.chosen else said.reason) or tr("no note")
    told = {"who": _who(row, said), "number": row.number, "what": words}
    if said.verdict == "need_more":
        learned = tr("{who} needs more for handoff {number}: {what}", **told)
        step = tr("Find out and hand off again: {what}", what=words)
        due = moves.default_due(1, work.today)
        return _WayBack(None, "needs_research", Reason(learned, step, due, row.by))
    learned = tr("{who} rejected handoff {number}: {why}", who=told["who"], number=row.number, why=words)
    step = (said.chosen.action if said.chosen else "") or tr("Read the reason and decide again")
    code = said.chosen.id if said.chosen else ""
    reason = Reason(learned, step, moves.default_due(2, work.today), row.by, code)
    stage = Stage.MQL if Stage(lead.stage).rank > Stage.MQL.rank else None
    return _WayBack(stage, "nurture" if said.chosen and said.chosen.sent_too_early else "needs_research", reason)


def _rejected(work: Work, lead: Lead, row: HandoffRow, said: Verdict) -> tuple[str, ...]:
    _go_back(work, lead, _way_back(work, lead, row, said))
    return ()


def _needs_more(work: Work, lead: Lead, row: HandoffRow, said: Verdict) -> tuple[str, ...]:
    """Sales asks for more: whoever sent it finds out, and every question is a gap that we owe."""
    back = _way_back(work, lead, row, said)
    _go_back(work, lead, back)
    known, asked = areas(work), _asked(work, lead, said)
    for question in asked:
        add_gap(work, lead.id, question, _area_of(known, question), owner=row.by, due=back.reason.due)
    return (
        (tr_many("{count} gap opened that we owe.", "{count} gaps opened that we owe.", len(asked)),) if asked else ()
    )


def _asked(work: Work, lead: Lead, said: Verdict) -> tuple[str, ...]:
    """The questions of a note that nobody has registered yet; none where the playbook has no areas for them."""
    known = {fold(gap.question) for gap in gap_rows(work, lead=lead.id, unsettled=True)}
    return tuple(question for question in questions_in(said.note) if fold(question) not in known and areas(work))


_DO = {"accept": _accepted, "reject": _rejected, "need_more": _needs_more}


def _go_back(work: Work, lead: Lead, back: _WayBack) -> None:
    """Through the gate where the lead changes place; where it stays, what comes next is written down all the same."""
    if back.stage is None and lead.path == back.path:
        lead.next_step, lead.owner, lead.due = back.reason.next_step, back.reason.owner, back.reason.due
        return
    moves.move(work, lead.id, stage=back.stage, path=back.path, reason=back.reason)


def _area_of(areas: Mapping[str, str], question: str) -> str:
    """The area whose name the question uses; the first one of the playbook where it uses none."""
    asked = fold(question).split()

    def named(words: str) -> bool:
        return any(word in asked for word in fold(words).split() if len(word) >= _SHORTEST)

    return next((id for id, label in areas.items() if named(f"{id} {label}")), next(iter(areas)))


def _short(note: str) -> str:
    """A note as part of a reason; a very long one is whole with the handoff only."""
    return (
        note
        if len(note) <= _NOTE_IN_REASON
        else tr("{note} … (the rest is with the handoff)", note=note[:_NOTE_IN_REASON].rstrip())
    )


def _who(row: HandoffRow, said: Verdict) -> str:
    return said.name[:200] or str(row.sheet.get("to") or "") or tr("Sales")
