"""How soon the page of a call with twelve questions is on screen, and how soon the next question is."""

import json
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.calls.planning import edit_call
from app.services.calls.view import call_view
from app.ui import theme
from app.ui.window import Window
from tests.ui.calls.conftest import two_leads_and_a_call
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

ROUNDS = 9


@pytest.mark.benchmark
def test_call_page_speed(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, workspaces: Workspaces, capsys: pytest.CaptureFixture[str]
) -> None:
    theme.apply(qapp, "light")
    desk = workspaces(tmp_path / "Team.assay", two_leads_and_a_call)
    desk.do(edit_call, 1, minutes=60)
    window = Window("Robin")
    window.remembers = False
    window.resize(1280, 800)
    window.show()
    window.take(desk, place="calls")
    idle(qtbot, window)
    assert window.view is not None
    window.view.go("call", 1)
    idle(qtbot, window)
    page: Any = window.view.pages["call"]
    assert sum(1 for line in page.capture.list.lines if line.number) == 12
    took: dict[str, list[float]] = {"answered by the services": [], "drawn": [], "opened": [], "next question": []}
    for _ in range(ROUNDS):
        start = perf_counter()
        view = desk.ask(call_view, 1)
        took["answered by the services"].append(perf_counter() - start)
        start = perf_counter()
        page._draw(view)
        page.grab()
        took["drawn"].append(perf_counter() - start)
        window.view.go("calls")
        idle(qtbot, window)
        start = perf_counter()
        window.view.go("call", 1)
        idle(qtbot, window)
        page.grab()
        took["opened"].append(perf_counter() - start)
        before = page.capture.answers.question
        start = perf_counter()
        QTest.keyClick(page.capture.card.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        page.capture.grab()
        took["next question"].append(perf_counter() - start)
        idle(qtbot, window)
        assert page.capture.answers.question != before or page.capture.view.started_at is not None
    figures = {name: round(median(some) * 1000, 1) for name, some in took.items()}
    with capsys.disabled():
        print(json.dumps({"what": "page of a call with 12 questions, milliseconds", **figures}))
    print("goals: drawn <= 100 ms, next question <= 50 ms")
    window.close()
