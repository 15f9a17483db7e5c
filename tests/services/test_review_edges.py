"""Reviews at the edges: nothing there, one lead, the first week ever, weeks to come, any week start, zones far away."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from app.domain.problems import Problem
from app.services import adopting, reviews
from app.services.desk import Desk
from app.services.metrics import metrics_view, rows_behind
from tests.services.conftest import ADA, BEN, CLEO, NOW, SetClock

WEEK = "2026-W47"  # the week of NOW
MONDAY = date(2026, 11, 16)
DAYS_FROM_MONDAY = {"mon": 0, "wed": 2, "sat": -2, "sun": -1}  # to the first day of the week of that name


def with_hours(desk: Desk, **changes: Any) -> None:
    """Adopt a playbook with other hours."""
    book = desk.ask(lambda work: work.playbook)
    desk.do(adopting.adopt, book.model_copy(update={"hours": book.hours.model_copy(update=changes)}), "Other hours")


def totals(desk: Desk, week: str = WEEK) -> dict[str, tuple[float | None, int | None, float | None]]:
    return {one.metric.id: one.figures[0][3:6] for one in desk.ask(metrics_view, week).metrics}


def test_an_empty_workspace_has_every_figure_and_none_of_them_is_made_up(desk: Desk, tmp_path: Path) -> None:
    for id, (numerator, denominator, figure) in totals(desk).items():
        assert not numerator and not denominator, id
        assert figure is None or denominator is None, f"{id} is a rate of nothing"
    review = desk.ask(reviews.review_now, WEEK)
    assert review.reconciles and not review.leads and not review.decisions
    desk.ask(reviews.write_week, WEEK, tmp_path / "empty.xlsx")
    assert load_workbook(tmp_path / "empty.xlsx").sheetnames[0] == "Summary"
    assert desk.ask(reviews.weeks)[0].week == WEEK


def test_one_lead_alone_is_counted_and_its_rates_are_called_small(desk: Desk, ada: int, tmp_path: Path) -> None:
    found = totals(desk)
    assert found["new_leads"] == (1, None, 1) and found["lead_to_sql"] == (0, 1, 0.0)
    (steps,) = desk.ask(metrics_view, WEEK, "steps").metrics
    assert all(figure.small for figure in steps.figures)
    assert [row.lead_id for row in desk.ask(rows_behind, WEEK, "new_leads")] == [ada]
    review = desk.ask(reviews.review_now, WEEK)
    assert review.reconciles and len(review.leads) == 1
    desk.ask(reviews.write_week, WEEK, tmp_path / "one.xlsx")


def test_the_first_week_ever_opens_with_nothing_and_can_be_issued(desk: Desk, ada: int, clock: SetClock) -> None:
    clock.forward(days=7)
    issued = desk.do(reviews.issue_review, WEEK, None).outcome
    assert sum(row.opening for row in issued.movement) == 0 and sum(row.arrived for row in issued.movement) == 1
    kpi = {kpi.id: kpi for kpi in issued.kpis}["new_leads"]
    assert (kpi.this_week, kpi.last_week, kpi.mean_4) == (1, 0, 0)
    before = desk.ask(reviews.review_now, "2026-W46")
    assert before.reconciles and not before.leads
    assert desk.ask(reviews.restated_view, WEEK).nothing


@pytest.mark.parametrize("week", ["2026-W48", "2027-W10"])
def test_weeks_to_come_are_refused(desk: Desk, ada: int, week: str) -> None:
    for asked in (lambda: desk.ask(metrics_view, week), lambda: desk.ask(rows_behind, week, "new_leads")):
        with pytest.raises(Problem, match="has not begun"):
            asked()
    with pytest.raises(Problem, match="has not begun"):
        desk.do(reviews.issue_review, week, None)


@pytest.mark.parametrize("starts", list(DAYS_FROM_MONDAY))
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu", "Asia/Kolkata", "Pacific/Kiritimati"])
def test_a_week_begins_and_ends_with_the_days_people_live(
    desk: Desk, add: Callable[..., int], clock: SetClock, zone: str, starts: str
) -> None:
    with_hours(desk, timezone=zone, week_starts=starts)
    first = MONDAY + timedelta(days=DAYS_FROM_MONDAY[starts])
    begins, ends = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (first, first + timedelta(days=7)))
    moments = (begins - timedelta(seconds=1), begins, ends - timedelta(seconds=1), ends)
    people = (ADA, BEN, CLEO, ADA | {"full_name": "Dora Ek", "email": "dora@ek.example"})
    ids = []
    for moment, person in zip(moments, people, strict=True):
        clock.at = moment.astimezone(UTC)
        ids.append(add(person))
    clock.at = ends.astimezone(UTC) + timedelta(days=21)
    weeks = ("2026-W46", WEEK, "2026-W48")
    counted = {week: [row.lead_id for row in desk.ask(rows_behind, week, "new_leads")] for week in weeks}
    assert [sorted(counted[week]) for week in weeks] == [ids[:1], ids[1:3], ids[3:]]
    review = desk.ask(reviews.review_now, WEEK)
    assert (review.start, review.end) == (begins, ends) and review.zone == zone and zone in review.calendar
    assert sum(row.opening for row in review.movement) == 1 and sum(row.closing for row in review.movement) == 3
    two = desk.ask(reviews.review_now, WEEK, 2)
    assert sum(row.arrived for row in two.movement) == 3 and two.end == review.end
    assert two.start == datetime.combine(first - timedelta(days=7), time(), ZoneInfo(zone))
    for one in (review, two):
        assert [check for check in one.checks if not check.passed] == []
    assert "weeks from" in review.calendar or starts == "mon"


def test_thirteen_weeks_are_thirteen_weeks_in_a_review_of_two(
    desk: Desk, add: Callable[..., int], clock: SetClock
) -> None:
    clock.at = NOW - timedelta(weeks=20)
    add(ADA)
    clock.at = NOW - timedelta(weeks=12)
    add(BEN)
    clock.at = NOW
    for weeks in (1, 2):
        review = desk.ask(reviews.review_now, WEEK, weeks)
        (figure,) = [row for row in review.figures if row.metric == "lead_to_sql"]
        assert figure.denominator == 1, f"{weeks} weeks at a time"
        assert sum(row.n for row in review.segments if row.step == "Lead to SQL" and row.dimension == "Owner") == 1
