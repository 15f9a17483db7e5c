"""Diagnoses and restatements count days as people live them where the team works, whatever day it is in UTC."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.review import Finding, LeadFact, ReviewFacts, TouchFact, week_bounds, weekly_review
from app.domain.review.restating import restated
from tests.exports.histories import plain_hours, rules

WEEK, SUNDAY = "2026-W46", date(2026, 11, 15)
ZONES = ["UTC", "America/New_York", "America/Los_Angeles", "Europe/Berlin", "Pacific/Auckland"]


def week_in(zone: str, now: datetime | None = None) -> ReviewFacts:
    """The week where people live so, over unless it is looked at earlier."""
    start, end = week_bounds(WEEK, zone)
    return ReviewFacts(WEEK, start, end, now or end + timedelta(days=1), zone=zone)


def at_sql(facts: ReviewFacts, due: date) -> ReviewFacts:
    """One lead with which somebody spoke on Thursday, and what comes next due on a day."""
    born, spoken = facts.start - timedelta(days=5), facts.start + timedelta(days=3)
    lead = LeadFact(1, "1", "Ada Berg", "Northgate", born, "sql", "p", owner="Mira", next_step="Call", due=due)
    return replace(facts, leads=[lead], touches=[TouchFact(1, spoken, "call", True)])


def finding(facts: ReviewFacts, id: str) -> Finding:
    return weekly_review(facts, plain_hours, [rule for rule in rules(1) if rule.id == id]).findings[0]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("id", ["stalled_sqls", "forgotten_leads"])
def test_five_days_past_due_are_as_many_everywhere(zone: str, id: str) -> None:
    hits = {days: finding(at_sql(week_in(zone), SUNDAY - timedelta(days=days)), id).hits for days in (4, 5, 6)}
    assert hits == {4: 0, 5: 0, 6: 1}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("id", ["stalled_sqls", "forgotten_leads"])
def test_a_running_week_tips_at_midnight_where_people_live(zone: str, id: str) -> None:
    thursday, due = date(2026, 11, 12), date(2026, 11, 7)
    midnight = datetime.combine(thursday + timedelta(days=1), time(), ZoneInfo(zone))
    for hours, hits in ((-23, 0), (-4, 0), (-0.01, 0), (0.01, 1), (4, 1), (23, 1)):
        now = (midnight + timedelta(hours=hours)).astimezone(UTC)
        assert finding(at_sql(week_in(zone, now), due), id).hits == hits, f"{hours} hours after midnight"


def test_a_talk_is_told_with_the_day_on_which_it_was() -> None:
    facts, evening = week_in("America/New_York"), datetime(2026, 11, 3, 2, tzinfo=UTC)  # nine on Monday the 2nd
    lead = LeadFact(1, "1", "Ada Berg", "Northgate", evening - timedelta(days=20), "mql", "p")
    found = finding(
        replace(facts, leads=[lead], touches=[TouchFact(1, evening, "Call", True, prepared=True)]),
        "sql_under_reporting",
    )
    assert found.rows[0].detail == "Call on 2026-11-02, no move since"


def test_wr6_an_arrival_is_restated_with_the_day_on_which_it_was() -> None:
    facts, evening = week_in("America/New_York"), datetime(2026, 11, 10, 2, tzinfo=UTC)  # nine on Monday the 9th
    lead = LeadFact(1, "1", "Ada Berg", "Northgate", evening, "lead", "p")
    came = weekly_review(replace(facts, leads=[lead]), plain_hours)
    redated = weekly_review(replace(facts, leads=[lead._replace(created_at=evening - timedelta(days=4))]), plain_hours)
    nobody = weekly_review(facts, plain_hours)
    told = [restated(*both).causes[0].rows[0][3:] for both in ((nobody, came), (came, nobody), (came, redated))]
    assert told == [("", "2026-11-09"), ("2026-11-09", ""), ("2026-11-09", "2026-11-05")]
