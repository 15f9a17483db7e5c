"""What a list is asked for: conditions on any column, an order, and how both are written and said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.domain.counting import counted
from app.domain.problems import Problem
from app.language import later, number, tr, tr_many

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
        return tr(_LABELS[self])

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
    Test.CONTAINS: later("contains"),
    Test.NOT_CONTAINS: later("does not contain"),
    Test.IS: later("is"),
    Test.IS_NOT: later("is not"),
    Test.ONE_OF: later("is one of"),
    Test.NONE_OF: later("is none of"),
    Test.EMPTY: later("is empty"),
    Test.NOT_EMPTY: later("is not empty"),
    Test.AT_LEAST: later("is at least"),
    Test.AT_MOST: later("is at most"),
    Test.BETWEEN: later("is between"),
    Test.ON_OR_AFTER: later("is on or after"),
    Test.BEFORE: later("is before"),
    Test.LAST_DAYS: later("in the last days"),
    Test.NEXT_DAYS: later("in the next days"),
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
        raise Problem(
            tr(
                "{column} cannot be tested with “{test}”; it can be: {known}.",
                column=label,
                test=test.label,
                known=known,
            )
        )
    if count == 0 if test.takes == ANY_NUMBER else count != test.takes:
        wanted = tr("one value or more") if test.takes == ANY_NUMBER else counted(test.takes, "value")
        raise Problem(
            tr(
                "“{column} {test}” takes {wanted}; given: {count}.",
                column=label,
                test=test.label,
                wanted=wanted,
                count=number(count),
            )
        )
    return condition


def number_in(text: str) -> int:
    """A whole number as people write it. Raises Problem for what is none."""
    plain = re.sub(r"[\s,_]", "", text)
    if not re.fullmatch(r"[+-]?\d{1,15}", plain) or not plain.isascii():
        raise Problem(tr("'{written}' is not a whole number.", written=text))
    return int(plain)


def day_in(text: str, today: date) -> date:
    """A day as people write it: 2026-12-01, today, yesterday or tomorrow. Raises Problem for what is none."""
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(text.strip().casefold())
    if near is not None:
        return today + timedelta(days=near)
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Problem(tr("'{written}' is not a date; write one like 2026-12-01, or today.", written=text)) from None


def truth_in(text: str) -> bool:
    """Yes or no as people write it. Raises Problem for what is neither."""
    found = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(text.strip().casefold())
    if found is None:
        raise Problem(tr("'{written}' is neither yes nor no.", written=text))
    return found


def days_of(condition: Condition, today: date) -> Days:
    """The days that a condition on a date lets through; today counts to both the last and the next days."""
    test, values = condition.test, condition.values
    if test in (Test.LAST_DAYS, Test.NEXT_DAYS):
        try:
            far = timedelta(days=number_in(values[0]))
            return Days(today - far, today) if test is Test.LAST_DAYS else Days(today, today + far)
        except OverflowError:
            raise Problem(tr("{count} days reach beyond the calendar.", count=values[0])) from None
    first = day_in(values[0], today)
    if test is Test.ON_OR_AFTER:
        return Days(first, None)
    if test is Test.BEFORE:
        return Days(None, first - timedelta(days=1))
    return Days(*sorted((first, day_in(values[1], today)))) if test is Test.BETWEEN else Days(first, first)


# --- in words ---------------------------------------------------------------------------------------------------------


_SAID = {
    Test.CONTAINS: later("{column} contains {values}"),
    Test.NOT_CONTAINS: later("{column} does not contain {values}"),
    Test.IS: later("{column} is {values}"),
    Test.IS_NOT: later("{column} is not {values}"),
    Test.ONE_OF: later("{column} is one of {values}"),
    Test.NONE_OF: later("{column} is none of {values}"),
    Test.EMPTY: later("{column} is empty"),
    Test.NOT_EMPTY: later("{column} is not empty"),
    Test.AT_LEAST: later("{column} is at least {values}"),
    Test.AT_MOST: later("{column} is at most {values}"),
    Test.ON_OR_AFTER: later("{column} is on or after {values}"),
    Test.BEFORE: later("{column} is before {values}"),
}
_OF_ONE = {Test.ONE_OF: Test.IS, Test.NONE_OF: Test.IS_NOT}


def said(condition: Condition, label: str, values: Iterable[str] | None = None) -> str:
    """A condition as a chip says it: “Due in the last 30 days”. `values` as people read them, where ids differ."""
    shown = [value or tr("nothing") for value in (condition.values if values is None else values)]
    test = condition.test
    if test is Test.LAST_DAYS:
        return tr_many(
            "{column} in the last {count} day", "{column} in the last {count} days", number_in(shown[0]), column=label
        )
    if test is Test.NEXT_DAYS:
        return tr_many(
            "{column} in the next {count} day", "{column} in the next {count} days", number_in(shown[0]), column=label
        )
    if test is Test.BETWEEN:
        return tr("{column} between {first} and {last}", column=label, first=shown[0], last=shown[1])
    if len(shown) == 1:
        test = _OF_ONE.get(test, test)
    return tr(_SAID[test], column=label, values=", ".join(shown))


# --- as it is written -------------------------------------------------------------------------------------------------

EXTRA = "extra:"  # before the name of a fact that a file held in a column of its own
_SIGNS = {">=": Test.AT_LEAST, "<=": Test.AT_MOST, "!=": Test.IS_NOT, "~": Test.CONTAINS, "=": Test.IS}
_COLUMN = rf'\s*(?:(?P<id>\w+)|{EXTRA}(?:"(?P<quoted>[^"]+)"|(?P<plain>[^"]+?)))\s*'
_WRITTEN = re.compile(rf"{_COLUMN}(?P<sign>>=|<=|!=|~|=)\s*(?P<rest>.*)", re.DOTALL)
_TESTS = "|".join(sorted(Test, key=len, reverse=True))
_SPELLED = re.compile(rf"{_COLUMN}(?<=[\s\"])(?P<test>{_TESTS})(?:\s+(?P<rest>.*))?", re.DOTALL)


def parse_condition(text: str) -> Condition:
    """A condition from one line: `fit>=60`, `city~lund`, `country!=DE`, `due last_days 30`, `owner one_of Ana, Jon`.

    A fact that an import kept is `extra:Hall=3`, its name in quotes where it holds signs. Raises Problem for no test.
    """
    if spelled := _SPELLED.fullmatch(text):
        test, rest = Test(spelled["test"]), (spelled["rest"] or "").strip()
        several = test.takes not in (0, 1)
        values = tuple(part.strip() for part in rest.split(",")) if several else ((rest,) if rest else ())
        return Condition(_column(spelled), test, values)
    if written := _WRITTEN.fullmatch(text):
        test, value = _SIGNS[written["sign"]], written["rest"].strip()
        if not value and test in (Test.IS, Test.IS_NOT):
            return Condition(_column(written), Test.EMPTY if test is Test.IS else Test.NOT_EMPTY)
        return Condition(_column(written), test, (value,))
    raise Problem(
        tr("'{written}' is no test; write one like fit>=60, city~lund, owner=, or “due last_days 30”.", written=text)
    )


def _column(found: re.Match[str]) -> str:
    return found["id"] or EXTRA + (found["quoted"] or found["plain"]).strip()


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
        raise Problem(tr("This view holds a test that this version does not know; update Assay to use it.")) from None
