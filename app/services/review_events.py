"""What happened, as a review reads it: moves, touches, signals, packages and their verdicts, hundreds of thousands."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import func, select

from app.domain.evidence import TOUCH_KINDS
from app.domain.review.facts import HandoffFact, MoveFact, SignalFact, TouchFact
from app.domain.stage import Stage
from app.language import tr
from app.services.guarding import fit_to_leave
from app.services.work import Work
from app.store.bulk import kept_rows
from app.store.tables import HandoffRow, Move, ReplyRow, SignalRow, TouchRow
from app.store.tables.foundation import moment

TALKS = frozenset({"call", "meeting", "visit"})  # kinds of touches in which people speak


def moves(work: Work) -> list[MoveFact]:
    """All moves, in the order in which they were written."""
    m = Move
    query = select(m.lead_id, m.at, m.from_stage, m.to_stage, m.from_path, m.to_path, m.cycle, m.by, m.override, m.code)
    return [
        MoveFact(lead, moment(at), before, after, left, came, cycle, by, bool(override), code)
        for lead, at, before, after, left, came, cycle, by, override, code in kept_rows(
            work.session.connection(), query.order_by(m.id)
        )
    ]


def qualifiers(made: list[MoveFact]) -> dict[int, str]:
    """Who made the last move of each lead to MQL or beyond; `made` are moves as they were written."""
    beyond = {stage.value for stage in Stage if stage is not Stage.LEAD}
    return {move.lead_id: move.by for move in made if move.to_stage != move.from_stage and move.to_stage in beyond}


def touches(work: Work) -> list[TouchFact]:
    """All touches, in the order in which they were written."""
    t = TouchRow
    words = {kind: (tr(label), kind in TALKS) for kind, label in TOUCH_KINDS.items()}
    facts = []
    for lead, at, kind, reached, by in kept_rows(
        work.session.connection(), select(t.lead_id, t.at, t.kind, t.reached, t.by).order_by(t.id)
    ):
        word, talk = words.get(kind) or (kind, kind in TALKS)
        facts.append(TouchFact(lead, moment(at), word, bool(reached), by, talk))
    return facts


def signals(work: Work) -> list[SignalFact]:
    """All signals, in the order in which they were written."""
    s = SignalRow
    kinds = {kind.id: (kind.label, kind.engagement) for kind in work.playbook.signal_kinds}
    named = cache(fit_to_leave)  # a few assets stand in most of them
    facts = []
    for lead, at, kind, asset in kept_rows(
        work.session.connection(), select(s.lead_id, s.at, s.kind, s.asset).order_by(s.id)
    ):
        label, engagement = kinds.get(kind) or (kind, True)
        facts.append(SignalFact(lead, moment(at), label, named(asset), engagement))
    return facts


def handoffs(work: Work) -> list[HandoffFact]:
    """All packages, by their number."""
    reasons = {reason.id: reason for reason in work.playbook.reasons.reject}
    paths = {path.label: path.id for path in work.playbook.paths}
    h, earlier = HandoffRow, _earlier(work)
    of_sheet = [func.json_extract(h.sheet, f"$.{part}") for part in ("path", "to", "missing")]
    columns = (h.id, h.replaces_id, h.number, h.lead_id, h.sent_at, h.verdict, h.verdict_at, h.reason, h.by)
    rows = kept_rows(work.session.connection(), select(*columns, h.completeness, *of_sheet).order_by(h.number))
    again = {replaces: moment(sent_at) for _, replaces, _, _, sent_at, *_ in rows if replaces is not None}
    facts = []
    for id, _, number, lead, sent_at, verdict, verdict_at, code, by, percent, path, to, missing in rows:
        reason = reasons.get(code)
        facts.append(
            HandoffFact(
                number=number,
                lead_id=lead,
                sent_at=moment(sent_at),
                verdict=verdict,
                verdict_at=moment(verdict_at) if verdict_at else None,
                reason=reason.label if reason else code,
                code=code,
                by=by,
                to=str(to or ""),
                path=paths.get(path or "", path or ""),
                percent=percent,
                too_early=bool(reason and reason.sent_too_early),
                verdict_hours=work.playbook.deadlines.verdict_hours,
                replaced_at=again.get(id),
                missing=tuple(map(str, json.loads(missing))) if missing else (),
                action=reason.action if reason else "",
                earlier=earlier.get(id, ()),
            )
        )
    return facts


def _earlier(work: Work) -> Mapping[int, tuple[tuple[str, datetime], ...]]:
    """The verdicts of each package that another one followed."""
    r, found = ReplyRow, defaultdict[int, list[tuple[str, datetime]]](list)
    for handoff, verdict, at in work.session.execute(select(r.handoff_id, r.verdict, r.taken_at).order_by(r.id)):
        found[handoff].append((verdict, at))
    return {handoff: tuple(given[:-1]) for handoff, given in found.items() if len(given) > 1}
