"""A cohort is as old as its days say, also where summer time begins or ends on the way, and everywhere at once."""

from datetime import date, timedelta

import pytest

from app.domain.review.facts import LeadFact, ReviewFacts
from app.domain.review.flow import cohorts
from app.domain.review.metrics import evaluate, look_at
from app.domain.review.passage import passage
from app.domain.review.triangle import triangle
from app.domain.review.weeks import week_bounds, week_of
from tests.exports.histories import plain_hours


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo"])
@pytest.mark.parametrize("weeks", [1, 2])
def test_the_youngest_ripe_cohort_is_four_weeks_old_in_every_week_of_a_year(zone: str, weeks: int) -> None:
    for number in range(1, 54):
        sunday = date.fromisocalendar(2026, number, 7)
        start, end = week_bounds(week_of(sunday), zone, weeks=weeks)
        born = [start - timedelta(days=7 * back - 3) for back in range(20)]
        leads = [LeadFact(n, str(n), "Ada Berg", "Northgate", at, "mql") for n, at in enumerate(born)]
        look = look_at(ReviewFacts(week_of(sunday), start, end, end, zone=zone, leads=leads), plain_hours)
        p = passage(look.facts)
        begins = sunday - timedelta(days=7 * (weeks - 1) + 6 + 28)
        wanted = week_of(begins)
        shown = [row.week for row in cohorts(p) if row.mql is not None]
        told = [row.week for row in triangle(look.facts, p) if row.weeks_since == 4 and row.reached is not None]
        counted = [figure.value for figure in evaluate(look) if figure.metric == "cohort_mql" and figure.dimension]
        assert (shown[-1], told[-1], max(counted)) == (wanted, wanted, wanted), f"{zone}, week {number}"
