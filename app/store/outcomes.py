"""How leads were judged at a move, and what became of them: many rows, straight from the driver."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from sqlalchemy import String, case, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from app.store.tables import HandoffRow, Lead, Move

_AT_ONCE = 2_000
_BELOW_SQL = ("lead", "mql", "sal")
_SQL = ("sql", "opportunity")
_RULES = re.compile(r'"points":-?\d+,"rule":"([^"]*)"')  # as tables.foundation.dumped writes: sorted keys, no spaces


class Outcome(NamedTuple):
    """One cycle of one lead: the move at which it is judged, with what was frozen then, and what came after."""

    lead: int
    at: datetime
    fit: int
    intent: int
    rules: frozenset[str]
    playbook_version: int
    service_line: str
    sql_at: datetime | None
    lost: bool
    reached_mql: bool
    answers: str  # at the last move of the cycle, as JSON


def outcomes(
    session: Session, judged_at: Literal["first_move", "became_mql"], since: date | None, service_line: str
) -> Iterator[Outcome]:
    """Every cycle of every lead that was judged; leads that were SQL before it, or are duplicates, are left out."""
    m = Move.__table__.c
    became_mql = case(((m.to_stage == "mql") & (m.from_stage == "lead"), m.id))
    became_sql = case((m.to_stage.in_(_SQL) & m.from_stage.in_(_BELOW_SQL), m.at))
    cycle = (
        select(
            m.lead_id,
            (func.min(m.id) if judged_at == "first_move" else func.min(became_mql)).label("judged"),
            func.max(m.id).label("last"),
            func.min(became_sql).label("sql_at"),
            func.max(m.to_path == "disqualified").label("lost"),
            func.max(m.to_stage != "lead").label("reached_mql"),
            func.max(m.to_path == "duplicate").label("duplicate"),
        )
        .group_by(m.lead_id + 0, m.cycle)  # not by the column itself: its index would fetch every row out of order
        .subquery()
    )
    judged, last, lead = aliased(Move.__table__), aliased(Move.__table__), Lead.__table__.c
    query = (
        select(
            cycle.c.lead_id,
            judged.c.at,
            judged.c.fit,
            judged.c.intent,
            type_coerce(judged.c.ledger, String),
            judged.c.playbook_version,
            lead.service_line,
            cycle.c.sql_at,
            cycle.c.lost,
            cycle.c.reached_mql,
            type_coerce(last.c.answers, String),
        )
        .join(judged, judged.c.id == cycle.c.judged)
        .join(last, last.c.id == cycle.c.last)
        .join(Lead.__table__, lead.id == cycle.c.lead_id)
        .where(cycle.c.duplicate == 0, judged.c.from_stage.in_(_BELOW_SQL))
    )
    if since is not None:
        query = query.where(judged.c.at >= datetime(since.year, since.month, since.day, tzinfo=UTC))
    if service_line:
        query = query.where(lead.service_line == service_line)
    cursor = session.connection().execute(query).cursor
    while cursor is not None and (rows := cursor.fetchmany(_AT_ONCE)):
        for id, at, fit, intent, ledger, version, line, sql_at, lost, mql, answers in rows:
            rules = frozenset(_RULES.findall(ledger))
            sql = _moment(sql_at) if sql_at else None
            yield Outcome(id, _moment(at), fit, intent, rules, version, line, sql, bool(lost), bool(mql), answers)


def accepted(session: Session) -> dict[int, list[datetime]]:
    """When handoffs of leads were accepted, by lead, the earliest first."""
    h = HandoffRow
    found: dict[int, list[datetime]] = {}
    query = select(h.lead_id, h.verdict_at).where(h.verdict == "accept")
    for lead_id, at in session.execute(query.order_by(h.verdict_at)):
        if at is not None:
            found.setdefault(lead_id, []).append(at)
    return found


def _moment(kept: str) -> datetime:
    return datetime.fromisoformat(kept).replace(tzinfo=UTC)
