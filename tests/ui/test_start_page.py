"""The start page: what was open lately with when and where, what is gone from there, and all of it by keys."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services.desk import Desk
from app.services.workspaces import recent, remember
from app.ui import placing
from app.ui.dialogs.new_workspace import NewWorkspaceDialog
from app.ui.window import Window
from tests.ui.waiting import idle


@pytest.fixture
def known(tmp_path: Path) -> dict[str, Path]:
    """Two workspaces on the list: one is there, the other was moved elsewhere."""
    there, gone = tmp_path / "North.assay", tmp_path / "South.assay"
    Desk.create(there, "diagnostics", by="Robin").close()
    Desk.create(gone, "diagnostics", by="Robin").close()
    remember(there, datetime.now(UTC) - timedelta(hours=3))
    remember(gone, datetime.now(UTC) - timedelta(days=2))
    (tmp_path / "elsewhere").mkdir()
    moved = gone.rename(tmp_path / "elsewhere" / "South.assay")
    return {"there": there, "gone": gone, "moved": moved}


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, known: dict[str, Path]) -> Iterator[Window]:
    """The window on its start page."""
    made = Window("Robin")
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_start()
    yield made
    made.close()


def lines(window: Window) -> list[str]:
    shown = window._start.recent
    return [shown.item(at).text() for at in range(shown.count())]


def test_it_says_when_and_where(window: Window, known: dict[str, Path]) -> None:
    south, north = lines(window)
    assert north.startswith("North\n") and str(known["there"].parent) in north and "opened 3 h ago" in north
    assert south.startswith("South\n") and "not found" in south
    shown = window._start.recent
    assert shown.item(0).font().italic() and not shown.item(1).font().italic(), "told by more than its colour"


def test_one_is_opened_by_keys_alone(qtbot: QtBot, window: Window) -> None:
    start = window._start
    for _ in range(12):
        if QApplication.focusWidget() is start.recent:
            break
        qtbot.keyClick(QApplication.focusWidget() or start, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is start.recent
    qtbot.keyClick(start.recent, Qt.Key.Key_Down)
    qtbot.keyClick(start.recent, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view is not None and "North" in window.windowTitle()


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, window: Window) -> None:
    assert QApplication.focusWidget() is window._start.first
    qtbot.keyClick(window._start.first, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (dialog,) = window.findChildren(NewWorkspaceDialog)
    assert dialog.isVisible()


def test_one_that_is_gone_is_never_forgotten_unasked(qtbot: QtBot, window: Window) -> None:
    start = window._start
    start.recent.setFocus()
    start.recent.setCurrentRow(0)
    qtbot.keyClick(start.recent, Qt.Key.Key_Return)
    assert len(recent()) == 2 and window.view is None
    assert start.gone.isVisible() and "South.assay is not in" in start.says.text()
    start.recent.setCurrentRow(1)
    assert not start.gone.isVisible()


def test_one_that_is_gone_is_found_again(
    qtbot: QtBot, window: Window, known: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(known["moved"]), ""))
    window._start.recent.setCurrentRow(0)
    window._start.locate.click()
    idle(qtbot, window)
    assert window.view is not None and "South" in window.windowTitle()
    window.show_start()
    assert len(lines(window)) == 2 and not any("not found" in line for line in lines(window))


def test_one_is_taken_off_the_list_and_stays_on_disk(qtbot: QtBot, window: Window, known: dict[str, Path]) -> None:
    start = window._start
    start.recent.setFocus()
    start.recent.setCurrentRow(1)
    qtbot.keyClick(start.recent, Qt.Key.Key_Delete)
    assert [row.name for row in recent()] == ["South"] and known["there"].exists()
    start.off.click()
    assert recent() == [] and start.none.isVisible() and not start.gone.isVisible()


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        (QRect(100, 100, 1000, 700), QRect(100, 100, 1000, 700)),
        (QRect(3000, 200, 1000, 700), QRect(920, 200, 1000, 700)),  # its screen is gone
        (QRect(1500, 900, 1000, 700), QRect(920, 380, 1000, 700)),  # half of it was outside
        (QRect(0, 0, 3840, 2160), QRect(0, 40, 1920, 1040)),  # from a larger screen
        (QRect(200, -300, 800, 600), QRect(200, 40, 800, 600)),  # its title could not be taken hold of
    ],
)
def test_a_window_from_another_screen_is_brought_inside(wanted: QRect, placed: QRect) -> None:
    assert placing.within(wanted, [QRect(0, 0, 1920, 1080)]) == placed


def test_a_window_stays_on_the_screen_that_shows_most_of_it() -> None:
    screens = [QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 1024)]
    assert placing.within(QRect(2000, 100, 1000, 700), screens) == QRect(2000, 100, 1000, 700)
    assert placing.within(QRect(1800, 100, 1000, 700), screens) == QRect(1920, 100, 1000, 700)


def test_the_place_of_the_window_is_remembered(qtbot: QtBot, dressed: QApplication) -> None:
    first: Any = QWidget()
    qtbot.addWidget(first)
    first.setGeometry(60, 80, 500, 400)
    first.show()
    placing.remember(first)
    second = QWidget()
    qtbot.addWidget(second)
    placing.restore(second)
    assert second.geometry() == QRect(60, 80, 500, 400)
