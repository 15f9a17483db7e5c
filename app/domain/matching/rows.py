"""Records as compared: every value in its plain form, in an order that does not depend on how the rows came."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.matching.evidence import ACCOUNTS, PEOPLE, Evidence, Field, Kind, Record
from app.domain.matching.keys import FREE_DOMAINS, email_domain, email_key, fold, phone_key
from app.domain.matching.wording import organisation

Row = tuple[str, ...]

_FEWEST = 10  # numbers of which one can tell that they count
_SERIAL_SPREAD = 4  # numbers of rows lie at most so many times as far apart as there are rows
_TITLES = frozenset(
    {*("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "herr", "frau", "sir", "med", "rer", "nat", "phd")}
    | {*("md", "msc", "bsc", "mba", "jr", "sr", "dipl", "ing")}
)
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})\b")
_NOT_DIGIT = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one or two lists, sorted by what they hold; `of` is the row's place in its list."""

    kind: Kind
    fields: tuple[Field, ...]
    rows: list[Row]
    of: list[int]
    second: list[bool]  # whether it stands in the second list
    two: bool

    def column(self, name: str) -> list[str]:
        """All values of a field, empty where it is none of these rows'."""
        place = self.place(name)
        return [""] * len(self.rows) if place is None else [row[place] for row in self.rows]

    def place(self, name: str) -> int | None:
        """Where a field stands in a row."""
        return next((i for i, field in enumerate(self.fields) if field.name == name), None)


def read_rows(
    records: Sequence[Record], kind: Kind, other: Sequence[Record] | None, compare: Mapping[str, Evidence]
) -> Rows:
    """The rows of one list, or of two, with the fields that any of them holds."""
    further = tuple(Field(name, evidence, name) for name, evidence in compare.items())
    fields = (PEOPLE if kind == "people" else ACCOUNTS) + further
    read = _person if kind == "people" else _account
    first = [(read(record, fields), i, False) for i, record in enumerate(records)]
    both = first + [(read(record, fields), i, True) for i, record in enumerate(other or ())]
    used = [
        place for place, field in enumerate(fields) if _tells(field, [row[place] for row, _, _ in both], len(first))
    ]
    lines = sorted((tuple([row[place] for place in used]), i, second) for row, i, second in both)
    kept = tuple(fields[place] for place in used)
    of, second = [line[1] for line in lines], [line[2] for line in lines]
    return Rows(kind, kept, [line[0] for line in lines], of, second, other is not None)


def _tells(field: Field, values: list[str], first: int) -> bool:
    """False for a field that nobody fills and for numbers that only count the rows of a list."""
    if not any(values) or field.evidence is not Evidence.CODE or field.around:
        return any(values)
    return not any(_serial([value for value in part if value]) for part in (values[:first], values[first:]))


def _serial(filled: list[str]) -> bool:
    """True for numbers that are all different and lie close together."""
    if len(filled) < _FEWEST or not all(value.isascii() and value.isdigit() and len(value) < 19 for value in filled):
        return False
    numbers = set(map(int, filled))
    return len(numbers) >= 0.98 * len(filled) and max(numbers) - min(numbers) <= _SERIAL_SPREAD * len(filled)


def _person(record: Record, fields: Sequence[Field]) -> Row:
    given, family = _names(record.get("first_name", ""), record.get("last_name", ""), record.get("full_name", ""))
    email = record.get("email", "")
    special = {
        "first_name": given,
        "last_name": family,
        "domain": _site(record.get("domain", "")) or email_domain(email),
    }
    return tuple(
        [special[f.name] if f.name in special else plain_value(f.evidence, record.get(f.name, "")) for f in fields]
    )


def _account(record: Record, fields: Sequence[Field]) -> Row:
    name = record.get("company", "") or record.get("full_name", "")
    site = _site(record.get("domain", "")) or email_domain(record.get("email", ""))
    special = {"company": _named(name), "domain": site}
    return tuple(
        [special[f.name] if f.name in special else plain_value(f.evidence, record.get(f.name, "")) for f in fields]
    )


@lru_cache(maxsize=65_536)
def _names(first: str, last: str, full: str) -> tuple[str, str]:
    """First and last name folded; a whole name is taken apart where only that is known."""
    if not (first and last) and full.strip() and len(full) > len(first) + len(last):
        before, comma, after = full.partition(",")
        words = full.split()
        first, last = (after, before) if comma and after.strip() else (" ".join(words[:-1]), words[-1])
    return _bare(first), _bare(last)


def _bare(name: str) -> str:
    words = fold(name).split()
    return " ".join([word for word in words if word not in _TITLES] or words)


def plain_value(evidence: Evidence, written: str) -> str:
    """A value as compared; empty where it says nothing."""
    if not written:
        return ""
    match evidence:
        case Evidence.EMAIL:
            return _address(written)
        case Evidence.PHONE:
            return phone_key(written)
        case Evidence.CODE:
            return fold(written).replace(" ", "")
        case Evidence.DATE:
            return date_digits(written)
        case Evidence.SITE:
            return _site(written)
        case Evidence.ORGANISATION:
            return _named(written)
    return fold(written)


def _named(written: str) -> str:
    """An organisation's name on one line; empty where it holds no letter and no digit."""
    return " ".join(written.split()) if organisation(written).joined else ""


def _address(written: str) -> str:
    """An address; a desk's (info@) is nobody's, what is no whole address is compared as it stands."""
    address = written.strip(" \t\r\n<>").casefold().removeprefix("mailto:")
    name, at, site = address.rpartition("@")
    return email_key(address) if at and name and "." in site else address if at and (name or site) else ""


def date_digits(written: str) -> str:
    """The digits of a date, the year first."""
    if found := _DAY_FIRST.match(written):
        return f"{found[3]}{int(found[2]):02}{int(found[1]):02}"
    if found := _YEAR_FIRST.match(written):
        return f"{found[1]}{int(found[2]):02}{int(found[3]):02}"
    digits = _NOT_DIGIT.sub("", written)
    return digits if len(digits) >= 4 else ""


def _site(written: str) -> str:
    host = written.strip().casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    host = host.partition("/")[0].strip(".")
    return host if "." in host and host not in FREE_DOMAINS else ""


def who(rows: Rows) -> list[str]:
    """Of every row in a few words who it is: to see whether those who share a number or an address are one."""
    if rows.kind == "accounts":
        return [" ".join(organisation(name).words) for name in rows.column("company")]
    return [
        f"{given} {family}".strip()
        for given, family in zip(*map(rows.column, ("first_name", "last_name")), strict=True)
    ]
