"""Killed in the middle of many merges, or of their undo: each is done whole, or not at all."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.store.tables import Lead, Person, SignalRow
from app.store.workspace import Workspace
from tests.house_rules import ROOT
from tests.store.acting import NOW, Acting

pytestmark = pytest.mark.torture

PAIRS = 20
SECONDS = 45  # of killing
WORKER = """
import sys
from pathlib import Path
from app.services.desk import Desk
from app.services import undoing
from app.services.duplicates import merge_all_sure

pairs = int(sys.argv[2])


def merge_many(work):
    return merge_all_sure(work, "people", [(one, one + pairs) for one in range(1, pairs + 1)])


with Desk.open(Path(sys.argv[1]), by="Mia") as desk:
    count = lambda work: work.session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar()
    print("open", flush=True)
    while True:
        if desk.ask(count) == 2 * pairs:
            desk.do(merge_many)
        else:
            desk.do(undoing.undo)
"""


def _pairs(session: Session) -> None:
    """As many people as twice the pairs, each with a lead in the same service line and a signal."""
    for number in range(1, 2 * PAIRS + 1):
        person = Person(id=number, full_name=f"Ada {number}", consent={}, extra={}, created_at=NOW)
        lead = Lead(id=number, person_id=number, service_line="hospital_lab", extra={}, remarks=[], created_at=NOW)
        lead.owner, lead.next_step, lead.due = "Mia", "Call", NOW.date()
        signal = SignalRow(lead_id=number, kind="pricing_request", at=NOW, asset=f"List {number}", extra={})
        session.add(person)
        session.flush()
        session.add(lead)
        session.flush()
        session.add(signal)


def _whole(path: Path) -> str:
    """Says which of the two states stands; anything between fails."""
    workspace = Workspace(path)
    try:
        acting = Acting(workspace)
        assert acting.faults() == []
        state = acting.ask(
            "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM lead), (SELECT count(*) FROM signal), "
            "(SELECT count(DISTINCT lead_id) FROM signal), (SELECT count(*) FROM merged)"
        )[0]
        apart, one = (2 * PAIRS, 2 * PAIRS, 2 * PAIRS, 2 * PAIRS, 0), (PAIRS, PAIRS, 2 * PAIRS, PAIRS, 2 * PAIRS)
        assert state in (apart, one)
        return "apart" if state == apart else "one"
    finally:
        workspace.close()


def test_merges_and_their_undo_are_all_or_nothing(tmp_path: Path) -> None:
    from app.services.desk import Desk

    path = tmp_path / "north.assay"
    Desk.create(path, by="Mia").close()
    workspace = Workspace(path)
    Acting(workspace).act(_pairs)
    workspace.close()
    chance, kills, seen = random.Random(20261121), 0, set[str]()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        command = [sys.executable, "-c", WORKER, str(path), str(PAIRS)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=ROOT) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "open\n", worker.stderr and worker.stderr.read()
            time.sleep(chance.uniform(0.2, 5))
            worker.kill()
        kills += 1
        seen.add(_whole(path))
    assert kills >= 4
    assert seen == {"apart", "one"}, "both the merges and their undo were reached"
