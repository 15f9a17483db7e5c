"""Killed, out of room, raced for: a workspace opens again with all or nothing of the last act."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.store import backups
from app.store.workspace import Workspace, beside
from tests.house_rules import ROOT
from tests.store.acting import Acting, new_workspace

pytestmark = pytest.mark.torture

SECONDS = 60  # of killing
ROWS = 300

WORKER = """
import itertools, resource, signal, sys
from pathlib import Path
from app.domain.problems import Trouble
from app.store import backups
from app.store.workspace import Workspace
from tests.store.acting import NOW, Acting, person

workspace = Workspace(Path(sys.argv[1]))
acting = Acting(workspace)
rows = int(sys.argv[2])
blank = dict.fromkeys(("first_name", "last_name", "job_title", "email", "email_kind", "phone", "relation"), "")
blank |= {"notes": "", "sort_name": "", "email_key": "", "consent": "{}", "extra": "{}"}
blank["created_at"] = "2026-11-16 09:00:00.000000"


def work(n):
    tag = f"{n}-{sys.argv[3]}"
    made = acting.bulk("person", [{"uuid": f"{tag}-{row}", "full_name": tag, **blank} for row in range(rows)])
    acting.run("UPDATE person SET notes = ? WHERE full_name = ?", tag, tag)
    if n % 2:
        acting.undo(made.action + 1)
        acting.undo(made.action)
    if n % 3 == 0:
        backups.back_up(workspace.path, NOW, "before import")


print("open", flush=True)
if len(sys.argv) > 4:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # refuse the write, do not end the program
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]),) * 2)
try:
    for n in itertools.count():
        work(n)
except Trouble as trouble:
    sys.exit(trouble.message)
"""


def _spawn(script: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)


def _sound(path: Path) -> None:
    """All or nothing: every bulk insert, edit and undo is there whole, and the history fits the rows."""
    workspace = Workspace(path)
    try:
        acting = Acting(workspace)
        assert acting.faults() == []
        groups = acting.ask(
            "SELECT full_name, count(*), count(DISTINCT notes), max(notes) FROM person GROUP BY full_name"
        )
        for name, count, notes, note in groups:
            assert (count, notes) == (ROWS, 1)
            assert note in ("", name)
        standing = acting.ask(
            "SELECT count(*) FROM change_range r JOIN action a ON a.id = r.action_id WHERE a.in_effect"
        )
        assert standing == [(len(groups),)]
    finally:
        workspace.close()
    for backup in backups.backups(path):
        whole = Workspace(backup.path, read_only=True)
        assert Acting(whole).faults() == []
        whole.close()
        for log in beside(backup.path):
            log.unlink(missing_ok=True)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    path = workspace.path
    workspace.close()
    chance = random.Random(20261116)
    kills, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        with _spawn(WORKER, path, ROWS, kills) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "open\n", worker.stderr and worker.stderr.read()
            time.sleep(chance.expovariate(6))
            worker.kill()
        kills += 1
        if kills % 4 == 0:
            _sound(path)
            for file in backups.backup_folder(path).glob("*.assay"):
                file.unlink()
    _sound(path)
    assert kills >= 15


def test_a_full_disk_keeps_the_last_state(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk: SQLite gets the same refusal in the middle of a write."""
    workspace = new_workspace(tmp_path)
    acting = Acting(workspace)
    acting.run("UPDATE workspace SET name = 'Kept'")
    before = acting.picture()
    path = workspace.path
    workspace.close()
    with _spawn(WORKER, path, 12_000, "x", 900_000) as worker:
        _, said = worker.communicate(timeout=60)
    assert worker.returncode == 1, said
    assert "so nothing was saved" in said
    again = Workspace(path)
    try:
        assert Acting(again).picture() == before
        assert Acting(again).faults() == []
        Acting(again).run("UPDATE workspace SET name = 'There is room again'")
    finally:
        again.close()


def test_a_backup_without_room_leaves_no_half(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    script = """
import resource, signal, sys
from pathlib import Path
from app.domain.problems import Trouble
from app.store import backups
from tests.store.acting import NOW
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    backups.back_up(Path(sys.argv[1]), NOW)
except Trouble as trouble:
    sys.exit(trouble.message)
"""
    with _spawn(script, workspace.path) as worker:
        _, said = worker.communicate(timeout=60)
    workspace.close()
    assert worker.returncode == 1
    assert "The backup could not be" in said
    assert list(backups.backup_folder(workspace.path).iterdir()) == []


def test_one_of_many_gets_the_lock(tmp_path: Path) -> None:
    path = new_workspace(tmp_path)
    path.close()
    racer = """
import sys, time
from pathlib import Path
from app.store.workspace import Busy, Workspace
time.sleep(max(0, float(sys.argv[2]) - time.time()))
try:
    workspace = Workspace(Path(sys.argv[1]))
except Busy:
    print("busy", flush=True)
else:
    print("mine", flush=True)
sys.stdin.read()
"""
    for _ in range(4):
        start = time.time() + 1.5
        racers = [_spawn(racer, path.path, start) for _ in range(4)]
        answers = sorted(racer.stdout.readline() for racer in racers if racer.stdout)
        for one in racers:
            with one:
                one.communicate()
        assert answers == ["busy\n", "busy\n", "busy\n", "mine\n"]


def test_two_writers_of_one_file_wait_for_each_other(tmp_path: Path) -> None:
    """Even past the lock (a tool of somebody else's), no write is lost: each transaction takes the write lock first."""
    workspace = new_workspace(tmp_path)
    script = """
import sys
from pathlib import Path
from app.store.connection import writer_engine
engine = writer_engine(Path(sys.argv[1]))
for _ in range(150):
    with engine.begin() as connection:
        name = connection.exec_driver_sql("SELECT name FROM workspace").scalar_one()
        connection.exec_driver_sql("UPDATE workspace SET name = ?", (str(int(name) + 1),))
engine.dispose()
"""
    Acting(workspace).run("UPDATE workspace SET name = '0'")
    workers = [_spawn(script, workspace.path) for _ in range(2)]
    for worker in workers:
        with worker:
            assert worker.communicate(timeout=60)[1] == ""
    assert Acting(workspace).ask("SELECT name FROM workspace") == [("300",)]
    workspace.close()
