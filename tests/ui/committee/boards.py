"""Maps to print: committees of any size with names, titles and signs as people write them, the same at every call."""

import random
from datetime import date, timedelta

from app.domain import committee
from app.domain.committee import CommitteeMap, Line, Stakeholder, committee_map
from app.domain.committee.gating import alarms, decision_hint, hindrance
from app.domain.committee.model import LineKind, tally
from app.services.committee.view import MapView
from tests.domain.committee.people import LINE, diagnostics

TODAY = date(2026, 11, 18)
FIRST = (
    *("Ada", "Bo", "Carla", "Devon", "Edda", "Farid", "Greta", "Hugo", "Ines", "Jonas"),
    *("Kaia", "Leon", "Mina", "Noor", "Oskar", "Paula", "Quinn", "Rosa", "Samir", "Tilda"),
)
LAST = (
    *("Ash", "Birch", "Cypress", "Dogwood", "Elm", "Fir", "Gingko", "Hazel"),
    *("Ironwood", "Juniper", "Katsura", "Larch", "Maple", "Nutmeg", "Oak", "Pine"),
)
TITLES = (
    ("executive", "Chief Medical Officer"),
    ("executive", "Chief Financial Officer"),
    ("head", "Director of Laboratory Operations"),
    ("head", "Vice President, Integrated Diagnostics and Imaging Services"),
    ("manager", "Laboratory Manager"),
    ("manager", "Procurement Manager"),
    ("specialist", "LIS Analyst"),
    ("specialist", "Quality Specialist"),
    ("", ""),
)
SEATS = (
    "clinical_sponsor",
    "lab_director",
    "lab_operations",
    "lis_analyst",
    "finance",
    "procurement",
    "quality_manager",
)


def board(size: int, seed: int = 0) -> MapView:
    """The map of so many people in the seven usual seats and some others."""
    chance = random.Random(f"{size} {seed}")
    people = [_somebody(id, chance) for id in range(1, size + 1)]
    return seen(committee_map(people, _lines(size, chance), _template(), LINE))


def seen(map: CommitteeMap) -> MapView:
    """A view of this map, as the service makes it."""
    book, people = diagnostics(), map.people
    found = committee.coverage(book.template(LINE), people, book)
    return MapView(
        account_id=1,
        account="Northlake Regional Health System",
        service_line=LINE,
        service_line_label="Hospital laboratory services",
        service_lines=((LINE, "Hospital laboratory services"), ("", "Whole account")),
        playbook=book,
        today=TODAY,
        map=map,
        coverage=found,
        gaps=committee.gaps(found, people, TODAY, book.committee_gaps),
        tally=tally(map, book),
        alarms=alarms(book, found, people, TODAY),
        hint=decision_hint(book, LINE, found, people),
        hindrance=hindrance(book, LINE, found, people, TODAY),
        account_wide=frozenset(),
        empty=(),
        choices={},
    )


def _template() -> dict[str, str]:
    found = diagnostics().template(LINE)
    return dict(found.seats) if found else {}


def _somebody(id: int, chance: random.Random) -> Stakeholder:
    seats = [seat.id for seat in diagnostics().seats]
    band, title = chance.choice(TITLES[:-1] if chance.random() < 0.93 else TITLES)
    power = tuple(sign for sign in ("signs", "budget", "veto", "recommends", "uses", "gates") if chance.random() < 0.3)
    outside = chance.random() < 0.12
    return Stakeholder(
        id,
        id,
        f"{FIRST[id % len(FIRST)]} {LAST[id * 7 % len(LAST)]}{'-Featherstonehaugh' if id == 4 else ''}",
        chance.choice(SEATS) if chance.random() < 0.6 else chance.choice(seats),
        power=power,
        influence=chance.choice(("high", "medium", "low", "")),
        stance=chance.choice((2, 1, 0, -1, -2, None)),
        depth=chance.choice((0, 1, 2, 3, None)),
        certainty=chance.choice(("told", "colleague", "document", "guess")),
        last_contact=TODAY - timedelta(days=chance.randrange(120)) if chance.random() < 0.7 else None,
        external=outside,
        organisation="Vantage Purchasing Group" if outside else "",
        reports_to=chance.randrange(1, id) if id > 1 and chance.random() < 0.8 else None,
        gone=chance.random() < 0.04,
        title=title,
        band=band,
    )


def _lines(size: int, chance: random.Random) -> list[Line]:
    kinds: tuple[LineKind, ...] = ("dotted", "influences", "influences", "conflict")
    made = []
    for _ in range(size // 3 if size > 2 else 0):
        one, other = chance.sample(range(1, size + 1), 2)
        strength = chance.choice(("weak", "strong"))
        made.append(Line(chance.choice(kinds), one, other, strength, "told", "said at the site visit", TODAY))
    return made
