"""How long a committee of sixty takes to lay out, route, split for paper and print; the coverage of 500 accounts."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.committee import coverage, gaps
from app.domain.committee.gating import alarms
from app.domain.committee.layout.lanes import lanes_layout
from app.domain.committee.layout.routes import routes
from app.domain.committee.layout.sheets import sheets
from app.domain.committee.layout.tree import tree_layout
from app.domain.committee.pasted import quick_build
from app.ui import theme
from app.ui.committee.paper import prepared
from app.ui.committee.printing import map_pictures, write_map
from tests.domain.committee.people import LINE, committee, diagnostics
from tests.ui.committee.boards import board

TODAY = date(2026, 11, 18)
RUNS = 20


def _took(what: Callable[[], object], runs: int = RUNS) -> float:
    """The median of some runs in milliseconds, the first left out."""
    what()
    times = []
    for _ in range(runs):
        start = perf_counter()
        what()
        times.append((perf_counter() - start) * 1000)
    return round(sorted(times)[runs // 2], 2)


@pytest.mark.benchmark
def test_committee_speed(capsys: pytest.CaptureFixture[str]) -> None:
    map, playbook = committee(60, lines=20), diagnostics()
    lanes, tree = lanes_layout(map, playbook), tree_layout(map, playbook)
    accounts = [committee(7, seed).people for seed in range(500)]
    template = playbook.template(LINE)
    paste = "\n".join(f"Person{n} Pine, Lab Director, p{n}@north.example" for n in range(60))

    def today() -> None:
        for people in accounts:
            found = coverage(template, people, playbook)
            gaps(found, people, TODAY, playbook.committee_gaps)
            alarms(playbook, found, people, TODAY)

    took = {
        "lanes of 60": _took(lambda: lanes_layout(map, playbook)),
        "tree of 60": _took(lambda: tree_layout(map, playbook)),
        "all lines of 60 in lanes": _took(lambda: routes(lanes, map.lines)),
        "all lines of 60 in the tree": _took(lambda: routes(tree, map.lines)),
        "pages of 60 on A4": _took(lambda: sheets(map, playbook, "A4")),
        "60 pasted lines": _took(lambda: quick_build(paste, playbook)),
        "coverage, gaps and alarms of 500 accounts": _took(today),
    }
    with capsys.disabled():
        print(json.dumps({"what": "committee, milliseconds", **took}))
    print("goal: each layout of 60 people <= 50 ms")


@pytest.mark.benchmark
def test_committee_print_speed(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theme.apply(qapp, "light")
    view = board(60)

    def write(form: str) -> Callable[[], object]:
        return lambda: write_map(view, tmp_path / f"map.{form}", "full", "A4")

    took = {
        "pages and words of 60, as the dialog asks": _took(lambda: prepared(view, "full", "A4")),
        "60 as PDF": _took(write("pdf")),
        "60 as SVG": _took(write("svg")),
        "60 as PNG": _took(write("png"), 3),
        "60 as pictures of a handoff": _took(lambda: map_pictures(view, "full", "A4"), 3),
    }
    with capsys.disabled():
        print(json.dumps({"what": "committee on paper, milliseconds", **took}))
    print("goals: what the dialog asks <= 100 ms, a file <= 1,000 ms")
