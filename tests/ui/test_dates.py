"""Dates as people type and read them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.ui import dates

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("+3d", date(2026, 11, 23)),
        ("3", date(2026, 11, 23)),
        ("2w", date(2026, 12, 4)),
        ("1m", date(2026, 12, 20)),
        ("fri", date(2026, 11, 27)),
        ("Monday", date(2026, 11, 23)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 21)),
        ("1.12.", date(2026, 12, 1)),
        ("1.2.", date(2027, 2, 1)),
        ("1.12.2027", date(2027, 12, 1)),
        ("2026-02-30", None),
        ("31.2.", None),
        ("soon", None),
        ("", None),
        ("fridge", None),
    ],
)
def test_a_day_is_read_as_typed(text: str, day: date | None) -> None:
    assert dates.typed(text, TODAY) == day


def test_days_and_moments_are_relative() -> None:
    assert [dates.day(TODAY + timedelta(days=n), TODAY) for n in (-3, -1, 0, 1, 4)] == [
        "3 d ago",
        "yesterday",
        "today",
        "tomorrow",
        "Tue 24 Nov",
    ]
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert dates.ago(now - timedelta(minutes=12), now) == "12 min ago"
    assert dates.ago(now + timedelta(hours=5), now) == "in 5 h"
    assert dates.ago(None) == ""


def _team_that_is(hours: int) -> datetime:
    """A moment by the clock of a team so many hours from this machine's."""
    ours = datetime(2026, 11, 21, 12, tzinfo=UTC).astimezone().utcoffset() or timedelta()
    return datetime(2026, 11, 21, 13, 43, tzinfo=timezone(ours + timedelta(hours=hours), "TEAM"))


def test_a_moment_of_the_team_names_its_zone_only_where_this_machine_has_another() -> None:
    here, away = _team_that_is(0), _team_that_is(3)
    assert (dates.clock(here), dates.there(here), dates.zone_name(here)) == ("13:43", "2026-11-21 13:43", "")
    assert (dates.clock(away), dates.there(away)) == ("13:43 TEAM", "2026-11-21 13:43 TEAM")
    assert dates.zone_name(away) == "TEAM" and dates.there(None) == ""


def test_today_is_the_day_where_the_team_works() -> None:
    for hours in (-11, 0, 11):
        now = datetime.now(UTC).astimezone(timezone(timedelta(hours=hours)))
        assert dates.day_there(now) == "today"
        assert dates.day_there(now + timedelta(days=1)) == "tomorrow"
