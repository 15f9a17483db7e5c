"""A map leaves the house from the real window: form, paper, privacy named in words (CM12, CM13, CM15)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.domain.reasons import Reason
from app.services.adding import add_lead
from app.services.committee.people import add_stakeholder
from app.services.committee.view import map_view
from app.services.desk import Desk
from app.services.handoffs import handoff_rows
from app.services.moves import move
from app.ui.committee.export_dialog import ExportDialog, open_export
from app.ui.dialogs.handoff_dialog import HandoffDialog
from app.ui.window import Window
from tests.exports.test_handoff_committee import pictures_in
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

LINE = "hospital_lab"


def peopled(desk: Desk) -> None:
    """An account with a lead and somebody on its map."""
    fields = {"full_name": "Zoe Zinnia", "email": "zoe@northgate.example", "company": "Northgate Hospital"}
    lead = desk.do(
        add_lead, fields | {"service_line": LINE, "source": "Website", "job_title": "Clinic manager"}
    ).outcome
    reason = Reason(learned="They want to hear prices.", next_step="Call", due=date(2027, 1, 4), owner="Mia")
    desk.do(move, lead, path="sales_discovery", reason=reason)
    desk.do(add_stakeholder, 1, LINE, name="Ann Ash", title="Laboratory director")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on that workspace."""
    made = Window("Robin")
    made.remembers = False
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(workspaces(tmp_path / "Team.assay", peopled), place="today")
    idle(qtbot, made)
    yield made
    made.close()


def desk_of(window: Window) -> Any:
    assert window.runner is not None
    return window.runner.desk


@pytest.fixture
def dialog(qtbot: QtBot, window: Window) -> ExportDialog:
    """The dialog over the map of the account."""
    made = open_export(window.view.bench, desk_of(window).ask(map_view, 1, LINE), window)
    qtbot.waitUntil(made.isVisible)
    return made


def finished(qtbot: QtBot, window: Window, dialog: QDialog) -> None:
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        dialog.act.click()
    idle(qtbot, window)


def test_cm15_the_dialog_says_what_each_level_leaves_out(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert "Holds everything" in dialog.says.text() and "page" in dialog.pages.text()
    dialog.level.take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert dialog.privacy == "no-stance" and "Leaves out stance" in dialog.says.text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert dialog.privacy == "shareable" and "May be shown outside" in dialog.says.text()


def test_cm13_form_and_paper_are_chosen_with_the_arrow_keys(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert dialog.path.text().endswith(".pdf") and dialog.paper.isEnabled()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert dialog.form.value == "png" and dialog.path.text().endswith(".png") and not dialog.paper.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_cm12_what_left_is_remembered_once_it_is_written(
    qtbot: QtBot, window: Window, dialog: ExportDialog, tmp_path: Path, form: str
) -> None:
    dialog.level.choose("shareable")
    dialog.path.setText(str(tmp_path / f"map.{form}"))
    finished(qtbot, window, dialog)
    assert (tmp_path / f"map.{form}").stat().st_size > 1000
    exported = desk_of(window).ask(map_view, 1, LINE).exported
    assert (exported.form, exported.privacy, exported.by) == (form, "shareable", "Robin")


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_remembered(
    qtbot: QtBot, window: Window, dialog: ExportDialog, tmp_path: Path
) -> None:
    for name, says in (("nowhere/map.pdf", "does not exist"), ("map.docx", ".png, .svg or .pdf")):
        dialog.path.setText(str(tmp_path / name))
        dialog.act.click()
        qtbot.waitUntil(lambda says=says: says in dialog.problem.text(), timeout=10_000)
        assert dialog.problem.isVisible() and dialog.act.isEnabled()
    idle(qtbot, window)
    assert desk_of(window).ask(map_view, 1, LINE).exported is None
    dialog.reject()


def _first_column(path: Path) -> set[object]:
    return {row[0].value for row in load_workbook(path)["Committee"].iter_rows(max_col=1)}


def test_cm13_a_handoff_from_the_window_takes_the_map_along(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dialog = HandoffDialog(window.view.bench, 1, "Zoe Zinnia", window)
    dialog.open()
    idle(qtbot, window)
    dialog._path.setText(str(tmp_path / "handoff.xlsx"))
    finished(qtbot, window, dialog)
    assert pictures_in(tmp_path / "handoff.xlsx") and "The map" in _first_column(tmp_path / "handoff.xlsx")
    assert [row.file_name for row in desk_of(window).ask(handoff_rows)] == ["handoff.xlsx"]
    assert desk_of(window).ask(map_view, 1, LINE).exported.form == "handoff"
