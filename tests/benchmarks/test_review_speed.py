"""P11 on a stored workspace: the metrics and the review of a week, the rows read too, beside the same counts in SQL."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.clock import clock_of
from app.domain.playbook import Playbook
from app.domain.review.metrics import METRICS, evaluate, look_at
from app.services import reviews
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.metrics import metrics_view
from app.services.review_facts import facts_to_count
from app.services.work import Work, collecting_later
from tests.benchmarks.generate import write_leads
from tests.benchmarks.year_of_work import write_year
from tests.services import review_in_sql

pytestmark = pytest.mark.benchmark

NOW = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
WEEK = "2026-W46"
ROWS = 110_000  # of a list in which eight in a hundred came before: a hundred thousand leads


def worked(deed: Callable[[], object]) -> float:
    """Seconds of processor: what a busy machine does not lengthen as much."""
    start = time.process_time()
    deed()
    return time.process_time() - start


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred thousand leads and three hundred thousand events of a year."""
    folder = tmp_path_factory.mktemp("year")
    path = folder / "year.assay"
    write_leads(folder / "leads.csv", ROWS)
    with Desk.create(path, by="Mia", now=lambda: NOW, door="command line", backs_up=False) as desk:
        desk.do(commit_import, desk.ask(plan_import, [folder / "leads.csv"]))
    rows = write_year(path, NOW)
    print(f"\n{', '.join(f'{many:,} {table}s' for table, many in rows.items())}")
    return path


def in_sql(path: Path, book: Playbook, monkeypatch: pytest.MonkeyPatch) -> Callable[[], object]:
    """All metrics in total and by every dimension, as the tests write them in SQL; hours as the program counts them."""
    clock = clock_of(book.hours)

    def hours(start: str | None, end: str | None, pauses: object = ()) -> float | None:
        if start is None or end is None:
            return None
        begun, ended = (datetime.fromisoformat(f"{at}+00:00") for at in (start, end))
        return clock.hours_between(begun, ended)

    monkeypatch.setattr(review_in_sql, "business_hours", hours)
    monkeypatch.setattr(review_in_sql, "moment", lambda kept: datetime.fromisoformat(f"{kept}+00:00"))

    def count() -> object:
        with review_in_sql.InSql(path, book, WEEK, NOW) as sql:
            return sql.figures()

    return count


def test_p11_the_metrics_of_a_week(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = dict[str, float]()

    def by_parts(work: Work) -> None:
        with collecting_later():
            begun = time.process_time()
            facts = facts_to_count(work, WEEK)
            read = time.process_time()
            look = look_at(facts, clock_of(work.playbook.hours).hours_between)
            walked = time.process_time()
            figures = sum(1 for _ in evaluate(look))
            parts.update(read=read - begun, walked=walked - read, counted=time.process_time() - walked, figures=figures)

    with Desk.open(year, by="Mia", now=lambda: NOW) as desk:
        whole = min(worked(lambda: desk.ask(metrics_view, WEEK)) for _ in range(3))
        desk.ask(by_parts)
        book = desk.ask(lambda work: work.playbook)
        review = worked(lambda: desk.ask(reviews.review_now, WEEK))
    reference = worked(in_sql(year, book, monkeypatch))
    print(f"\nP11 all {len(METRICS)} metrics, {parts.pop('figures'):.0f} figures, rows read too, processor:")
    print(f"    {whole:.2f} s; the same in SQL {reference:.2f} s; {whole / reference:.2f} x; goal <= 5 x and <= 3 s")
    print("    " + ", ".join(f"{part} {took:.2f} s" for part, took in parts.items()))
    computed = parts["walked"] + parts["counted"]
    print(f"    without reading {computed:.2f} s; {computed / reference:.2f} x")
    print(f"    the whole review, rows read too: {review:.2f} s; {review / reference:.2f} x")
    sys.stdout.flush()
