"""Committees made for the tests: of any size, from numbers, with fictitious people."""

import random
from functools import cache

from hypothesis import strategies as st

from app.domain.committee import BANDS, CommitteeMap, Line, Pin, Stakeholder, committee_map
from app.domain.playbook import Playbook
from app.intake.documents.playbook_file import read_playbook, shipped_playbooks

SIZES = (0, 1, 2, 7, 15, 20, 21, 30, 60)
LINE = "hospital_lab"


@cache
def diagnostics() -> Playbook:
    """The shipped playbook with all its seats and lanes."""
    return read_playbook(next(path for name, _, path in shipped_playbooks() if name == "diagnostics"))


def someone(id: int, seat: str = "lab_operations", band: str = "head", **more: object) -> Stakeholder:
    """A person with a place."""
    usual: dict[str, object] = {"title": "Manager", "certainty": "told", "band": band}
    return Stakeholder(id, id, f"Person {id}", seat, **{**usual, **more})


def committee(size: int, seed: int = 0, lines: int = 20) -> CommitteeMap:
    """A committee of so many people in chance seats, bands and reporting lines, the same for the same seed."""
    chance = random.Random(f"{size} {seed}")
    seats = [*(seat.id for seat in diagnostics().seats), "other"]
    people = [
        someone(
            id,
            chance.choice(seats),
            chance.choice(BANDS),
            reports_to=chance.randrange(1, id) if id > 1 and chance.random() < 0.9 else None,
        )
        for id in range(1, size + 1)
    ]
    kinds = ("dotted", "influences", "conflict")
    drawn = [
        Line(chance.choice(kinds), chance.randrange(1, size + 1), chance.randrange(1, size + 1))
        for _ in range(lines if size else 0)
    ]
    template = diagnostics().template(LINE)
    return committee_map(people, drawn, template.seats if template else {}, LINE)


_SEATS = ("lab_operations", "lab_director", "lis_analyst", "finance", "privacy", "clinical_sponsor", "other")
_TITLES = ("", "Director", "Manager", "Chief", "Analyst")


@st.composite
def committees(draw: st.DrawFn, most: int = 60, pinned: bool = True) -> CommitteeMap:
    """Any committee of up to so many people: crowded cells, pinned cards, people without place; fast to make."""
    size, chance = draw(st.integers(0, most)), random.Random(draw(st.integers(0, 10**9)))
    seats = chance.sample(_SEATS, chance.randint(1, len(_SEATS)))
    people = [_anybody(id, chance, seats, chance.random() * pinned) for id in range(1, size + 1)]
    template = diagnostics().template(LINE)
    return committee_map(people, (), template.seats if template and draw(st.booleans()) else {}, LINE)


def _anybody(id: int, chance: random.Random, seats: list[str], pinned: float) -> Stakeholder:
    pin = Pin(chance.choice(("lanes", "tree")), chance.choice((0.0, chance.uniform(-3e3, 3e3))), chance.uniform(0, 9e2))
    return Stakeholder(
        id,
        id,
        f"Person {id}",
        chance.choice(seats),
        title=chance.choice(_TITLES),
        band=chance.choice(("", *BANDS)),
        reports_to=chance.randrange(1, id) if id > 1 and chance.random() < 0.7 else None,
        order=chance.randrange(4),
        pins=(pin,) if pinned > 0.8 else (),
    )
