"""How much of a committee is known: the seats of a template and who sits in them, as "4 of 7" (CM5, CM7)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.committee.model import Stakeholder
from app.domain.playbook import Playbook, Template
from app.domain.playbook.derived import per_playbook
from app.language import number, tr

_NEEDS = ("required", "expected", "optional")
_STATES = ("empty", "guess", "known", "contacted")


@dataclass(frozen=True, slots=True)
class SeatState:
    """One seat of the template: what it needs and how far it is filled."""

    seat: str
    need: str  # required, expected, optional
    state: str  # empty, guess, known, contacted
    who: str  # names, or empty
    label: str = ""
    power: tuple[str, ...] = ()  # what the seat usually may do
    holder: int | None = None  # the stakeholder of whom most is known
    planned: date | None = None  # an empty seat: the day of the step to find out who it is


@dataclass(frozen=True, slots=True)
class Coverage:
    """Required seats that are known and contacted, out of those required (CM7). It suggests, it never ticks."""

    required: int
    covered: int
    text: str  # "4 of 7"
    seats: tuple[SeatState, ...]  # required first, then expected, then optional


def coverage(template: Template | None, stakeholders: Iterable[Stakeholder], playbook: Playbook) -> Coverage:
    """How much of a template is covered; a service line without template has nothing to cover."""
    people: dict[str, list[Stakeholder]] = {}
    for one in stakeholders:
        people.setdefault(one.seat, []).append(one)
    seats = tuple(
        _filled(empty, people[empty.seat]) if empty.seat in people else empty for empty in _empty(template, playbook)
    )
    states = [seat.state for seat in seats if seat.need == "required"]
    covered = states.count("contacted")
    text = tr("{covered} of {required}", covered=number(covered), required=number(len(states)))
    return Coverage(len(states), covered, text, seats)


def _empty(template: Template | None, playbook: Playbook) -> tuple[SeatState, ...]:
    """The seats of a template before anybody sits in them; kept, because Today asks for every account at once."""
    if template is None:
        return ()
    kept = _templates(playbook)
    found = kept.get(id(template))
    if found is None or found[0] is not template:
        seats = {seat.id: seat for seat in playbook.seats}
        needed = sorted(template.seats.items(), key=lambda item: _NEEDS.index(item[1]))
        states = tuple(
            SeatState(id, need, "empty", "", seats[id].label, seats[id].power)
            if id in seats
            else SeatState(id, need, "empty", "", id)
            for id, need in needed
        )
        found = kept[id(template)] = (template, states)
    return found[1]


@per_playbook
def _templates(playbook: Playbook) -> dict[int, tuple[Template, tuple[SeatState, ...]]]:
    """By the identity of a template, with the template itself, so that its place cannot be taken by another."""
    return {}


def _filled(empty: SeatState, people: list[Stakeholder]) -> SeatState:
    named = [one for one in people if one.here]
    if not named:
        steps = [one.due for one in people if one.next_step.strip() and one.due]
        return replace(empty, planned=max(steps, default=None))
    best = named[0] if len(named) == 1 else max(named, key=lambda one: _STATES.index(_state(one)))
    who = best.name if len(named) == 1 else ", ".join(one.name for one in named)
    return SeatState(empty.seat, empty.need, _state(best), who, empty.label, empty.power, best.id)


def _state(one: Stakeholder) -> str:
    if one.certainty in ("", "guess"):
        return "guess"  # also where somebody was contacted: whether it is their seat is not confirmed
    return "contacted" if one.contacted else "known"
