"""The ways to say a day, each with what it means: the day that is found and how exact it is."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from app.domain.calls.day_words import MONTHS, NUMBERS, ORDINALS, PARTS, WEEKDAYS
from app.domain.calls.stretches import Grain, coming, first_of, last_of, month_end, months_on

_M = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = r"(?:,?\s*(?:of\s+)?(?P<year>20\d\d)\b)"
_N = r"(?P<number>\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_PART = (
    r"(?P<part>beginning of|start of|early|mid(?:dle of)?|end of|late|anfang|mitte|ende)"
    r"(?:\s+(?:the|of|des|dem))?[\s-]*"
)
_LONGEST = 24  # months ahead that "in so many" may count

Meant = tuple[date, Grain] | None
_Form = Callable[["re.Match[str]", date], Meant]


def _iso(found: re.Match[str], today: date) -> Meant:
    return date(int(found["year"]), int(found["month"]), int(found["day"])), ""


def _dotted(found: re.Match[str], today: date) -> Meant:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day), ""
    return coming(today.year, lambda one: date(one, month, day), today), ""


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
    return coming(today.year, lambda year: date(year, month, day), today), ""


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
    wanted = PARTS[part[:2] if part[0] == "e" else part[0]]
    return month_end(first) if wanted == 0 else first.replace(day=wanted)


def _month_number(found: re.Match[str], today: date) -> Meant:
    return date(int(found["year"]), int(found["month"]), 1), "month"


def _this_month(found: re.Match[str], today: date) -> Meant:
    said = found[0].casefold()
    next_one = "next" in said or "nächst" in said or "kommend" in said
    first = months_on(today.replace(day=1), 1) if next_one else today.replace(day=1)
    ends = "end" in said
    return (month_end(first) if ends else first), "month"


def _quarter(found: re.Match[str], today: date) -> Meant:
    said = (found["quarter"] or found["ordinal"]).casefold()
    number = ORDINALS[said] if said in ORDINALS else int(said)
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
    return coming(monday.isocalendar().year, lambda one: date.fromisocalendar(one, number, 1), monday), "week"


def _in_so_many(found: re.Match[str], today: date) -> Meant:
    said, unit = found["number"].casefold(), found["unit"].casefold()
    number = int(said) if said.isdigit() else NUMBERS[said]
    if unit.startswith(("d", "t")):
        return today + timedelta(days=number), ""
    if unit.startswith("w"):
        return today + timedelta(weeks=number), "week"
    return (months_on(today.replace(day=1), number), "month") if number <= _LONGEST else None


def _next_week(found: re.Match[str], today: date) -> Meant:
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=0 if found[0].casefold().startswith(("this", "dies")) else 1), "week"


def _weekday(found: re.Match[str], today: date) -> Meant:
    wanted = WEEKDAYS[found["weekday"].casefold()]
    if found["lead"].casefold() in ("last", "letzten"):
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1), ""
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1), ""


def _near(found: re.Match[str], today: date) -> Meant:
    return today + timedelta(days=0 if found[0].casefold().strip(" .,!") in ("today", "heute") else 1), ""


def _ordinal_day(found: re.Match[str], today: date) -> Meant:
    day = int(found["day"])
    first = today.replace(day=1) if day >= today.day else months_on(today.replace(day=1), 1)
    return first.replace(day=day), ""


def _month(found: re.Match[str]) -> int:
    return MONTHS[found["month"].casefold()]


def _forms() -> Iterator[tuple[str, _Form]]:
    """Ways to say a day, the most exact first: what one has read, no later one reads again."""
    weekday = "|".join(WEEKDAYS)
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


FORMS = tuple((re.compile(pattern, re.IGNORECASE), meant) for pattern, meant in _forms())
