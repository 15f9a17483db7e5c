"""Countries from names in many languages, ISO codes and domains, from `resources/countries.csv`."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.intake.words import compact
from app.shipped import shipped

_FLAG = re.compile("[🇦-🇿]{2}")
_LONG_ENOUGH = 5  # letters; of shorter names too many are one letter apart


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
    if flag := _FLAG.search(cell):
        return _of_flag(flag[0], cell)
    if not cell or len(cell) > 80:
        return ""
    if len(cell) == 2 and cell.isalpha() and cell.isascii():
        code = cell.upper()
        code = {"UK": "GB", "EL": "GR"}.get(code, code)
        return code if code in countries() else ""
    if found := _by_name().get(_key(cell)):
        return found
    return _in_parts(cell)


def _of_flag(flag: str, cell: str) -> str:
    """The country of a flag, which is two letters of a kind of their own; words beside it must not contradict."""
    code = "".join(chr(ord(letter) - ord("🇦") + ord("A")) for letter in flag)
    beside = cell.replace(flag, " ").strip()
    if code not in countries() or (beside and country_code(beside) not in ("", code)):
        return ""
    return code


@lru_cache(maxsize=4096)
def probable_country(text: str) -> str:
    """The English name of the country of which this is a typing error; empty where none is near."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    key = _key(text)
    if len(key) < _LONG_ENOUGH or len(key) > 40:
        return ""
    near = process.extractOne(key, list(_by_name()), scorer=OSA.distance, score_cutoff=1 if len(key) < 9 else 2)
    return countries()[_by_name()[near[0]]].name if near and len(near[0]) >= _LONG_ENOUGH else ""


def _in_parts(cell: str) -> str:
    """`Germany (DE)`, `DE - Germany`, `🇩🇪 Germany`, `Korea, Republic of`: every part that is a country is the same."""
    for mark in "()[]/|-–,:":
        cell = cell.replace(mark, "\n")
    parts = [part.strip() for part in cell.split("\n") if part.strip()]
    if len(parts) < 2 or len(parts) > 3:
        return ""
    found = {country_code(part) for part in parts} - {""}
    return found.pop() if len(found) == 1 else ""
