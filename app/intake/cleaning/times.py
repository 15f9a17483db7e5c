"""The time of day behind a date, in UTC where the text names a zone."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.intake.cleaning.word_lists import word_lists

_TIME = re.compile(
    r"(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*([ap])\.?\s?m\b\.?"
    r"|(\d{1,2})[:h](\d{2})(?:[:m](\d{2})(?:[.,]\d+)?)?(?=\D|$)|(?<!\S)(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=\s*(?:uhr|h)\b)",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?<![\w:])(?:GMT|UTC)?\s*([+\-−])(\d{1,2})(?::?(\d{2}))?(?!\d)")
_ZONE_NAME = re.compile(r"\b([A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Za-z_]+)?)\b")
_ZONE = re.compile(r"(?:(?<=[\s\d(])|(?<=[apAP][mM])|^)(Z|[A-Z]{2,4}T|MEZ|MESZ|UTC|WIB|MSK)(?=$|[\s)\]])")


def with_time(day: date, rest: str) -> str:
    """The day, with the time of day where the rest of the text holds one, in UTC where it names a zone."""
    rest = _in_halves(rest.lstrip(" ,T"))
    found = _TIME.search(rest)
    if not found:
        return day.isoformat()
    hour, minute, second = (int(part or 0) for part in (found.group(1, 2, 3) if found[4] else found.group(5, 6, 7)))
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    elif found[8]:
        hour, minute, second = (int(part or 0) for part in found.group(8, 9, 10))
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat()
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    zone = zone_of(rest[found.end() :])
    if zone is None:
        return moment.isoformat()
    try:
        return moment.replace(tzinfo=zone).astimezone(UTC).isoformat()
    except OverflowError:
        return moment.isoformat()


def _in_halves(rest: str) -> str:
    """午後7:01 as 7:01 pm."""
    if rest.isascii() and ". m" not in rest:
        return rest
    said = word_lists("dates")
    for words, half in ((said["before_noon"], "am"), (said["after_noon"], "pm")):
        for word in words:
            if word in rest:
                before, _, after = rest.partition(word)
                return f"{before} {after} {half}" if not any(map(str.isdigit, before)) else f"{before} {half} {after}"
    return rest


@lru_cache(maxsize=1024)
def zone_of(rest: str) -> timezone | ZoneInfo | None:
    """The zone that stands behind a time; None where none does, or one that several places call theirs."""
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
    if (found := _ZONE.search(rest)) is not None and found[1] in word_lists("dates")["zones"]:
        return timezone(timedelta(minutes=word_lists("dates")["zones"][found[1]]))
    return None
