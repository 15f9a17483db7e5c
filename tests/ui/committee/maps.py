"""Maps of any size to be drawn: fictitious people with every kind of sign, seat, line and mark."""

import random
from dataclasses import replace
from datetime import date, timedelta

from app.domain import committee
from app.domain.committee import CommitteeMap, Line, Stakeholder, committee_map
from app.domain.committee.gating import alarms, decision_hint, hindrance
from app.domain.committee.model import BANDS, tally
from app.services.committee.view import MapView
from tests.domain.committee.people import LINE, diagnostics

TODAY = date(2026, 11, 18)
FIRST = ("Ada", "Bea", "Carl", "Dora", "Emil", "Fenna", "Gustav", "Hanne", "Ivo", "Jutta", "Konstantin", "Lea")
LAST = ("Ash", "Birch", "Cedar", "Dogwood-Elder", "Elm", "Fir", "Gorse", "Hazel", "Ilex", "Juniper")
TITLES = {
    "executive": "Chief medical officer",
    "head": "Director of laboratory medicine",
    "manager": "Lab operations manager",
    "specialist": "LIS analyst",
}
INFLUENCE = ("", "low", "medium", "high")
CERTAINTY = ("told", "document", "colleague", "guess")


def people(count: int) -> list[Stakeholder]:
    """So many people, the same at every call."""
    chance = random.Random(count)
    seats = [seat.id for seat in diagnostics().seats]
    made = []
    for id in range(1, count + 1):
        band = chance.choice(BANDS)
        made.append(
            Stakeholder(
                id,
                id,
                f"{FIRST[id % len(FIRST)]} {LAST[id // 2 % len(LAST)]}",
                "other" if id % 9 == 0 else chance.choice(seats),
                power=tuple(p for p in ("signs", "budget", "veto", "recommends", "uses") if chance.random() < 0.25),
                influence=chance.choice(INFLUENCE),
                stance=chance.choice((None, -2, -1, 0, 1, 2)),
                depth=chance.choice((None, 0, 1, 2, 3)),
                certainty=chance.choice(CERTAINTY),
                last_contact=TODAY - timedelta(days=chance.randrange(90)) if id % 3 else None,
                title=TITLES[band],
                band="" if id % 9 == 0 else band,
                reports_to=chance.randrange(1, id) if id > 1 and chance.random() < 0.8 else None,
                external=id % 11 == 0,
                organisation="Alder Group" if id % 22 == 0 else "",
                gone=id % 13 == 0,
                owner=("Robin Vale", "Sam Reed", "")[id % 3],
            )
        )
    return made


def map_of(count: int) -> CommitteeMap:
    """A map of so many people with lines of every kind."""
    chance = random.Random(count + 1)
    kinds = ("dotted", "influences", "influences", "conflict")
    pairs = [(chance.randrange(1, count + 1), chance.randrange(1, count + 1)) for _ in range(count // 3)]
    drawn = [
        Line(kinds[at % 4], one, other, strength=("weak", "strong")[at % 2], id=at + 1)
        for at, (one, other) in enumerate(pairs)
    ]
    template = diagnostics().template(LINE)
    return committee_map(people(count), drawn, template.seats if template and count else {}, LINE)


def view_of(map: CommitteeMap | int) -> MapView:
    """Everything that is shown of a map."""
    shown = map_of(map) if isinstance(map, int) else map
    book = diagnostics()
    template = book.template(LINE) if shown.template else None
    found = committee.coverage(template, shown.people, book)
    return MapView(
        account_id=1,
        account="Northgate Hospital Labs",
        service_line=LINE,
        service_line_label="Hospital lab services",
        service_lines=((LINE, "Hospital lab services"), ("", "Whole account")),
        playbook=book,
        today=TODAY,
        map=shown,
        coverage=found,
        gaps=committee.gaps(found, shown.people, TODAY, book.committee_gaps),
        tally=tally(shown, book),
        alarms=alarms(book, found, shown.people, TODAY),
        hint=decision_hint(book, LINE, found, shown.people),
        hindrance=hindrance(book, LINE, found, shown.people, TODAY),
        account_wide=frozenset(),
        empty=tuple(one.id for one in shown.people if one.person_id is None),
        choices={},
        changed={2: ("stance",), 3: ("new",)} if shown.people else {},
    )


def with_person(map: CommitteeMap, id: int, **facts: object) -> CommitteeMap:
    """The map in which somebody has other facts."""
    changed = (replace(one, **facts) if one.id == id else one for one in map.people)
    return committee_map(changed, map.lines, map.template, map.service_line)
