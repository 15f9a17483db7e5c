"""Weeks that begin on any day, and spans of several of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Problem
from app.domain.review.weeks import STARTS, first_day, name_of_period, named, span_name, week_bounds, week_of


@given(st.dates(date(1999, 1, 1), date(2060, 1, 1)), st.sampled_from(sorted(STARTS)))
def test_wr7_every_day_lies_in_the_week_that_it_names(day: date, starts: str) -> None:
    begins = first_day(week_of(day, starts), starts)
    assert begins <= day < begins + timedelta(days=7)
    assert begins.weekday() == ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(starts)


def test_wr7_a_week_from_sunday_has_the_name_of_the_monday_after() -> None:
    assert week_of(date(2026, 11, 8), "sun") == "2026-W46" == week_of(date(2026, 11, 14), "sun")
    assert week_of(date(2026, 11, 15), "sun") == "2026-W47"
    start, end = week_bounds("2026-W46", "UTC", "sun")
    assert (start.date(), end.date()) == (date(2026, 11, 8), date(2026, 11, 15))


@pytest.mark.parametrize(
    ("week", "weeks", "name"),
    [("2026-W46", 1, "2026-W46"), ("2026-W46", 2, "2026-W45 to W46"), ("2027-W01", 2, "2026-W53 to 2027-W01")],
)
def test_wr7_two_weeks_are_named_by_both(week: str, weeks: int, name: str) -> None:
    assert span_name(week, weeks) == name
    start, end = week_bounds(week, "America/New_York", "mon", weeks)
    assert round((end - start) / timedelta(days=7)) == weeks


@pytest.mark.parametrize("starts", list(STARTS))
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Honolulu", "UTC"])
def test_a_period_is_called_as_its_week_wherever_people_live(starts: str, zone: str) -> None:
    for week in ("2026-W02", "2026-W30", "2026-W53"):
        assert name_of_period(week_bounds(week, zone, starts)[0], zone) == week


@pytest.mark.parametrize("written", ["2026-W06", "2026-w06", "2026-W6", " 2026-w6 "])
def test_a_week_has_one_name_however_it_is_written(written: str) -> None:
    assert named(written) == span_name(written) == "2026-W06"
    assert span_name(written, 2) == "2026-W05 to W06"


def test_a_week_that_is_none_has_no_name() -> None:
    with pytest.raises(Problem, match="'2026-W54' is not a week"):
        named("2026-W54")
