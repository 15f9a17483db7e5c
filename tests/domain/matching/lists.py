"""Lists of made-up people and organisations, and what is found in them."""

import random
from collections.abc import Mapping, Sequence

from app.domain.matching import Evidence, Kind, Pair, duplicates

Record = dict[str, str]
_GIVEN = ("Adele", "Bruno", "Camila", "Derek", "Elin", "Farid", "Greta", "Hugo", "Imani", "Jasper", "Keiko", "Leon")
_FAMILY = ("Achterberg", "Belldahl", "Castellfeld", "Dungaard", "Ekham", "Fairkamp", "Grunelund", "Hollmark", "Ibarrud")
_TOWNS = ("Mainz", "Leeds", "Austin", "Portland", "Columbus", "Utrecht", "Turin")


def people(count: int, seed: int = 3) -> list[Record]:
    """People who are all different, each with an address, a number and an organisation of some."""
    dice = random.Random(seed)
    made = []
    for number in range(count):
        given, family, firm = dice.choice(_GIVEN), dice.choice(_FAMILY), dice.randrange(count // 3 + 1)
        made.append(
            {
                "first_name": given,
                "last_name": family,
                "email": f"{given}.{family}{number:03}@house{firm}.example".lower(),
                "phone": f"+4961314{100000 + dice.randrange(899999)}",
                "company": f"{_FAMILY[firm % len(_FAMILY)]} {firm} Clinic",
                "city": _TOWNS[firm % len(_TOWNS)],
            }
        )
    return made


def one(records: Sequence[Record], kind: Kind = "people", **settings: Mapping[str, Evidence]) -> Pair | None:
    """What is found between the last two of the records."""
    wanted = {len(records) - 2, len(records) - 1}
    return next((pair for pair in duplicates(records, kind, **settings) if {pair.a, pair.b} == wanted), None)


def person(first: str = "", last: str = "", **more: str) -> Record:
    """A person with what is said of them."""
    return {"first_name": first, "last_name": last, **more}
