"""A typed value of an answer (CP3): a number with its unit, a day, or a choice; read as typed, said in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app.domain.calls.amounts import Amount, amounts
from app.domain.calls.days import FoundDay, firm_days
from app.domain.calls.hedges import Clause, clauses, is_firm
from app.domain.calls.stretches import Grain
from app.language import later, number, tr

ValueKind = Literal["number", "date", "choice"]
Choice = tuple[str, str, tuple[str, ...]]  # id, label, other words
_NOT = re.compile(
    r"(?:\bnot|\bno|\bnon|\bwithout|\bnicht|\bkein[e]?[nrsm]?|\bohne|n't)[\s-]+(?:\w+\s+)?\Z", re.IGNORECASE
)
_MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
_MID = 15


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer comes to. A number may be a range; a day may stand for its week, month or quarter (`unit`)."""

    kind: ValueKind
    low: float | None = None
    high: float | None = None
    unit: str = ""
    day: date | None = None
    choice: str = ""


def parse_value(text: str, today: date, kind: str = "", choices: Sequence[Choice] = ()) -> Value | None:
    """The value in what somebody typed; None where there is nothing firm in it. `kind` says which one is wanted."""
    if kind in ("", "choice") and (chosen := chosen_in(text, choices)):
        return Value("choice", choice=chosen[0]) if len(chosen) == 1 else None
    days = firm_days_said(text, today)
    if kind in ("", "date") and days:
        return Value("date", day=days[0].day, unit=days[0].grain)
    if kind in ("", "number"):
        found = amounts_said(text, today)
        if found:
            return Value("number", found[0].low, found[0].high, found[0].unit)
    return None


def firm_days_said(text: str, today: date) -> tuple[FoundDay, ...]:
    """The days in a text that nobody left open."""
    parts = clauses(text)
    return tuple(day for day in firm_days(text, today) if is_firm(parts, day.start))


def amounts_said(text: str, today: date) -> tuple[Amount, ...]:
    """The numbers in a text that are no part of a day."""
    return amounts(text, [(day.start, day.end) for day in firm_days(text, today)])


def chosen_in(text: str, choices: Sequence[Choice]) -> tuple[str, ...]:
    """The ids of the choices that a text names firmly, each once; `not modified` does not name "modified"."""
    parts = clauses(text)
    found: dict[str, int] = {}
    for id, label, words in choices:
        for word in (label, id.replace("_", " "), *words):
            at = _firmly(word, text, parts) if word else None
            if at is not None:
                found[id] = min(at, found.get(id, at))
    return tuple(sorted(found, key=lambda id: found[id]))


def _firmly(word: str, text: str, parts: Sequence[Clause]) -> int | None:
    for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?!\w)", text, re.IGNORECASE):
        if is_firm(parts, match.start()) and not _NOT.search(text[: match.start()]):
            return match.start()
    return None


# --- in words --------------------------------------------------------------------------------------------------------


def say_value(value: Value | None, choices: Sequence[Choice] = ()) -> str:
    """A value as people read it: `120-150 a month`, `14 March 2027`, `Q2 2027`; empty for none."""
    if value is None:
        return ""
    if value.kind == "choice":
        return next((label for id, label, _ in choices if id == value.choice), value.choice.replace("_", " "))
    if value.kind == "date":
        return say_day(value.day, value.unit) if value.day is not None else ""
    ends = [_amount(end) for end in (value.low, value.high) if end is not None]
    span = "\N{EN DASH}".join(dict.fromkeys(ends))
    return f"{span} {_unit(value.unit)}".strip()


def say_day(day: date, grain: str = "") -> str:
    """A day, week, month or quarter in words."""
    if grain == "quarter":
        return tr("Q{quarter} {year}", quarter=(day.month - 1) // 3 + 1, year=day.year)
    if grain == "week":
        year, week, _ = day.isocalendar()
        return tr("week {week}, {year}", week=week, year=year)
    month = tr(_MONTHS[day.month - 1])
    if grain == "month":
        return tr(_part_of_month(day), month=month, year=day.year)
    return tr("{day} {month} {year}", day=day.day, month=month, year=day.year)


def _part_of_month(day: date) -> str:
    if day.day == 1:
        return later("{month} {year}")
    if day.day < _MID:
        return later("early {month} {year}")
    return later("mid {month} {year}") if day.day == _MID else later("end of {month} {year}")


def _amount(value: float) -> str:
    if value == int(value):
        return number(value)
    shown = number(value, 2)
    return shown[:-1] if shown.endswith("0") else shown


_UNITS = {
    "a month": later("a month"),
    "a week": later("a week"),
    "a day": later("a day"),
    "a year": later("a year"),
    "a quarter": later("a quarter"),
    "minutes": later("minutes"),
    "hours": later("hours"),
    "days": later("days"),
    "weeks": later("weeks"),
    "months": later("months"),
}


def _unit(unit: str) -> str:
    if unit in _UNITS:
        return tr(_UNITS[unit])
    for period in ("a month", "a week", "a day", "a year", "a quarter"):
        if unit.endswith(f" {period}"):
            return f"{unit.removesuffix(period)}{tr(_UNITS[period])}"
    return unit


# --- as it is kept ---------------------------------------------------------------------------------------------------


def columns(value: Value | None) -> dict[str, Any]:
    """A value as the columns of a row."""
    if value is None:
        return {"kind": "", "low": None, "high": None, "unit": "", "day": None, "choice": ""}
    return {
        "kind": value.kind,
        "low": value.low,
        "high": value.high,
        "unit": value.unit,
        "day": value.day,
        "choice": value.choice,
    }


def of_columns(
    kind: str, low: float | None, high: float | None, unit: str, day: date | None, choice: str
) -> Value | None:
    """The value that `columns` wrote; None for an answer in words alone."""
    if kind == "number" and low is not None:
        return Value("number", low, high, unit)
    if kind == "date" and day is not None:
        return Value("date", day=day, unit=unit)
    return Value("choice", choice=choice) if kind == "choice" and choice else None


def grain_of(value: Value) -> Grain:
    """How exact a day is."""
    return _GRAINS.get(value.unit, "")


_GRAINS: Mapping[str, Grain] = {"week": "week", "month": "month", "quarter": "quarter"}
