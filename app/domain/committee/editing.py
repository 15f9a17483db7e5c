"""Gestures on a committee as pure steps: each gives a new map in which everybody is present and no loop is."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.committee.looping import loop, loop_says
from app.domain.committee.model import (
    BANDS,
    CommitteeMap,
    Line,
    Pin,
    Stakeholder,
    View,
    band_of,
    committee_map,
    lane_of,
)
from app.domain.committee.signs import BAND_WORDS
from app.domain.playbook import Playbook
from app.domain.problems import Problem
from app.language import tr


def with_person(map: CommitteeMap, one: Stakeholder) -> CommitteeMap:
    """Add somebody, or put a changed person in their place. Raises Problem where they would close a loop."""
    _refuse(map, one.id, one.reports_to)
    people = {**map.by_id, one.id: one}
    return _made(map, people.values(), map.lines)


def without_person(map: CommitteeMap, id: int) -> CommitteeMap:
    """Take somebody off; those who report to them have no manager then."""
    return _made(map, (one for one in map.people if one.id != id), map.lines)


def with_manager(map: CommitteeMap, id: int, manager: int | None) -> CommitteeMap:
    """Let somebody report to another, or to nobody. Raises Problem with the loop spelled out (CM10)."""
    one = _found(map, id)
    if manager is not None:
        _found(map, manager)
    _refuse(map, id, manager)
    kept = [line for line in map.lines if line.kind != "reports_to" or line.from_id != id]
    return _made(map, (replace(p, reports_to=manager) if p is one else p for p in map.people), kept)


def with_line(map: CommitteeMap, line: Line) -> CommitteeMap:
    """Draw a line; a second one of the same kind between the two takes the place of the first."""
    _found(map, line.from_id)
    _found(map, line.to_id)
    if line.from_id == line.to_id:
        raise Problem(tr("A line joins two people; choose somebody else at its other end."))
    if line.kind == "reports_to":
        map = with_manager(map, line.from_id, line.to_id)
    kept = [one for one in map.lines if _ends(one) != _ends(line)]
    return _made(map, map.people, [*kept, line])


def without_line(map: CommitteeMap, line: Line) -> CommitteeMap:
    """Take a line away; without its solid line somebody has no manager."""
    if line.kind == "reports_to":
        return with_manager(map, line.from_id, None)
    return _made(map, map.people, [one for one in map.lines if _ends(one) != _ends(line)])


def placed(map: CommitteeMap, id: int, lane: str, band: str, order: int | None = None) -> CommitteeMap:
    """Put a card into a lane and band by hand; what was pinned in the lanes is loose again."""
    one = _found(map, id)
    if band and band not in BANDS:
        known = [tr(words) for words in BAND_WORDS.values()]
        raise Problem(tr("“{band}” is no band; choose one of {bands}.", band=band, bands=", ".join(known)))
    pins = tuple(pin for pin in one.pins if pin.view != "lanes")
    return with_person(map, replace(one, lane=lane, band=band, pins=pins, order=one.order if order is None else order))


def pinned(map: CommitteeMap, id: int, pin: Pin) -> CommitteeMap:
    """Keep a card where it was put, in one view."""
    one = _found(map, id)
    return with_person(map, replace(one, pins=(*(p for p in one.pins if p.view != pin.view), pin)))


def tidied(map: CommitteeMap, view: View) -> CommitteeMap:
    """Let every card of a view go back to where the layout puts it (CM9: one step)."""
    return _made(
        map, (replace(one, pins=tuple(p for p in one.pins if p.view != view)) for one in map.people), map.lines
    )


def reordered(map: CommitteeMap, playbook: Playbook, id: int, by: int) -> CommitteeMap:
    """Move a card up (by -1) or down (by 1) among those of its lane and band (CM8)."""
    one = _found(map, id)
    cell = (lane_of(one, playbook), band_of(one))
    beside = [p for p in map.people if (lane_of(p, playbook), band_of(p)) == cell]
    beside.sort(key=lambda p: (p.order, p.id))
    at = beside.index(one)
    beside.insert(min(max(at + by, 0), len(beside) - 1), beside.pop(at))
    order = {p.id: place for place, p in enumerate(beside)}
    return _made(map, (replace(p, order=order.get(p.id, p.order)) for p in map.people), map.lines)


def _made(map: CommitteeMap, people: Iterable[Stakeholder], lines: Iterable[Line]) -> CommitteeMap:
    """A map of these; a solid line that its person no longer follows is left out."""
    everybody = list(people)
    managers = {one.id: one.reports_to for one in everybody}
    kept = [line for line in lines if line.kind != "reports_to" or managers.get(line.from_id) == line.to_id]
    return committee_map(everybody, kept, map.template, map.service_line)


def _found(map: CommitteeMap, id: int) -> Stakeholder:
    found = map.by_id.get(id)
    if found is None:
        raise Problem(tr("They are no longer on this committee."))
    return found


def _refuse(map: CommitteeMap, id: int, manager: int | None) -> None:
    if manager is None:
        return
    found = loop({id: manager, **{one: above for one, above in map.reports_to.items() if one != id}})
    if id in found:
        spelled = loop_says(found, {one.id: one.name for one in map.people})
        raise Problem(tr("That would make a reporting loop: {loop}. Choose another manager.", loop=spelled))


def _ends(line: Line) -> tuple[str, int, int]:
    """What makes two lines one; a conflict has no direction."""
    a, b = line.from_id, line.to_id
    return (line.kind, min(a, b), max(a, b)) if line.kind == "conflict" else (line.kind, a, b)
