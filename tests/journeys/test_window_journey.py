"""From first start to a settled lead, and from a stranger's file to leads and back, in the real window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.lead_page import lead_view
from app.services.leads import LeadFilter, lead_ids
from app.ui import theme
from app.ui.window import Window

FILE = (
    "Congress booth, exported on 2026-11-12\n\n"
    "Vorname;Nachname;E-Mail;Firma;Land;Bemerkung\n"
    "Jürgen;Müller;j.mueller@klinikum-nord.example;Klinikum Nord;Deutschland;Möchte eine Vorführung\n"
    "Ana;Souza;ana.souza@labor-sued.example;Labor Süd;Deutschland;\n"
)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    """The program as it starts for the first time."""
    theme.apply(qapp, "light")
    made = Window("Robin Vale")
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_start()
    yield made
    made.close()


def idle(qtbot: QtBot, window: Window) -> None:
    """Wait until every answer is drawn."""
    qtbot.waitUntil(lambda: window.runner is not None and not window.runner.busy, timeout=20_000)


def ask(window: Window, question: Any, *args: Any) -> Any:
    assert window.runner is not None
    return window.runner.desk.ask(question, *args)


def test_from_first_start_to_a_settled_lead_and_an_import_taken_back(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    window._start.first.click()  # Explore the sample workspace
    qtbot.waitUntil(lambda: window.view is not None, timeout=60_000)
    idle(qtbot, window)
    assert window.view is not None and window.view.place == "today"
    today: Any = window.view.pages["today"]
    before = ask(window, lead_ids, LeadFilter())
    assert len(before) >= 100

    lead_id = today._lead_id
    qtbot.keyClick(today.mql.list, Qt.Key.Key_T)
    idle(qtbot, window)
    strip = today.acts.open_strip
    qtbot.keyClicks(strip.learned, "They only compare, nothing is planned before spring")
    strip.next.setFocus()
    qtbot.keyClick(strip.next, Qt.Key.Key_1)
    strip.due.setText("+30d")
    qtbot.keyClick(strip.due, Qt.Key.Key_Return)
    idle(qtbot, window)
    settled = ask(window, lead_view, lead_id)
    assert settled.path == "nurture"
    assert "nothing is planned before spring" in settled.timeline[0].text

    booth = tmp_path / "booth.csv"
    booth.write_bytes(FILE.encode("cp1252"))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(booth))])
    window.dropEvent(
        QDropEvent(
            QPointF(200, 200),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    idle(qtbot, window)
    imports: Any = window.view.pages["imports"]
    imports.wizard.go(2)
    idle(qtbot, window)
    assert [imports.wizard.plan.table.row_at(at).act for at in range(2)] == ["create", "create"]
    assert imports.wizard.plan.table.row_at(0).lead["last_name"] == "Müller"
    imports.wizard.next.click()
    idle(qtbot, window)
    assert len(ask(window, lead_ids, LeadFilter())) == len(before) + 2

    window.commands.refresh()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert sorted(ask(window, lead_ids, LeadFilter())) == sorted(before)
    assert ask(window, lead_view, lead_id).path == "nurture"  # what came before the import stands
