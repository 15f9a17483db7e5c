"""Duplicates of a whole workspace: how long to find, to stop and to merge, beside references of the same run."""

import contextlib
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.matching import Index, find, person_keys
from app.services import undoing
from app.services.desk import Desk
from app.services.duplicates import duplicate_pairs, merge_all_sure
from app.services.work import Cancelled, Progress, Work
from app.store.connection import sqlite_module
from app.store.tables import Account, Person
from tests.benchmarks.stored import stored_people
from tests.house_rules import ROOT

pytestmark = pytest.mark.benchmark

PEOPLE = 100_000
ALONE = """
import resource, sys, time
from pathlib import Path
from app.services.desk import Desk
from app.services.duplicates import duplicate_pairs

with Desk.open(Path(sys.argv[1]), by="Mia", read_only=True) as desk:
    view = desk.ask(duplicate_pairs, "people")
print(len(view.pairs), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def timed(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    path = tmp_path_factory.mktemp("crowd") / "crowd.assay"
    return path, stored_people(path, PEOPLE)


def _exact(work: Work) -> int:
    """What the exact keys alone find, of the same people read the same way."""
    columns = (Person.first_name, Person.last_name, Person.email, Person.phone, Account.name)
    people = work.session.execute(select(Person.id, *columns).outerjoin(Account, Account.id == Person.account_id)).all()
    index, found = Index(), 0
    for id, *said in people:
        index.add(person_keys(*said), id)
    for _, *said in people:
        found += find(person_keys(*said), index) is not None
    return found


def test_a_whole_workspace(crowd: tuple[Path, list[int]]) -> None:
    path, truth = crowd
    groups: dict[int, list[int]] = {}
    for number, who in enumerate(truth, start=1):
        groups.setdefault(who, []).append(number)
    true = {pair for group in groups.values() for pair in combinations(group, 2)}
    with Desk.open(path, by="Mia", read_only=True) as desk:
        before = timed(lambda: desk.ask(_exact))
        start = time.perf_counter()
        view = desk.ask(duplicate_pairs, "people")
        took = time.perf_counter() - start
        reference = (before + timed(lambda: desk.ask(_exact))) / 2
    found = {(min(pair.a, pair.b), max(pair.a, pair.b)) for pair in view.pairs}
    score = 2 * len(found & true) / (len(found) + len(true))
    command = [sys.executable, "-c", ALONE, str(path)]
    alone = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
    print(
        f"\nP6 duplicates of {PEOPLE:,} people in the store: {took:.2f} s; exact keys alone: {reference:.2f} s; ",
        end="",
    )
    print(f"{took / reference:.1f} x; goal <= 10 x; F1 {score:.4f}; goal >= 0.98")
    print(f"   memory of the process {int(alone[1]) / 1024:.0f} MB; goal < 600 MB")
    assert score >= 0.98


def test_it_stops_when_it_is_told_to(crowd: tuple[Path, list[int]]) -> None:
    """From the click to the end of it, at moments all over the search."""
    waits = []
    with Desk.open(crowd[0], by="Mia", read_only=True) as desk:
        whole = timed(lambda: desk.ask(duplicate_pairs, "people"))
        for part in range(1, 9):
            progress, asked = Progress(), [0.0]

            def cancel(progress: Progress = progress, asked: list[float] = asked) -> None:
                asked[0] = time.perf_counter()
                progress.cancel()

            clock = threading.Timer(whole * part / 10, cancel)
            clock.start()
            with pytest.raises(Cancelled):
                desk.ask_watched(progress, duplicate_pairs, "people")
            waits.append(time.perf_counter() - asked[0])
            clock.join()
    print(f"\nduplicates of {PEOPLE:,} people stopped, longest of eight waits: {max(waits) * 1000:.0f} ms; ", end="")
    print(f"the search: {whole:.2f} s; {max(waits) / whole:.3f} x; goal <= 500 ms")


def test_all_sure_ones_are_merged(tmp_path: Path) -> None:
    """About a thousand pairs of people, each with a lead and a signal, against the same rows changed by bare SQL."""
    path, bare = tmp_path / "team.assay", tmp_path / "bare.sqlite"
    stored_people(path, 12_500, with_leads=True)
    shutil.copy(path, bare)
    with Desk.open(path, by="Mia") as desk:
        shown = [group.members for group in desk.ask(duplicate_pairs, "people").sure]
        start = time.perf_counter()
        done = desk.do(merge_all_sure, "people", shown)
        took = time.perf_counter() - start
        merged = [(one.into, gone) for one in done.outcome for gone in one.gone]
        back = timed(lambda: desk.do(undoing.undo))
    reference = timed(lambda: _merged_bare(bare, merged))
    print(f"\n{len(merged):,} sure ones merged: {took:.2f} s; the same rows by bare SQL: {reference:.2f} s; ", end="")
    print(f"{took / reference:.1f} x; goal <= 25 x; undone in {back:.2f} s")


def _merged_bare(path: Path, merged: list[tuple[int, int]]) -> None:
    """Leads have the numbers of their people in this workspace."""
    with contextlib.closing(sqlite_module().connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys=ON")
        for into, gone in merged:
            raw.execute("UPDATE signal SET lead_id = ? WHERE lead_id = ?", (into, gone))
            raw.execute("DELETE FROM lead WHERE id = ?", (gone,))
            raw.execute("DELETE FROM person WHERE id = ?", (gone,))
        raw.commit()
