"""How long nobody answers, and how long a lead rests then."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.lead import PutOff, Signal, Touch
from app.domain.silence import next_pause, pauses, silence

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def tries(*days_ago, reached=()):
    return tuple(Touch(n, "email", NOW - d * DAY, reached=n in reached) for n, d in enumerate(days_ago))


def paused(days_ago, code="no_response", path="not_now"):
    return PutOff(NOW - days_ago * DAY, path, 1, "Nobody answered", code=code)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"touches": tries(10, 6, 1)}, "3 attempts in 10 days without an answer"),
        ({"touches": tries(1, 10, 6)}, "3 attempts in 10 days without an answer"),
        ({"touches": tries(9, 6, 1)}, None),
        ({"touches": tries(30, 1)}, None),
        ({"touches": tries(40, 30, 20, 10, 1, reached=(2,))}, None),
        ({"touches": tries(60, 50, 40, 20, 12, 1, reached=(2,))}, "3 attempts in 20 days without an answer"),
        ({"touches": tries(12, 6, 1), "signals": (Signal(1, "demo", NOW - 2 * DAY),)}, None),
        ({"touches": tries(12, 6, 1), "signals": (Signal(1, "visit", NOW - 2 * DAY),)}, "3 attempts in 12 days"),
        ({"touches": tries(12, 6, 1), "cycle_at": NOW - 7 * DAY}, None),
        ({"touches": tries(90, 80, 70, 15, 6, 1), "cycle_at": NOW - 20 * DAY}, "3 attempts in 15 days"),
    ],
)
def test_attempts_count_since_they_were_last_heard_in_this_cycle(playbook, lead, facts, says):
    found = silence(playbook, lead(**facts), NOW)
    assert found is None if says is None else found is not None and found.says.startswith(says)


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({}, 0),
        ({"put_off": (paused(60),)}, 1),
        ({"put_off": (paused(200), paused(100), paused(10))}, 3),
        ({"put_off": (paused(200), paused(10)), "touches": tries(100, reached=(0,))}, 1),  # they answered between
        ({"put_off": (paused(60, code="budget_cycle"),)}, 0),
        ({"put_off": (paused(60, code=""),), "touches": tries(90, 80, 70)}, 1),  # three attempts, then a pause
        ({"put_off": (paused(60, path="nurture"),), "touches": tries(90, 80, 70)}, 0),
        ({"put_off": (paused(60), paused(30, code="")), "touches": tries(90, 80, 70, 50)}, 1),
    ],
)
def test_pauses_after_silence(playbook, lead, facts, count):
    assert pauses(playbook, lead(**facts)) == count


def test_the_cadence_ends(playbook):
    assert [next_pause(playbook, count) for count in range(6)] == [30, 60, 90, 180, None, None]
