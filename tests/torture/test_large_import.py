"""A list of 150,000 rows comes in within bounded memory, and a plan of it is found through and given up at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.generate import write_leads

pytestmark = pytest.mark.torture

ROWS = 150_000
MOST = 650  # megabytes; each row as Python objects would make it 900
SCRIPT = """
import json, sys, threading, time
from pathlib import Path
import psutil
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import

peak, over = 0, threading.Event()

def watch():
    global peak
    while not over.wait(0.02):
        peak = max(peak, psutil.Process().memory_info().rss)

watcher = threading.Thread(target=watch)
watcher.start()
try:
    with Desk.create(Path(sys.argv[2]), by="Mia", door="command line") as desk:
        plan = desk.ask(plan_import, [Path(sys.argv[1])])
        start = time.perf_counter()
        found = len(plan.where("create", "zelda"))
        searched = time.perf_counter() - start
        desk.do(commit_import, plan)
        leads = desk.ask(lambda work: work.session.connection().exec_driver_sql("SELECT count(*) FROM lead").scalar())
finally:
    over.set()
    watcher.join()
print(json.dumps({"peak": peak >> 20, "counts": dict(plan.counts), "leads": leads, "found": found, "took": searched}))
"""


def test_a_large_list_comes_in_within_bounded_memory(tmp_path: Path) -> None:
    listed = tmp_path / "leads.csv"
    write_leads(listed, ROWS)
    command = [sys.executable, "-c", SCRIPT, str(listed), str(tmp_path / "large.assay")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sum(told["counts"].values()) == ROWS
    assert told["leads"] == told["counts"]["create"] > 0.9 * ROWS
    assert 0 < told["found"] < ROWS / 10
    assert told["took"] < 2
    assert told["peak"] < MOST, told
