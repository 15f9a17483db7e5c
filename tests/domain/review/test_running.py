"""Clocks that ran out: asked of many at once, the answer is that of each one by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import BusinessClock
from app.domain.playbook import Hours
from app.domain.review.facts import LeadFact, ReviewFacts
from app.domain.review.metrics import evaluate, look_at, metric_of
from app.domain.review.running import Running

START, END = datetime(2026, 11, 9, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC)
PAUSED = 7
HOURS = {"timezone": "America/New_York", "start": "09:00", "end": "17:00", "days": ["mon", "tue", "wed", "thu", "fri"]}
CLOCK = BusinessClock(Hours.model_validate({**HOURS, "holidays": []}))
FACTS = ReviewFacts(
    "2026-W46", START, END, END, pauses={PAUSED: [(START + timedelta(days=1), START + timedelta(days=2))]}
)

moments = st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 15), timezones=st.just(UTC))


@given(
    moments, st.sampled_from([START, END, datetime(2026, 11, 11, 15, tzinfo=UTC)]), st.sampled_from([0.5, 8, 16, 40])
)
@pytest.mark.parametrize("lead", [1, PAUSED])
def test_many_clocks_run_out_as_one_does(lead: int, begun: datetime, end: datetime, allowed: float) -> None:
    running = Running(FACTS, CLOCK.hours_between)
    assert running.has_run(lead, begun, end, allowed) == (running.hours(lead, begun, end) > allowed)


def test_on_the_limit_it_has_not_run_out() -> None:
    running, nine, five = Running(FACTS, CLOCK.hours_between), START.replace(hour=14), START.replace(hour=22)
    assert running.hours(1, nine, five) == 8.0
    assert not running.has_run(1, nine, five, 8.0)
    assert running.has_run(1, nine, five + timedelta(days=1), 8.0)


@given(moments)
def test_an_age_in_days_is_to_the_digit_the_time_divided_by_a_day(born: datetime) -> None:
    lead = LeadFact(1, "1", "Ada Novak", "Fernwood", born, "lead")
    look = look_at(ReviewFacts("2026-W46", START, END, END, leads=[lead]), CLOCK.hours_between)
    (total, *_) = evaluate(look, [metric_of("age")])
    assert total.figure == (END - born) / timedelta(days=1)
