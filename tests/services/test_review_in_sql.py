"""Every metric of the review against plain SQL on a stored year: in total, by every dimension, in weeks of any kind."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.domain.clock import clock_of
from app.domain.playbook import Playbook
from app.domain.review.metrics import DIMENSIONS, METRICS, Figure, evaluate, look_at
from app.services import reviews
from app.services.desk import Desk
from app.services.metrics import metrics_view
from app.services.review_facts import facts_to_count, review_facts
from app.services.work import Work
from app.store.tables import Move
from tests.services import review_in_sql
from tests.services.conftest import SetClock
from tests.services.generated_year import BEGINS, ENDS, Year
from tests.services.review_in_sql import ALONE, CASES, OWN, InSql, Key, Said

WEEKS = {
    "2026-W01": "New Year's Day is a holiday",
    "2026-W10": "summer time begins in New York",
    "2026-W30": "an ordinary week",
    "2026-W44": "summer time ends",
    "2026-W46": "the last one that is over",
    "2026-W47": "it still runs",
}
ACTS = {"move", "bulk_move", "raise_stage", "hand_over", "answer_handoff", "undo", "merge", "pause", "delete"}
ALL_WEEKS = ["{}-W{:02}".format(*(ENDS - timedelta(weeks=back)).isocalendar()[:2]) for back in range(53)]


@dataclass
class Worked:
    """A workspace after a year of work."""

    desk: Desk
    path: Path
    book: Playbook
    acts: Counter[str]
    clock: SetClock


def worked(path: Path, folder: Path, seed: int, **size: int) -> Iterator[Worked]:
    """Let somebody work for a year on the workspace of a path."""
    clock = SetClock(BEGINS)
    with Desk.open(path, by="Mira Lindqvist", now=clock, door="command line") as desk:
        desk.backs_up = False
        year = Year(desk, clock, folder, seed)
        year.go_by(**size)
        yield Worked(desk, path, desk.ask(lambda work: work.playbook), Counter(year.acts), clock)


def differences(year: Worked, week: str, weeks: int = 1) -> list[str]:
    """Where a week says something else than SQL does."""
    with InSql(year.path, year.book, week, year.clock.at, weeks) as sql:
        wanted = sql.figures()
    found = year.desk.ask(_figures, week, weeks)
    return [
        f"{week} {key}: {found.get(key)} but SQL says {wanted.get(key)}"
        for key in sorted({*wanted, *found})
        if not _same(found.get(key), wanted.get(key))
    ]


def _figures(work: Work, week: str, weeks: int) -> dict[Key, Said]:
    if weeks == 1:
        figures = [figure for metric in metrics_view(work, week).metrics for figure in metric.figures]
    else:
        figures = list(evaluate(look_at(review_facts(work, week, weeks), clock_of(work.playbook.hours).hours_between)))
    return {figure[:3]: _said(figure) for figure in figures}


def _said(figure: Figure) -> Said:
    return Said(*figure[3:9])


def _same(one: Said | None, other: Said | None) -> bool:
    if one is None or other is None:
        return False
    return all(
        (a is None) == (b is None) and (a is None or b is None or a == pytest.approx(b, abs=1e-7))
        for a, b in zip(one, other, strict=True)
    )


def test_every_metric_has_its_sql_and_the_words_agree() -> None:
    assert WEEKS.keys() <= set(ALL_WEEKS)
    assert {metric.id for metric in METRICS} == set(CASES), "a metric without an independent check"
    assert review_in_sql.DIMENSIONS == DIMENSIONS
    for metric in METRICS:
        assert OWN.get(metric.id, "") == metric.own, metric.id
        assert (metric.id in ALONE) == (metric.unit == "share" or not metric.parted), metric.id


def test_every_metric_is_what_sql_says_of_a_year_of_work(empty: Path, tmp_path: Path) -> None:
    """Of a small year the weeks of every kind, and the first of each metric; of a larger one all, under torture."""
    path = tmp_path / "year.assay"
    shutil.copy(empty, path)
    for year in worked(path, tmp_path, seed=64, acts=4):
        assert year.acts.keys() >= ACTS
        told: set[str] = set()
        for week in ALL_WEEKS:
            first = {key[0] for key, said in year.desk.ask(_figures, week, 1).items() if said.numerator} - told
            told |= first
            if first or week in WEEKS:
                assert differences(year, week) == []
        assert differences(year, "2026-W46", 2) == []
        assert {metric.id for metric in METRICS} == told, "something was never counted"
        _checks_pass(year)


def _checks_pass(year: Worked) -> None:
    """What a review says of itself: that its numbers agree."""
    for week in WEEKS:
        review = year.desk.ask(reviews.review_now, week)
        assert [check for check in review.checks if not check.passed] == [], week


@pytest.mark.torture
def test_every_metric_is_what_sql_says_of_all_weeks_of_a_year(empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "year.assay"
    shutil.copy(empty, path)
    assert WEEKS.keys() <= set(ALL_WEEKS)
    for year in worked(path, tmp_path, seed=4):
        assert year.acts.keys() >= ACTS
        told: set[str] = set()
        for week in ALL_WEEKS:
            assert differences(year, week) == []
            told |= {key[0] for key, said in year.desk.ask(_figures, week, 1).items() if said.numerator}
        assert differences(year, "2026-W46", 2) == []
        assert {metric.id for metric in METRICS} == told, "something was never counted"
        _checks_pass(year)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(2))  # 75 s each: torture has to end within 15 minutes
def test_every_metric_is_what_sql_says_of_longer_years(empty: Path, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "year.assay"
    shutil.copy(empty, path)
    for year in worked(path, tmp_path, seed, leads=12, acts=60):
        for week in ALL_WEEKS:
            assert differences(year, week) == []
            assert differences(year, week, 2) == []


@pytest.mark.torture
@pytest.mark.parametrize("seed", [24, 50])  # a move is taken back with all that came since; two leads become one
def test_a_review_agrees_with_itself_where_no_move_tells_of_a_stage(empty: Path, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "year.assay"
    shutil.copy(empty, path)
    for year in worked(path, tmp_path, seed, acts=4):
        written = year.desk.ask(lambda work: work.session.scalar(select(func.count()).select_from(Move)))
        assert len(year.desk.ask(facts_to_count, "2026-W46").moves) > written, (
            "such a year has leads that stand elsewhere than their moves say"
        )
        _checks_pass(year)


def test_business_hours_by_hand() -> None:
    hours = review_in_sql.business_hours
    friday, monday = "2026-10-30 15:00:00.000000", "2026-11-02 15:00:00.000000"
    assert hours(friday, monday) == 6.5 + 1.5  # summer time ended in between: 11 to 17:30, and 8:30 to 10
    assert hours(friday, monday, [("2026-10-30 16:00:00.000000", "2026-10-30 18:00:00.000000")]) == 6
    assert hours("2026-11-25 14:00:00.000000", "2026-11-27 14:00:00.000000") == 8.5 + 0.5, "Thanksgiving is a holiday"


def test_the_clock_of_the_workspace_agrees_on_every_day(empty: Path) -> None:
    with Desk.open(empty, by="Mia", now=lambda: ENDS, read_only=True) as desk:
        clock = clock_of(desk.ask(lambda work: work.playbook.hours))
    for day in range(0, 380, 1):
        start: datetime = BEGINS + timedelta(days=day, minutes=37 * day % 1440)
        for length in (timedelta(hours=3), timedelta(days=2, hours=5), timedelta(days=11)):
            kept = [review_in_sql.kept(at) for at in (start, start + length)]
            assert clock.hours_between(start, start + length) == pytest.approx(review_in_sql.business_hours(*kept))
