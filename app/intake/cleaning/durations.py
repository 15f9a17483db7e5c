"""Durations as reports write them: 63 minutes, 1h 30m 51s, 00:31:18, 45."""

import re

_BRACKETED = re.compile(r"\((\d+(?:[.,]\d+)?)\s*(?:min\w*|m)\)", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d]+)\.?")
_IN_MINUTES = {"d": 1440.0, "h": 60.0, "s": 60.0, "u": 60.0, "o": 60.0, "m": 1.0}
_SECONDS = re.compile(r"s(?:ec|ek|\b)", re.IGNORECASE)


def minutes_of(text: str, header: str = "") -> str:
    """Whole minutes as text; empty where the text is no duration. `header` may say that a bare number is in seconds
    or hours. What is longer than nothing lasts a minute at least."""
    cell = text.strip()
    if bracketed := _BRACKETED.search(cell):
        return _whole(_number(bracketed[1]))
    if clock := _CLOCK.fullmatch(cell):
        hours, minutes, seconds = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        return _whole(hours * 60 + minutes + seconds / 60 if clock[3] else hours * 60.0 + minutes)
    if re.fullmatch(r"\d+(?:[.,]\d+)?", cell):
        return _whole(_number(cell) * _unit_of(header))
    parts = _PART.findall(cell.removeprefix("PT"))
    if not parts or _PART.sub("", cell.removeprefix("PT")).strip(" ,&und"):
        return ""
    return _whole(sum(_number(count) * _factor(unit) for count, unit in parts))


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _unit_of(header: str) -> float:
    lowered = header.casefold()
    if "second" in lowered or "sekund" in lowered or "(s)" in lowered:
        return 1 / 60
    return 60.0 if "hour" in lowered or "stunden" in lowered else 1.0


def _factor(unit: str) -> float:
    lowered = unit.casefold()
    if lowered[0] == "s" and _SECONDS.match(lowered):
        return 1 / 60
    return _IN_MINUTES.get(lowered[0], 1.0)


def _whole(minutes: float) -> str:
    return str(max(1, round(minutes))) if minutes > 0 else "0"
