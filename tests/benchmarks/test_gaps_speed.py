"""How fast the register of gaps is with 50,000 gaps beside 100,000 leads; figures are printed."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.domain.gaps import SEVERITIES, SIDES
from app.domain.listing import ListFilter, Order
from app.services import gaps
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.lists.reading import counts, first_rows
from app.services.views_built_in import OVERDUE, THEY_OWE, WE_OWE
from app.services.work import Changed, Work
from app.store import journal
from app.store.tables import GapRow
from tests.benchmarks.stored import stored_people

pytestmark = pytest.mark.benchmark

NOW = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
LEADS, GAPS = 100_000, 50_000
SHOWN = ("question", "severity", "side", "owner", "due", "age", "status", "account", "person", "criterion")


def _note(work: Work) -> Changed:
    """Gaps of every kind, a tenth of them of whole accounts, a third settled."""
    connection = work.session.connection()
    journal.in_bulk(connection, True)
    rows = [
        {
            "lead_id": n * 2 + 1 if n % 10 else None,
            "account_id": n % 5_000 + 1,
            "area": ("interface", "sample", "validation")[n % 3],
            "question": f"Which version of interface {n} do they speak?",
            "severity": SEVERITIES[n % 3],
            "owed_by": SIDES[n % 2],
            "owner": f"Person {n % 12}",
            "due": date(2026, 11, 1) + timedelta(days=n % 60) if n % 4 else None,
            "status": ("open", "waiting", "answered")[n % 3] if n % 4 else "open",
            "raised_at": NOW - timedelta(days=n % 90),
            "raised_by": "Mia",
        }
        for n in range(GAPS)
    ]
    connection.execute(insert(GapRow), rows)
    journal.inserted(connection, work.action, "gap", 1, GAPS)
    journal.in_bulk(connection, False)
    return Changed("Note gaps")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("full") / "full.assay"
    stored_people(path, LEADS, with_leads=True)
    with Desk.open(path, by="Mia", now=lambda: NOW) as desk:
        desk.do(_note)
    return path


def timed(deed: Callable[[], object]) -> float:
    """The second of two runs: what a person waits for who has opened the place before."""
    deed()
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


def test_the_register_is_shown_and_changed(full: Path) -> None:
    with Desk.open(full, by="Mia", now=lambda: NOW) as desk:
        whole = desk.ask(first_rows, "gaps", ListFilter(), (), SHOWN)
        assert len(whole.ids) == GAPS
        print()
        for name, filter, order in (
            ("all, by rank", ListFilter(), ()),
            ("we owe", WE_OWE, ()),
            ("they owe", THEY_OWE, ()),
            ("overdue", OVERDUE, (Order("due"),)),
            ("by account", ListFilter(), (Order("account"),)),
            ("search", ListFilter("interface 4321"), ()),
            ("of an account", gaps.of_account(77), ()),
        ):
            screen = timed(lambda f=filter, o=order: desk.ask(first_rows, "gaps", f, o, SHOWN, 200))
            every = timed(lambda f=filter, o=order: desk.ask(first_rows, "gaps", f, o, SHOWN))
            print(f"register, {name}: first screen {screen:.0f} ms (goal 100), every id {every:.0f} ms (goal 300)")
        print(f"counts by owner {timed(lambda: desk.ask(counts, 'gaps', WE_OWE, 'owner')):.0f} ms (goal 300)")
        print(f"counts of what waits {timed(lambda: desk.ask(gaps.gap_counts)):.0f} ms (goal 100)")
        print(f"gaps of one lead {timed(lambda: desk.ask(gaps.gap_rows, lead=4001)):.1f} ms (goal 10)")
        print(f"page of a lead {timed(lambda: desk.ask(lead_view, 4001)):.0f} ms (goal 50)")
        taken = []
        for number in range(2, 300, 30):
            start = time.perf_counter()
            desk.do(gaps.edit_gap, number, {"owner": f"Jo {number}"})
            taken.append((time.perf_counter() - start) * 1000)
        print(f"change one gap {sorted(taken)[len(taken) // 2]:.0f} ms (goal 50)")
        start = time.perf_counter()
        desk.do(gaps.set_gap_owner, whole.ids[:500], "Lee Moss")
        print(f"give 500 gaps to one owner, with its backup {time.perf_counter() - start:.1f} s (goal 5)")
