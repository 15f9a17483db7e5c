"""The ledger on screen: every point with its age, what would change it, and how it stood at a move."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.domain.reasons import Reason
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.ledger import ledger_view
from app.services.moves import move
from app.services.touches import add_signal
from app.ui import dates, theme
from app.ui.dialogs.ledger import LedgerDialog
from app.ui.widgets import painted
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

ADA = {
    "full_name": "Ada Berg",
    "email": "ada@northgate.example",
    "company": "Northgate Hospital",
    "country": "US",
    "region": "OH",
    "service_line": "hospital_lab",
}


def ada_twice_interested(desk: Desk) -> None:
    """Ada asked for a price, then for a demo."""
    desk.do(add_lead, ADA)
    desk.do(add_signal, 1, "pricing_request")
    reason = Reason("They asked for a price", "Call them", dates.today() + timedelta(days=3), "Robin")
    desk.do(move, 1, path="sdr_outreach", reason=reason)
    desk.do(add_signal, 1, "demo_request")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    desk = workspaces(tmp_path / "Team.assay", ada_twice_interested)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(desk, place="leads")
    idle(qtbot, made)
    yield made
    made.close()


def opened(qtbot: QtBot, window: Window) -> LedgerDialog:
    window.commands.act("lead.ledger")
    idle(qtbot, window)
    (found,) = [w for w in window.findChildren(QDialog) if isinstance(w, LedgerDialog) and w.isVisible()]
    return found


def view(window: Window) -> Any:
    assert window.runner is not None
    return window.runner.desk.ask(ledger_view, 1)


@pytest.mark.parametrize("place", ["leads", "lead"])
def test_s_shows_the_ledger(qtbot: QtBot, window: Window, place: str) -> None:
    if place == "lead":
        assert window.view is not None
        window.view.go("lead", 1)
        idle(qtbot, window)
    dialog, now = opened(qtbot, window), view(window)
    assert dialog.windowTitle() == "Score of Ada Berg"
    shown = [dialog.points.row_at(at) for at in range(dialog.points.rowCount())]
    assert sum(point.points for point in shown) == now.fit + now.intent
    assert dialog.shown.accessibleName() == f"Score ledger: fit {now.fit}, intent {now.intent}"
    assert "in 14 days: " in dialog.ages.text()
    dialog.accept()


def test_what_would_change_it_is_listed_without_saying_it_twice(qtbot: QtBot, window: Window) -> None:
    dialog, now = opened(qtbot, window), view(window)
    changes = [dialog.changes.row_at(at) for at in range(dialog.changes.rowCount())]
    assert [one.adds for one in changes if one.why == "not known"] == [one.adds for one in now.what_if]
    assert all(one.says.startswith("If the ") for one in changes if one.why == "not known")
    assert not any("not known" in one.says for one in changes if one.why == "rule not met")
    assert [line.text() for line in dialog.bands] == [one.says for one in now.next_bands]
    dialog.accept()


def test_how_it_stood_at_a_move(qtbot: QtBot, window: Window) -> None:
    dialog, now = opened(qtbot, window), view(window)
    (kept,) = now.frozen
    dialog.when.setCurrentIndex(1)
    dialog.when.activated.emit(1)
    idle(qtbot, window)
    rules = {dialog.points.row_at(at).rule for at in range(dialog.points.rowCount())}
    assert "asked_pricing" in rules and "asked_demo" not in rules
    assert f"fit {kept.fit}, intent {kept.intent}" in dialog.shown.accessibleName()
    assert "under version 1 of the playbook" in dialog.ages.text()
    assert not dialog.would.isVisible()
    dialog.when.setCurrentIndex(0)
    dialog.when.activated.emit(0)
    assert dialog.would.isVisible()
    assert "asked_demo" in {dialog.points.row_at(at).rule for at in range(dialog.points.rowCount())}
    dialog.accept()


@pytest.mark.parametrize(("part", "left", "right"), [(0.6, False, True), (-0.6, True, False), (0.0, False, False)])
def test_a_bar_goes_right_for_and_left_against(dressed: QApplication, part: float, left: bool, right: bool) -> None:
    image = QImage(200, 28, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.colours().surface))
    painter = QPainter(image)
    painted.points(painter, QRectF(0, 0, 200, 28), "", part, None)
    painter.end()
    ground = image.pixelColor(1, 1)
    drawn = [x for x in range(200) if image.pixelColor(x, 14) != ground]
    zero = min(x for x in range(200) if image.pixelColor(x, 8) != ground)  # the line stands out above the bars
    assert (min(drawn) < zero - 2) is left and (max(drawn) > zero + 2) is right
