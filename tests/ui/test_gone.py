"""What was closed is gone: whoever opens one workspace after another pays for one."""

import gc
import weakref
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.window import Window
from app.ui.workspace_view import PAGES
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = "first name,last name,email,company\nAda,Berg,ada@north.example,North Hospital\n"


def one_lead(desk: Any) -> None:
    """A workspace with something on its pages."""
    bring_in(desk, LEADS)


def looked_through(qtbot: QtBot, window: Window) -> dict[str, weakref.ref[Any]]:
    """Go to every page of the workspace that is open; all that belongs to it, to be asked after later."""
    view, runner = window.view, window.runner
    assert view is not None and runner is not None
    for place in PAGES:
        view.go(place, 1 if place in ("lead", "account", "person") else None)
        idle(qtbot, window)
    parts = {"view": view, "bench": view.bench, "runner": runner, "desk": runner.desk, **view.pages}
    return {name: weakref.ref(part) for name, part in parts.items()}


def test_a_workspace_goes_with_its_pages_when_another_is_opened(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces
) -> None:
    window = Window("Robin")
    window.remembers = False
    window.resize(1280, 800)
    window.show()
    former: dict[str, weakref.ref[Any]] = {}
    for _ in range(3):
        window.take(workspaces(tmp_path / "Team.assay", one_lead), place="today")
        idle(qtbot, window)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        assert [name for name, part in former.items() if part() is not None] == []
        former = looked_through(qtbot, window)
        window.close_workspace()
    window.close()
