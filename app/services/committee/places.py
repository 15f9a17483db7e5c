"""Gestures that move cards: into a lane and band, one step with the keyboard, to a place of their own, and tidied."""

from collections.abc import Mapping, Sequence

from app.domain.committee import CommitteeMap, Pin
from app.domain.committee.editing import pinned, placed, tidied
from app.domain.committee.layout.travel import Direction
from app.domain.committee.model import View
from app.domain.committee.signs import BAND_WORDS
from app.domain.committee.stepping import stepped
from app.domain.counting import counted
from app.domain.problems import Problem
from app.language import tr
from app.services.committee.keeping import changed, stored, take_step, who
from app.services.editing import account_of
from app.services.work import Changed, Work
from app.store.tables import StakeholderRow


def place_cards(work: Work, stakeholder_ids: Sequence[int], service_line: str, lane: str, band: str) -> Changed:
    """Put cards into a lane and band by hand; an empty one is that of the seat, or guessed from the title."""
    row = _first(work, stakeholder_ids)
    lanes = {seat.lane for seat in work.playbook.seats}
    if lane and lane not in lanes:
        names = ", ".join(sorted(lanes))
        raise Problem(tr("“{lane}” is no lane of this playbook; choose one of {names}.", lane=lane, names=names))

    def step(map: CommitteeMap) -> CommitteeMap:
        for id in dict.fromkeys(stakeholder_ids):
            map = placed(map, id, lane, band)
        return map

    take_step(work, row.account_id, service_line, step)
    where = ", ".join(part for part in (lane, tr(BAND_WORDS[band]) if band else "") if part) or tr("where they belong")
    return changed(row, tr("Place {who}: {where}", who=_whom(work, stakeholder_ids), where=where))


def step_card(work: Work, stakeholder_id: int, service_line: str, direction: Direction) -> Changed:
    """Move a card as Alt and an arrow do: among those of its cell, into the next band or lane."""
    row = stored(work, stakeholder_id)
    take_step(work, row.account_id, service_line, lambda map: stepped(map, work.playbook, stakeholder_id, direction))
    return changed(row, tr("Move {who} on the map", who=who(work, row)))


def pin_cards(work: Work, positions: Mapping[int, Pin], service_line: str) -> Changed:
    """Keep cards where they were put by hand, each in the view of its pin; a new layout leaves them there (CM9)."""
    row = _first(work, list(positions))

    def step(map: CommitteeMap) -> CommitteeMap:
        for id, pin in positions.items():
            map = pinned(map, id, pin)
        return map

    take_step(work, row.account_id, service_line, step)
    return changed(row, tr("Pin {who}", who=_whom(work, list(positions))))


def tidy_map(work: Work, account_id: int, service_line: str, view: View) -> Changed:
    """Let every card of a view go back to where the layout puts it."""
    account = account_of(work, account_id)
    take_step(work, account_id, service_line, lambda map: tidied(map, view))
    return Changed(tr("Tidy the map of {account}", account=account.name), accounts=frozenset({account_id}))


def _first(work: Work, ids: Sequence[int]) -> StakeholderRow:
    if not ids:
        raise Problem(tr("Select somebody on the map first."))
    return stored(work, ids[0])


def _whom(work: Work, ids: Sequence[int]) -> str:
    """Whom a gesture is about: one by name, more by number."""
    return who(work, stored(work, ids[0])) if len(ids) == 1 else counted(len(ids), "person", "people")
