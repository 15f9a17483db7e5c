"""A dialog that is closed hears of no change any more."""

from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.adding import add_lead
from app.services.desk import Desk
from app.ui.dialogs.history import HistoryDialog
from app.ui.window import Window
from tests.ui.waiting import idle


def test_the_history_is_quiet_once_it_is_closed(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    window = Window("Robin")
    window.remembers = False
    window.show()
    window.take(Desk.create(tmp_path / "Team.assay", "diagnostics", by="Robin"), place="leads")
    idle(qtbot, window)
    assert window.view is not None
    dialog = HistoryDialog(window.view.bench, window)
    dialog.open()
    idle(qtbot, window)
    table, answers = dialog.table, len(window.commands._bound["edit.filter"])
    dialog.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert not shiboken6.isValid(table)
    for _ in range(3):
        HistoryDialog(window.view.bench, window).deleteLater()
        qtbot.waitUntil(lambda: not window.findChildren(HistoryDialog))
    assert len(window.commands._bound["edit.filter"]) <= answers
    with qtbot.captureExceptions() as failures:
        window.view.bench.do(add_lead, {"first_name": "Ada", "last_name": "Berg", "email": "ada@north.example"})
        idle(qtbot, window)
    assert not failures
    window.close()
