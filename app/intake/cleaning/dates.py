"""Dates as people write them, to ISO; the order of day and month is proven, chosen, or asked for."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from app.intake.choices import DateOrder
from app.intake.cleaning.times import with_time
from app.intake.cleaning.word_lists import bare, word_lists
from app.language import kept_as_spoken, tr

_START = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T ]?(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})?(?P<zone>\D.{0,5})?)?$"
)
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])$", re.IGNORECASE)
_UNIX = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+([A-Z]{1,5}\s+)?(\d{4})$")
_EPOCH = re.compile(r"(\d{10})(?:\.\d+)?|(\d{13})")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s\-/.]*(?:de\s+|of\s+)?([^\W\d]{3,})\.?,?[\s\-/.]*(?:de\s+|del\s+)?'?(\d{4}|\d{2})(?![\d:])"
)
_NAME_DAY = re.compile(r"([^\W\d]{3,})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WEEKDAY = re.compile(r"^[^\W\d]{2,10}\.?,?\s+(?=\d|[^\W\d]{3,})")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
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


@kept_as_spoken(65_536)
def clean_date(text: str, order: DateOrder | None = None, epoch_1904: bool = False) -> tuple[str, str]:
    """The date as ISO text, and a remark. With a zone the moment is given in UTC (`2026-05-28T17:01:33+00:00`);
    without one as written (`2026-05-28` or `2026-05-28T19:01:33`). Empty where the text is no date."""
    cell = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())
    if not cell.isascii():
        cell = unicodedata.normalize("NFKC", cell)
    if cell.casefold() in _empty():
        return "", ""
    if found := _EPOCH.fullmatch(cell):
        return _from_epoch(cell, int(found[1] or 0) or int(found[2]) // 1000)
    if serial := _SERIAL.fullmatch(cell):
        return _from_serial(cell, serial, epoch_1904)
    read = _date_of(cell, order)
    if read is None:
        return "", tr("“{cell}” is not read as a date", cell=text.strip()[:40])
    year, month, day, rest, proven = read
    try:
        held = date(year, month, day)
    except ValueError:
        return "", tr("“{cell}” is no day of the calendar", cell=text.strip()[:40])
    if not proven:
        return "", tr("“{cell}” may be day or month first; choose the order", cell=text.strip()[:40])
    if not 1900 <= year <= 2100:
        return "", tr("the year of “{cell}” is not believable", cell=text.strip()[:40])
    return with_time(held, rest), ""


def _from_serial(cell: str, serial: re.Match[str], epoch_1904: bool) -> tuple[str, str]:
    """Days since Excel's first day, when they fall into our decades."""
    days = float(cell)
    moment = datetime.combine(_EPOCH_1904 if epoch_1904 else _EPOCH_1900, datetime.min.time()) + timedelta(days=days)
    if not 1990 <= moment.year <= 2069:
        return "", tr("“{cell}” is not read as a date", cell=cell)
    told = tr("“{cell}” is read as Excel's number of a day", cell=cell)
    if serial[2]:
        return moment.replace(microsecond=0).isoformat(), told
    return moment.date().isoformat(), told


def _from_epoch(cell: str, seconds: int) -> tuple[str, str]:
    """Seconds since 1970, when they fall into our decades."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    if not 1990 <= moment.year <= 2069:
        return "", tr("“{cell}” is not read as a date", cell=cell)
    return moment.isoformat(), tr("“{cell}” is read as seconds since 1970", cell=cell)


def _date_of(cell: str, order: DateOrder | None) -> tuple[int, int, int, str, bool] | None:
    """Year, month, day, the rest of the text, and whether day and month are certain."""
    if found := _ISO.match(cell):
        return int(found[1]), int(found[3]), int(found[4]), cell[found.end() :], True
    if found := _START.match(cell):
        return _numbers(found, order, cell[found.end() :])
    if found := _COMPACT.match(cell):
        time = f"{found['h']}:{found['m']}:{found['s'] or '00'}{found['zone'] or ''}" if found["h"] else ""
        return int(found["year"]), int(found["month"]), int(found["day"]), time, True
    if found := _WEEK.match(cell):
        return _of_week(int(found[1]), int(found[2]), int(found[3]))
    if found := _EAST.match(cell):
        return int(found[1]), int(found[2]), int(found[3]), cell[found.end() :], True
    shorter = _WEEKDAY.sub("", cell) if not _month(cell.split(" ")[0]) else cell
    if (found := _DAY_NAME.match(shorter)) and (month := _month(found[2])):
        return _century(found[3]), month, int(found[1]), shorter[found.end() :], True
    if (found := _UNIX.match(shorter)) and (month := _month(found[1])):
        return int(found[5]), month, int(found[2]), f"{found[3]} {found[4] or ''}", True
    if (found := _NAME_DAY.match(shorter)) and (month := _month(found[1])):
        return int(found[3]), month, int(found[2]), shorter[found.end() :], True
    return _numbers_after_day(shorter, order) if shorter != cell else None


def _numbers_after_day(text: str, order: DateOrder | None) -> tuple[int, int, int, str, bool] | None:
    found = _START.match(text)
    return _numbers(found, order, text[found.end() :]) if found else None


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


def _of_week(year: int, week: int, day: int) -> tuple[int, int, int, str, bool] | None:
    try:
        held = date.fromisocalendar(year, week, day)
    except ValueError:
        return None
    return held.year, held.month, held.day, "", True


def _month(word: str) -> int:
    return _months().get(bare(word), 0)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {bare(word): at for at, words in enumerate(word_lists("dates")["months"], 1) for word in words}


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(word_lists("dates")["empty"])
