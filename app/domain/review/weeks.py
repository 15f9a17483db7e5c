"""Weeks by name (ISO, '2026-W46'), their bounds in a time zone, and the periods before them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.problems import Problem
from app.language import tr


def week_of(on: date) -> str:
    """The ISO week that holds a date."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


def first_day(week: str) -> date:
    """The Monday of a week; Problem where the name is none."""
    found = re.fullmatch(r"(\d{4})-[Ww](\d{1,2})", week.strip())
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else _refuse(week)
    except ValueError:
        return _refuse(week)


def _refuse(week: str) -> date:
    raise Problem(tr("'{week}' is not a week: write the year and the week, like 2026-W46.", week=week))


def week_bounds(week: str, zone: str = "UTC") -> tuple[datetime, datetime]:
    """Start (inclusive) and end (exclusive) of a week as people in the zone live it, in UTC."""
    monday = first_day(week)
    return _midnight(monday, zone), _midnight(monday + timedelta(days=7), zone)


def period_bounds(start: datetime, end: datetime, zone: str, periods: int) -> list[datetime]:
    """The bounds of so many equal periods up to `end`, oldest first; local midnights, so summer time does not shift."""
    first = start.astimezone(ZoneInfo(zone)).date()
    days = (end.astimezone(ZoneInfo(zone)).date() - first).days
    return [_midnight(first - timedelta(days=days * back), zone) for back in range(periods - 1, -1, -1)] + [end]


def _midnight(on: date, zone: str) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(zone)).astimezone(UTC)
