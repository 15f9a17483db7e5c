"""Conditions as people write and read them."""

from datetime import date

import pytest

from app.domain import listing
from app.domain.listing import Condition, Days, Test, parse_condition
from app.domain.problems import Problem

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("fit>=60", Condition("fit", Test.AT_LEAST, ("60",))),
        ("fit <= 60", Condition("fit", Test.AT_MOST, ("60",))),
        ("city~lund hospital", Condition("city", Test.CONTAINS, ("lund hospital",))),
        ("country!=DE", Condition("country", Test.IS_NOT, ("DE",))),
        ("owner=", Condition("owner", Test.EMPTY)),
        ("owner!=", Condition("owner", Test.NOT_EMPTY)),
        ("asked_for=a=b", Condition("asked_for", Test.IS, ("a=b",))),
        ("due last_days 30", Condition("due", Test.LAST_DAYS, ("30",))),
        ("owner one_of Ana,  Jon", Condition("owner", Test.ONE_OF, ("Ana", "Jon"))),
        ("due between 2026-01-01, 2026-02-01", Condition("due", Test.BETWEEN, ("2026-01-01", "2026-02-01"))),
        ("notes empty", Condition("notes", Test.EMPTY)),
        ("owner is_not Ana", Condition("owner", Test.IS_NOT, ("Ana",))),
    ],
)
def test_a_condition_is_read_from_one_line(written: str, meant: Condition) -> None:
    assert parse_condition(written) == meant
    assert listing.condition_of(listing.as_facts(meant)) == meant


@pytest.mark.parametrize("written", ["", "fit", "fit 60", "=60", "fit near 60"])
def test_what_is_no_condition_is_refused(written: str) -> None:
    with pytest.raises(Problem, match="is no test"):
        parse_condition(written)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("due last_days 30", Days(date(2026, 10, 17), TODAY)),
        ("due next_days 0", Days(TODAY, TODAY)),
        ("due on_or_after today", Days(TODAY, None)),
        ("due before tomorrow", Days(None, TODAY)),
        ("due between 2026-03-01, 2026-02-01", Days(date(2026, 2, 1), date(2026, 3, 1))),
        ("due is yesterday", Days(date(2026, 11, 15), date(2026, 11, 15))),
    ],
)
def test_days_are_those_that_people_mean(written: str, days: Days) -> None:
    assert listing.days_of(parse_condition(written), TODAY) == days


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("due last_days 30", "Due in the last 30 days"),
        ("due next_days 1", "Due in the next 1 day"),
        ("due between 1, 2", "Due between 1 and 2"),
        ("due one_of Ana", "Due is Ana"),
        ("due one_of Ana, Jon", "Due is one of Ana, Jon"),
        ("due none_of Ana", "Due is not Ana"),
        ("due empty", "Due is empty"),
        ("due>=60", "Due is at least 60"),
    ],
)
def test_a_condition_is_said_in_words(written: str, says: str) -> None:
    assert listing.said(parse_condition(written), "Due") == says


def test_a_condition_of_a_newer_program_is_said_to_be_one() -> None:
    with pytest.raises(Problem, match="update Assay"):
        listing.condition_of({"column": "fit", "test": "rhymes_with", "values": ["x"]})
