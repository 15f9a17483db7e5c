"""P10 and P11: handoff workbooks and the weekly review against references measured in the same run."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from statistics import median

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

from app.domain.handoff import HandoffSheet
from app.domain.review import ReviewFacts, weekly_review
from app.domain.review.metrics import evaluate, look_at
from app.exports.handoff_book import build_handoff, write_handoff
from app.exports.review_book import write_review
from app.services.work import collecting_later
from tests.exports.conftest import HANDOFF, REASONS
from tests.exports.histories import END, START, a_year, plain_hours, rules

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """The median of some runs, in seconds of processor: what a busy machine does not lengthen as much."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return median(taken)


def say(name: str, figure: float, reference: float, goal: float) -> None:
    """Print one line: figure, reference, ratio and goal."""
    met = "met" if figure <= goal * reference else "missed"
    print(f"\n{name}: {figure:.3f} s, reference {reference:.3f} s, ratio {figure / reference:.2f}, goal {goal} ({met})")


def plainly(sheet: HandoffSheet, path: Path) -> None:
    """The same cells, all in one named style, written with openpyxl alone: no tables, choices, protection or marks."""
    made = build_handoff(sheet, REASONS).workbook
    cells = [
        [(cell.row, cell.column, cell.value) for row in page.iter_rows() for cell in row] for page in made.worksheets
    ]
    begun = time.process_time()
    book = Workbook()
    look = NamedStyle("look", font=Font(name="Calibri", size=10), border=Border(bottom=Side(style="thin")))
    look.alignment = Alignment(vertical="center", wrap_text=True)
    book.add_named_style(look)
    for number, rows in enumerate(cells):
        page = book.create_sheet(f"S{number}")
        for row, column, value in rows:
            page.cell(row, column, value).style = "look"
    book.save(path)
    PLAIN.append(time.process_time() - begun)


PLAIN: list[float] = []


def test_p10_handoff_workbooks(tmp_path: Path) -> None:
    write_handoff(HANDOFF, REASONS, tmp_path / "first.xlsx")
    for number in range(15):
        plainly(HANDOFF, tmp_path / f"plain{number}.xlsx")
    reference = median(PLAIN)
    one = seconds(lambda: write_handoff(HANDOFF, REASONS, tmp_path / "one.xlsx"), 15)
    say("P10 one handoff", one, reference, 1.5)
    hundred = seconds(lambda: [write_handoff(HANDOFF, REASONS, tmp_path / f"{n}.xlsx") for n in range(100)])
    say("P10 a hundred handoffs", hundred, 100 * reference, 1.5)


@pytest.fixture(scope="module")
def year() -> ReviewFacts:
    """A hundred thousand leads, more than three hundred thousand events."""
    return a_year(100_000, events_per_lead=2)


def counted_in_sql(facts: ReviewFacts) -> Callable[[], None]:
    """A few counts of the review alone, as SQL over tables with the same rows, indexed for it.

    It is a hard reference: every metric by every dimension, with intervals and business hours, stands against some ten
    counts. What all of it takes in SQL is in `test_review_speed`.
    """
    store = sqlite3.connect(":memory:")
    store.execute(
        "create table lead (id integer primary key, at text, stage text, path text, segment text, source text,"
        " service_line text, offer text, region text, owner text, next_step text, due text)"
    )
    store.execute("create table move (lead integer, at text, was text, now text, path text)")
    store.execute("create table touch (lead integer, at text, reached integer)")
    store.executemany(
        "insert into lead values (?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                f.id,
                str(f.created_at),
                f.stage,
                f.path,
                f.segment,
                f.source,
                f.service_line,
                f.offer,
                f.region,
                f.owner,
                f.next_step,
                str(f.due) if f.due else None,
            )
            for f in facts.leads
        ],
    )
    store.executemany(
        "insert into move values (?,?,?,?,?)",
        [(m.lead_id, str(m.at), m.from_stage, m.to_stage, m.to_path) for m in facts.moves],
    )
    store.executemany("insert into touch values (?,?,?)", [(t.lead_id, str(t.at), t.reached) for t in facts.touches])
    store.execute("create index move_lead on move (lead, at)")
    store.execute("create index touch_lead on touch (lead, at)")
    week = (str(START), str(END))

    def count() -> None:
        store.execute("select stage, count(*) from lead group by stage").fetchall()
        store.execute("select was, now, count(*) from move where at >= ? and at < ? group by was, now", week).fetchall()
        for column in ("segment", "source", "service_line", "offer", "region", "owner"):
            store.execute(
                f"select {column}, count(*), sum(stage <> 'lead'), sum(stage = 'sql') from lead"
                f" where at >= '2026-08' group by {column}"
            ).fetchall()
        store.execute("select lead, min(at), max(at) from touch group by lead").fetchall()
        store.execute("select lead, max(at) from move group by lead").fetchall()
        store.execute("select count(*) from lead where owner = '' or next_step = '' or due is null").fetchall()
        store.execute(
            "select id from lead where not exists (select 1 from touch where touch.lead = lead.id)"
        ).fetchall()

    return count


def test_p11_review_of_100_000_leads(year: ReviewFacts, tmp_path: Path) -> None:
    events = len(year.moves) + len(year.touches) + len(year.signals) + len(year.handoffs)
    reference = seconds(counted_in_sql(year), 3)
    with collecting_later():  # as the service does
        metrics = seconds(lambda: list(evaluate(look_at(year, plain_hours))), 3)
        whole = seconds(lambda: weekly_review(year, plain_hours, rules()), 3)
    print(f"\n{len(year.leads):,} leads, {events:,} events")
    say("P11 metrics (and at most 3 s)", metrics, reference, 5)
    print(f"    the whole review: diagnoses, exceptions and every row behind a number as well: {whole:.3f} s")
    review = weekly_review(year, plain_hours, rules())
    written = seconds(lambda: write_review(review, tmp_path / "review.xlsx"))

    def write_only() -> None:
        book = Workbook(write_only=True)
        page = book.create_sheet("Leads")
        for lead in review.leads:
            page.append([value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in lead])
        others = (review.exceptions, review.segments, review.clocks, review.moved, review.packages, review.touched)
        for rows in others:
            page = book.create_sheet()
            for row in rows:
                page.append([value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in row])
        book.save(BytesIO())

    say("P11 workbook", written, seconds(write_only), 0.25)


def test_wr8_review_of_10_000_leads(tmp_path: Path) -> None:
    facts = a_year(10_000)
    with collecting_later():
        figure = seconds(lambda: write_review(weekly_review(facts, plain_hours, rules()), tmp_path / "review.xlsx"), 3)
    met = "met" if figure < 10 else "missed"
    print(f"\nWR8 10,000 leads, computed and written: {figure:.2f} s, goal under 10 s ({met})")


def test_p11_memory_of_the_workbook(tmp_path: Path) -> None:
    """In a process of its own, so that nothing else counts: the facts, the review and its workbook together."""
    script = (
        "import psutil\n"
        "from app.domain.review import weekly_review\n"
        "from app.exports.review_book import write_review\n"
        "from tests.exports.histories import a_year, plain_hours, rules\n"
        "review = weekly_review(a_year(100_000, events_per_lead=2), plain_hours, rules())\n"
        f"write_review(review, {str(tmp_path / 'review.xlsx')!r})\n"
        "used = psutil.Process().memory_info()\n"
        "print(getattr(used, 'peak_wset', 0) or used.rss)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    used = int(done.stdout) / 1e6
    print(f"\nP11 memory after the workbook: {used:.0f} MB, goal 450 ({'met' if used <= 450 else 'missed'})")
