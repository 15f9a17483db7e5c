"""Weeks by name (ISO, '2026-W46'), their bounds in a time zone, and the periods before them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.problems import Problem
from app.language import tr

STARTS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": -3, "sat": -2, "sun": -1}
"""How many days from the Monday of an ISO week the week of that name begins, where it begins on another day."""


def week_of(on: date, starts: str = "mon") -> str:
    """The week that holds a date. One that begins on another day has the name of the ISO week it shares most with."""
    year, week, _ = (on - timedelta(days=STARTS[starts])).isocalendar()
    return f"{year}-W{week:02}"


def first_day(week: str, starts: str = "mon") -> date:
    """The day on which a week begins; Problem where the name is none."""
    found = re.fullmatch(r"(\d{4})-[Ww](\d{1,2})", week.strip())
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else _refuse(week)
    except ValueError:
        return _refuse(week)
    return monday + timedelta(days=STARTS[starts])


def named(week: str) -> str:
    """The one name of a week however somebody wrote it ("2026-w6" is "2026-W06"); Problem where it is none."""
    return week_of(first_day(week))


def _refuse(week: str) -> date:
    raise Problem(tr("'{week}' is not a week: write the year and the week, like 2026-W46.", week=week))


def week_bounds(week: str, zone: str = "UTC", starts: str = "mon", weeks: int = 1) -> tuple[datetime, datetime]:
    """Start (inclusive) and end (exclusive) of a week, or of several up to it, as people in the zone live them; UTC."""
    first = first_day(week, starts)
    return _midnight(first - timedelta(days=7 * (weeks - 1)), zone), _midnight(first + timedelta(days=7), zone)


def span_name(week: str, weeks: int = 1) -> str:
    """What a review of several weeks up to one is called: "2026-W45 to W46"."""
    week = named(week)
    if weeks == 1:
        return week
    earlier = week_of(first_day(week) - timedelta(days=7 * (weeks - 1)))
    return f"{earlier} to {week[5:] if earlier[:4] == week[:4] else week}"


def weeks_covered(start: datetime, end: datetime) -> int:
    """How many weeks a period covers, whatever summer time does to its hours."""
    return max(1, round((end - start) / timedelta(weeks=1)))


def period_bounds(start: datetime, end: datetime, zone: str, periods: int) -> list[datetime]:
    """The bounds of so many equal periods up to `end`, oldest first; local midnights, so summer time does not shift."""
    first = start.astimezone(ZoneInfo(zone)).date()
    days = (end.astimezone(ZoneInfo(zone)).date() - first).days
    return [_midnight(first - timedelta(days=days * back), zone) for back in range(periods - 1, -1, -1)] + [end]


def quarter_before(end: datetime, zone: str) -> datetime:
    """The beginning of the 13 weeks up to a moment, whatever the length of the periods that are reviewed."""
    return _midnight(end.astimezone(ZoneInfo(zone)).date() - timedelta(weeks=13), zone)


def name_of_period(start: datetime, zone: str) -> str:
    """The week in which a period begins, by the days people live there: its fourth day tells, whichever is its first.

    In UTC a Friday of Auckland is a Thursday, and the week would be called like the one before.
    """
    return week_of(start.astimezone(ZoneInfo(zone)).date() + timedelta(days=3))


def _midnight(on: date, zone: str) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(zone)).astimezone(UTC)
