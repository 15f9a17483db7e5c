"""The story of a lead: what they did, what we did, answers, moves, handoffs and pauses on one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.evidence import TOUCH_KINDS
from app.domain.stage import Stage
from app.services.route_verdicts import in_words, judged_routes
from app.services.work import Work
from app.store.tables import AnswerRow, ClockPause, HandoffRow, Move, RouteVerdict, SignalRow, TouchRow


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One dated line of the story."""

    at: datetime
    kind: str  # signal, touch, answer, move, handoff, route, pause
    title: str
    text: str
    by: str
    id: int = 0  # of its row, among those of its kind


def story(work: Work, lead_id: int) -> tuple[StoryRow, ...]:
    """Everything that happened with a lead, newest first."""
    rows = [*_signals(work, lead_id), *_touches(work, lead_id), *_answers(work, lead_id)]
    rows += [*_moves(work, lead_id), *_handoffs(work, lead_id), *_pauses(work, lead_id)]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _signals(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(SignalRow).where(SignalRow.lead_id == lead_id)):
        offer = work.playbook.label("offer", row.offer)
        detail = [f"{name}: {value}" for name, value in row.extra.items() if value]
        parts = (row.asset, offer, row.asked_for and f"asked for: {row.asked_for}", *detail, row.campaign)
        text = " · ".join(dict.fromkeys(part for part in parts if part))
        yield StoryRow(row.at, "signal", work.playbook.label("signal", row.kind), text, "", row.id)


def _touches(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(TouchRow).where(TouchRow.lead_id == lead_id)):
        reached = "reached" if row.reached else "not reached"
        yield StoryRow(
            row.at, "touch", f"{TOUCH_KINDS.get(row.kind, row.kind)}, {reached}", row.outcome, row.by, row.id
        )


def _answers(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(AnswerRow).where(AnswerRow.lead_id == lead_id)):
        criterion = work.playbook.criterion(row.criterion)
        said = f"{row.evidence} ({row.who})" if row.evidence and row.who else row.evidence or row.who
        title = f"{row.value.capitalize()}: {criterion.question if criterion else row.criterion}"
        yield StoryRow(row.at, "answer", title, said, row.by, row.id)


def _moves(work: Work, lead_id: int) -> Iterable[StoryRow]:
    routes = judged_routes(work, lead_id)
    proposed = {one.move_id: in_words(one) for one in routes}
    names = {move: f"{one.label}, {one.path_label.lower()}" for one in routes for move in one.moves}
    cycle = 1
    for row in work.session.scalars(select(Move).where(Move.lead_id == lead_id).order_by(Move.at, Move.id)):
        steps = [f"Cycle {row.cycle}"] if row.cycle > cycle else []
        cycle = max(cycle, row.cycle)
        if row.from_stage != row.to_stage:
            steps.append(f"{Stage(row.from_stage).label} → {Stage(row.to_stage).label}")
        if row.from_path != row.to_path:
            steps.append(work.playbook.label("path", row.to_path))
        if row.override:
            steps.append("overridden")
        next_step = f"Next: {row.next_step}" + (f", {row.due.isoformat()}" if row.due else "")
        text = f"{row.learned}\n{next_step}" + (f"\nOverride: {row.override}" if row.override else "")
        text += f"\nRoute: {proposed[row.id]}" if row.id in proposed else ""
        yield StoryRow(row.at, "move", " · ".join(steps) or "Moved", text, row.by, row.id)
    for word in work.session.scalars(select(RouteVerdict).join(Move).where(Move.lead_id == lead_id)):
        title = f"Route judged {'right' if word.right else 'wrong'}: {names.get(word.move_id, '')}"
        yield StoryRow(word.at, "route", title, word.note, word.by, word.move_id)


def _pauses(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(ClockPause).where(ClockPause.lead_id == lead_id)):
        until = f"Until {work.day_of(row.until).isoformat()}" if row.until else "Until somebody lets it go on"
        yield StoryRow(row.since, "pause", f"Clock paused: {row.reason}", until, row.by, row.id)
        if row.until is not None and row.until <= work.now:
            yield StoryRow(row.until, "pause", "The clock goes on", row.reason, "", row.id)


def _handoffs(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(HandoffRow).where(HandoffRow.lead_id == lead_id)):
        yield StoryRow(
            row.sent_at, "handoff", f"Handoff {row.number} sent", f"{row.completeness} % complete", row.by, row.id
        )
        if row.verdict and row.verdict_at:
            words = {"accept": "accepted", "reject": "rejected", "need_more": "returned: needs more"}
            yield StoryRow(
                row.verdict_at,
                "handoff",
                f"Handoff {row.number} {words[row.verdict]}",
                row.note,
                row.verdict_by,
                row.id,
            )
