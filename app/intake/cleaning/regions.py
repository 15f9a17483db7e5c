"""States, provinces, Länder and cantons from names and codes, from `resources/regions.csv`."""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from app.intake.cleaning.countries import country_code
from app.intake.cleaning.text import meant
from app.intake.words import compact
from app.shipped import shipped

_MARKS = re.compile(r"[()\[\]/|,–]|\s-\s")
_WITH_COUNTRY = re.compile(r"([A-Za-z]{2})-([A-Za-z0-9]{1,3})")


class Region(NamedTuple):
    """One part of a country, by its country's two-letter code."""

    country: str
    name: str


UNKNOWN = Region("", "")


class _Table(NamedTuple):
    by_code: Mapping[tuple[str, str], Region]
    by_name: Mapping[str, tuple[Region, ...]]


@lru_cache(maxsize=1)
def _table() -> _Table:
    by_code: dict[tuple[str, str], Region] = {}
    by_name: dict[str, tuple[Region, ...]] = {}
    with (shipped() / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            region = Region(row["country"], row["name"])
            by_code[row["country"], row["code"]] = region
            for name in (row["name"], *filter(None, row["other_names"].split("|"))):
                held = by_name.get(compact(name), ())
                by_name[compact(name)] = held if region in held else (*held, region)
    return _Table(by_code, by_name)


@lru_cache(maxsize=1)
def countries_with_regions() -> tuple[str, ...]:
    """The countries whose regions are known."""
    return tuple(dict.fromkeys(country for country, _ in _table().by_code))


@lru_cache(maxsize=16384)
def region_of(text: str, country: str = "") -> Region:
    """The region that a cell names: `Texas`, `TX` in the US, `US-TX`, `Bayern (BY)`. A code alone needs its country."""
    cell = meant(text).strip(" .,;")
    if not cell or len(cell) > 80:
        return UNKNOWN
    if (found := _WITH_COUNTRY.fullmatch(cell)) and (
        known := _table().by_code.get((found[1].upper(), found[2].upper()))
    ):
        return known
    if country and (known := _table().by_code.get((country, cell.upper().replace(".", "")))):
        return known
    named = [region for region in _table().by_name.get(compact(cell), ()) if country in ("", region.country)]
    if len(named) == 1 and (country or not country_code(cell)):  # Georgia is a country, too
        return named[0]
    parts = [part.strip() for part in _MARKS.split(cell) if part and part.strip()]
    found_in = {region_of(part, country) for part in parts} - {UNKNOWN} if 1 < len(parts) <= 3 else set()
    return found_in.pop() if len(found_in) == 1 else UNKNOWN
