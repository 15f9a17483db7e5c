"""The line at the foot: what is saved and how old the backup is, the last act with Undo, counts, progress, cancel."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids
from app.services.work import Changed, Work
from app.ui.window import Window
from tests.ui.waiting import idle

ADA = {
    "full_name": "Ada Berg",
    "email": "ada@northgate.example",
    "company": "Northgate",
    "service_line": "hospital_lab",
}


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Window]:
    """The window on an empty workspace."""
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(Desk.create(tmp_path / "Team.assay", "diagnostics", by="Robin"), place="leads")
    idle(qtbot, made)
    yield made
    made.close()


def foot(window: Window) -> Any:
    assert window.view is not None
    return window.view.status_line


def test_it_says_what_is_saved_and_how_old_the_backup_is(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.refresh()
    idle(qtbot, window)
    assert foot(window).saved.text() == "All changes saved · no backup yet"
    window.commands.act("workspace.backup")
    qtbot.waitUntil(lambda: foot(window).saved.text() == "All changes saved · backup now", timeout=10_000)


def test_the_last_act_stands_there_with_undo(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None and window.runner is not None
    window.view.bench.do(add_lead, ADA)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: foot(window).undo.isVisible(), timeout=10_000)
    assert foot(window).undo.text().startswith("Undo: ") and "Ada Berg" in foot(window).undo.text()
    assert foot(window).counts.text() == "1 lead"
    foot(window).undo.click()
    idle(qtbot, window)
    assert window.runner.desk.ask(lead_ids, LeadFilter()) == []
    qtbot.waitUntil(lambda: foot(window).undo.isHidden(), timeout=10_000)


def test_who_only_reads_is_offered_no_undo_of_what_others_did(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None and window.runner is not None
    window.view.bench.do(add_lead, ADA)
    idle(qtbot, window)
    path = window.runner.desk.path
    window.close_workspace()
    assert window.open(path, read_only=True)
    idle(qtbot, window)
    window.view.refresh()
    idle(qtbot, window)
    assert foot(window).counts.text() == "1 lead" and foot(window).saved.text() == "Read-only"
    assert foot(window).undo.isHidden() and not foot(window).undo.text()
    assert not window.commands.can("edit.undo")


def test_progress_is_there_soon_and_can_be_cancelled(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    going, begun = threading.Event(), threading.Event()

    def long_act(work: Work) -> Changed:
        for done in range(2_000):
            work.progress(done, 2_000, "Moving leads")
            begun.set()
            going.wait(0.005)
        return Changed("Move leads")

    window.view.bench.do(long_act)
    assert begun.wait(5)
    qtbot.waitUntil(lambda: foot(window)._progress.isVisible(), timeout=2_000)
    foot(window)._cancel.click()
    qtbot.waitUntil(lambda: foot(window)._progress.isHidden(), timeout=5_000)
    qtbot.waitUntil(lambda: "Stopped" in window.toast.accessibleName(), timeout=5_000)


def test_what_was_copied_is_said_in_passing(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.bench.do(add_lead, ADA)
    idle(qtbot, window)
    view = window.view.pages["leads"].view
    qtbot.waitUntil(lambda: view.current_id is not None)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    said = f"Copied {len(view.shown_ids())} cells"
    qtbot.waitUntil(lambda: foot(window).saved.text() == said)
    foot(window)._say_saved()  # half a minute is over meanwhile: it still stands there
    assert foot(window).saved.text() == said
    foot(window)._passing.stop()
    foot(window)._passing.timeout.emit()
    assert foot(window).saved.text().startswith("All changes saved")
