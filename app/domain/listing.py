"""What a list is asked for: conditions on any column, an order, and how both are written and said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.domain.counting import counted
from app.domain.problems import Problem

ANY_NUMBER = -1  # a test that takes one value or several


class Kind(StrEnum):
    """What a column holds, and so how it can be tested."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


class Test(StrEnum):
    """One way to test a column."""

    __test__ = False  # no case for pytest

    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    EMPTY = "empty"
    NOT_EMPTY = "not_empty"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    ON_OR_AFTER = "on_or_after"
    BEFORE = "before"
    LAST_DAYS = "last_days"
    NEXT_DAYS = "next_days"

    @property
    def label(self) -> str:
        """How people say it."""
        return _LABELS[self]

    @property
    def takes(self) -> int:
        """How many values it needs; ANY_NUMBER where there may be several."""
        return {
            Test.EMPTY: 0,
            Test.NOT_EMPTY: 0,
            Test.BETWEEN: 2,
            Test.ONE_OF: ANY_NUMBER,
            Test.NONE_OF: ANY_NUMBER,
        }.get(self, 1)


_LABELS = {
    Test.CONTAINS: "contains",
    Test.NOT_CONTAINS: "does not contain",
    Test.IS: "is",
    Test.IS_NOT: "is not",
    Test.ONE_OF: "is one of",
    Test.NONE_OF: "is none of",
    Test.EMPTY: "is empty",
    Test.NOT_EMPTY: "is not empty",
    Test.AT_LEAST: "is at least",
    Test.AT_MOST: "is at most",
    Test.BETWEEN: "is between",
    Test.ON_OR_AFTER: "is on or after",
    Test.BEFORE: "is before",
    Test.LAST_DAYS: "in the last days",
    Test.NEXT_DAYS: "in the next days",
}
_EMPTY = (Test.EMPTY, Test.NOT_EMPTY)
TESTS: Mapping[Kind, tuple[Test, ...]] = {  # the commonest first
    Kind.TEXT: (Test.CONTAINS, Test.NOT_CONTAINS, Test.IS, Test.IS_NOT, Test.ONE_OF, *_EMPTY),
    Kind.CHOICE: (Test.ONE_OF, Test.NONE_OF, Test.IS, Test.IS_NOT, Test.CONTAINS, *_EMPTY),
    Kind.NUMBER: (Test.AT_LEAST, Test.AT_MOST, Test.BETWEEN, Test.IS, Test.IS_NOT, *_EMPTY),
    Kind.DATE: (Test.LAST_DAYS, Test.NEXT_DAYS, Test.ON_OR_AFTER, Test.BEFORE, Test.BETWEEN, Test.IS, *_EMPTY),
    Kind.YES_NO: (Test.IS,),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One column and what must hold of it. Values are text as people write it: an id or label, 60, 2026-11-20, yes."""

    column: str
    test: Test
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A column to sort by."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which rows of a list: those that hold every word of the text and meet every condition."""

    text: str = ""
    conditions: tuple[Condition, ...] = ()
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Days from the first to the last, both included; None where there is no end."""

    first: date | None = None
    last: date | None = None


# --- what values mean -------------------------------------------------------------------------------------------------


def checked(condition: Condition, kind: Kind, label: str) -> Condition:
    """The condition, where it can be asked of such a column. Raises Problem that says what can."""
    test, count = condition.test, len(condition.values)
    if test not in TESTS[kind]:
        known = ", ".join(one.label for one in TESTS[kind])
        raise Problem(f"{label} cannot be tested with “{test.label}”; it can be: {known}.")
    if count == 0 if test.takes == ANY_NUMBER else count != test.takes:
        wanted = "one value or more" if test.takes == ANY_NUMBER else counted(test.takes, "value")
        raise Problem(f"“{label} {test.label}” takes {wanted}; {count or 'none'} was given.")
    return condition


def number_in(text: str) -> int:
    """A whole number as people write it. Raises Problem for what is none."""
    plain = re.sub(r"[\s,_]", "", text)
    if not re.fullmatch(r"[+-]?\d{1,15}", plain) or not plain.isascii():
        raise Problem(f"'{text}' is not a whole number.")
    return int(plain)


def day_in(text: str, today: date) -> date:
    """A day as people write it: 2026-12-01, today, yesterday or tomorrow. Raises Problem for what is none."""
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(text.strip().casefold())
    if near is not None:
        return today + timedelta(days=near)
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Problem(f"'{text}' is not a date; write one like 2026-12-01, or today.") from None


def truth_in(text: str) -> bool:
    """Yes or no as people write it. Raises Problem for what is neither."""
    found = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(text.strip().casefold())
    if found is None:
        raise Problem(f"'{text}' is neither yes nor no.")
    return found


def days_of(condition: Condition, today: date) -> Days:
    """The days that a condition on a date lets through; today counts to both the last and the next days."""
    test, values = condition.test, condition.values
    if test in (Test.LAST_DAYS, Test.NEXT_DAYS):
        try:
            far = timedelta(days=number_in(values[0]))
            return Days(today - far, today) if test is Test.LAST_DAYS else Days(today, today + far)
        except OverflowError:
            raise Problem(f"{values[0]} days reach beyond the calendar.") from None
    first = day_in(values[0], today)
    if test is Test.ON_OR_AFTER:
        return Days(first, None)
    if test is Test.BEFORE:
        return Days(None, first - timedelta(days=1))
    return Days(*sorted((first, day_in(values[1], today)))) if test is Test.BETWEEN else Days(first, first)


# --- in words ---------------------------------------------------------------------------------------------------------


def said(condition: Condition, label: str, values: Iterable[str] | None = None) -> str:
    """A condition as a chip says it: “Due in the last 30 days”. `values` as people read them, where ids differ."""
    shown = [value or "nothing" for value in (condition.values if values is None else values)]
    test = condition.test
    if test in (Test.LAST_DAYS, Test.NEXT_DAYS):
        return f"{label} in the {test.value.removesuffix('_days')} {counted(number_in(shown[0]), 'day')}"
    if test is Test.BETWEEN:
        return f"{label} between {shown[0]} and {shown[1]}"
    if len(shown) == 1 and test in (Test.ONE_OF, Test.NONE_OF):
        return f"{label} {'is' if test is Test.ONE_OF else 'is not'} {shown[0]}"
    return " ".join(part for part in (label, test.label, ", ".join(shown)) if part)


_SIGNS = {">=": Test.AT_LEAST, "<=": Test.AT_MOST, "!=": Test.IS_NOT, "~": Test.CONTAINS, "=": Test.IS}
_WRITTEN = re.compile(r"\s*([\w:]+)\s*(>=|<=|!=|~|=)\s*(.*)", re.DOTALL)
_SPELLED = re.compile(rf"\s*([\w:]+)\s+({'|'.join(sorted(Test, key=len, reverse=True))})(?:\s+(.*))?", re.DOTALL)


def parse_condition(text: str) -> Condition:
    """A condition from one line: `fit>=60`, `city~lund`, `country!=DE`, `due last_days 30`, `owner one_of Ana, Jon`.

    Raises Problem where it is none.
    """
    if spelled := _SPELLED.fullmatch(text):
        column, test, rest = spelled[1], Test(spelled[2]), (spelled[3] or "").strip()
        several = test.takes not in (0, 1)
        values = tuple(part.strip() for part in rest.split(",")) if several else ((rest,) if rest else ())
        return Condition(column, test, values)
    if written := _WRITTEN.fullmatch(text):
        test, value = _SIGNS[written[2]], written[3].strip()
        if not value and test in (Test.IS, Test.IS_NOT):
            return Condition(written[1], Test.EMPTY if test is Test.IS else Test.NOT_EMPTY)
        return Condition(written[1], test, (value,))
    raise Problem(f"'{text}' is no test; write one like fit>=60, city~lund, owner=, or “due last_days 30”.")


def by_dates(condition: Condition) -> Condition:
    """The same where a sign for numbers was written of a date: `created>=2026-01-01`."""
    test = {Test.AT_LEAST: Test.ON_OR_AFTER}.get(condition.test, condition.test)
    return Condition(condition.column, test, condition.values)


# --- as facts of a saved view -----------------------------------------------------------------------------------------


def as_facts(condition: Condition) -> dict[str, Any]:
    """A condition as a saved view keeps it."""
    return {"column": condition.column, "test": condition.test.value, "values": list(condition.values)}


def condition_of(facts: Mapping[str, Any]) -> Condition:
    """A condition as a saved view kept it. Raises Problem where a newer program wrote it."""
    try:
        return Condition(str(facts["column"]), Test(facts["test"]), tuple(str(one) for one in facts["values"]))
    except (KeyError, TypeError, ValueError):
        raise Problem("This view holds a test that this version does not know; update Assay to use it.") from None
