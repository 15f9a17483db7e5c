"""The sample's story on disk: what a made-up team did on which day, told in days before the one that reads it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from app.shipped import shipped

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_IN_A_WEEK = re.compile(r"w(?P<weeks>[+-]\d+) (?P<day>[a-z]{3})(?: (?P<time>\d\d:\d\d))?\Z")
_FROM_NOW = re.compile(r"now(?:(?P<sign>[+-])(?P<count>\d+)(?P<unit>[mhd]))?\Z")
_WRITTEN = re.compile(r"\{([^{}]+)\}")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Moments:
    """Moments as the story tells them: 'w-2 tue 09:30' is the Tuesday two weeks before this one, 'now-90m' is clear."""

    def __init__(self, now: datetime, zone: ZoneInfo) -> None:
        self._now, self._zone = now, zone
        today = now.astimezone(zone).date()
        self._monday = today - timedelta(days=today.weekday())

    def at(self, written: str) -> datetime:
        """The moment, in UTC. Raises ValueError for words that name none."""
        if found := _FROM_NOW.match(written):
            if not found["sign"]:
                return self._now
            gap = timedelta(**{_UNITS[found["unit"]]: int(found["count"])})
            return self._now + gap if found["sign"] == "+" else self._now - gap
        if found := _IN_A_WEEK.match(written):
            day = self._monday + timedelta(weeks=int(found["weeks"]), days=_WEEKDAYS.index(found["day"]))
            return datetime.combine(day, time.fromisoformat(found["time"] or "09:00"), self._zone).astimezone(UTC)
        raise ValueError(f"'{written}' names no moment")

    def day(self, written: int | str, since: datetime) -> date:
        """A date: so many working days after `since`, or the day of a moment."""
        if isinstance(written, str):
            return self.at(written).astimezone(self._zone).date()
        day = since.astimezone(self._zone).date()
        for _ in range(written):
            day += timedelta(days=1 if day.weekday() < 4 else 7 - day.weekday())
        return day

    def spelled(self, text: str) -> str:
        """A list of leads with every moment in braces written out, as an export would hold it."""
        return _WRITTEN.sub(lambda found: f"{self.at(found[1]):%Y-%m-%d %H:%M}", text)


def sample_folder() -> Path:
    """Where the sample is: its story, the lists that the story imports, and two lists to try an import with."""
    return shipped() / "sample"


def read_story() -> list[dict[str, Any]]:
    """The sittings of the story, in order: when, who, and what they did."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one is not in every build of PyYAML
    sittings: list[dict[str, Any]] = yaml.load((sample_folder() / "story.yaml").read_text("utf-8"), Loader=loader)
    return sittings
