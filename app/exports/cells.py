"""What a cell, a header and a sheet name may hold, and what becomes of the rest."""

import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

LIMIT = 32_766  # UTF-16 units; spreadsheets count these, and keep one fewer than the format's limit of 32,767
SHEET_NAME_LIMIT = 31
REPLACEMENT = "\ufffd"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FIRST_DATE = date(1900, 3, 1)  # before it, spreadsheets disagree about the calendar
_EPOCH = datetime(1899, 12, 30)
RISKY_START = ("=", "+", "-", "@", "\t")


def clean(text: str) -> str:
    """The text as a sheet can hold it: one kind of line end, and U+FFFD for what XML forbids (house.md 6)."""
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def shortened(text: str) -> str:
    """The text cut to what a cell holds; characters outside the first plane count twice, and are never halved."""
    if len(text) * 2 <= LIMIT or (len(text) <= LIMIT and text.isascii()):
        return text
    units = text.encode("utf-16-le")
    if len(units) <= LIMIT * 2:
        return text
    return units[: LIMIT * 2].decode("utf-16-le", errors="ignore")


def escaped(text: str) -> str:
    """Protect text such as `_x0041_`, which spreadsheets would otherwise read as an escaped letter."""
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def risky(text: str) -> bool:
    """True where a program that saves the sheet as text could take this for a formula."""
    return text.startswith(RISKY_START)


def local(value: datetime, zone: tzinfo) -> datetime:
    """An aware time turned into the zone of the sheet, as the wall clock shows it; a naive time stays as it is."""
    return value if value.tzinfo is None else value.astimezone(zone).replace(tzinfo=None)


def serial(value: date | datetime | time, zone: tzinfo = UTC) -> float | int | None:
    """The number a sheet keeps for a date or time; None where sheets cannot hold that date."""
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if not isinstance(value, datetime):
        return (value - _EPOCH.date()).days if value >= _FIRST_DATE else None
    value = local(value, zone)
    return (value - _EPOCH) / timedelta(days=1) if value.date() >= _FIRST_DATE else None


def finite(number: float | int) -> float | int | None:
    """The number, or None for what a cell cannot hold (infinity, not a number)."""
    return number if isinstance(number, int) or math.isfinite(number) else None


def sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A legal sheet name as near to the wanted one as possible, and unlike those taken (case does not count)."""
    name = _NOT_IN_A_SHEET_NAME.sub(" ", clean(wanted)).strip().strip("'").strip() or "Sheet"
    if name.casefold() == "history":  # reserved by spreadsheet programs
        name = f"{name} of changes"
    return _unlike(name, {other.casefold() for other in taken}, SHEET_NAME_LIMIT)


def unique_headers(wanted: Iterable[str]) -> list[str]:
    """Headers of one table: texts in one line, none empty, none twice (case does not count)."""
    headers: list[str] = []
    taken: set[str] = set()
    for text in wanted:
        header = _unlike(" ".join(clean(text).split()) or "Column", taken, 255)
        taken.add(header.casefold())
        headers.append(header)
    return headers


def _unlike(name: str, taken: set[str], limit: int) -> str:
    def cut(text: str, room: int) -> str:
        return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore").strip().rstrip("'")

    candidate, number = cut(name, limit), 2
    while candidate.casefold() in taken:
        tail = f" {number}"
        candidate, number = cut(name, limit - len(tail)) + tail, number + 1
    return candidate
