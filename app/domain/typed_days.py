"""Days as people type them: 2026-12-01, 1.12. or 1.12.2026, +3d, 2w, 1m, fri, today; in English and German."""

import re
from datetime import date, timedelta

_DAYS = {  # how the days of the week begin, in the languages there are
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6,
}  # fmt: skip
_WHOLE = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
          "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")  # fmt: skip
_WORDS = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1}


def day_typed(text: str, today: date) -> date | None:
    """The day that a person typed, None where it is unreadable. A day without a year is the next one of that name."""
    text = text.strip().casefold()
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if text in _DAYS or text in _WHOLE:
        weekday = _DAYS[text] if text in _DAYS else _WHOLE.index(text) % 7
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
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
