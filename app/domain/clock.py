"""Business time: working days, holidays by rule, and hours between two moments."""

import re
from datetime import date, timedelta

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def holiday_dates(rule: str, year: int) -> tuple[date, ...]:
    """The dates that a holiday rule names in a year: none, or one. Raises ValueError for a rule it cannot read."""
    rule = rule.strip().casefold()
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", rule):
        on = date(*map(int, found.groups()))
        return (on,) if on.year == year else ()
    if found := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return (date(year, *map(int, found.groups())),)
    if found := re.fullmatch(r"easter\s*([+-]\s*\d+)?", rule):
        return (easter(year) + timedelta(days=int((found[1] or "0").replace(" ", ""))),)
    if found := re.fullmatch(r"(\d)(?:st|nd|rd|th)\s+(\w{3})\w*\s+of\s+(\w+)", rule):
        return (_nth(year, _MONTHS.index(found[3]) + 1, _WEEKDAYS.index(found[2]), int(found[1])),)
    if found := re.fullmatch(r"last\s+(\w{3})\w*\s+of\s+(\w+)", rule):
        month = _MONTHS.index(found[2]) + 1
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return (last - timedelta(days=(last.weekday() - _WEEKDAYS.index(found[1])) % 7),)
    raise ValueError(f"'{rule}' is not a holiday rule; write 12-25, 2026-12-24, '4th thu of november' or 'easter -2'")


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
