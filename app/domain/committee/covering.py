"""How much of a committee is known: the seats of a template and who sits in them, as "4 of 7" (CM5, CM7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.committee.model import Stakeholder
from app.domain.playbook import Playbook, Template
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
    needed = sorted((template.seats if template else {}).items(), key=lambda item: _NEEDS.index(item[1]))
    seats = tuple(_seat_state(playbook, seat, need, people.get(seat, [])) for seat, need in needed)
    required = [seat for seat in seats if seat.need == "required"]
    covered = sum(seat.state == "contacted" for seat in required)
    text = tr("{covered} of {required}", covered=number(covered), required=number(len(required)))
    return Coverage(len(required), covered, text, seats)


def _seat_state(playbook: Playbook, id: str, need: str, people: list[Stakeholder]) -> SeatState:
    seat = playbook.seat(id)
    named = [one for one in people if one.here]
    best = max(named, key=lambda one: _STATES.index(_state(one)), default=None)
    steps = [one.due for one in people if not one.here and one.next_step.strip() and one.due]
    return SeatState(
        seat=id,
        need=need,
        state=_state(best) if best else "empty",
        who=", ".join(one.name for one in named),
        label=seat.label if seat else id,
        power=seat.power if seat else (),
        holder=best.id if best else None,
        planned=None if best else max(steps, default=None),
    )


def _state(one: Stakeholder) -> str:
    if one.certainty in ("", "guess"):
        return "guess"  # also where somebody was contacted: whether it is their seat is not confirmed
    return "contacted" if one.contacted else "known"
