"""Killed while files are attached and backed up, and out of room: what is attached is whole, the rest is gone."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.services.adding import add_lead
from app.services.attachments import attach, attachments
from app.services.care import check
from app.services.desk import Desk
from app.services.opened_copies import lost_files
from app.services.owners import Owner
from app.store import backups
from app.store.kept_files import PART
from app.store.neighbours import backed_up_files, file_folder
from tests.house_rules import ROOT

pytestmark = pytest.mark.torture

SECONDS = 40
ADA = {"full_name": "Ada Berg", "company": "Northgate", "service_line": "hospital_lab", "source": "Website"}
WORKER = """
import itertools, os, resource, signal, sys
from pathlib import Path
from app.domain.problems import Trouble
from app.services.attachments import attach, attachments, remove_attachment
from app.services.desk import Desk
from app.services.owners import Owner

path, source = Path(sys.argv[1]), Path(sys.argv[2])
desk = Desk.open(path, by="Mia")
print("open", flush=True)
if len(sys.argv) > 3:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    for n in itertools.count():
        source.write_bytes(os.urandom(64) * (1 + n % 40_000))
        desk.do(attach, Owner("lead", 1), [source], f"File {n}")
        if n % 5 == 0:
            desk.back_up()
        if n % 7 == 6:
            desk.do(remove_attachment, desk.ask(attachments)[-1].id)
        if len(sys.argv) > 3:
            source.write_bytes(os.urandom(int(sys.argv[3])))
            desk.do(attach, Owner("lead", 1), [source, source.with_name("large")], "Too large for this disk")
except Trouble as trouble:
    sys.exit(trouble.message)
"""


def _worker(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WORKER, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "team.assay"
    with Desk.create(made, by="Mia") as desk:
        desk.do(add_lead, ADA)
    return made


def test_killed_at_any_moment_every_attached_file_is_whole(path: Path, tmp_path: Path) -> None:
    chance = random.Random(20261121)
    kills, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        with _worker(path, tmp_path / "source.bin") as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "open\n", worker.stderr and worker.stderr.read()
            time.sleep(chance.expovariate(4))
            worker.kill()
        kills += 1
        with Desk.open(path, by="Mia", read_only=True) as desk:
            assert desk.ask(lost_files) == ()
    with Desk.open(path, by="Mia") as desk:
        assert desk.ask(check).ok
        assert len(desk.ask(attachments)) > 10
    assert kills >= 10
    for backup in backups.backups(path):  # every backup that counts has all of its files
        with Desk.open(backup.path, by="Mia", read_only=True) as old:
            assert old.ask(lost_files) == ()
    assert all(len(found.name) == 64 for found in backed_up_files(path).iterdir() if not found.name.endswith(PART))


def test_a_full_disk_attaches_nothing_and_says_so(path: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk."""
    (tmp_path / "large").write_bytes(b"x" * 3_000_000)
    with _worker(path, tmp_path / "source.bin", 2_000_000) as worker:
        _, said = worker.communicate(timeout=120)
    assert worker.returncode == 1, said
    assert "no room left" in said
    with Desk.open(path, by="Mia") as desk:
        assert desk.ask(check).ok
        assert {row.note for row in desk.ask(attachments)} == {"File 0"}
        assert not list(file_folder(path).glob(f"*{PART}"))
        room = tmp_path / "room.txt"
        room.write_text("There is room again", "utf-8")
        desk.do(attach, Owner("lead", 1), [room])
