"""Killed again and again while somebody types into a call: at most what was on its way is lost, and nothing is torn."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.services.adding import add_lead
from app.services.calls.being_typed import typed
from app.services.calls.planning import plan_call
from app.services.calls.view import call_view
from app.services.care import check
from app.services.desk import Desk
from tests.house_rules import ROOT
from tests.services.conftest import ADA, NOW

pytestmark = pytest.mark.torture

SECONDS, LEAST = 45, 4  # of killing, and how often at least, however slow the machine is
WORKER = """
import sys
from itertools import count
from pathlib import Path
from app.services.calls.being_typed import keep_typing, typed
from app.services.calls.capture import take_answer
from app.services.desk import Desk

with Desk.open(Path(sys.argv[1]), by="Mia") as desk:
    had = desk.ask(typed, 1)
    print(len(had.get("answer:HL5", "")), len(had.get("gap", "")), flush=True)
    for stroke in count(1):
        for field in ("answer:HL5", "gap"):
            desk.tend(keep_typing, 1, field, f"{stroke:06d} " * (stroke % 400 + 1))
        print(stroke, flush=True)
        if stroke % 50 == 0:
            desk.do(take_answer, 1, 1, "HL5", f"Answer number {stroke}, because prices rose again", who="Ada Berg")
"""


def _killed(path: Path, chance: random.Random) -> int:
    """Let it type and kill it in the middle; returns the last stroke that it said to be kept."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path)], stdout=pipe, stderr=pipe, text=True, cwd=ROOT
    ) as one:
        assert one.stdout is not None and one.stderr is not None
        assert one.stdout.readline(), one.stderr.read()
        time.sleep(chance.uniform(0.1, 2))
        one.kill()
        said = one.stdout.read().split("\n")
    whole = [line for line in said[:-1] if line]
    return int(whole[-1]) if whole else 0


def test_typing_survives_every_kill(tmp_path: Path) -> None:
    path = tmp_path / "north.assay"
    with Desk.create(path, by="Mia", now=lambda: NOW) as desk:
        desk.do(add_lead, ADA)
        desk.do(plan_call, [1], NOW)
    chance, kills = random.Random(20261121), 0
    end = time.monotonic() + SECONDS
    while kills < LEAST or time.monotonic() < end:
        stroke = _killed(path, chance)
        kills += 1
        with Desk.open(path, by="Mia") as desk:
            kept = desk.ask(typed, 1)
            assert desk.ask(check).ok
            said = desk.ask(call_view, 1).said.get("HL5", ())
            if stroke:
                assert _stroke(kept["gap"]) in (stroke, stroke + 1)
                if stroke % 50 not in (0, 49):  # it may just have become an answer
                    assert _stroke(kept["answer:HL5"]) in (stroke, stroke + 1)
                if stroke > 50:
                    assert said, "an answer that was taken is there"


def _stroke(text: str) -> int:
    """Which stroke a text is of; it is that one's alone, and whole."""
    marks = text.split()
    assert len(set(marks)) == 1 and text == f"{marks[0]} " * len(marks)
    assert len(marks) == int(marks[0]) % 400 + 1
    return int(marks[0])
