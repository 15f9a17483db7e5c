"""The values of options: days, moments, pairs, delimiters, stages. What is wrong with one is wrong usage."""

import codecs
import csv
from argparse import ArgumentTypeError
from datetime import UTC, date, datetime

from app.domain.listing import EXTRA, Condition, Order, parse_condition
from app.domain.problems import Problem
from app.domain.stage import Stage

WHERE = (
    "stage",
    "path",
    "owner",
    "service_line",
    "segment",
    "country",
    "source",
    "fit_band",
    "intent_band",
    "account",
    "email",
    "group",
    "open",
)
_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}


def day(text: str) -> date:
    """A date like 2026-12-01."""
    try:
        if len(text) != len("2026-12-01"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not a date; write one like 2026-12-01") from None


def moment(text: str) -> datetime:
    """A moment like 2026-12-01T14:30; a date alone is its noon; without an offset it is UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not a moment; write one like 2026-12-01T14:30") from None
    if len(text) == len("2026-12-01"):
        at = at.replace(hour=12)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def wall_time(text: str) -> datetime:
    """A time on the wall where the team works, like 2026-11-24 10:00; without a zone, which the playbook knows."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or len(text) <= len("2026-12-01") or at.tzinfo is not None:
        raise ArgumentTypeError(f"'{text}' is not a time; write one like \"2026-11-24 10:00\"")
    return at


def stage(text: str) -> Stage:
    """A stage by its id, in any case."""
    try:
        return Stage(text.casefold())
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not a stage; write one of {', '.join(Stage)}") from None


def where(text: str) -> tuple[str, str] | Condition:
    """A test of `leads`: field=value for the fields that may be named more than once, else a test of any column."""
    name, sign, _ = text.partition("=")
    if not sign or name.strip() not in WHERE:
        return condition(text)
    name, value = pair(text)
    if name == "stage":
        return name, stage(value).value
    if name == "open":
        if value.casefold() not in _TRUTH:
            raise ArgumentTypeError(f"'{value}' is neither true nor false")
        return name, _TRUTH[value.casefold()]
    return name, value


def condition(text: str, place: str = "leads") -> Condition:
    """A test of any column of a list."""
    from app.services.lists.places import column_view, columns  # the columns are met only when somebody names one

    try:
        found = parse_condition(text)
    except Problem as problem:
        raise ArgumentTypeError(problem.message) from None
    try:
        column_view(place, found.column)
    except Problem:
        known = ", ".join(column.id for column in columns(place))
        raise ArgumentTypeError(f"'{found.column}' is not a field to choose by; write one of {known}") from None
    return found


def orders(text: str) -> tuple[Order, ...]:
    """Columns to sort by, as `fit:down,person` names them."""
    found = []
    for one in words(text) or ("",):
        name, sign, way = one.rpartition(":")
        if not sign or (way not in ("up", "down") and one.startswith(EXTRA)):
            name, way = one, ""
        if not name or way not in ("", "up", "down"):
            raise ArgumentTypeError(f"'{one}' is no order; write a column, or one with :down")
        found.append(Order(name.strip(), way == "down"))
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """Names with commas between them; in quotes where one holds a comma itself."""
    parts = next(csv.reader([text], skipinitialspace=True), [])
    return tuple(part.strip() for part in parts if part.strip())


def pair(text: str) -> tuple[str, str]:
    """Two words with = between them."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(f"'{text}' has no '='; write field=value")
    return name.strip(), value.strip()


def mapped(text: str) -> tuple[str, str]:
    """A field and the column that holds it."""
    from app.intake.columns.mapping import FIELDS

    field, column = pair(text)
    if field not in FIELDS:
        raise ArgumentTypeError(f"'{field}' is not a field; write one of {', '.join(FIELDS)}")
    return field, column


def encoding(text: str) -> str:
    """An encoding that Python can read."""
    try:
        codecs.lookup(text)
    except LookupError:
        raise ArgumentTypeError(f"'{text}' is not an encoding; write one like utf-8 or windows-1252") from None
    return text


def delimiter(text: str) -> str:
    """One character, or its name."""
    found = _DELIMITERS.get(text.casefold(), text)
    if len(found) != 1 or found in '"\r\n' or found.isalnum():
        raise ArgumentTypeError(f"'{text}' is not a delimiter; write one of , ; | tab")
    return found


def number(text: str) -> int:
    """A whole number from 0 that a database can hold."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise ArgumentTypeError(f"'{text}' is not a whole number")
    return int(text)


def week(text: str) -> str:
    """An ISO week like 2026-W46."""
    try:
        date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
        if text[4:6].upper() != "-W" or len(text) != len("2026-W46"):
            raise ValueError
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not a week; write one like 2026-W46") from None
    return text.upper()
