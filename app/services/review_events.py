"""What happened, as a review reads it: moves, touches, signals, packages and their verdicts, hundreds of thousands."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import repeat
from typing import Any

from sqlalchemy import Select, Text, func, select, type_coerce

from app.domain.clock import clock_of
from app.domain.deadlines import verdict_due
from app.domain.evidence import TOUCH_KINDS
from app.domain.review.facts import HandoffFact, MoveFact, SignalFact, TouchFact
from app.domain.stage import Stage
from app.language import tr
from app.services.guarding import fit_to_leave
from app.services.handoff_versions import replaced
from app.services.work import Work
from app.store.by_column import Columns, aware
from app.store.pauses import pauses_of
from app.store.tables import HandoffRow, Move, ReplyRow, SignalRow, TouchRow

TALKS = frozenset({"call", "meeting", "visit"})  # kinds of touches in which people speak


Within = tuple[datetime, datetime]
"""From a moment on, until before another."""


class Labels(dict[str, str]):
    """The labels of a vocabulary by their ids; what it does not know stands for itself (R14)."""

    def __missing__(self, id: str) -> str:
        self[id] = id
        return id


def moves(work: Work, *, told: bool = True) -> list[MoveFact]:
    """All moves, in the order in which they were written; not `told`, without who made them and with what code."""
    m = Move
    stages, by = (m.from_stage, m.to_stage, m.from_path, m.to_path), (m.by, m.code) if told else ()
    query = select(m.lead_id, aware(m.at), *stages, m.cycle, m.override.label("overridden"), *by)
    read = Columns(work.session.connection(), query.order_by(m.id))
    return read.as_rows(
        MoveFact,
        at=read.moments("at"),
        **{column.key: read.few(column.key) for column in (*stages, *by)},
        overridden=map(bool, read["overridden"]),
    )


def qualifiers(made: Sequence[MoveFact]) -> dict[int, str]:
    """Who made the last move of each lead to MQL or beyond; `made` are moves as they were written."""
    beyond = {stage.value for stage in Stage if stage is not Stage.LEAD}
    up = (move for move in made if move.by and move.to_stage != move.from_stage and move.to_stage in beyond)
    return {move.lead_id: move.by for move in up}


def touches(work: Work, within: Within | None = None) -> list[TouchFact]:
    """All touches, in the order in which they were written; or those of the leads that were touched within some time.

    These are all of such a lead, because one asks whether a touch was its first.
    """
    t = TouchRow
    words = Labels({kind: tr(label) for kind, label in TOUCH_KINDS.items()})
    query = select(t.lead_id, aware(t.at), t.kind, t.reached, t.by, t.call_id.is_not(None).label("prepared")).order_by(
        t.id
    )
    if within is not None:
        start, end = within
        query = query.where(t.lead_id.in_(select(t.lead_id).where(t.at >= start, t.at < end)))
    read = Columns(work.session.connection(), query)
    return read.as_rows(
        TouchFact,
        at=read.moments("at"),
        kind=map(words.__getitem__, read["kind"]),
        reached=map(bool, read["reached"]),
        by=read.few("by"),
        talk=map(TALKS.__contains__, read["kind"]),
        prepared=map(bool, read["prepared"]),
    )


def signals(work: Work, since: datetime | None = None) -> list[SignalFact]:
    """All signals, in the order in which they were written; or those from a moment on."""
    s, kinds = SignalRow, work.playbook.signal_kinds
    words, proofs = Labels({kind.id: kind.label for kind in kinds}), {kind.id for kind in kinds if not kind.engagement}
    query = select(s.lead_id, aware(s.at), s.kind, s.asset).order_by(s.id)
    if since is not None:
        query = query.where(s.at >= since)
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
    labels = Labels({id: reason.label for id, reason in reasons.items()})
    early = {id for id, reason in reasons.items() if reason.sent_too_early}
    paths = Labels({path.label: path.id for path in work.playbook.paths})
    read, earlier = Columns(work.session.connection(), _packages()), _earlier(work)
    sent, missing = list(read.moments("sent_at")), cache(_names)
    again = {replaces: at for replaces, at in zip(read["replaces_id"], sent, strict=True) if replaces is not None}
    found = read.as_rows(
        HandoffFact,
        sent_at=sent,
        verdict=read.few("verdict"),
        verdict_at=[datetime.fromisoformat(at) if at else None for at in read["verdict_at"]],
        reason=map(labels.__getitem__, read["code"]),
        by=read.few("by"),
        to=[str(to or "") for to in read["to"]],
        path=[paths[path or ""] for path in read["path"]],
        too_early=map(early.__contains__, read["code"]),
        verdict_hours=repeat(work.playbook.deadlines.verdict_hours, len(sent)),
        replaced_at=map(again.get, read["id"]),
        missing=map(missing, read["missing"]),
        action=[reasons[code].action if code in reasons else "" for code in read["code"]],
        earlier=map(earlier.get, read["id"], repeat(())),
    )
    return _accepted_by_silence(work, found) if work.playbook.deadlines.silence_accepts else found


def _accepted_by_silence(work: Work, found: list[HandoffFact]) -> list[HandoffFact]:
    """The same with what nobody answered in time accepted since then, as the board of handoffs shows it (H5)."""
    waiting = (HandoffRow.verdict == "", ~replaced())
    promised = select(HandoffRow.number, HandoffRow.lead_id, HandoffRow.sent_at, HandoffRow.due_at).where(*waiting)
    rows = work.session.execute(promised).all()
    pauses, clock = pauses_of(work.session, sorted({row.lead_id for row in rows})), clock_of(work.playbook.hours)
    silent = dict[int, datetime]()
    for number, lead_id, sent_at, due_at in rows:
        due = verdict_due(sent_at, due_at, pauses.get(lead_id, ()), work.now, clock)
        if due.overdue:
            silent[number] = due.at
    return [
        one._replace(verdict="accept", verdict_at=silent[one.number], silent=True) if one.number in silent else one
        for one in found
    ]


def _packages() -> Select[*tuple[Any, ...]]:
    h = HandoffRow
    of_sheet = [
        (type_coerce(func.json_extract(h.sheet, f"$.{part}"), Text) + "").label(part)  # as text, also where it is JSON
        for part in ("path", "to", "missing")
    ]
    named = (h.reason.label("code"), h.completeness.label("percent"))
    answered = (aware(h.sent_at), h.verdict, aware(h.verdict_at), *named)
    return select(h.id, h.replaces_id, h.number, h.lead_id, h.by, *answered, *of_sheet).order_by(h.number)


def _names(listed: str | None) -> tuple[str, ...]:
    return tuple(map(str, json.loads(listed))) if listed else ()


def _earlier(work: Work) -> Mapping[int, tuple[tuple[str, datetime], ...]]:
    """The verdicts of each package that another one followed."""
    r, found = ReplyRow, defaultdict[int, list[tuple[str, datetime]]](list)
    for handoff, verdict, at in work.session.execute(select(r.handoff_id, r.verdict, r.taken_at).order_by(r.id)):
        found[handoff].append((verdict, at))
    return {handoff: tuple(given[:-1]) for handoff, given in found.items() if len(given) > 1}
