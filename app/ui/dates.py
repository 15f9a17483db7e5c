"""Dates as people say and type them: relative on screen, exact in the tooltip, short forms in fields."""

import re
from datetime import UTC, date, datetime, timedelta

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def ago(at: datetime | None, now: datetime | None = None) -> str:
    """A moment relative to now: "12 min ago", "3 d ago", "in 2 h"."""
    if at is None:
        return ""
    seconds = ((now or datetime.now(UTC)) - at).total_seconds()
    size = abs(seconds)
    for limit, unit, name in ((3600, 60, "min"), (86400, 3600, "h"), (86400 * 60, 86400, "d"), (1e12, 2629800, "mo")):
        if size < limit:
            amount = int(size // unit)
            if amount == 0 and name == "min":
                return "now"
            return f"{amount} {name} ago" if seconds > 0 else f"in {amount} {name}"
    return ""


def day(on: date | None, today: date | None = None) -> str:
    """A day relative to today: "today", "tomorrow", "Fri 27 Nov", "3 d late"."""
    if on is None:
        return ""
    distance = (on - (today or date.today())).days
    if distance in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[distance]
    if -60 <= distance < 0:
        return f"{-distance} d ago"
    return f"{on:%a} {on.day} {on:%b}" if 0 < distance < 300 else f"{on.day} {on:%b %Y}"


def exact(at: datetime | date | None) -> str:
    """The exact moment in local time, or the exact day."""
    if at is None:
        return ""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if isinstance(at, datetime) else f"{at:%Y-%m-%d}"


def typed(text: str, today: date | None = None) -> date | None:
    """The day a person typed: 2026-12-01, 1.12. or 1.12.2026, +3d, 2w, 1m, fri, today, tomorrow. None: unreadable."""
    text, today = text.strip().casefold(), today or date.today()
    if text in ("today", "tomorrow"):
        return today + timedelta(days=text == "tomorrow")
    if text[:3] in _DAYS and (
        len(text) == 3 or text in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    ):
        return today + timedelta(days=(_DAYS.index(text[:3]) - today.weekday() - 1) % 7 + 1)
    if found := re.fullmatch(r"\+?(\d{1,3})\s*([dwm]?)", text):
        return today + timedelta(days=int(found[1]) * {"": 1, "d": 1, "w": 7, "m": 30}[found[2]])
    try:
        if found := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})?", text):
            return _coming(int(found[1]), int(found[2]), found[3], today)
    except ValueError:
        return None
    return None


def _coming(dd: int, mm: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), mm, dd)
    this = date(today.year, mm, dd)
    return this if this >= today else date(today.year + 1, mm, dd)
