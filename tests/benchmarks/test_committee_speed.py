"""How long a committee of sixty takes to lay out, route and split for paper, and the coverage of 500 accounts."""

import json
from collections.abc import Callable
from datetime import date
from time import perf_counter

import pytest

from app.domain.committee import coverage, gaps
from app.domain.committee.gating import alarms
from app.domain.committee.layout.lanes import lanes_layout
from app.domain.committee.layout.routes import routes
from app.domain.committee.layout.sheets import sheets
from app.domain.committee.layout.tree import tree_layout
from app.domain.committee.pasted import quick_build
from tests.domain.committee.people import LINE, committee, diagnostics

TODAY = date(2026, 11, 18)
RUNS = 20


def _took(what: Callable[[], object]) -> float:
    """The median of some runs in milliseconds, the first left out."""
    what()
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        what()
        times.append((perf_counter() - start) * 1000)
    return round(sorted(times)[RUNS // 2], 2)


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
    assert took["lanes of 60"] <= 50 and took["tree of 60"] <= 50
