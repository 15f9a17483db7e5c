"""What happened, as a review reads it: moves, touches, signals, packages and their verdicts, hundreds of thousands."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import func, select

from app.domain.evidence import TOUCH_KINDS
from app.domain.review.facts import HandoffFact, MoveFact, SignalFact, TouchFact
from app.domain.stage import Stage
from app.language import tr
from app.services.guarding import fit_to_leave
from app.services.review_righted import righted
from app.services.work import Work
from app.store.bulk import kept_rows
from app.store.by_column import Columns, aware
from app.store.tables import HandoffRow, Move, ReplyRow, SignalRow, TouchRow
from app.store.tables.foundation import moment

TALKS = frozenset({"call", "meeting", "visit"})  # kinds of touches in which people speak


class Labels(dict[str, str]):
    """The labels of a vocabulary by their ids; what it does not know stands for itself (R14)."""

    def __missing__(self, id: str) -> str:
        self[id] = id
        return id


def moves(work: Work) -> list[MoveFact]:
    """All moves, in the order in which they were written, and then what put leads elsewhere without one."""
    m = Move
    stages = (m.from_stage, m.to_stage, m.from_path, m.to_path)
    query = select(m.lead_id, aware(m.at), *stages, m.cycle, m.by, m.override.label("overridden"), m.code)
    read = Columns(work.session.connection(), query.order_by(m.id))
    written = read.as_rows(
        MoveFact,
        at=read.moments("at"),
        **{name: read.few(name) for name in ("from_stage", "to_stage", "from_path", "to_path", "by", "code")},
        overridden=map(bool, read["overridden"]),
    )
    return [*written, *righted(work)]


def qualifiers(made: Sequence[MoveFact]) -> dict[int, str]:
    """Who made the last move of each lead to MQL or beyond; `made` are moves as they were written."""
    beyond = {stage.value for stage in Stage if stage is not Stage.LEAD}
    up = (move for move in made if move.by and move.to_stage != move.from_stage and move.to_stage in beyond)
    return {move.lead_id: move.by for move in up}


def touches(work: Work) -> list[TouchFact]:
    """All touches, in the order in which they were written."""
    t = TouchRow
    words = Labels({kind: tr(label) for kind, label in TOUCH_KINDS.items()})
    query = select(t.lead_id, aware(t.at), t.kind, t.reached, t.by).order_by(t.id)
    read = Columns(work.session.connection(), query)
    return read.as_rows(
        TouchFact,
        at=read.moments("at"),
        kind=map(words.__getitem__, read["kind"]),
        reached=map(bool, read["reached"]),
        by=read.few("by"),
        talk=map(TALKS.__contains__, read["kind"]),
    )


def signals(work: Work) -> list[SignalFact]:
    """All signals, in the order in which they were written."""
    s, kinds = SignalRow, work.playbook.signal_kinds
    words, proofs = Labels({kind.id: kind.label for kind in kinds}), {kind.id for kind in kinds if not kind.engagement}
    query = select(s.lead_id, aware(s.at), s.kind, s.asset).order_by(s.id)
    read = Columns(work.session.connection(), query)
    return read.as_rows(
        SignalFact,
        at=read.moments("at"),
        kind=map(words.__getitem__, read["kind"]),
        asset=map(cache(fit_to_leave), read["asset"]),  # a few assets stand in most of them
        engagement=[kind not in proofs for kind in read["kind"]],
    )


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
