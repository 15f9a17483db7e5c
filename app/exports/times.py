"""Times as sheets keep them: in a named zone, to the second."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name: str) -> tzinfo:
    """The time zone of this name, or UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def whole(at: datetime | None) -> datetime | None:
    """A time to the second: a sheet keeps no more, and a returned one must compare equal."""
    return at.replace(microsecond=0) if at else None
