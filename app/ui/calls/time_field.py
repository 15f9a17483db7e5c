"""A field for a time of day that takes what people type: 10, 1030, 10:30, 2pm."""

import datetime
import re

from PySide6.QtWidgets import QLineEdit

from app.language import tr

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|h|uhr)?")


def time_typed(text: str) -> datetime.time | None:
    """The time that a person typed, None where it is unreadable."""
    found = _TIME.fullmatch(text.strip().casefold())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


class TimeField(QLineEdit):
    """Reads a time; leaving the field writes it out."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("10:00"))
        self.setToolTip(tr("A time: 10, 10:30, 1430 or 2pm"))
        self.editingFinished.connect(self._settle)

    @property
    def time(self) -> datetime.time | None:
        """The time that is meant, or None while nothing can be read."""
        return time_typed(self.text())

    def show_time(self, at: datetime.time) -> None:
        """Put a time into the field."""
        self.setText(f"{at:%H:%M}")

    def _settle(self) -> None:
        at = self.time
        if at is not None:
            self.show_time(at)
