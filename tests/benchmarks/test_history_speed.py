"""How soon a history of 200,000 acts is on screen, filtered, and proved whole, beside references of the same run."""

import contextlib
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.services import care, undoing
from app.services.desk import Desk
from app.services.work import Work
from app.store import chain, journal
from app.store.connection import sqlite_module
from tests.benchmarks.long_history import acts_on, long_history

pytestmark = pytest.mark.benchmark

ACTIONS = 200_000
PAGE = 200
FILTERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "before the middle": {"before": ACTIONS // 2},
    "one lead": {"lead_id": 8},
    "one account": {"account_id": 3},
    "one person": {"by": "kim"},
    "somebody who did nothing": {"by": "nobody"},
    "one kind of act": {"use_case": "answer"},
    "a kind that nobody did": {"use_case": "issue_review"},
    "words": {"text": "call person 77"},
    "words that are nowhere": {"text": "xylophone"},
}


def timed(deed: Callable[[], object], times: int = 1) -> float:
    """Seconds, the middle of several."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        deed()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "old.assay"
    long_history(path, ACTIONS)
    return path


def test_the_first_page_and_every_filter(old: Path) -> None:
    bare = "SELECT * FROM action WHERE label <> '' ORDER BY id DESC LIMIT 200"
    with contextlib.closing(sqlite_module().connect(old)) as raw:
        reference = timed(lambda: raw.execute(bare).fetchall(), 9)
        scan = timed(lambda: raw.execute("SELECT count(*) FROM action WHERE label LIKE '%xylophone%'").fetchall(), 5)
    print(f"\nhistory of {ACTIONS:,} acts; bare page {reference * 1000:.1f} ms, bare scan {scan * 1000:.1f} ms")
    with Desk.open(old, by="Mia", read_only=True) as desk:
        first = timed(lambda: desk.ask(undoing.history, PAGE))
        print(f"   the first time: {first * 1000:.1f} ms; {first / reference:.1f} x; goal <= 50 ms")
        for what, wish in FILTERS.items():
            took = timed(lambda wish=wish: desk.ask(undoing.history, PAGE, **wish), 5)
            print(f"   filtered by {what}: {took * 1000:.1f} ms; {took / scan:.2f} x the bare scan; goal <= 4 x")
        found = {row.action for row in desk.ask(undoing.history, PAGE, lead_id=8)}
    assert found >= set(acts_on(8, ACTIONS, 2))


def test_a_check_of_all_of_it(old: Path) -> None:
    def chain_alone(work: Work) -> float:
        return timed(lambda: journal.verify(work.session.connection()), 3)

    with Desk.open(old, by="Mia", read_only=True) as desk:
        took = desk.ask(chain_alone)
        with contextlib.closing(sqlite_module().connect(old)) as raw:
            reference = timed(lambda: [raw.execute(q).fetchall() for q in (chain._WHAT, chain._CHANGES)], 3)
        start = time.perf_counter()
        found = desk.ask(care.check)
        whole = time.perf_counter() - start
    print(f"\nchain of {ACTIONS:,} acts verified: {took:.2f} s; reading its rows: {reference:.2f} s; ", end="")
    print(f"{took / reference:.2f} x; goal <= 1 s; the whole check of the file {whole:.2f} s")
    assert found.ok
