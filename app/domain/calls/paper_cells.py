"""Values of a call sheet as cells of its outline: what is not known says so (CP1)."""

from datetime import date

from app.domain.calls.unknown import Day, Text, Unknown
from app.domain.outline import Cell, Run, day, run, shortened, unknown
from app.language import number, tr_many

LONGEST = 420  # letters of one text; whole ones stand in the window and in the workbook


def cell(value: Text | date | float | None) -> Cell:
    """A value as a cell; what is not known says so."""
    if value is None or isinstance(value, Unknown):
        return unknown()
    if isinstance(value, date):
        return run(day(value))
    if isinstance(value, str):
        return run(shortened(value, LONGEST))
    return run(number(value, 0 if float(value).is_integer() else 1))


def named(name: str, value: Text | Day, *, always: bool = False) -> Cell:
    """A value that speaks for itself, with its name where it is not known, or `always`; nothing where it is empty."""
    if isinstance(value, Unknown) or (always and value):
        return (Run(f"{name} ", "quiet"), *cell(value))
    return cell(value) if value else ()


def late(days: int) -> str:
    """How many days something is late; nothing where it is not."""
    return tr_many("{count} day late", "{count} days late", days) if days else ""
