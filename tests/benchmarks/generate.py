"""Lists of made-up leads of any length: thirty columns, eight in a hundred rows are somebody who came before."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

COLUMNS = (
    *("Record ID", "First Name", "Last Name", "Email", "Phone", "Job Title", "Company", "Website", "Country", "State"),
    *("City", "Street", "Postal Code", "Facility Type", "Segment", "Employees", "Testing Focus", "Service Line"),
    *("Lead Source", "Campaign", "Offer", "Request", "Content", "Created At", "Email Opt In", "Comments", "Lead Owner"),
    *("Badge", "Hall", "Language"),
)
DUPLICATES = 0.08

_GIVEN = (
    *("Adele", "Bruno", "Camila", "Derek", "Elin", "Farid", "Greta", "Hugo", "Imani", "Jasper", "Keiko", "Leon"),
    *("Mirela", "Noah", "Odette", "Pavel", "Quinn", "Rosa", "Stefan", "Talia", "Umar", "Vera", "Wesley", "Zelda"),
)
_FAMILY = ("Achter", "Bell", "Castell", "Dun", "Ek", "Fair", "Grune", "Holl", "Ibar", "Ketter", "Lind", "Nor", "Okon")
_ENDINGS = ("berg", "dahl", "feld", "gaard", "ham", "kamp", "lund", "mark", "quist", "rud", "stad", "well", "wick")
_HOUSES = (
    ("Regional Medical Center", "Hospital", "Regional provider"),
    ("Family Clinic", "Clinic", "Independent clinic or practice"),
    ("Reference Laboratory", "Laboratory", "Laboratory"),
    ("Health Network", "Health system", "Enterprise health system"),
    ("Manufacturing", "Employer", "Employer"),
    ("Therapeutics", "Biopharma company", "Biopharma and research"),
)
_PLACES = (
    *(("US", "OH", "Columbus", "+1 614 2"), ("US", "TX", "Austin", "+1 512 3"), ("US", "OR", "Portland", "+1 503 2")),
    *(("Germany", "", "Mainz", "+49 6131 4"), ("United Kingdom", "", "Leeds", "+44 113 2")),
)
_TITLES = ("Laboratory manager", "Practice manager", "Medical director", "LIS analyst", "Quality manager", "Owner")
_LINES = ("Hospital lab", "Clinic panels", "Employer screening", "Lab partnership", "Biopharma services", "")
_SOURCES = ("Webinar", "Trade show", "Website", "Referral", "Newsletter")
_WISHES = ("", "", "", "Demo", "Price list", "Request a call", "Validation pack")
_OFFERS = ("Case study", "White paper", "Panel menu", "Education webinar", "Demo", "")


def leads(rows: int, seed: int = 7) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the person each stands for; of a duplicate it is the number of an earlier row."""
    dice = random.Random(seed)
    people: list[list[str]] = []
    for number in range(rows):
        if people and dice.random() < DUPLICATES:
            who = dice.randrange(len(people))
            yield int(people[who][0]), _again(dice, people[who], number)
            continue
        person = _person(dice, number, seed)
        people.append(person)
        yield number, _row(dice, person, number)


def write_leads(path: Path, rows: int, seed: int = 7) -> list[int]:
    """Write a list and return who each row stands for."""
    truth = []
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for who, row in leads(rows, seed):
            truth.append(who)
            writer.writerow(row)
    return truth


def _person(dice: random.Random, number: int, seed: int) -> list[str]:
    given, family = dice.choice(_GIVEN), dice.choice(_FAMILY) + dice.choice(_ENDINGS)
    firm = dice.randrange(max(1, number // 8) + 1)
    kind, facility, segment = _HOUSES[firm % len(_HOUSES)]
    site = f"house{firm}-{seed}.example"
    land, state, city, phone = _PLACES[firm % len(_PLACES)]
    email = f"{given}.{family}{number}@{site}".lower()
    where = [f"{_FAMILY[firm % len(_FAMILY)]}{firm} {kind}", f"www.{site}", land, state, city]
    return [
        *(str(number), given, family, email, f"{phone}{100000 + (number * 37) % 899999}", dice.choice(_TITLES), *where),
        *(f"{firm % 300} Main Street", f"{firm % 99999:05}", facility, segment, str(10 + firm % 4000), "Oncology"),
    ]


def _row(dice: random.Random, person: list[str], number: int) -> list[str]:
    created = f"2026-{1 + number % 9:02}-{1 + number % 28:02} 10:{number % 60:02}:00"
    why = [
        _LINES[int(person[0]) % len(_LINES)],
        dice.choice(_SOURCES),
        "Spring",
        dice.choice(_OFFERS),
        dice.choice(_WISHES),
        "",
        created,
    ]
    rest = [dice.choice(("Yes", "No", "")), "Spoke about turnaround", "Sam Seller"]
    return ["", *person[1:], *why, *rest, str(40_000 + number), f"Hall {number % 9}", "en"]


def _again(dice: random.Random, person: list[str], number: int) -> list[str]:
    """The same person in another list: another spelling of the address, a missing phone number, or only the name."""
    row = _row(dice, person, number)
    kind = dice.randrange(3)
    if kind == 0:
        row[3] = row[3].upper()
    elif kind == 1:
        row[4] = ""
    else:
        row[3] = f" {row[3]} "
        row[5] = ""
    return row
