"""Stretches of time: the week, month or quarter that a day stands for, and the next one to come."""

from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Literal

Grain = Literal["", "week", "month", "quarter"]  # how exact a day is; empty: a day


def last_of(found_day: date, grain: Grain) -> date:
    """The last day of the stretch that a found day stands for."""
    if grain == "week":
        return found_day + timedelta(days=6 - found_day.weekday())
    if grain == "month":
        return month_end(found_day)
    if grain == "quarter":
        return month_end(date(found_day.year, (found_day.month - 1) // 3 * 3 + 3, 1))
    return found_day


def first_of(found_day: date, grain: Grain) -> date:
    """The first day of that stretch."""
    if grain == "week":
        return found_day - timedelta(days=found_day.weekday())
    if grain == "month":
        return found_day.replace(day=1)
    if grain == "quarter":
        return date(found_day.year, (found_day.month - 1) // 3 * 3 + 1, 1)
    return found_day


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last one where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def coming(year: int, of_year: Callable[[int], date], since: date) -> date:
    """The day of this year or of the next one that is not over; not every year has a 29th of February or a week 53."""
    for one in (year, year + 1):
        with suppress(ValueError):
            if (day := of_year(one)) >= since:
                return day
    raise ValueError("neither year has that day")
