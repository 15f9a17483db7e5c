"""Who is on a buying committee and what joins them: separate axes, never one "role" (CM1, R11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from app.domain.playbook import Playbook
from app.domain.titles import UNPLACED, band_guess, lane

LineKind = Literal["reports_to", "dotted", "influences", "conflict"]
View = Literal["lanes", "tree"]

BANDS = ("executive", "head", "manager", "specialist")  # from the top of the map to its foot
CERTAINTIES = ("told", "document", "colleague", "guess")  # told by the person, ..., our guess
BEHAVIOURS: Mapping[str, str] = {
    "go_getter": "mobiliser",
    "teacher": "mobiliser",
    "sceptic": "mobiliser",
    "guide": "talker",
    "friend": "talker",
    "climber": "talker",
    "blocker": "blocker",
}


class Pin(NamedTuple):
    """Where somebody put a card by hand: the top left corner in one view. It survives a new layout (CM9)."""

    view: View
    x: float
    y: float


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
    reports_to: int | None = None  # the one solid line; what is known of it stands in `CommitteeMap.lines`
    next_step: str = ""
    due: date | None = None
    champion_test: str = ""  # three lines: power, acted without us, what they gain
    touches: int = 0
    gone: bool = False  # left the organisation, or the address bounces
    title: str = ""
    lane: str = ""  # chosen by hand; empty: the lane of the seat
    band: str = ""  # chosen by hand; empty: guessed from the title
    wanted: int | None = None  # the depth of contact we want
    behaviour: str = ""  # one of BEHAVIOURS; off unless a team uses it
    influence_why: str = ""  # where influence and seniority disagree
    channel: str = ""  # of the last contact
    created: date | None = None
    step_owner: str = ""
    owner: str = ""  # our side: whose contact they are
    colleagues: tuple[str, ...] = ()  # others of ours who know them
    organisation: str = ""  # of somebody from outside
    pins: tuple[Pin, ...] = ()
    order: int = 0  # among the cards of one lane and band

    @property
    def contacted(self) -> bool:
        """True once anybody of ours has spoken or written with them."""
        return bool(self.depth) or self.last_contact is not None

    @property
    def here(self) -> bool:
        """True for somebody with a name who has not left."""
        return bool(self.name) and not self.gone

    def pin(self, view: View) -> Pin | None:
        """Where the card was put by hand in a view, or None."""
        return next((pin for pin in self.pins if pin.view == view), None)


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two stakeholders: who reports to whom, dotted too, influence, or conflict."""

    kind: LineKind
    from_id: int
    to_id: int  # the manager, the one who is influenced, the other side
    strength: str = ""  # of influence: weak or strong
    certainty: str = "guess"
    note: str = ""
    at: date | None = None
    id: int | None = None  # None for a solid line of which nothing but the two ends is known


@dataclass(frozen=True)
class CommitteeMap:
    """The whole committee of one account and service line: what all four views show. Made by `committee_map`."""

    people: tuple[Stakeholder, ...] = ()
    lines: tuple[Line, ...] = ()
    template: Mapping[str, str] = field(default_factory=dict)  # seat: required, expected or optional
    service_line: str = ""

    @cached_property
    def by_id(self) -> Mapping[int, Stakeholder]:
        """Everybody by id."""
        return {one.id: one for one in self.people}

    @cached_property
    def reports_to(self) -> Mapping[int, int]:
        """Who reports to whom, for those who have a manager on the map."""
        return {one.id: one.reports_to for one in self.people if one.reports_to is not None}

    def name(self, id: int | None) -> str:
        """The name on a card; empty for nobody."""
        found = self.by_id.get(id) if id is not None else None
        return found.name if found else ""

    def manager_of(self, id: int) -> Stakeholder | None:
        """Whom somebody reports to, as the cards say: "↑ Ada Ash" (CM3)."""
        return self.by_id.get(self.reports_to.get(id, -1))

    def empty_seats(self, needs: Iterable[str] = ("required", "expected")) -> tuple[str, ...]:
        """The seats of the template in which nobody is known: the ghost cards, in the template's order (CM5)."""
        taken = {one.seat for one in self.people if one.here}
        wanted = set(needs)
        return tuple(seat for seat, need in self.template.items() if need in wanted and seat not in taken)


def committee_map(
    people: Iterable[Stakeholder],
    lines: Iterable[Line] = (),
    template: Mapping[str, str] | None = None,
    service_line: str = "",
) -> CommitteeMap:
    """A map in which people and lines agree: one manager at most, and no line that leads to nobody on the map.

    `Stakeholder.reports_to` says who the manager is; a solid line adds what is known of it.
    """
    everybody = {one.id: one for one in people}
    given = [one for one in lines if one.from_id in everybody and one.to_id in everybody and one.from_id != one.to_id]
    solid = {(one.from_id, one.to_id): one for one in given if one.kind == "reports_to"}
    for line in solid.values():
        if everybody[line.from_id].reports_to is None:
            everybody[line.from_id] = replace(everybody[line.from_id], reports_to=line.to_id)
    reporting = []
    for one in everybody.values():
        if one.reports_to is None:
            continue
        if one.reports_to not in everybody or one.reports_to == one.id:
            everybody[one.id] = replace(one, reports_to=None)
        else:
            usual = Line("reports_to", one.id, one.reports_to)
            reporting.append(solid.get((one.id, one.reports_to), usual))
    others = tuple(one for one in given if one.kind != "reports_to")
    return CommitteeMap(tuple(everybody.values()), (*reporting, *others), dict(template or {}), service_line)


def lane_of(one: Stakeholder, playbook: Playbook) -> str:
    """The lane somebody stands in: chosen by hand, else that of their seat; UNPLACED where neither says one."""
    return one.lane or lane(one.seat, playbook)


def band_of(one: Stakeholder) -> str:
    """The band somebody stands in: chosen by hand, else guessed from their title; empty where there is no title."""
    if one.band in BANDS:
        return one.band
    return band_guess(one.title).band if one.title.strip() else ""


def is_unplaced(one: Stakeholder, playbook: Playbook) -> bool:
    """True for those who wait in the tray of the lanes: no lane, or no band (CM2)."""
    return lane_of(one, playbook) == UNPLACED or not band_of(one)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the head of a map and of every export counts (CM2, CM13)."""

    people: int
    unplaced: int
    guesses: int  # people of whom we only guess what their seat is
    external: int
    empty: int  # ghost cards


def tally(map: CommitteeMap, playbook: Playbook) -> Tally:
    """The counts of a map."""
    return Tally(
        people=len(map.people),
        unplaced=sum(is_unplaced(one, playbook) for one in map.people),
        guesses=sum(one.certainty in ("", "guess") for one in map.people),
        external=sum(one.external for one in map.people),
        empty=len(map.empty_seats()),
    )
