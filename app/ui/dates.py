"""Dates as people say and type them: relative on screen, exact in the tooltip, short forms in fields."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from PySide6.QtCore import QLocale

from app.domain.typed_days import day_typed
from app.language import later, spoken, tr

_UNITS = (  # up to so many seconds, how long one is, what was and what is to come
    (3600, 60, later("{amount} min ago"), later("in {amount} min")),
    (86400, 3600, later("{amount} h ago"), later("in {amount} h")),
    (86400 * 60, 86400, later("{amount} d ago"), later("in {amount} d")),
    (1e12, 2629800, later("{amount} mo ago"), later("in {amount} mo")),
)
_NEAR = {-1: later("yesterday"), 0: later("today"), 1: later("tomorrow")}


_working: dict[str, Callable[[], tzinfo | None]] = {
    "zone": lambda: None
}  # where the team of the workspace that is open works


def work_in(zone: Callable[[], tzinfo | None]) -> None:
    """From now on it is the day of this zone that days are counted from; None: of this machine."""
    _working["zone"] = zone


def today() -> date:
    """The day it is where the team works: due dates are theirs, whatever the clock of this machine says."""
    return datetime.now(_working["zone"]()).date()


def ago(at: datetime | None, now: datetime | None = None) -> str:
    """A moment relative to now: "12 min ago", "3 d ago", "in 2 h"."""
    if at is None:
        return ""
    seconds = ((now or datetime.now(UTC)) - at).total_seconds()
    size = abs(seconds)
    if size < 60:
        return tr("now")
    for limit, unit, past, future in _UNITS:
        if size < limit:
            return tr(past if seconds > 0 else future, amount=int(size // unit))
    return ""


def day(on: date | None, since: date | None = None) -> str:
    """A day relative to today: "today", "tomorrow", "Fri 27 Nov", "3 d ago", "3 Feb 2028"."""
    if on is None:
        return ""
    distance = (on - (since or today())).days
    if distance in _NEAR:
        return tr(_NEAR[distance])
    if -60 <= distance < 0:
        return tr("{amount} d ago", amount=-distance)
    month = _names().standaloneMonthName(on.month, QLocale.FormatType.ShortFormat).rstrip(".")
    if 0 < distance < 300:
        weekday = _names().standaloneDayName(on.isoweekday(), QLocale.FormatType.ShortFormat).rstrip(".")
        return tr("{weekday} {day} {month}", weekday=weekday, day=on.day, month=month)
    return tr("{day} {month} {year}", day=on.day, month=month, year=on.year)


def exact(at: datetime | date | None) -> str:
    """The exact moment in local time, or the exact day."""
    if at is None:
        return ""
    here = at.astimezone() if isinstance(at, datetime) else at
    written = tr("{year}-{month}-{day}", year=here.year, month=f"{here:%m}", day=f"{here:%d}")
    return f"{written} {here:%H:%M}" if isinstance(here, datetime) else written


def clock(at: datetime) -> str:
    """The time of a moment by the clock of the team, which its zone is: "13:43"; "13:43 EST" where that is not ours."""
    return f"{at:%H:%M} {at.tzname()}" if _elsewhere(at) else f"{at:%H:%M}"


def there(at: datetime | None) -> str:
    """Day and time by the clock of the team: "2026-11-21 13:43", with its zone where this machine has another."""
    return "" if at is None else f"{exact(at.date())} {clock(at)}"


def day_there(at: datetime) -> str:
    """The day of a moment where the team works, relative to the day it is there: "today", "Fri 27 Nov"."""
    return day(at.date(), datetime.now(at.tzinfo).date())


def zone_name(at: datetime) -> str:
    """What the zone of the team is called at a moment; empty where this machine keeps the same time."""
    return at.tzname() or "" if _elsewhere(at) else ""


def _elsewhere(at: datetime) -> bool:
    return at.utcoffset() != at.astimezone().utcoffset()


def in_full(on: date) -> str:
    """A day with its weekday: "Friday, 2026-12-04"."""
    return f"{weekday(on)}, {exact(on)}"


def weekday(on: date) -> str:
    """The day of the week in full: "Friday"."""
    return _names().standaloneDayName(on.isoweekday(), QLocale.FormatType.LongFormat)


def in_year(on: date) -> str:
    """A day without its year, the month in full: "27 November"."""
    month = _names().standaloneMonthName(on.month, QLocale.FormatType.LongFormat)
    return tr("{day} {month}", day=on.day, month=month)


def _names() -> QLocale:
    """Who knows the names of days and months in the language in force."""
    return QLocale(QLocale.Language.German if spoken() == "de" else QLocale.Language.English)


def typed(text: str, since: date | None = None) -> date | None:
    """The day a person typed: 2026-12-01, 1.12. or 1.12.2026, +3d, 2w, 1m, fri, today, tomorrow. None: unreadable."""
    return day_typed(text, since or today())
