"""The code of the review is met while nothing else is to do: one module at a time, and never under the hand."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

import app
from app.services.desk import Desk
from app.services.reviews import issue_review, last_complete_week
from app.ui import leisure
from app.ui.leisure import REVIEW, Leisure, foundations
from app.ui.runner import Runner
from tests.ui.review.hands import on_screen
from tests.ui.test_upkeep import MONDAY, five_leads
from tests.workspaces import Workspaces

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "later/__init__.py": "",
    "later/top.py": "from app.later.left import A\nfrom app.later import (\n    right,\n)\n",
    "later/left.py": "from typing import TYPE_CHECKING\n\nfrom app.later.ground import B\n\nA = B\n"
    "if TYPE_CHECKING:\n    from app.later.unwanted import C\n",
    "later/right.py": "from app.later.ground import B\n",
    "later/ground.py": "B = 1\n",
    "later/unwanted.py": "C = 1\n",
    "later/broken.py": "raise LookupError('as it happens')\n",
}
IN_ORDER = ["app.later", "app.later.ground", "app.later.left", "app.later.right", "app.later.top"]
TOP = ("app.later.top",)


@pytest.fixture(autouse=True)
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Some modules that nobody met yet, and no waiting."""
    for name, text in TEXTS.items():
        file = tmp_path / "app" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(app, "__path__", [*app.__path__, str(tmp_path / "app")])
    monkeypatch.setattr(leisure, "_ROOT", tmp_path)
    for wait in ("QUIET", "BETWEEN"):
        monkeypatch.setattr(leisure, wait, 0)
    yield
    for name in met():
        del sys.modules[name]
    app.__dict__.pop("later", None)


def met() -> list[str]:
    """Those of them that were met, in the order in which they were."""
    return [name for name in sys.modules if name.startswith("app.later")]


def test_what_a_module_stands_on_is_met_before_it_and_each_in_a_turn_of_its_own(runner: Runner) -> None:
    made = Leisure(runner, TOP)
    seen = []
    while made.step():
        seen.append(met())
    assert seen == [IN_ORDER[:n] for n in range(1, len(IN_ORDER))]
    assert met() == IN_ORDER  # and nothing that only a checker of types wants


def test_it_begins_by_itself_and_says_when_it_is_done(qtbot: QtBot, runner: Runner) -> None:
    made = Leisure(runner, TOP)
    with qtbot.waitSignal(made.met):
        made.begin()
    assert met() == IN_ORDER


def test_where_all_is_met_nothing_begins(qtbot: QtBot, runner: Runner) -> None:
    made = Leisure(runner, ("app.ui.leisure",))
    with qtbot.assertNotEmitted(made.met):
        made.begin()
        QApplication.processEvents()


def test_what_somebody_met_meanwhile_is_passed_over(runner: Runner) -> None:
    made = Leisure(runner, TOP)
    assert made.step()
    __import__("app.later.left")
    assert made.step()
    assert met() == IN_ORDER[:4]
    assert not made.step()


def test_whoever_waits_for_an_answer_has_the_window_to_himself(qtbot: QtBot, runner: Runner) -> None:
    answered = Event()
    runner.ask(lambda _: answered.wait(10), then=lambda _: None)
    made = Leisure(runner, TOP)
    made.begin()
    for _ in range(20):
        QApplication.processEvents()
    assert met() == []
    with qtbot.waitSignal(made.met):
        answered.set()
    assert met() == IN_ORDER


def test_every_answer_puts_it_off(qtbot: QtBot, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Leisure(runner, TOP)
    made.begin()
    monkeypatch.setattr(leisure, "QUIET", 60_000)
    runner.rested.emit()
    for _ in range(20):
        QApplication.processEvents()
    assert met() == []
    monkeypatch.setattr(leisure, "QUIET", 0)
    with qtbot.waitSignal(made.met):
        runner.rested.emit()


def test_a_key_pressed_meanwhile_is_answered_before_the_next_module(qtbot: QtBot, runner: Runner) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    made = Leisure(runner, TOP)
    known: list[int] = []
    field.textChanged.connect(lambda _: known.append(len(met())))
    made.begin()
    with qtbot.waitSignal(made.met):
        while not met():
            QApplication.processEvents()
        begun = len(met())
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QApplication.postEvent(field, key)
    assert known == [begun]
    assert begun < len(IN_ORDER)


def test_a_module_that_cannot_be_met_is_said_once(qtbot: QtBot, runner: Runner) -> None:
    made = Leisure(runner, ("app.later.broken",))
    with qtbot.captureExceptions() as caught:
        made.begin()
        qtbot.waitUntil(lambda: bool(caught))
        for _ in range(20):
            QApplication.processEvents()
    assert [kind for kind, _, _ in caught] == [LookupError]


def test_closing_the_workspace_ends_it(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leisure, "QUIET", 60_000)
    with on_screen(qtbot, workspaces(tmp_path / "Team.assay", five_leads, now=lambda: MONDAY), "today") as window:
        assert window.opened is not None
        made = window.opened.leisure = Leisure(window.opened.runner, TOP)
        monkeypatch.setattr(leisure, "QUIET", 0)
        made.begin()
        window.close_workspace()
        for _ in range(20):
            QApplication.processEvents()
        assert window.opened is None
    assert met() == []


def test_the_review_opens_while_it_is_half_met_and_wants_nothing_that_is_not_met_at_leisure(
    tmp_path: Path, workspaces: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own, in which nothing was met before."""
    monkeypatch.undo()
    path = tmp_path / "Team.assay"
    workspaces(path, five_leads, now=lambda: MONDAY).close()
    later = MONDAY + timedelta(days=7)
    with Desk.open(path, by="Mia", now=lambda: later) as desk:
        desk.do(issue_review, desk.ask(last_complete_week), None)
    words = [sys.executable, "-c", CHILD, str(path), later.isoformat()]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    opened, after, charts, most = run.stdout.splitlines()
    assert len(opened.split()) > 20  # it was half met
    assert set(opened.split()) - _whole(["app.ui.charts.canvas"]) <= _whole(REVIEW)  # the canvas brings pyqtgraph
    assert after.split() == []  # all was met at last, also what a presentation shows
    assert charts == "0"  # what draws charts waits for a chart
    assert int(most) <= 10  # modules in one turn: those of a package are met together


def _whole(names: Any) -> set[str]:
    """These modules and everything that they stand on."""
    whole: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in whole:
            whole.add(name)
            ahead += foundations(name)
    return whole


CHILD = """
import sys
from datetime import datetime
from pathlib import Path
from app import bootstrap
for module in bootstrap.BEFORE_QT: __import__(module)
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from app.services.desk import Desk
from app.ui import leisure, theme, upkeep
from app.ui.window import Window
run = QApplication([])
beat = QTimer(interval=20)  # so that whoever waits looks now and then
beat.start()
upkeep.AFTER_OPENING = leisure.QUIET = 600_000  # what they meet is not what opening the review meets
now = datetime.fromisoformat(sys.argv[2])
theme.apply(run, "light")
window = Window("Mia")
window.remembers = False
window.show()
window.take(Desk.open(Path(sys.argv[1]), by="Mia", now=lambda: now), place="today")
view = window.view
complete = []
view.status_drawn.connect(complete.append)
def until(there):
    while not there() or window.runner.busy:
        run.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
def ours():
    return {name for name in sys.modules if name.startswith("app.")}
until(lambda: complete)
made, most = leisure.Leisure(window.runner), 0
for _ in range(30):
    before = ours()
    made.step()
    most = max(most, len(ours() - before))
charts = len({"pyqtgraph", "numpy"} & set(sys.modules))
before = ours()
window.commands.act("go.review")
until(lambda: view.pages["review"].drawn)
opened = ours() - before
while True:
    before = ours()
    going_on = made.step()
    most = max(most, len(ours() - before))
    if not going_on:
        break
before = ours()
window.commands.act("review.present")
until(lambda: True)
after = ours() - before
print(*sorted(opened))
print(*sorted(after))
print(charts)
print(most)
window.close()
"""
