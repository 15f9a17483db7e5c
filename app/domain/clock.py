"""Business time: hours between two moments, when a deadline falls, and the holidays that a rule names."""

import re
from bisect import bisect_left, bisect_right
from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from app.domain.playbook import Hours  # which reads the grammar of holidays from here

Span = tuple[datetime, datetime | None]  # from, to; None while it lasts

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = 3_600_000_000  # microseconds, the unit of all sums here: whole numbers add up exactly
_REMEMBERED = 4096
_YEARS_AHEAD = 200  # a deadline further away than this is a fault of the hours


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something falls due; overdue is worked out, never stored."""

    at: datetime
    overdue: bool
    hours_left: float  # business hours; negative once overdue


@dataclass(frozen=True, slots=True)
class _Year:
    """The working windows of one local year, in UTC microseconds, and the time worked before each."""

    opens: tuple[int, ...]
    closes: tuple[int, ...]
    before: tuple[int, ...]
    total: int

    def worked(self, at: int) -> int:
        """Business time from the beginning of the year until this moment."""
        place = bisect_right(self.opens, at) - 1
        if place < 0:
            return 0
        return self.before[place] + min(at, self.closes[place]) - self.opens[place]

    def after(self, worked: int) -> int:
        """The earliest moment with so much business time behind it; `worked` is above 0 and at most the total."""
        place = bisect_left(self.before, worked) - 1  # the last window that begins with less behind it
        return self.opens[place] + worked - self.before[place]


class BusinessClock:
    """Counts business hours. Windows are local wall time, day by day, so days of summer time come out right.

    Moments are aware; the clock never gives a negative number of hours, also where it was set back.
    """

    def __init__(self, hours: "Hours") -> None:
        self.hours = hours
        self.zone = ZoneInfo(hours.timezone)
        span = datetime.combine(date.min, hours.end) - datetime.combine(date.min, hours.start)
        self.a_day = span / timedelta(hours=1)  # business hours of an ordinary working day
        self._days = frozenset(_WEEKDAYS.index(day) for day in hours.days)
        self._years: dict[int, _Year] = {}
        self._lock = Lock()
        self._after = lru_cache(maxsize=_REMEMBERED)(self._worked_out)  # an import asks the same for every lead
        self._begins = lru_cache(maxsize=_REMEMBERED)(self._midnight)

    def is_open(self, at: datetime) -> bool:
        """True within working hours; the moment of closing is no longer within."""
        year, moment = self._year(self.local_date(at).year), _moment(at)
        place = bisect_right(year.opens, moment) - 1
        return place >= 0 and moment < year.closes[place]

    def hours_between(self, start: datetime, end: datetime, pauses: Iterable[Span] = ()) -> float:
        """Business hours from start to end without the pauses; 0 where the end is not after the start."""
        worked = self._worked(start, end)
        for since, until in spans_within(pauses, start, end):
            worked -= self._worked(since, until)
        return worked / _HOUR

    def add_hours(self, start: datetime, hours: float) -> datetime:
        """The earliest moment, in UTC, with so many business hours since the start. Not before the start."""
        return self._after(start, hours)

    def _worked_out(self, start: datetime, hours: float) -> datetime:
        wanted = round(hours * _HOUR)
        if wanted <= 0:
            return start.astimezone(UTC)
        first = self.local_date(start).year
        wanted += self._year(first).worked(_moment(start))
        for number in range(first, first + _YEARS_AHEAD):
            year = self._year(number)
            if wanted <= year.total:
                return _EPOCH + timedelta(microseconds=year.after(wanted))
            wanted -= year.total
        raise ValueError(f"no moment within {_YEARS_AHEAD} years has {hours} business hours behind it")

    def due_state(self, start: datetime, hours: float, now: datetime, pauses: Iterable[Span] = ()) -> Deadline:
        """Whether `hours` after `start` are over; pauses push the deadline on, one that still runs holds it."""
        known = [(begun, ended or max(now, begun)) for begun, ended in pauses]
        left = hours - self.hours_between(start, now, known)
        remaining, since = hours, start
        for begun, ended in spans_within(known, start, max([now, *(ended for _, ended in known)])):
            free = self.hours_between(since, begun)
            if remaining <= free:
                break
            remaining, since = remaining - free, ended
        at = self.add_hours(since, remaining)
        return Deadline(at=at, overdue=now > at, hours_left=left)

    def local_date(self, at: datetime) -> date:
        """The date on the wall of the place whose hours these are."""
        return at.astimezone(self.zone).date()

    def closes_on(self, day: date) -> datetime:
        """When work ends on a local day, in UTC; on the next working day where nobody works on it."""
        begins = _moment(self.start_of(day))
        for number in range(day.year, day.year + _YEARS_AHEAD):
            year = self._year(number)
            place = bisect_left(year.opens, begins)
            if place < len(year.opens):
                return _EPOCH + timedelta(microseconds=year.closes[place])
        raise ValueError(f"nobody works within {_YEARS_AHEAD} years after {day}")

    def start_of(self, day: date) -> datetime:
        """The first moment of a local day, in UTC."""
        return self._begins(day)

    def _midnight(self, day: date) -> datetime:
        try:
            return datetime.combine(day, time(), self.zone).astimezone(UTC)
        except OverflowError:  # the first or last day of all, which in UTC is no date any more
            return (datetime.min if day == date.min else datetime.max).replace(tzinfo=UTC)

    def _worked(self, start: datetime, end: datetime) -> int:
        if end <= start:
            return 0
        first, last = self.local_date(start).year, self.local_date(end).year
        whole = sum(self._year(number).total for number in range(first, last))
        return whole + self._year(last).worked(_moment(end)) - self._year(first).worked(_moment(start))

    def _year(self, number: int) -> _Year:
        found = self._years.get(number)
        if found is None:
            with self._lock:
                found = self._years[number] = self._made(number)
        return found

    def _made(self, number: int) -> _Year:
        closed = {day for holiday in self.hours.holidays for day in holiday_dates(holiday.rule, number)}
        opens: list[int] = []
        closes: list[int] = []
        before: list[int] = []
        total = 0
        for day in _days_of(number):
            if day.weekday() in self._days and day not in closed:
                begins = _moment(datetime.combine(day, self.hours.start, self.zone))
                ends = max(begins, _moment(datetime.combine(day, self.hours.end, self.zone)))
                if closes and begins < closes[-1]:  # a day that a zone left out when it crossed the date line
                    continue
                opens.append(begins)
                closes.append(ends)
                before.append(total)
                total += ends - begins
        return _Year(tuple(opens), tuple(closes), tuple(before), total)


@lru_cache(maxsize=8)
def clock_of(hours: "Hours") -> BusinessClock:
    """The clock of these hours, kept with the years it has worked out."""
    return BusinessClock(hours)


def _moment(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range(366 if isleap(year) else 365))


def spans_within(pauses: Iterable[Span], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The pauses inside a span, in order, each moment once; one that still runs lasts to the end of the span."""
    merged: list[tuple[datetime, datetime]] = []
    for begun, ended in sorted(((p[0], p[1] or end) for p in pauses), key=lambda pause: pause[0]):
        begun, ended = max(begun, start), min(ended, end)
        if ended <= begun:
            continue
        if merged and begun <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ended))
        else:
            merged.append((begun, ended))
    return merged


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
    try:
        return _dates(rule.strip().casefold(), year)
    except (ValueError, LookupError) as unreadable:
        raise ValueError(
            f"'{rule}' is not a holiday rule; write 12-25, 2026-12-24, '4th thu of november' or 'easter -2'"
        ) from unreadable


def _dates(rule: str, year: int) -> tuple[date, ...]:
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", rule):
        on = date(*map(int, found.groups()))
        return (on,) if on.year == year else ()
    if found := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        on = date(2000, *map(int, found.groups()))  # a leap year, so that 02-29 is a rule that most years skip
        return (on.replace(year=year),) if (on.month, on.day) != (2, 29) or isleap(year) else ()
    if found := re.fullmatch(r"easter\s*([+-]\s*\d{1,3})?", rule):
        return (easter(year) + timedelta(days=int((found[1] or "0").replace(" ", ""))),)
    if found := re.fullmatch(r"([1-5])(?:st|nd|rd|th)\s+(\w{3})\w*\s+of\s+(\w+)", rule):
        month = _MONTHS.index(found[3]) + 1
        on = _nth(year, month, _WEEKDAYS.index(found[2]), int(found[1]))
        return (on,) if on.month == month else ()
    if found := re.fullmatch(r"last\s+(\w{3})\w*\s+of\s+(\w+)", rule):
        month = _MONTHS.index(found[2]) + 1
        last = date(year, month, 1) + timedelta(days=monthrange(year, month)[1] - 1)
        return (last - timedelta(days=(last.weekday() - _WEEKDAYS.index(found[1])) % 7),)
    raise ValueError(rule)


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
