"""The sample workspace is made beside the window: told once it is there, and let go where nobody waits any more.

It comes between nobody and what they are at.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer
from threading import enumerate as threads
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem
from app.services.desk import Desk
from app.ui.dialogs.new_workspace import NewWorkspaceDialog
from app.ui.widgets.text import Link
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """First name,Last name,Email,Company,Country,Asked for,Date
Ada,Berg,ada@northgate.example,Northgate Hospital,United States,A demo,2026-11-01
"""


def one_lead(desk: Desk) -> None:
    """What somebody works on while the sample is made."""
    bring_in(desk, LEADS)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Event]:
    """The sample is made, as an empty workspace, once this is set; its file is there before, as the real one's is."""
    opened = Event()

    def made(path: Path, by: str) -> Desk:
        desk = Desk.create(path, "diagnostics", by=by)
        assert opened.wait(30)
        return desk

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
    made.close_workspace()  # also with what a test left half-typed
    made.close()


@pytest.fixture
def team(qtbot: QtBot, window: Window, workspaces: Workspaces, tmp_path: Path) -> Path:
    """A workspace of their own is open in it."""
    path = tmp_path / "Team.assay"
    window.take(workspaces(path, one_lead), place="today")
    idle(qtbot, window)
    return path


def _said(window: Window) -> str:
    """What stands in the banner, if there is one."""
    return "" if window.banner.isHidden() else window.banner.accessibleName()


def _press(window: Window, words: str) -> None:
    """Press one of the acts of the banner."""
    (link,) = (one for one in window.banner.findChildren(Link) if one.text() == words)
    link.click()


def _type_decision(qtbot: QtBot, window: Window, words: str) -> None:
    """Begin a new decision."""
    assert window.view is not None
    window.view.go("review", "decisions")
    idle(qtbot, window)
    review: Any = window.view.pages["review"]
    part = review.parts["decisions"]
    part.write()
    qtbot.keyClicks(part.strip.text, words)


def _make(qtbot: QtBot, window: Window, gate: Event) -> None:
    """Let it be made, and told."""
    gate.set()
    qtbot.waitUntil(lambda: not window.making.under_way)


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


def test_who_presses_again_while_it_is_made_is_told_that_it_is(
    qtbot: QtBot, window: Window, gate: Event, tmp_path: Path
) -> None:
    window.sample()
    told = _said(window)
    assert told.startswith("One moment: Making the sample workspace")
    qtbot.waitUntil((tmp_path / "Sample.assay").exists)
    window.banner.hide()
    window.sample()
    assert _said(window) == told and window.view is None
    _make(qtbot, window, gate)
    assert window.path == tmp_path / "Sample.assay" and _said(window).startswith("First lead")
    idle(qtbot, window)


@pytest.mark.usefixtures("team")
def test_it_takes_the_place_of_the_workspace_in_which_it_was_asked_for(
    qtbot: QtBot, window: Window, gate: Event, tmp_path: Path
) -> None:
    window.sample()
    _make(qtbot, window, gate)
    assert window.path == tmp_path / "Sample.assay" and _said(window).startswith("First lead")
    idle(qtbot, window)


@pytest.mark.parametrize("anew", [False, True])
def test_it_does_not_come_between_somebody_and_what_is_half_typed(
    qtbot: QtBot,
    window: Window,
    gate: Event,
    team: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    anew: bool,
) -> None:
    closed = _desks(monkeypatch)
    window.sample()
    _type_decision(qtbot, window, "Half a sentence")
    assert window.opened is not None
    if anew:  # as in another text size, of which the pages know nothing yet
        window.opened.view.go("accounts")
        window.opened.show_anew()
    _make(qtbot, window, gate)
    assert window.path == team and window.opened.view.unfinished == "Half a sentence"
    assert _said(window) == "Ready: The sample workspace is made."
    assert [desk.path for desk in closed] == [tmp_path / "Sample.assay"]
    _press(window, "Open it")
    assert window.path == team and _said(window).startswith("Half-typed: “Half a sentence”")
    window.sample()  # they leave it
    assert window.path == tmp_path / "Sample.assay"
    idle(qtbot, window)


def test_nor_between_somebody_and_an_open_strip(qtbot: QtBot, window: Window, gate: Event, team: Path) -> None:
    window.sample()
    assert window.view is not None
    today: Any = window.view.pages["today"]
    qtbot.keyClick(today.mql.list, Qt.Key.Key_T)
    idle(qtbot, window)
    strip = today.acts.open_strip
    qtbot.keyClicks(strip.learned, "No need this")
    window.view.go("accounts")  # what is not on screen is half-typed just as well
    idle(qtbot, window)
    _make(qtbot, window, gate)
    assert window.path == team and strip.learned.text() == "No need this" and _said(window).startswith("Ready")


def test_it_does_not_take_the_place_of_what_was_opened_meanwhile(
    qtbot: QtBot, window: Window, gate: Event, workspaces: Workspaces, tmp_path: Path
) -> None:
    window.sample()
    window.take(workspaces(tmp_path / "Team.assay"), place="today")
    idle(qtbot, window)
    _make(qtbot, window, gate)
    assert window.path == tmp_path / "Team.assay" and _said(window).startswith("Ready")
    _press(window, "Open it")
    assert window.path == tmp_path / "Sample.assay"
    idle(qtbot, window)


def test_it_does_not_open_behind_a_dialog(qtbot: QtBot, window: Window, gate: Event, tmp_path: Path) -> None:
    window.sample()
    window.new()
    _make(qtbot, window, gate)
    (dialog,) = window.findChildren(NewWorkspaceDialog)
    assert dialog.isVisible() and window.path is None and _said(window).startswith("Ready")
    dialog.reject()
    _press(window, "Open it")
    assert window.path == tmp_path / "Sample.assay"
    idle(qtbot, window)


@pytest.mark.usefixtures("team")
def test_what_is_half_typed_is_asked_about_before_it_is_made(qtbot: QtBot, window: Window, gate: Event) -> None:
    _type_decision(qtbot, window, "Half a sentence")
    window.sample()
    assert not window.making.under_way and _said(window).startswith("Half-typed: “Half a sentence”")
    window.sample()  # they have decided
    assert window.making.under_way and _said(window).startswith("One moment")
    _make(qtbot, window, gate)
    assert _said(window).startswith("Ready")
