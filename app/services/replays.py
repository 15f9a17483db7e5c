"""Replay: what a draft would make of the latest leads and of past decisions, named and told by reason (J8)."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import func, select

from app.domain.playbook import Playbook
from app.domain.problems import Problem
from app.domain.replay import Case, Decision, Replayed, redecide
from app.domain.replay import replay as replayed
from app.domain.stage import Stage
from app.language import tr
from app.services.definitions import Definitions
from app.services.drafts import draft_playbook
from app.services.playbooks import as_version
from app.services.replay_views import ReplayView
from app.services.replay_words import Told
from app.services.routes import Router
from app.services.standing import pending_of
from app.services.work import Work
from app.store.facts import gather
from app.store.numbers import chunks
from app.store.tables import Lead, Move

__all__ = ["LAST", "ReplayView", "replay", "replay_draft"]

LAST = 200  # leads that are looked at where nobody says how many
_GATED = (Stage.MQL, Stage.SAL, Stage.SQL)


def replay_draft(work: Work, last: int = LAST, service_line: str = "") -> ReplayView:
    """The latest leads under the draft. Raises Problem where there is none, or where it is faulty."""
    return replay(work, draft_playbook(work), last, service_line)


def replay(work: Work, playbook: Playbook, last: int = LAST, service_line: str = "") -> ReplayView:
    """The latest leads under another playbook; those with which something happened last come first.

    Raises Problem where fewer than one is asked for.
    """
    if last < 1:
        raise Problem(tr("Replay at least one lead."))
    ids = _latest(work, last, service_line)
    found: list[Replayed] = []
    desks = Router(work).desks, Router(_under(work, playbook)).desks
    for some in chunks(ids):
        cases = (Case(one.facts, pending_of(one)) for one in gather(work.session, some).values())
        found += replayed(work.playbook, playbook, cases, work.now, desks)
        work.progress(len(found), len(ids), tr("Replaying leads"))
    decisions = _decisions(work, ids)
    otherwise = redecide(work.playbook, playbook, decisions)
    return Told(work, playbook, found).view(len(decisions), otherwise)


def _latest(work: Work, last: int, service_line: str) -> list[int]:
    query = select(Lead.id).order_by(func.coalesce(Lead.moved_at, Lead.created_at).desc(), Lead.id.desc()).limit(last)
    return list(work.session.scalars(query.where(Lead.service_line == service_line) if service_line else query))


def _under(work: Work, playbook: Playbook) -> Work:
    """The work at hand as if another playbook were in force."""
    return replace(work, definitions=Definitions((), as_version(playbook, work.now, work.by, "").body))


def _decisions(work: Work, lead_ids: Iterable[int]) -> list[Decision]:
    """The moves of these leads that went through a gate, oldest first."""
    gated = [stage.value for stage in _GATED]
    found: list[Decision] = []
    for some in chunks(sorted(lead_ids)):
        query = select(Move, Lead.service_line).join(Lead, Lead.id == Move.lead_id).where(Move.lead_id.in_(some))
        for move, line in work.session.execute(query.where(Move.to_stage.in_(gated), Move.from_stage != Move.to_stage)):
            before, after = Stage(move.from_stage), Stage(move.to_stage)
            if after.rank > before.rank:
                override = bool(move.override)
                found.append(
                    Decision(
                        move.id,
                        move.lead_id,
                        move.at,
                        move.by,
                        line,
                        before,
                        after,
                        move.learned,
                        move.answers,
                        override,
                    )
                )
    return sorted(found, key=lambda one: (one.at, one.move_id))
