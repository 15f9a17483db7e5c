"""The story of a lead: what they did, what we did, answers, moves, handoffs and pauses on one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, select

from app.domain.evidence import TOUCH_KINDS
from app.domain.stage import Stage
from app.language import later, percent, tr, within
from app.services.calls.said import shown_answer
from app.services.route_verdicts import JudgedRoute, in_words, judged_routes
from app.services.work import Work
from app.store.tables import (
    AnswerRow,
    Call,
    CallLead,
    ClockPause,
    DiscoveryRow,
    HandoffRow,
    Move,
    RouteVerdict,
    SignalRow,
    TouchRow,
)


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One dated line of the story."""

    at: datetime
    kind: str  # signal, touch, answer, move, handoff, route, pause, call, said
    title: str
    text: str
    by: str
    id: int = 0  # of its row, among those of its kind


_VALUES = {"yes": later("Yes"), "no": later("No"), "unknown": later("Unknown")}
_RETURNED = {
    "accept": later("Handoff {number} accepted"),
    "reject": later("Handoff {number} rejected"),
    "need_more": later("Handoff {number} returned: needs more"),
}


# each made once: to make one takes longer than to run it
_LEAD = bindparam("lead", type_=Integer)
_SIGNALS = select(SignalRow).where(SignalRow.lead_id == _LEAD)
_TOUCHES = select(TouchRow).where(TouchRow.lead_id == _LEAD)
_ANSWERS = select(AnswerRow).where(AnswerRow.lead_id == _LEAD)
_ABOUT = select(CallLead.call_id).where(CallLead.lead_id == _LEAD)
_CALLS = select(Call).where(Call.id.in_(_ABOUT), Call.state != "done")
_SAID = select(DiscoveryRow).where(DiscoveryRow.lead_id == _LEAD, DiscoveryRow.settled != "ticked")
_MOVES = select(Move).where(Move.lead_id == _LEAD).order_by(Move.at, Move.id)
_JUDGED = select(RouteVerdict).join(Move).where(Move.lead_id == _LEAD)
_PAUSES = select(ClockPause).where(ClockPause.lead_id == _LEAD)
_HANDOFFS = select(HandoffRow).where(HandoffRow.lead_id == _LEAD)


def story(work: Work, lead_id: int, routes: Iterable[JudgedRoute] | None = None) -> tuple[StoryRow, ...]:
    """Everything that happened with a lead, newest first; `routes` are its judged ones, where they are known."""
    rows = [*_signals(work, lead_id), *_touches(work, lead_id), *_answers(work, lead_id)]
    routes = tuple(judged_routes(work, lead_id) if routes is None else routes)
    rows += [*_moves(work, lead_id, routes), *_handoffs(work, lead_id), *_pauses(work, lead_id)]
    rows += [*_calls(work, lead_id), *_said(work, lead_id)]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _signals(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(_SIGNALS, {"lead": lead_id}):
        offer = work.playbook.label("offer", row.offer)
        detail = [f"{name}: {value}" for name, value in row.extra.items() if value]
        asked = row.asked_for and tr("asked for: {words}", words=row.asked_for)
        parts = (row.asset, offer, asked, *detail, row.campaign)
        text = " · ".join(dict.fromkeys(part for part in parts if part))
        yield StoryRow(row.at, "signal", work.playbook.label("signal", row.kind), text, "", row.id)


def _touches(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(_TOUCHES, {"lead": lead_id}):
        reached = tr("reached") if row.reached else tr("not reached")
        yield StoryRow(
            row.at, "touch", f"{tr(TOUCH_KINDS.get(row.kind, row.kind))}, {reached}", row.outcome, row.by, row.id
        )


def _answers(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(_ANSWERS, {"lead": lead_id}):
        criterion = work.playbook.criterion(row.criterion)
        said = f"{row.evidence} ({row.who})" if row.evidence and row.who else row.evidence or row.who
        title = f"{tr(_VALUES[row.value])}: {criterion.question if criterion else row.criterion}"
        yield StoryRow(row.at, "answer", title, said, row.by, row.id)


def _calls(work: Work, lead_id: int) -> Iterable[StoryRow]:
    """Calls that are planned or were called off; one that was held is told by its touch."""
    for row in work.session.scalars(_CALLS, {"lead": lead_id}):
        if row.state == "cancelled":
            yield StoryRow(row.ended_at or row.created_at, "call", tr("Call called off"), row.learned, row.by, row.id)
            continue
        day = work.day_of(row.at).isoformat()
        yield StoryRow(row.created_at, "call", tr("Call planned for {day}", day=day), row.goal, row.by, row.id)


def _said(work: Work, lead_id: int) -> Iterable[StoryRow]:
    """What was said in calls and ticked nothing; of what ticked a criterion the answer itself tells."""
    for row in work.session.scalars(_SAID, {"lead": lead_id}):
        said = shown_answer(work, row)
        title = tr("Said: {question}", question=row.asked)
        yield StoryRow(row.at, "said", title, f"{said} ({row.who})" if row.who else said, row.by, row.id)


def _moves(work: Work, lead_id: int, routes: Iterable[JudgedRoute]) -> Iterable[StoryRow]:
    proposed = {one.move_id: in_words(one) for one in routes}
    names = {move: f"{one.label}, {within(one.path_label)}" for one in routes for move in one.moves}
    cycle = 1
    for row in work.session.scalars(_MOVES, {"lead": lead_id}):
        steps = [tr("Cycle {cycle}", cycle=row.cycle)] if row.cycle > cycle else []
        cycle = max(cycle, row.cycle)
        if row.from_stage != row.to_stage:
            steps.append(f"{Stage(row.from_stage).label} → {Stage(row.to_stage).label}")
        if row.from_path != row.to_path:
            steps.append(work.playbook.label("path", row.to_path))
        if row.override:
            steps.append(tr("overridden"))
        next_step = tr("Next: {next_step}", next_step=row.next_step) + (f", {row.due.isoformat()}" if row.due else "")
        lines = [row.learned, next_step]
        lines += [tr("Override: {why}", why=row.override)] if row.override else []
        lines += [tr("Route: {route}", route=proposed[row.id])] if row.id in proposed else []
        yield StoryRow(row.at, "move", " · ".join(steps) or tr("Moved"), "\n".join(lines), row.by, row.id)
    for word in work.session.scalars(_JUDGED, {"lead": lead_id}):
        route = names.get(word.move_id, "")
        title = (
            tr("Route judged right: {route}", route=route)
            if word.right
            else tr("Route judged wrong: {route}", route=route)
        )
        yield StoryRow(word.at, "route", title, word.note, word.by, word.move_id)


def _pauses(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(_PAUSES, {"lead": lead_id}):
        until = (
            tr("Until {day}", day=work.day_of(row.until).isoformat())
            if row.until
            else tr("Until somebody lets it go on")
        )
        yield StoryRow(row.since, "pause", tr("Clock paused: {reason}", reason=row.reason), until, row.by, row.id)
        if row.until is not None and row.until <= work.now:
            yield StoryRow(row.until, "pause", tr("The clock goes on"), row.reason, "", row.id)


def _handoffs(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(_HANDOFFS, {"lead": lead_id}):
        complete = tr("{share} complete", share=percent(row.completeness / 100))
        sent = tr("Handoff {number} sent", number=row.number)
        if row.version > 1:
            sent = tr("Handoff {number} sent, version {version}", number=row.number, version=row.version)
        if row.override:
            complete += "\n" + tr("Sent in spite of an open question that stops the deal: {why}", why=row.override)
        yield StoryRow(row.sent_at, "handoff", sent, complete, row.by, row.id)
        if row.verdict and row.verdict_at:
            yield StoryRow(
                row.verdict_at,
                "handoff",
                tr(_RETURNED[row.verdict], number=row.number),
                row.note,
                row.verdict_by,
                row.id,
            )
