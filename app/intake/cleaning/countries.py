"""Countries from names in many languages, ISO codes and domains, from `resources/countries.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.intake.words import compact
from app.shipped import shipped


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory; `dialling_code` without plus, 0 where it has none."""

    iso2: str
    iso3: str
    name: str
    dialling_code: int


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """All countries by their two-letter code."""
    return {country.iso2: country for country, _ in _table()}


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[Country, tuple[str, ...]], ...]:
    with (shipped() / "countries.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                Country(row["iso2"], row["iso3"], row["name"], int(row["dialling_code"] or 0)),
                tuple(row["other_names"].split("|")),
            )
            for row in csv.DictReader(file)
        )


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for country, others in _table():
        for name in (country.name, *others):
            found.setdefault(_key(name), country.iso2)
    for country, _ in _table():
        found.setdefault(country.iso3.lower(), country.iso2)
    return found


def _key(name: str) -> str:
    return compact(name.replace("&", " and "))


@lru_cache(maxsize=16384)
def country_code(text: str) -> str:
    """The two-letter code of a country written as a name, an ISO code, or both; empty where it is none."""
    cell = text.strip().strip(".,;:()[]\"'")
    if not cell or len(cell) > 80:
        return ""
    if len(cell) == 2 and cell.isalpha() and cell.isascii():
        code = cell.upper()
        code = {"UK": "GB", "EL": "GR"}.get(code, code)
        return code if code in countries() else ""
    if found := _by_name().get(_key(cell)):
        return found
    return _in_parts(cell)


def _in_parts(cell: str) -> str:
    """`Germany (DE)`, `DE - Germany`, `🇩🇪 Germany`, `Korea, Republic of`: every part that is a country is the same."""
    for mark in "()[]/|-–,:":
        cell = cell.replace(mark, "\n")
    parts = [part.strip() for part in cell.split("\n") if part.strip()]
    if len(parts) < 2 or len(parts) > 3:
        return ""
    found = {country_code(part) for part in parts} - {""}
    return found.pop() if len(found) == 1 else ""
