"""The buying committee: whose seat a title suggests, how much of the committee is known, and which gaps matter most."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.domain.playbook import Playbook, Template
from app.domain.titles import BandGuess, SeatGuess, band_guess, lane, seat_guess

__all__ = [
    "BandGuess",
    "CommitteeGap",
    "Coverage",
    "SeatGuess",
    "SeatState",
    "Stakeholder",
    "band_guess",
    "coverage",
    "gaps",
    "lane",
    "loop",
    "loop_among",
    "loop_says",
    "seat_guess",
]

T = TypeVar("T", bound=Hashable)

MOST_GAPS = 7
STALE_CONTACT_DAYS = 30
STALE_CONFIRMED_DAYS = 90
SINGLE_THREAD = 0.8  # share of touches through one person
SINGLE_THREAD_TOUCHES = 5  # fewer say nothing


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A person on the committee of one account and service line, or a seat in which nobody is known yet.

    Power, influence and stance are recorded facts; a title is not authority (R11).
    """

    id: int
    person_id: int | None
    name: str
    seat: str
    power: tuple[str, ...] = ()  # signs, budget, veto, recommends, uses, gates; empty: unknown
    influence: str = ""  # high, medium, low; empty: unknown
    stance: int | None = None  # -2 opposed ... +2 champion; None: unknown, which is not neutral
    depth: int | None = None  # 0 none, 1 one brief contact, 2 several, 3 regular
    certainty: str = "guess"  # told, colleague, document, guess
    can_show: str = ""  # what they must be able to show
    last_contact: date | None = None
    confirmed: date | None = None
    external: bool = False
    reports_to: int | None = None
    next_step: str = ""
    due: date | None = None
    champion_test: str = ""  # power, acted without us, what they gain
    touches: int = 0
    gone: bool = False  # left the organisation, or the address bounces

    @property
    def contacted(self) -> bool:
        """True once anybody of ours has spoken or written with them."""
        return bool(self.depth) or self.last_contact is not None


@dataclass(frozen=True, slots=True)
class SeatState:
    """One seat of the template: what it needs and how far it is filled."""

    seat: str
    need: str  # required, expected, optional
    state: str  # empty, guess, known, contacted
    who: str  # names, or empty
    label: str = ""
    power: tuple[str, ...] = ()  # what the seat usually may do


@dataclass(frozen=True, slots=True)
class Coverage:
    """Required seats that are known and contacted, out of those required (CM7). It suggests, it never ticks."""

    required: int
    covered: int
    text: str  # "4 of 7"
    seats: tuple[SeatState, ...]  # required first, then expected, then optional


@dataclass(frozen=True, slots=True)
class CommitteeGap:
    """Something missing on the committee, and the one act that mends it."""

    rule: str
    seat: str
    says: str
    fix: str


_NEEDS = ("required", "expected", "optional")
_STATES = ("empty", "guess", "known", "contacted")


def coverage(template: Template | None, stakeholders: Iterable[Stakeholder], playbook: Playbook) -> Coverage:
    """How much of a template is covered; a service line without template has nothing to cover."""
    people: dict[str, list[Stakeholder]] = {}
    for one in stakeholders:
        people.setdefault(one.seat, []).append(one)
    needed = sorted((template.seats if template else {}).items(), key=lambda item: _NEEDS.index(item[1]))
    seats = tuple(_seat_state(playbook, seat, need, people.get(seat, [])) for seat, need in needed)
    required = [seat for seat in seats if seat.need == "required"]
    covered = sum(seat.state == "contacted" for seat in required)
    return Coverage(len(required), covered, f"{covered} of {len(required)}", seats)


def _seat_state(playbook: Playbook, id: str, need: str, people: list[Stakeholder]) -> SeatState:
    seat = playbook.seat(id)
    named = [one for one in people if one.name and not one.gone]
    return SeatState(
        seat=id,
        need=need,
        state=max(map(_state, named), key=_STATES.index, default="empty"),
        who=", ".join(one.name for one in named),
        label=seat.label if seat else id,
        power=seat.power if seat else (),
    )


def _state(one: Stakeholder) -> str:
    if one.certainty in ("", "guess"):
        return "guess"  # also where somebody was contacted: whether it is their seat is not confirmed
    return "contacted" if one.contacted else "known"


def gaps(coverage: Coverage, stakeholders: Sequence[Stakeholder], today: date) -> tuple[CommitteeGap, ...]:
    """What to mend first: at most seven gaps in the order of the rules (CM6). Nothing to say of an empty template."""
    here = [one for one in stakeholders if one.name and not one.gone]
    found = [*_seats_to_fill(coverage)]
    if coverage.seats or here:
        found += _powers_to_find(coverage, here)
        found += _opinions_to_test(here)
        found += _contacts_to_renew(stakeholders, today)
    return tuple(found[:MOST_GAPS])


def _seats_to_fill(coverage: Coverage) -> Iterable[CommitteeGap]:
    required = [seat for seat in coverage.seats if seat.need == "required"]
    for seat in required:
        if seat.state == "empty":
            says = f"{seat.label}: required, unknown"
            yield CommitteeGap("seat_empty", seat.seat, says, "Name the person, or plan a dated step to find out")
    for seat in required:
        if seat.state == "guess":
            says = f"{seat.label}: {seat.who} is our guess"
            yield CommitteeGap("seat_guess", seat.seat, says, "Ask them whether the seat is theirs")


def _powers_to_find(coverage: Coverage, here: list[Stakeholder]) -> Iterable[CommitteeGap]:
    if not any("budget" in one.power for one in here):
        yield CommitteeGap("budget_unknown", "", "Nobody is known to hold the budget", "Ask who holds the budget")
    told = {one.seat for one in here if "veto" in one.power}
    states = {seat.seat: seat for seat in coverage.seats}
    for one in here:
        if "veto" in one.power and not one.contacted:
            says = f"{one.name} can veto and was never contacted"
            yield CommitteeGap("veto_uncontacted", one.seat, says, "Plan a first contact")
    for seat in states.values():
        unknown = seat.state in ("empty", "known") and "veto" in seat.power and seat.seat not in told
        if unknown and seat.need == "expected":
            says = f"{seat.label} usually has a veto and was never contacted"
            yield CommitteeGap("veto_uncontacted", seat.seat, says, "Find out who it is and plan a first contact")


def _opinions_to_test(here: list[Stakeholder]) -> Iterable[CommitteeGap]:
    if here and not any((one.stance or 0) > 0 and one.influence == "high" for one in here):
        fix = "Find out who gains most from a change"
        yield CommitteeGap("no_strong_supporter", "", "No supporter has high influence", fix)
    touches = sum(one.touches for one in here)
    most = max(here, key=lambda one: one.touches, default=None)
    if most and touches >= SINGLE_THREAD_TOUCHES and most.touches >= SINGLE_THREAD * touches:
        says = f"{round(100 * most.touches / touches)} % of all touches go through {most.name}"
        yield CommitteeGap("single_thread", most.seat, says, "Ask them to introduce a second person")
    known = [one.stance for one in here if one.stance is not None]
    if len(known) > 1 and all(stance > 0 for stance in known):
        yield CommitteeGap("only_positive", "", "Everybody is in favour, so far as we know", "Ask who is against it")
    for one in here:
        if one.stance == -2 and one.influence == "high" and not one.next_step:
            says = f"{one.name} is opposed, with high influence and no next step"
            yield CommitteeGap("opposed_without_step", one.seat, says, "Plan a step with them")
    for one in here:
        if one.stance == 2 and not one.champion_test.strip():
            fix = "Write their power, what they did without us, and what they gain"
            yield CommitteeGap("champion_untested", one.seat, f"{one.name} is called champion without the test", fix)


def _contacts_to_renew(stakeholders: Sequence[Stakeholder], today: date) -> Iterable[CommitteeGap]:
    here = [one for one in stakeholders if one.name and not one.gone]
    for one in here:
        if one.last_contact and (days := (today - one.last_contact).days) > STALE_CONTACT_DAYS:
            yield CommitteeGap(
                "contact_stale", one.seat, f"Last contact with {one.name}: {days} days ago", "Log a touch"
            )
    for one in here:
        if one.confirmed and (days := (today - one.confirmed).days) > STALE_CONFIRMED_DAYS:
            says = f"What we know of {one.name} was confirmed {days} days ago"
            yield CommitteeGap("confirmation_stale", one.seat, says, "Confirm seat, power and stance")
    for one in here:
        if one.due and one.due < today:
            says = f"Overdue since {one.due.isoformat()}: {one.next_step or 'a step'} ({one.name})"
            yield CommitteeGap("step_overdue", one.seat, says, "Do it, or give it a new date")
    for one in stakeholders:
        if one.gone and one.name:
            says = f"{one.name} has left, or their address bounces"
            yield CommitteeGap("person_gone", one.seat, says, "Name who follows them")


def loop(reports_to: Mapping[T, T | None]) -> tuple[T, ...]:
    """The first loop in who reports to whom, each member once, beginning with the one named first; () without one."""
    cleared: set[T] = set()
    for start in reports_to:
        trail: dict[T, None] = {}
        at: T | None = start
        while at is not None and at not in cleared and at not in trail:
            trail[at] = None
            at = reports_to.get(at)
        if at is not None and at in trail:
            members = list(trail)
            return tuple(members[members.index(at) :])
        cleared.update(trail)
    return ()


def loop_among(lines: Iterable[tuple[T, T]]) -> tuple[T, ...]:
    """Like `loop`, from pairs of who reports to whom: somebody in two seats may report to two."""
    managers: dict[T, list[T]] = {}
    for one, manager in lines:
        managers.setdefault(one, []).append(manager)
    cleared: set[T] = set()
    for start in managers:
        trail, waiting = [start], [iter(managers[start])]
        while trail:
            above = next((one for one in waiting[-1] if one not in cleared), None)
            if above is None:
                cleared.add(trail.pop())
                waiting.pop()
            elif above in trail:
                return tuple(trail[trail.index(above) :])
            else:
                trail.append(above)
                waiting.append(iter(managers.get(above, ())))
    return ()


def loop_says(loop: Sequence[T], names: Mapping[T, str]) -> str:
    """A loop spelled out: 'Ada → Bea → Carl → Ada' (CM10)."""
    return " → ".join(names.get(one) or str(one) for one in (*loop, loop[0])) if loop else ""
