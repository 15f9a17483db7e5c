"""Dates as people write them, to ISO; the order of day and month is proven, chosen, or asked for."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.intake.choices import DateOrder

_START = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(19|20)(\d{2})(\d{2})(\d{2})$")
_EAST = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s\-/.]*(?:de\s+|of\s+)?([^\W\d]{3,})\.?,?[\s\-/.]*(?:de\s+|del\s+)?'?(\d{4}|\d{2})(?![\d:])"
)
_NAME_DAY = re.compile(r"([^\W\d]{3,})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(
    r"(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*([ap])\.?\s?m\b\.?|(\d{1,2})[:h](\d{2})(?:[:m](\d{2})(?:[.,]\d+)?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+\-−])(\d{1,2})(?::?(\d{2}))?\s*\)?$")
_ZONE_NAME = re.compile(r"\b([A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Za-z_]+)?)\b")
_WEEKDAY = re.compile(r"^[^\W\d]{2,10}\.?,?\s+(?=\d|[^\W\d]{3,})")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "BST": 60,
    "CET": 60,
    "MEZ": 60,
    "CEST": 120,
    "MESZ": 120,
    "EET": 120,
    "EEST": 180,
    "EST": -300,
    "EDT": -240,
    "CST": -360,
    "CDT": -300,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
    "JST": 540,
    "AEST": 600,
    "AEDT": 660,
}
_ZONE = re.compile(
    r"(?:(?<=\s)|(?<=\d)|(?<=[apAP][mM]))\(?(Z|UTC|GMT|WET|BST|CES?T|MESZ|MEZ|EES?T|[ECMP][SD]T|JST|AE[SD]T)\)?\s*$"
)
_MONTH_WORDS = (
    "january jan januar janvier janv enero ene gennaio gen januari januar janeiro jaenner janner styczen",
    "february feb februar fevrier fevr fev febrero febbraio februari fevereiro luty",
    "march mar marz maerz mars marzo maart marco mrz mrt marec",
    "april apr avril avr abril abr aprile kwiecien",
    "may mai mayo mag maggio mei maj maio",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug aout agosto ago augustus augusti sierpien",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro desember",
)
_MONTHS = {word: month for month, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_EMPTY = frozenset({"", "-", "--", "0", "0/0/00", "00/00/0000", "0000-00-00", "n/a", "na", "none", "null"})
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def ambiguous_start(text: str) -> bool:
    """True for the beginning of a date of two small numbers, such as 03/04/2026 or 3-4-26."""
    return bool(_START.match(text))


def proven_order(starts: Iterable[str], whole: Iterable[str] = ()) -> tuple[DateOrder | None, bool]:
    """The order that the dates of a column prove, and whether it has to be asked for.

    A first number over 12 proves day first, a second one month first; dots are day first; AM and PM with slashes are
    month first. Dates that speak for both, or for neither, need an answer.
    """
    day_first = month_first = unclear = False
    for start in starts:
        found = _START.match(start)
        if not found:
            continue
        first, mark, second = int(found[1]), found[2], int(found[3])
        if mark == ".":
            continue
        if first > 12 >= second:
            day_first = True
        elif second > 12 >= first:
            month_first = True
        elif first and second and first != second:
            unclear = True
    if day_first != month_first:
        return ("dmy" if day_first else "mdy"), False
    if day_first and month_first:
        return None, unclear
    if unclear and any(re.search(r"\d\s*[AP]\.?M\b", text) for text in whole):
        return "mdy", False
    return None, unclear


@lru_cache(maxsize=65536)
def clean_date(text: str, order: DateOrder | None = None, epoch_1904: bool = False) -> tuple[str, str]:
    """The date as ISO text, and a remark. With a zone the moment is given in UTC (`2026-05-28T17:01:33+00:00`);
    without one as written (`2026-05-28` or `2026-05-28T19:01:33`). Empty where the text is no date."""
    cell = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())
    if cell.casefold() in _EMPTY:
        return "", ""
    if serial := _SERIAL.fullmatch(cell):
        return _from_serial(cell, serial, epoch_1904)
    found = _date_of(cell, order)
    if found is None:
        return "", f"“{text.strip()[:40]}” is not read as a date"
    year, month, day, rest, proven = found
    try:
        held = date(year, month, day)
    except ValueError:
        return "", f"“{text.strip()[:40]}” is no day of the calendar"
    if not proven:
        return "", f"“{text.strip()[:40]}” may be day or month first; choose the order"
    if not 1900 <= year <= 2100:
        return "", f"the year of “{text.strip()[:40]}” is not believable"
    return _with_time(held, rest), ""


def _from_serial(cell: str, serial: re.Match[str], epoch_1904: bool) -> tuple[str, str]:
    """Days since Excel's first day, when they fall into our decades."""
    days = float(cell)
    moment = datetime.combine(_EPOCH_1904 if epoch_1904 else _EPOCH_1900, datetime.min.time()) + timedelta(days=days)
    if not 1990 <= moment.year <= 2069:
        return "", f"“{cell}” is not read as a date"
    told = f"“{cell}” is read as Excel's number of a day"
    if serial[2]:
        return moment.replace(microsecond=0).isoformat(), told
    return moment.date().isoformat(), told


def _date_of(cell: str, order: DateOrder | None) -> tuple[int, int, int, str, bool] | None:
    """Year, month, day, the rest of the text, and whether day and month are certain."""
    if found := _ISO.match(cell):
        return int(found[1]), int(found[3]), int(found[4]), cell[found.end() :], True
    if found := _START.match(cell):
        return _numbers(found, order, cell[found.end() :])
    if found := _COMPACT.match(cell):
        return int(found[1] + found[2]), int(found[3]), int(found[4]), "", True
    if found := _EAST.match(cell):
        return int(found[1]), int(found[2]), int(found[3]), cell[found.end() :], True
    bare = _WEEKDAY.sub("", cell) if not _month(cell.split(" ")[0]) else cell
    if (found := _DAY_NAME.match(bare)) and (month := _month(found[2])):
        return _century(found[3]), month, int(found[1]), bare[found.end() :], True
    if (found := _NAME_DAY.match(bare)) and (month := _month(found[1])):
        return int(found[3]), month, int(found[2]), bare[found.end() :], True
    return _numbers_after_day(bare, order) if bare != cell else None


def _numbers_after_day(bare: str, order: DateOrder | None) -> tuple[int, int, int, str, bool] | None:
    found = _START.match(bare)
    return _numbers(found, order, bare[found.end() :]) if found else None


def _numbers(found: re.Match[str], order: DateOrder | None, rest: str) -> tuple[int, int, int, str, bool]:
    first, mark, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if order == "ymd" and len(year) == 2:
        return _century(found[1]), second, int(year), rest, True
    if first > 12 >= second or mark == ".":
        return _century(year), second, first, rest, True
    if second > 12 >= first:
        return _century(year), first, second, rest, True
    if order == "dmy":
        return _century(year), second, first, rest, True
    return _century(year), first, second, rest, order == "mdy" or first == second


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)


def _month(word: str) -> int:
    from app.intake.words import plain

    return _MONTHS.get(plain(word).rstrip(".,"), 0)


def _with_time(day: date, rest: str) -> str:
    """The day, with the time of day where the rest of the text holds one, in UTC where it names a zone."""
    rest = rest.lstrip(" ,T")
    found = _TIME.search(rest)
    if not found:
        return day.isoformat()
    if found[4]:
        hour = int(found[1]) % 12 + (12 if found[4].lower() == "p" else 0)
        minute, second = int(found[2] or 0), int(found[3] or 0)
    else:
        hour, minute, second = int(found[5]), int(found[6]), int(found[7] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat()
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    zone = _zone(rest[found.end() :])
    if zone is None:
        return moment.isoformat()
    return moment.replace(tzinfo=zone).astimezone(UTC).isoformat()


@lru_cache(maxsize=1024)
def _zone(rest: str) -> timezone | ZoneInfo | None:
    rest = rest.strip()
    if not rest:
        return None
    if (found := _ZONE_NAME.search(rest)) is not None:
        try:
            return ZoneInfo(found[1])
        except (KeyError, ValueError, OSError):
            return None
    if (found := _OFFSET.search(rest)) is not None:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return timezone(timedelta(minutes=-minutes if found[1] in "-−" else minutes)) if minutes < 24 * 60 else None
    if (found := _ZONE.search(" " + rest)) is not None:
        return timezone(timedelta(minutes=_ZONES[found[1]]))
    return None
