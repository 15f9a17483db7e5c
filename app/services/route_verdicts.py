"""Routes judged right or wrong: by what happened, or by hand; per lead for its story, per route for the review."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.clock import clock_of
from app.domain.problems import Problem
from app.domain.review.rates import Rate
from app.domain.route_outcomes import History, Judged, Package, Step, Word, accuracy, route_outcomes
from app.domain.stage import Stage
from app.language import later, tr, within
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.numbers import among, chunks, given
from app.store.tables import HandoffRow, Move, RouteVerdict, TouchRow

LONGEST = 1000  # characters of a note


@dataclass(frozen=True, slots=True)
class JudgedRoute:
    """A route that was proposed for a lead, and what became of it."""

    move_id: int  # the move at which it was proposed first
    moves: tuple[int, ...]
    at: datetime
    route: str
    label: str
    path: str
    path_label: str
    taken: bool
    outcome: str  # right, wrong, open
    says: str
    by: str  # who judged it by hand; empty where what happened decides


@dataclass(frozen=True, slots=True)
class AccuracyRow:
    """How often one route was right."""

    route: str
    label: str
    n: int
    right: int
    wrong: int
    open: int
    rate: Rate


def judge_route(work: Work, move_id: int, right: bool, note: str = "") -> Changed:
    """Say by hand whether the route proposed at a move was right; it counts for more than what happened."""
    move = work.session.get(Move, move_id)
    if move is None:
        raise Problem(tr("There is no move {move_id}; it may have been undone.", move_id=move_id))
    if not move.route:
        raise Problem(tr("No route was kept with this move, so there is nothing to judge."))
    note = note.strip()
    if not right and not note:
        raise Problem(tr("Write what was wrong with the route: who should have had it, or when."))
    if len(note) > LONGEST:
        raise Problem(tr("Shorten the note to {most} characters or fewer.", most=LONGEST))
    work.session.add(RouteVerdict(move_id=move.id, right=right, note=note, at=work.now, by=work.by))
    lead = lead_of(work, move.lead_id)
    name = lead.person.shown_name
    label = (
        tr("Judge the route of {name}: right", name=name)
        if right
        else tr("Judge the route of {name}: wrong", name=name)
    )
    return Changed(label, frozenset({lead.id}), kept=patient_warnings(note))


def judge_last_route(work: Work, lead_id: int, right: bool, note: str = "") -> Changed:
    """Judge by hand the route that was proposed for a lead last. Raises Problem where none was."""
    lead_of(work, lead_id)
    judged = judged_routes(work, lead_id)
    if not judged:
        raise Problem(tr("No route was kept with a move of this lead yet: move it first, then judge the route."))
    return judge_route(work, judged[-1].moves[-1], right, note)


def judged_routes(work: Work, lead_id: int) -> tuple[JudgedRoute, ...]:
    """Every route that was proposed for a lead, in order, with what became of it."""
    return tuple(_row(work, one) for one in _judged(work, [lead_id]))


def routing_accuracy(work: Work, since: datetime | None = None) -> tuple[AccuracyRow, ...]:
    """How often each route was right among those proposed since then, the most frequent first."""
    moved = select(Move.lead_id).where(Move.route != "").distinct()
    if since is not None:
        moved = moved.where(Move.at >= since)
    found = _judged(work, work.session.scalars(moved).all())
    labels = {route.id: route.label for route in work.playbook.routes}
    return tuple(
        AccuracyRow(row.route, labels.get(row.route, row.route), row.n, row.right, row.wrong, row.open, row.rate)
        for row in accuracy(one for one in found if since is None or one.at >= since)
    )


def in_words(judged: JudgedRoute) -> str:
    """One line of the story: 'Technical first, technical pre-sales: judged wrong by Bo: sales had the answer'."""
    known = tr(_OUTCOMES[judged.outcome])
    if judged.by:
        known = tr("judged {outcome} by {by}", outcome=known, by=judged.by)
        return f"{judged.label}, {within(judged.path_label)}: {known}: {judged.says}"
    return f"{judged.label}, {within(judged.path_label)}: {known}, {judged.says}"


_OUTCOMES = {"right": later("right"), "wrong": later("wrong"), "open": later("open")}


def _row(work: Work, one: Judged) -> JudgedRoute:
    labels = {route.id: route.label for route in work.playbook.routes}
    return JudgedRoute(
        one.move_id,
        one.moves,
        one.at,
        one.route,
        labels.get(one.route, one.route),
        one.path,
        work.playbook.label("path", one.path),
        one.taken,
        one.outcome.value,
        one.says,
        one.by,
    )


def _judged(work: Work, lead_ids: Sequence[int]) -> list[Judged]:
    clock = clock_of(work.playbook.hours)
    found: list[Judged] = []
    for ids in chunks(lead_ids):
        for history in _histories(work, ids):
            found += route_outcomes(history, work.playbook, work.now, clock)
    return found


# each made once: to make one takes longer than to run it
_M, _H, _T, _V = (table.__table__.c for table in (Move, HandoffRow, TouchRow, RouteVerdict))
_MOVES = (
    select(_M.lead_id, _M.id, _M.at, _M.to_stage, _M.to_path, _M.cycle, _M.route, _M.suggested_path)
    .where(_M.lead_id.in_(among()))
    .order_by(_M.at, _M.id)
)
_HANDOFFS = (
    select(_H.lead_id, _H.number, _H.sent_at, _H.verdict, _H.verdict_at, _H.verdict_by, _H.reason)
    .where(_H.lead_id.in_(among()))
    .order_by(_H.sent_at, _H.id)
)
_REACHED = select(_T.lead_id, _T.at).where(_T.lead_id.in_(among()), _T.reached.is_(True)).order_by(_T.at)
_BY_HAND = (
    select(_M.lead_id, _V.move_id, _V.right, _V.note, _V.at, _V.by)
    .join_from(RouteVerdict.__table__, Move.__table__, _M.id == _V.move_id)
    .where(_M.lead_id.in_(among()))
    .order_by(_V.at, _V.id)
)


def _histories(work: Work, lead_ids: Sequence[int]) -> Iterable[History]:
    """What is known of the way of each of these leads."""
    these, ask = given(lead_ids), work.session.execute
    steps: dict[int, list[Step]] = defaultdict(list)
    for row in ask(_MOVES, these):
        stage = Stage(row.to_stage)
        steps[row.lead_id].append(Step(row.id, row.at, stage, row.to_path, row.cycle, row.route, row.suggested_path))
    packages: dict[int, list[Package]] = defaultdict(list)
    for one in ask(_HANDOFFS, these):
        packages[one.lead_id].append(
            Package(one.number, one.sent_at, one.verdict, one.verdict_at, one.verdict_by, one.reason)
        )
    reached: dict[int, list[datetime]] = defaultdict(list)
    for lead_id, at in ask(_REACHED, these):
        reached[lead_id].append(at)
    words: dict[int, list[Word]] = defaultdict(list)
    for said in ask(_BY_HAND, these):
        words[said.lead_id].append(Word(said.move_id, said.right, said.note, said.at, said.by))
    return [History(steps[lead], packages[lead], reached[lead], words[lead]) for lead in lead_ids]
