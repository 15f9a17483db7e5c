"""Business hours across weekends, holidays, pauses and days of summer time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import BusinessClock, clock_of, holiday_dates
from app.domain.playbook import Holiday, Hours

WEEK = ("mon", "tue", "wed", "thu", "fri")
HOLIDAYS = (
    Holiday(name="Thanksgiving", rule="4th thu of november"),
    Holiday(name="Christmas", rule="12-25"),
    Holiday(name="New Year", rule="01-01"),
)


def a_clock(zone="America/New_York", days=WEEK, start="09:00", end="17:00", holidays=HOLIDAYS):
    hours = {"timezone": zone, "days": days, "start": start, "end": end, "holidays": holidays}
    return BusinessClock(Hours.model_validate(hours))


NEW_YORK, BERLIN = a_clock(), a_clock("Europe/Berlin")
NIGHT = a_clock("Europe/Berlin", (*WEEK, "sat", "sun"), "00:00", "06:00", ())
ALL_DAYS = (*WEEK, "sat", "sun")
SYDNEY, SANTIAGO, ADELAIDE = (
    a_clock(zone, ALL_DAYS, "00:00", "06:00", ())
    for zone in ("Australia/Sydney", "America/Santiago", "Australia/Adelaide")
)
LORD_HOWE = a_clock("Australia/Lord_Howe", ALL_DAYS, "00:00", "06:00", ())  # its summer time is half an hour
KOLKATA, CHATHAM = a_clock("Asia/Kolkata"), a_clock("Pacific/Chatham")
NEVER_THERE = a_clock("Europe/Berlin", ALL_DAYS, "02:15", "02:45", ())  # an hour that one night leaves out
CLOCKS = st.sampled_from([NEW_YORK, BERLIN, NIGHT, SYDNEY, SANTIAGO, LORD_HOWE, KOLKATA, CHATHAM, NEVER_THERE])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))


def ny(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York"))


def berlin(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("clock", "start", "end", "hours"),
    [
        (NEW_YORK, ny("2026-11-18 10:00"), ny("2026-11-18 12:30"), 2.5),
        (NEW_YORK, ny("2026-11-18 07:00"), ny("2026-11-18 20:00"), 8),
        (NEW_YORK, ny("2026-11-18 16:00"), ny("2026-11-19 10:00"), 2),
        (NEW_YORK, ny("2026-11-20 16:00"), ny("2026-11-23 10:00"), 2),  # over a weekend
        (NEW_YORK, ny("2026-11-21 09:00"), ny("2026-11-22 17:00"), 0),  # Saturday to Sunday
        (NEW_YORK, ny("2026-11-25 16:00"), ny("2026-11-27 10:00"), 2),  # over Thanksgiving
        (NEW_YORK, ny("2026-12-24 16:00"), ny("2026-12-28 10:00"), 2),  # Christmas on a Friday, then the weekend
        (NEW_YORK, ny("2026-12-31 16:00"), ny("2027-01-04 10:00"), 2),  # over New Year
        (NEW_YORK, ny("2026-11-18 12:00"), ny("2026-11-18 12:00"), 0),
        (NEW_YORK, ny("2026-11-18 12:00"), ny("2026-11-17 12:00"), 0),  # the clock was set back
        (NEW_YORK, ny("2026-03-06 16:00"), ny("2026-03-09 10:00"), 2),  # summer time begins on Sunday
        (NEW_YORK, ny("2026-10-30 16:00"), ny("2026-11-02 10:00"), 2),  # and ends
        (BERLIN, berlin("2026-03-27 16:00"), berlin("2026-03-30 10:00"), 2),
        (BERLIN, berlin("2026-10-23 16:00"), berlin("2026-10-26 10:00"), 2),
        (NIGHT, berlin("2026-03-28 00:00"), berlin("2026-03-29 00:00"), 6),
        (NIGHT, berlin("2026-03-29 00:00"), berlin("2026-03-30 00:00"), 5),  # the hour that does not exist
        (NIGHT, berlin("2026-10-25 00:00"), berlin("2026-10-26 00:00"), 7),  # the hour that comes twice
        (NEW_YORK, berlin("2026-11-18 15:00"), berlin("2026-11-18 17:00"), 2),  # 09:00 to 11:00 in New York
        (NEW_YORK, ny("2024-01-01 00:00"), ny("2027-01-01 00:00"), (262 - 3 + 261 - 3 + 261 - 3) * 8),
    ],
)
def test_hours_between(clock, start, end, hours):
    assert clock.hours_between(start, end) == hours


@pytest.mark.parametrize(
    ("start", "hours", "at"),
    [
        ("2026-11-18 10:00", 4, "2026-11-18 14:00"),
        ("2026-11-18 10:00", 7, "2026-11-18 17:00"),  # at closing, not the next morning
        ("2026-11-18 10:00", 8, "2026-11-19 10:00"),
        ("2026-11-20 16:00", 4, "2026-11-23 12:00"),
        ("2026-11-21 13:00", 1, "2026-11-23 10:00"),  # from a Saturday
        ("2026-11-25 16:00", 4, "2026-11-27 12:00"),
        ("2026-12-31 16:30", 1, "2027-01-04 09:30"),
        ("2026-03-06 16:00", 2, "2026-03-09 10:00"),
        ("2026-11-21 13:00", 0, "2026-11-21 13:00"),
        ("2026-12-30 10:00", 24, "2027-01-05 10:00"),  # into the next year
    ],
)
def test_when_a_deadline_falls(start, hours, at):
    assert NEW_YORK.add_hours(ny(start), hours) == ny(at)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-18 08:59", False),
        ("2026-11-18 09:00", True),
        ("2026-11-18 16:59", True),
        ("2026-11-18 17:00", False),
        ("2026-11-21 12:00", False),
        ("2026-11-26 12:00", False),
        ("2026-01-01 12:00", False),
    ],
)
def test_when_it_is_open(at, is_open):
    assert NEW_YORK.is_open(ny(at)) is is_open


@pytest.mark.parametrize(
    ("pauses", "at", "overdue", "left"),
    [
        ([], "2026-11-18 13:00", True, -2),
        ([("2026-11-18 10:00", "2026-11-18 12:00")], "2026-11-18 15:00", False, 0),
        (
            [("2026-11-18 10:00", "2026-11-18 12:00"), ("2026-11-18 11:00", "2026-11-18 13:00")],
            "2026-11-18 16:00",
            False,
            1,
        ),
        ([("2026-11-18 10:00", None)], "2026-11-19 10:00", False, 3),  # two of the three left today, one tomorrow
        ([("2026-11-18 14:00", None)], "2026-11-18 13:00", True, -1),  # begun too late to help
        ([("2026-11-16 09:00", "2026-11-18 08:00")], "2026-11-18 13:00", True, -2),
        ([("2026-11-18 10:00", "2026-11-20 10:00")], "2026-11-20 13:00", False, 3),  # a pause that is agreed to last
    ],
)
def test_pauses_push_a_deadline_on(pauses, at, overdue, left):
    pauses = [(ny(begun), ny(ended) if ended else None) for begun, ended in pauses]
    found = NEW_YORK.due_state(ny("2026-11-18 09:00"), 4, ny("2026-11-18 15:00"), pauses)
    assert (found.overdue, found.hours_left) == (overdue, left)
    assert found.at == ny(at)


def at(zone, text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("clock", "start", "end", "hours"),
    [
        # the night of the change within working hours, in both hemispheres
        (SYDNEY, at("Australia/Sydney", "2026-10-04 00:00"), at("Australia/Sydney", "2026-10-05 00:00"), 5),
        (SYDNEY, at("Australia/Sydney", "2026-04-05 00:00"), at("Australia/Sydney", "2026-04-06 00:00"), 7),
        (SYDNEY, at("Australia/Sydney", "2026-04-05 01:00"), at("Australia/Sydney", "2026-04-05 04:00"), 4),
        (ADELAIDE, at("Australia/Adelaide", "2026-10-04 00:00"), at("Australia/Adelaide", "2026-10-05 00:00"), 5),
        (LORD_HOWE, at("Australia/Lord_Howe", "2026-10-04 00:00"), at("Australia/Lord_Howe", "2026-10-05 00:00"), 5.5),
        (LORD_HOWE, at("Australia/Lord_Howe", "2026-04-05 00:00"), at("Australia/Lord_Howe", "2026-04-06 00:00"), 6.5),
        # Chile begins summer time at midnight: the first hour of the day is missing
        (SANTIAGO, at("America/Santiago", "2026-09-06 01:00"), at("America/Santiago", "2026-09-07 00:00"), 5),
        (SANTIAGO, at("America/Santiago", "2026-09-05 00:00"), at("America/Santiago", "2026-09-07 00:00"), 11),
        # half and quarter hours from UTC
        (KOLKATA, at("Asia/Kolkata", "2026-11-18 09:00"), at("Asia/Kolkata", "2026-11-18 10:30"), 1.5),
        (KOLKATA, datetime(2026, 11, 18, 3, 30, tzinfo=UTC), datetime(2026, 11, 18, 4, 30, tzinfo=UTC), 1),
        (CHATHAM, at("Pacific/Chatham", "2026-11-18 16:00"), at("Pacific/Chatham", "2026-11-19 10:00"), 2),
        # leap days, and years without
        (NEW_YORK, ny("2028-02-28 16:00"), ny("2028-02-29 10:00"), 2),
        (NEW_YORK, ny("2028-02-29 16:00"), ny("2028-03-01 10:00"), 2),
        (NEW_YORK, ny("2027-02-26 16:00"), ny("2027-03-01 10:00"), 2),
        # hours that a night leaves out, or has twice
        (NEVER_THERE, berlin("2026-03-28 00:00"), berlin("2026-03-29 00:00"), 0.5),
        (NEVER_THERE, berlin("2026-03-29 00:00"), berlin("2026-03-30 00:00"), 0.5),
        (NEVER_THERE, berlin("2026-10-25 00:00"), berlin("2026-10-26 00:00"), 0.5),
    ],
)
def test_summer_time_leap_days_and_odd_zones(clock, start, end, hours):
    assert clock.hours_between(start, end) == hours
    assert clock.hours_between(start, clock.add_hours(start, hours)) == hours


def test_a_day_that_a_zone_left_out_is_not_counted_twice():
    apia = a_clock("Pacific/Apia", ALL_DAYS, "09:00", "17:00", ())
    start, end = at("Pacific/Apia", "2011-12-29 00:00"), at("Pacific/Apia", "2012-01-01 00:00")
    assert apia.hours_between(start, end) == 16  # the 29th and the 31st; there was no 30th


def test_where_a_night_leaves_the_closing_hour_out_nobody_works_backwards():
    late = a_clock("Europe/Berlin", ALL_DAYS, "02:30", "03:00", ())
    assert late.hours_between(berlin("2026-03-29 00:00"), berlin("2026-03-30 00:00")) == 0
    assert not late.is_open(berlin("2026-03-29 03:00"))


@pytest.mark.parametrize(
    ("now", "overdue", "left"),
    [
        ("2026-11-18 16:59", False, 1 / 60),
        ("2026-11-18 17:00", False, 0),  # due on the moment of closing
        ("2026-11-18 17:01", True, 0),
        ("2026-11-19 09:00", True, 0),
        ("2026-11-19 09:30", True, -0.5),
    ],
)
def test_a_deadline_on_the_moment_of_closing(now, overdue, left):
    found = NEW_YORK.due_state(ny("2026-11-18 10:00"), 7, ny(now))
    assert found.at == ny("2026-11-18 17:00")
    assert (found.overdue, found.hours_left) == (overdue, pytest.approx(left))


@pytest.mark.parametrize(
    ("day", "closes"),
    [
        ("2026-11-18", "2026-11-18 17:00"),
        ("2026-11-21", "2026-11-23 17:00"),  # a Saturday
        ("2026-11-26", "2026-11-27 17:00"),  # Thanksgiving
        ("2026-12-25", "2026-12-28 17:00"),
        ("2027-01-01", "2027-01-04 17:00"),
        ("2026-12-31", "2026-12-31 17:00"),
    ],
)
def test_when_work_ends_on_a_day_or_the_next_working_day(day, closes):
    assert NEW_YORK.closes_on(date.fromisoformat(day)) == ny(closes)


def test_a_clock_set_back_raises_no_alarm():
    found = NEW_YORK.due_state(ny("2026-11-18 15:00"), 4, ny("2026-11-10 09:00"))
    assert (found.overdue, found.hours_left) == (False, 4)


@pytest.mark.parametrize(
    ("rule", "year", "dates"),
    [
        ("12-25", 2026, [date(2026, 12, 25)]),
        ("2026-12-24", 2026, [date(2026, 12, 24)]),
        ("2026-12-24", 2027, []),
        ("02-29", 2027, []),
        ("02-29", 2028, [date(2028, 2, 29)]),
        ("4th Thu of November", 2026, [date(2026, 11, 26)]),
        ("3rd monday of january", 2027, [date(2027, 1, 18)]),
        ("5th fri of november", 2026, []),  # there are four
        ("last mon of may", 2026, [date(2026, 5, 25)]),
        ("last thu of december", 2026, [date(2026, 12, 31)]),
        ("easter -2", 2026, [date(2026, 4, 3)]),
        ("easter + 1", 2027, [date(2027, 3, 29)]),
        ("easter", 2038, [date(2038, 4, 25)]),
    ],
)
def test_holiday_rules(rule, year, dates):
    assert list(holiday_dates(rule, year)) == dates


@pytest.mark.parametrize("rule", ["", "christmas", "13-01", "2026-02-30", "4th xyz of november", "0th mon of may"])
def test_an_unreadable_holiday_rule_says_how_to_write_one(rule):
    with pytest.raises(ValueError, match="is not a holiday rule; write 12-25"):
        holiday_dates(rule, 2026)


def test_hours_share_one_clock():
    assert clock_of(NEW_YORK.hours) is clock_of(Hours.model_validate(NEW_YORK.hours.model_dump()))


@given(clock=CLOCKS, moments=st.lists(MOMENTS, min_size=3, max_size=3))
def test_hours_add_up_and_never_go_back(clock, moments):
    first, second, third = sorted(moments)
    between = clock.hours_between
    assert between(first, second) >= 0
    assert between(first, third) >= between(first, second)
    assert between(first, second) + between(second, third) == pytest.approx(between(first, third), abs=1e-9)
    assert between(second, first) == 0 or first == second


@given(clock=CLOCKS, start=MOMENTS, hours=st.floats(0, 4000))
def test_adding_hours_is_the_inverse_of_counting_them(clock, start, hours):
    at = clock.add_hours(start, hours)
    assert at >= start
    assert clock.hours_between(start, at) == pytest.approx(hours, abs=1e-8)


@given(clock=CLOCKS, start=MOMENTS, end=MOMENTS)
def test_counting_hours_is_the_inverse_of_adding_them(clock, start, end):
    start, end = sorted((start, end))
    back = clock.add_hours(start, clock.hours_between(start, end))
    assert back <= end
    assert clock.hours_between(back, end) == 0


@given(
    clock=CLOCKS,
    start=MOMENTS,
    now=MOMENTS,
    hours=st.floats(0.5, 200),
    length=st.integers(0, 400),
    late=st.integers(0, 400),
)
def test_a_pause_never_brings_a_deadline_nearer(clock, start, now, hours, length, late):
    begun = start + timedelta(hours=late)
    plain = clock.due_state(start, hours, now)
    paused = clock.due_state(start, hours, now, [(begun, begun + timedelta(hours=length))])
    assert paused.at >= plain.at
    assert paused.hours_left >= plain.hours_left
    assert plain.overdue or not paused.overdue


@given(clock=CLOCKS, start=MOMENTS, now=MOMENTS, hours=st.floats(0.5, 200))
def test_what_is_left_agrees_with_overdue(clock, start, now, hours):
    found = clock.due_state(start, hours, now)
    if found.hours_left < -1e-6:
        assert found.overdue
    if found.hours_left > 1e-6:
        assert not found.overdue


@given(clock=CLOCKS, start=MOMENTS, end=MOMENTS, pauses=st.lists(st.tuples(MOMENTS, st.none() | MOMENTS), max_size=4))
def test_hours_are_never_negative_whatever_is_paused(clock, start, end, pauses):
    plain, paused = clock.hours_between(start, end), clock.hours_between(start, end, pauses)
    assert 0 <= paused <= plain + 1e-9


@given(clock=CLOCKS, start=MOMENTS, now=MOMENTS, back=st.integers(1, 5000), hours=st.floats(0.5, 200))
def test_setting_the_clock_back_never_raises_an_alarm(clock, start, now, back, hours):
    before = clock.due_state(start, hours, now)
    after = clock.due_state(start, hours, now - timedelta(hours=back))
    assert after.at == before.at
    assert before.overdue or not after.overdue
    assert after.hours_left >= before.hours_left - 1e-9
