"""The sample workspace is made beside the window: told once it is there, and let go where nobody waits any more."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer
from threading import enumerate as threads
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem
from app.services.desk import Desk
from app.ui.window import Window
from tests.ui.waiting import idle


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Event]:
    """The sample is made, as an empty workspace, once this is set."""
    opened = Event()

    def made(path: Path, by: str) -> Desk:
        assert opened.wait(30)
        return Desk.create(path, "diagnostics", by=by)

    monkeypatch.setattr("app.services.sample.create_sample", made)
    monkeypatch.setattr("app.services.workspaces.sample_path", lambda: tmp_path / "Sample.assay")
    yield opened
    opened.set()


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, gate: Event) -> Iterator[Window]:
    """The window on its start page."""
    made = Window("Robin")
    made.remembers = False
    made.show_start()
    made.show()
    yield made
    made.close()


def _desks(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """Those that are closed from now on."""
    closed: list[Desk] = []
    close = Desk.close

    def noted(desk: Desk) -> None:
        closed.append(desk)
        close(desk)

    monkeypatch.setattr(Desk, "close", noted)
    return closed


def test_what_is_made_when_the_window_is_closed_is_not_opened(
    window: Window, gate: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = _desks(monkeypatch)
    window.sample()
    soon = Timer(0.1, gate.set)  # while the window waits for it
    soon.start()
    window.close()
    soon.join()
    QApplication.processEvents()
    assert window.view is None and not window.making.under_way and len(closed) == 1
    assert not [one for one in threads() if one.name.startswith("sample")]
    Desk.open(tmp_path / "Sample.assay", by="Robin").close()  # nobody holds it


def test_what_is_made_just_before_the_window_is_closed_is_not_opened(
    window: Window, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = _desks(monkeypatch)
    gate.set()
    window.sample()
    assert window.making._thread is not None
    window.making._thread.shutdown()  # it is made, and the word of it is on its way
    window.close()
    QApplication.processEvents()
    assert window.view is None and len(closed) == 1


def test_it_is_under_way_until_it_is_told(qtbot: QtBot, window: Window, gate: Event) -> None:
    told: list[Any] = []
    window.making.made.connect(lambda _: told.append(window.making.under_way))
    gate.set()
    window.sample()
    assert window.making.under_way
    qtbot.waitUntil(lambda: window.view is not None)
    idle(qtbot, window)
    assert told == [True] and not window.making.under_way


def test_one_that_cannot_be_made_is_nothing_to_close(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, by: str) -> Desk:
        raise Problem("There is no room for it.")

    monkeypatch.setattr("app.services.sample.create_sample", refuse)
    window.sample()
    window.close()
    assert not window.making.under_way
