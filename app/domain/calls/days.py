"""Firm days as people say them: `14.03.2027`, `mid March`, `Q2`, `KW 12`, `in three weeks`; in English and German.

A day is firm where one could write it into a calendar, if only as a week, month or quarter. `By the end of the year`,
`next year`, `2027`, `spring` and `soon` are none.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["", "week", "month", "quarter"]  # how exact it is; empty: a day

# fmt: off
_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "maerz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10,
    "dezember": 12, "okt": 10, "dez": 12, "mrz": 3,
}
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12,
    "ein": 1, "eine": 1, "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "acht": 8,
    "zehn": 10, "zwölf": 12,
}
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonntag": 6,
}
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "erstes": 1, "ersten": 1, "zweites": 2, "zweiten": 2, "drittes": 3, "dritten": 3, "viertes": 4, "vierten": 4,
    "1.": 1, "2.": 2, "3.": 3, "4.": 4,
}
# fmt: on
_M = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = r"(?:,?\s*(?:of\s+)?(?P<year>20\d\d)\b)"
_N = r"(?P<number>\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_PART = (
    r"(?P<part>beginning of|start of|early|mid(?:dle of)?|end of|late|anfang|mitte|ende)"
    r"(?:\s+(?:the|of|des|dem))?[\s-]*"
)
_PARTS = {"b": 5, "s": 5, "a": 5, "ea": 5, "m": 15, "en": 0, "l": 0}  # how a part begins, and its day; 0: the last
_LONGEST = 24  # months ahead that "in so many" may count


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A firm day at its place in a text; of a week, month or quarter it is one that stands for it."""

    day: date
    grain: Grain
    start: int
    end: int


def firm_days(text: str, today: date) -> tuple[FoundDay, ...]:
    """Every firm day in a text, in order. A month or quarter without a year is the next one of that name."""
    found: list[FoundDay] = []
    read: list[tuple[int, int]] = []
    for pattern, meant in _FORMS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in read):
                continue
            try:
                day = meant(match, today)
            except (ValueError, OverflowError):  # as the 31st of February, which does not mean February either
                read.append(match.span())
                continue
            if day is not None:
                read.append(match.span())
                found.append(FoundDay(day[0], day[1], match.start(), match.end()))
    return tuple(sorted(found, key=lambda one: one.start))


def last_of(found_day: date, grain: Grain) -> date:
    """The last day of the stretch that a found day stands for."""
    if grain == "week":
        return found_day + timedelta(days=6 - found_day.weekday())
    if grain == "month":
        return _month_end(found_day)
    if grain == "quarter":
        return _month_end(date(found_day.year, (found_day.month - 1) // 3 * 3 + 3, 1))
    return found_day


def first_of(found_day: date, grain: Grain) -> date:
    """The first day of that stretch."""
    if grain == "week":
        return found_day - timedelta(days=found_day.weekday())
    if grain == "month":
        return found_day.replace(day=1)
    if grain == "quarter":
        return date(found_day.year, (found_day.month - 1) // 3 * 3 + 1, 1)
    return found_day


Meant = tuple[date, Grain] | None
_Form = Callable[["re.Match[str]", date], Meant]


def _iso(found: re.Match[str], today: date) -> Meant:
    return date(int(found["year"]), int(found["month"]), int(found["day"])), ""


def _dotted(found: re.Match[str], today: date) -> Meant:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day), ""
    return _coming(today.year, lambda one: date(one, month, day), today), ""


def _slashed(found: re.Match[str], today: date) -> Meant:
    """Month and day with slashes, where only one order can be meant."""
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    year += 2000 if year < 100 else 0
    if one == two or two > 12:
        return date(year, one, two), ""
    return (date(year, two, one), "") if one > 12 else None


def _day_of_month(found: re.Match[str], today: date) -> Meant:
    month, day = _month(found), int(found["day"])
    if found["year"]:
        return date(int(found["year"]), month, day), ""
    return _coming(today.year, lambda year: date(year, month, day), today), ""


def _month_alone(found: re.Match[str], today: date) -> Meant:
    month = _month(found)
    year = int(found["year"]) if found["year"] else None
    if year is None:
        year = today.year if month >= today.month else today.year + 1
    part = (found.groupdict().get("part") or "").casefold()
    return _part_of(date(year, month, 1), part), "month"


def _part_of(first: date, part: str) -> date:
    if not part:
        return first
    wanted = _PARTS[part[:2] if part[0] == "e" else part[0]]
    return _month_end(first) if wanted == 0 else first.replace(day=wanted)


def _month_number(found: re.Match[str], today: date) -> Meant:
    return date(int(found["year"]), int(found["month"]), 1), "month"


def _this_month(found: re.Match[str], today: date) -> Meant:
    said = found[0].casefold()
    next_one = "next" in said or "nächst" in said or "kommend" in said
    first = _months_on(today.replace(day=1), 1) if next_one else today.replace(day=1)
    ends = "end" in said
    return (_month_end(first) if ends else first), "month"


def _quarter(found: re.Match[str], today: date) -> Meant:
    said = (found["quarter"] or found["ordinal"]).casefold()
    number = _ORDINALS[said] if said in _ORDINALS else int(said)
    year = found["year"] or found["before"]
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), 3 * number - 2, 1), "quarter"
    this = date(today.year, 3 * number - 2, 1)
    return (this if last_of(this, "quarter") >= today else this.replace(year=today.year + 1)), "quarter"


def _week(found: re.Match[str], today: date) -> Meant:
    number, year = int(found["week"]), found["year"]
    if year:
        return date.fromisocalendar(int(year), number, 1), "week"
    monday = first_of(today, "week")
    return _coming(monday.isocalendar().year, lambda one: date.fromisocalendar(one, number, 1), monday), "week"


def _in_so_many(found: re.Match[str], today: date) -> Meant:
    said, unit = found["number"].casefold(), found["unit"].casefold()
    number = int(said) if said.isdigit() else _NUMBERS[said]
    if unit.startswith(("d", "t")):
        return today + timedelta(days=number), ""
    if unit.startswith("w"):
        return today + timedelta(weeks=number), "week"
    return (_months_on(today.replace(day=1), number), "month") if number <= _LONGEST else None


def _next_week(found: re.Match[str], today: date) -> Meant:
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=0 if found[0].casefold().startswith(("this", "dies")) else 1), "week"


def _weekday(found: re.Match[str], today: date) -> Meant:
    wanted = _WEEKDAYS[found["weekday"].casefold()]
    if found["lead"].casefold() in ("last", "letzten"):
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1), ""
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1), ""


def _near(found: re.Match[str], today: date) -> Meant:
    return today + timedelta(days=0 if found[0].casefold().strip(" .,!") in ("today", "heute") else 1), ""


def _ordinal_day(found: re.Match[str], today: date) -> Meant:
    day = int(found["day"])
    first = today.replace(day=1) if day >= today.day else _months_on(today.replace(day=1), 1)
    return first.replace(day=day), ""


def _month(found: re.Match[str]) -> int:
    return _MONTHS[found["month"].casefold()]


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _coming(year: int, of_year: Callable[[int], date], since: date) -> date:
    """The day of this year or of the next one that is not over; not every year has a 29th of February or a week 53."""
    for one in (year, year + 1):
        with suppress(ValueError):
            if (day := of_year(one)) >= since:
                return day
    raise ValueError("neither year has that day")


def _forms() -> Iterator[tuple[str, _Form]]:
    """Ways to say a day, the most exact first: what one has read, no later one reads again."""
    weekday = "|".join(_WEEKDAYS)
    yield r"(?<![\d-])(?P<year>20\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)(?![\d-])", _iso
    yield r"(?<![\d.])(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>20\d\d|\d\d)(?![\d.]*\d)", _dotted
    yield r"(?<![\d.])(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>)(?!\d)", _dotted
    yield r"(?<![\d/])(?P<one>\d\d?)/(?P<two>\d\d?)/(?P<year>20\d\d|\d\d)(?![\d/])", _slashed
    yield rf"\b{_D}\s*(?:of\s+)?{_M}{_Y}?", _day_of_month
    yield rf"\b{_M}\s+(?:the\s+)?{_D}(?![\d.:%]|\s*(?:%|h\b)){_Y}?", _day_of_month
    yield rf"\b{_PART}{_M}{_Y}?", _month_alone
    yield rf"\b{_M}{_Y}", _month_alone
    yield (
        (
            r"\b(?P<before>20\d\d)?\s*(?:q(?P<quarter>[1-4])|(?P<ordinal>first|second|third|fourth|[1-4](?:st|nd|rd|th|\.)|"
            r"(?:erst|zweit|dritt|viert)e[ns])\s+(?:quarter|quartal))\b(?:\s*[/,]?\s*(?:of\s+)?(?P<year>20\d\d|\d\d(?![\d%]|\s*[-–/%]|\s*[^\W\d])))?"
        ),
        _quarter,
    )
    yield (
        r"\b(?:kw|cw|(?:calendar )?week|(?:kalender)?woche)\s*(?P<week>\d\d?)\b"
        r"(?:\s*[/,]?\s*(?:of\s+)?(?P<year>20\d\d))?",
        _week,
    )
    yield r"(?<![\d/.])(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)(?![\d/])", _month_number
    yield r"(?<![\d-])(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])", _month_number
    yield rf"\b(?:in|within)\s+{_N}\s+(?P<unit>days?|weeks?|months?|tag(?:en)?|wochen?|monat(?:en)?)\b", _in_so_many
    yield (
        (
            r"\b(?:(?:by\s+)?(?:the\s+)?end of (?:the|this|next) month|(?:bis\s+)?ende (?:des|dieses|nächsten) monats|"
            r"monatsende|this month|next month|diesen monat|nächsten monat|im nächsten monat|kommenden monat)\b"
        ),
        _this_month,
    )
    yield r"\b(?:next week|this week|nächste(?:r)? woche|diese(?:r)? woche|kommende(?:r)? woche)\b", _next_week
    yield (
        (
            rf"\b(?P<lead>last|letzten|next|on|by|until|till|this|coming|am|bis|nächsten|kommenden|diesen)\s+"
            rf"(?P<weekday>{weekday})\b(?!\s*(?:to|till|bis|-|–|and|und|or|oder)\s*(?:{weekday})\b)"
        ),
        _weekday,
    )
    yield rf"\A\W*(?P<lead>)(?P<weekday>{weekday})\W*\Z", _weekday
    yield r"\A\W*(?:today|heute|morgen)\W*\Z|\b(?:tomorrow|(?:bis|ab) morgen)\b", _near  # else "today" means "now"
    yield (
        r"\b(?:on|by|until|am|bis(?:\s+zum)?)\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.)(?=\s|$|[,;])",
        _ordinal_day,
    )
    # a month alone: "may" and "march" are also other words, so they stand after a preposition or alone
    yield (
        rf"\b(?:in|by|from|until|till|for|during|since|before|after|im|bis|ab|seit|vor|nach|of)\s+(?P<part>){_M}(?P<year>)",
        _month_alone,
    )
    yield (
        (
            r"(?P<part>)\b(?P<month>january|february|april|june|july|august|september|october|november|december|"
            r"januar|jänner|februar|märz|juni|juli|oktober|dezember)\b(?P<year>)"
        ),
        _month_alone,
    )
    yield rf"\A\s*(?P<part>){_M}\s*(?P<year>)\Z", _month_alone


_FORMS = tuple((re.compile(pattern, re.IGNORECASE), meant) for pattern, meant in _forms())
