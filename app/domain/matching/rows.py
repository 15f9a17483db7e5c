"""Records as compared: every value in its plain form, in an order that does not depend on how the rows came."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.matching.evidence import ACCOUNTS, PEOPLE, Evidence, Field, Kind, Record
from app.domain.matching.keys import FREE_DOMAINS, email_domain, email_key, fold, phone_key
from app.domain.matching.watching import UNWATCHED, Watch
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
    watch: Watch = UNWATCHED

    def column(self, name: str) -> list[str]:
        """All values of a field, empty where it is none of these rows'."""
        place = self.place(name)
        return [""] * len(self.rows) if place is None else [row[place] for row in self.rows]

    def place(self, name: str) -> int | None:
        """Where a field stands in a row."""
        return next((i for i, field in enumerate(self.fields) if field.name == name), None)


def read_rows(
    records: Sequence[Record],
    kind: Kind,
    other: Sequence[Record] | None,
    compare: Mapping[str, Evidence],
    watch: Watch = UNWATCHED,
) -> Rows:
    """The rows of one list, or of two, with the fields that any of them holds."""
    further = tuple(Field(name, evidence, name) for name, evidence in compare.items())
    fields = (PEOPLE if kind == "people" else ACCOUNTS) + further
    both = [*records, *(other or ())]
    columns = [(field, _column(field, kind, both, watch)) for field in fields]
    used = [(field, column) for field, column in columns if _tells(field, column, len(records))]
    if not used:
        return Rows(kind, (), [], [], [], other is not None, watch)
    read = list(zip(*[column for _, column in used], strict=True))
    order = sorted(range(len(read)), key=read.__getitem__)
    of = [place if place < len(records) else place - len(records) for place in order]
    second = [place >= len(records) for place in order]
    kept = tuple(field for field, _ in used)
    return Rows(kind, kept, [read[place] for place in order], of, second, other is not None, watch)


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


def _column(field: Field, kind: Kind, both: Sequence[Record], watch: Watch) -> list[str]:
    """What all records say about a field, as compared."""
    name, records = field.name, watch.over(both, "Reading what is known")
    if name in ("first_name", "last_name") and kind == "people":
        half = int(name == "last_name")
        return [_names(r.get("first_name", ""), r.get("last_name", ""), r.get("full_name", ""))[half] for r in records]
    if name == "domain":
        return [_site(r.get(name, "")) or email_domain(r.get("email", "")) for r in records]
    if name == "company" and kind == "accounts":
        return [_named(r.get(name, "") or r.get("full_name", "")) for r in records]
    plain = _PLAIN.get(field.evidence, fold)
    return [plain(written) if (written := r.get(name, "")) else "" for r in records]


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


@lru_cache(maxsize=65_536)
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


def _code(written: str) -> str:
    return fold(written).replace(" ", "")


@lru_cache(maxsize=65_536)
def _site(written: str) -> str:
    host = written.strip().casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    host = host.partition("/")[0].strip(".")
    return host if "." in host and host not in FREE_DOMAINS else ""


_PLAIN: dict[Evidence, Callable[[str], str]] = {
    Evidence.EMAIL: _address,
    Evidence.PHONE: phone_key,
    Evidence.CODE: _code,
    Evidence.DATE: date_digits,
    Evidence.SITE: _site,
    Evidence.ORGANISATION: _named,
}


def who(rows: Rows) -> list[str]:
    """Of every row in a few words who it is: to see whether those who share a number or an address are one."""
    if rows.kind == "accounts":
        names = rows.watch.over(rows.column("company"), "Weighing what tells")
        return [" ".join(organisation(name).words) for name in names]
    return [
        f"{given} {family}".strip()
        for given, family in zip(*map(rows.column, ("first_name", "last_name")), strict=True)
    ]
