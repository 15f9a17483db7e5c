"""A cell of a workbook as text, the same whatever the format of the workbook."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

_ISO_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_HALF_A_SECOND = timedelta(microseconds=500_000)


def text_of(cell: Any) -> str:
    """A cell as text: whole numbers without `.0`, dates in ISO form, truth values as TRUE and FALSE."""
    if type(cell) is str:
        return cell
    if type(cell) is float:
        # Fifteen digits are what a spreadsheet shows: 0.1 + 0.2 is 0.3 there.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else f"{cell:.15g}"
    if type(cell) is bool:
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.replace(microsecond=0).isoformat()
    if isinstance(cell, timedelta):
        return str(timedelta(seconds=round(cell.total_seconds())))
    return "" if cell is None else str(cell)


def _moment(cell: datetime) -> str:
    """To the nearest second: serial dates miss it by a millionth."""
    if cell.microsecond and cell.year < 9999:
        cell += _HALF_A_SECOND
    if cell.time().replace(microsecond=0) == time(0):
        return cell.date().isoformat()
    return cell.replace(microsecond=0).isoformat(" ")


def duration_of(text: str) -> str:
    """A duration of an OpenDocument cell (`PT250H10M05S`) as the other formats give it; other text as it is."""
    if (found := _ISO_DURATION.fullmatch(text)) is None:
        return text
    hours, minutes, seconds = map(int, found.groups())
    if hours > 24 * 999_999:
        return text
    return str(timedelta(hours=hours, minutes=minutes, seconds=seconds))
