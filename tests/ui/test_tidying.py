"""Qt objects in reference cycles die on the window's thread, whichever thread makes objects meanwhile."""

import gc
import linecache
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem
from app.ui.runner import Runner
from app.ui.tidying import SOURCES, Tidier
from app.ui.window import Window


@pytest.fixture(autouse=True)
def as_python_searches() -> Iterator[None]:
    """With the thresholds of Python, as for people; those of the tests are higher."""
    ours = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*ours)


class Knot(QObject):
    """A Qt object that only the search for cycles can free."""

    died_on: list[str]

    def __init__(self, died_on: list[str]) -> None:
        super().__init__()
        self.itself = self
        self.died_on = died_on

    def __del__(self) -> None:
        self.died_on.append(threading.current_thread().name)


def busy(work: Any) -> list[list[int]]:
    """Make so many objects that Python would search for cycles again and again."""
    return [[n] for n in range(20_000)]


def test_a_cycle_dies_on_the_thread_of_the_window(qtbot: QtBot, runner: Runner) -> None:
    died: list[str] = []
    for _ in range(20):
        Knot(died)
    answers: list[Any] = []
    for _ in range(5):
        runner.ask(busy, then=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 5)
    assert died == []
    gc.collect()
    assert set(died) == {threading.main_thread().name}


def test_full_generations_are_searched_while_python_rests(qtbot: QtBot, runner: Runner) -> None:
    died: list[str] = []
    assert not gc.isenabled()
    Knot(died)
    kept = [[n] for n in range(5_000)]
    qtbot.waitUntil(lambda: bool(died), timeout=3_000)
    assert len(kept) == 5_000


def test_the_first_full_search_leaves_the_program_out(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    (tidier,) = runner.findChildren(Tidier)
    tidier._clock.stop()
    done, left_out = list[str](), list[int]()
    monkeypatch.setattr(gc, "get_count", lambda: (800, 11, 11))
    monkeypatch.setattr(gc, "collect", lambda generation: done.append(f"collect {generation}"))
    monkeypatch.setattr(gc, "get_freeze_count", lambda: len(left_out))
    monkeypatch.setattr(gc, "freeze", lambda: (done.append("leave out"), left_out.append(1)))
    monkeypatch.setattr(gc, "unfreeze", lambda: done.append("take in"))
    tidier.tidy()
    tidier.tidy()
    tidier.stop()
    assert done == ["collect 0", "collect 1", "leave out", "collect 0", "collect 1", "collect 2", "take in"]


def test_the_search_is_given_back_when_the_last_one_stops(qtbot: QtBot) -> None:
    owner = QObject()
    was_on = gc.isenabled()
    one, other = Tidier(owner), Tidier(owner)
    one.stop()
    one.stop()
    assert not gc.isenabled()
    other.stop()
    assert gc.isenabled() is was_on


def test_python_rests_while_the_sample_is_made(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[bool] = []

    def made(path: Path, by: str) -> None:
        searched.append(gc.isenabled())
        raise Problem("There is no room for it.")

    monkeypatch.setattr("app.services.sample.create_sample", made)
    monkeypatch.setattr("app.services.workspaces.sample_path", lambda: tmp_path / "Sample.assay")
    window = Window("Robin")
    window.remembers = False
    window.show_start()
    was_on = gc.isenabled()
    window.sample()
    qtbot.waitUntil(lambda: not window.making.under_way)
    assert searched == [False] and gc.isenabled() is was_on
    window.close()


def test_the_text_of_the_program_is_let_go(qtbot: QtBot, runner: Runner) -> None:
    import app.ui

    for path in Path(app.ui.__file__).parent.rglob("*.py"):
        assert linecache.getlines(str(path))
    qtbot.waitUntil(lambda: len(linecache.cache) <= SOURCES, timeout=3_000)
