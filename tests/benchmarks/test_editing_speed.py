"""What typing costs in a list of 100,000 leads: from a key to what it paints, and from Enter to the next cell."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.deriving import judge
from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids
from app.services.table_edits import Cell, look_at_cells, paste_cells
from app.services.work import Changed, Work
from app.ui import theme
from app.ui.tables.editing import CellEditing
from app.ui.window import Window
from tests.benchmarks.stored import stored_people

pytestmark = pytest.mark.benchmark

LEADS = 100_000


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of 100,000 leads."""
    path = tmp_path_factory.mktemp("large") / "Large.assay"
    stored_people(path, LEADS, with_leads=True)
    with Desk.open(path, by="Robin") as desk:
        desk.tend(_judged)  # else the window does so meanwhile, and that is what would be measured
    return path


def _judged(work: Work) -> Changed:
    judge(work, range(1, LEADS + 1))
    return Changed("Judge all")


@pytest.fixture
def window(qtbot: QtBot, workspace: Path, qapp: QApplication) -> Iterator[Window]:
    """The window on the list of all of them."""
    theme.apply(qapp, "light")
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    made.take(Desk.open(workspace, by="Robin"), place="leads")
    idle(qtbot, made)
    page: Any = made.view.pages["leads"] if made.view is not None else None
    qtbot.waitUntil(lambda: len(page.table.ids) == LEADS, timeout=60_000)
    idle(qtbot, made)
    yield made
    made.close()


def idle(qtbot: QtBot, window: Window) -> None:
    runner = window.runner
    assert runner is not None
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)


def say(name: str, taken: list[float], goal: str) -> None:
    """Print the median, the 95th percentile and the longest."""
    figures = (median(taken), quantiles(taken, n=20)[18], max(taken))
    shown = ", ".join(f"{figure * 1000:.1f}" for figure in figures)
    print(f"\n{name}: median, p95, max: {shown} ms, goal {goal}")


def timed(act: Callable[[], object]) -> float:
    """Seconds until an act is done and what it changed is painted."""
    begun = time.perf_counter()
    act()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return time.perf_counter() - begun


def test_keys_are_painted(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    view: Any = window.view.pages["leads"].view
    (editing,) = view.findChildren(CellEditing)
    view.setFocus()
    columns = [one.id for one in view.table.columns]
    keys = [Qt.Key.Key_Right] * 4 + [Qt.Key.Key_Left] * 4
    aside = [timed(partial(QTest.keyClick, view, key)) for key in keys * 8]
    say("Left and Right to painted", aside, "<= 50 ms")
    opened, next_cell = [], []
    for n in range(40):
        view.choose_cell(view.table.ids[n * 2], columns.index("asked_for" if "asked_for" in columns else "owner"))
        idle(qtbot, window)
        opened.append(timed(lambda: QTest.keyClick(view, Qt.Key.Key_F2)))
        QTest.keyClicks(editing.editor.field, f"Word {n}")
        before = editing.editor
        begun = time.perf_counter()
        QTest.keyClick(editing.editor.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda before=before: editing.editor not in (None, before), timeout=20_000)
        next_cell.append(time.perf_counter() - begun)
        QTest.keyClick(editing.editor.field, Qt.Key.Key_Escape)
        idle(qtbot, window)
    say("F2 to painted", opened, "<= 50 ms")
    say("Enter to the next cell, the change committed", next_cell, "<= 100 ms")


def test_a_block_is_looked_at_and_pasted(workspace: Path) -> None:
    with Desk.open(workspace, by="Robin") as desk:
        ids = desk.ask(lead_ids, LeadFilter())[:200]
        cells = [Cell(id, column, f"{column} {id}") for id in ids for column in ("title", "city", "owner", "next_step")]
        looked = [timed(lambda: desk.ask(look_at_cells, "leads", cells)) for _ in range(4)]
        say("A block of 200 x 4 cells looked at", looked, "<= 300 ms")
        begun = time.perf_counter()
        desk.do(paste_cells, "leads", cells)
        print(f"\nThe same pasted, with its backup: {(time.perf_counter() - begun) * 1000:.0f} ms, goal <= 2,000 ms")
