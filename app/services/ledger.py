"""The score of one lead, to be argued with: its ledger, how it ages, what would change it, how it stood at moves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.domain.ledger import Point, thawed
from app.domain.problems import Problem
from app.domain.scoring import cell, score
from app.domain.stage import Stage
from app.domain.what_if import Nearest, NextBand, WhatIf, nearest, next_bands, what_if
from app.language import tr
from app.services.touches import lead_of
from app.services.work import Work
from app.store.facts import facts_of
from app.store.tables import Move

AHEAD = (14, 30)  # days
LISTED = 8  # rules not met


@dataclass(frozen=True, slots=True)
class Later:
    """The score so many days on, if nothing new happens."""

    days: int
    fit: int
    intent: int
    intent_band: str
    says: str


@dataclass(frozen=True, slots=True)
class FrozenScore:
    """The score as it stood at a move."""

    move: int
    at: datetime
    by: str
    what: str
    fit: int
    intent: int
    playbook_version: int


@dataclass(frozen=True, slots=True)
class FrozenLedger:
    """A score that was frozen, with the ledger it summed from."""

    of: FrozenScore
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """Everything that a score says of itself. Bands by id and by label."""

    lead: int
    name: str
    fit: int
    intent: int
    fit_band: str
    intent_band: str
    fit_band_label: str
    intent_band_label: str
    cell_label: str
    path: str
    path_label: str
    points: tuple[Point, ...]
    later: tuple[Later, ...]
    nearest: tuple[Nearest, ...]
    what_if: tuple[WhatIf, ...]
    next_bands: tuple[NextBand, ...]
    frozen: tuple[FrozenScore, ...]  # the newest first


def ledger_view(work: Work, lead_id: int) -> LedgerView:
    """The score of a lead, worked out now. Raises Problem where the lead is gone."""
    lead = lead_of(work, lead_id)
    facts, book = facts_of(work.session, lead_id), work.playbook
    scored = score(book, facts, work.now)
    here = cell(book, scored)
    label = work.label
    later = []
    for days in AHEAD:
        then = score(book, facts, work.now + timedelta(days=days))
        band = label("intent_band", then.intent_band)
        change = f" ({band})" if then.intent_band != scored.intent_band else ""
        says = tr("in {days} days: {intent}", days=days, intent=f"{then.intent}{change}")
        later.append(Later(days, then.fit, then.intent, then.intent_band, says))
    return LedgerView(
        lead=lead_id,
        name=lead.person.shown_name,
        fit=scored.fit,
        intent=scored.intent,
        fit_band=scored.fit_band,
        intent_band=scored.intent_band,
        fit_band_label=label("fit_band", scored.fit_band),
        intent_band_label=label("intent_band", scored.intent_band),
        cell_label=here.label,
        path=here.path,
        path_label=label("path", here.path),
        points=scored.ledger,
        later=tuple(later),
        nearest=nearest(book, facts, scored, work.now, LISTED),
        what_if=what_if(book, facts, scored),
        next_bands=next_bands(book, facts, scored, work.now),
        frozen=tuple(_frozen(work, move) for move in _moves(work, lead_id)),
    )


def frozen_ledger(work: Work, lead_id: int, move_id: int) -> FrozenLedger:
    """The ledger as it was frozen with a move of this lead (J2). Raises Problem where the move is not one of it."""
    lead_of(work, lead_id)
    moves = _moves(work, lead_id)
    found = next((move for move in moves if move.id == move_id), None)
    if found is None:
        known = ", ".join(str(move.id) for move in moves) or tr("it has none yet")
        raise Problem(tr("Move {id} is not one of this lead; its moves are: {known}.", id=move_id, known=known))
    return FrozenLedger(_frozen(work, found), tuple(thawed(line) for line in found.ledger))


def _moves(work: Work, lead_id: int) -> list[Move]:
    query = select(Move).where(Move.lead_id == lead_id).order_by(Move.at.desc(), Move.id.desc())
    return list(work.session.scalars(query))


def _frozen(work: Work, move: Move) -> FrozenScore:
    stage = Stage(move.to_stage).label
    what = stage if move.to_stage != move.from_stage else work.label("path", move.to_path) or stage
    return FrozenScore(move.id, move.at, move.by, what, move.fit, move.intent, move.playbook_version)
