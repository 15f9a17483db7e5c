"""The wizard with what people really drop: no header, files that cannot be read beside good ones, nothing new."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from app.services.lead_page import lead_view
from app.ui.pages.importing.wizard import COLUMNS, FOUND, PLAN, ImportWizard
from app.ui.window import Window
from tests.ui.test_imports import imports, leads
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

BARE = "Ada Berg,ada@berg.example,Berg Clinic,+47 22 55 01 02,blue\nLiv Dahl,liv@dahl.example,Dahl Lab,,red\n"
GOOD = "Name,Email\nAda Berg,ada@berg.example\n"


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on an empty workspace, at its imports."""
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(workspaces(tmp_path / "Team.assay"), place="imports")
    idle(qtbot, made)
    yield made
    made.close()


def take(qtbot: QtBot, window: Window, folder: Path, **files: str) -> ImportWizard:
    """Drop files on the window; returns its wizard."""
    paths = []
    for name, text in files.items():
        paths.append(folder / name.replace("_", "."))
        paths[-1].write_text(text, encoding="utf-8")
    window.take_files(paths)
    idle(qtbot, window)
    wizard: ImportWizard = imports(window).wizard
    return wizard


def test_a_file_without_a_header_is_settled_in_the_window(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    wizard = take(qtbot, window, tmp_path, bare_csv=BARE)
    header = next(box for box in wizard.found.findChildren(QSpinBox))
    assert header.text() == "None"
    header.editingFinished.emit()  # as when the keyboard only passes by
    idle(qtbot, window)
    assert wizard._files[0].tables[0].header_record is None
    wizard.go(COLUMNS)
    assert [each.name for each in wizard.columns._all] == [f"Column {at}" for at in range(1, 6)]
    assert wizard.columns._all[1].samples == ("ada@berg.example", "liv@dahl.example")
    assert wizard.columns._all[1].field == "email"
    wizard.go(PLAN)
    assert not wizard.next.isEnabled()
    wizard.go(COLUMNS)
    wizard.columns.confirm.click()
    idle(qtbot, window)
    assert wizard.columns.confirm.isHidden()
    wizard.go(PLAN)
    idle(qtbot, window)
    wizard.go_on()
    idle(qtbot, window)
    found = {row.person: row.id for row in leads(window)}
    assert set(found) == {"Ada Berg", "Liv Dahl"}
    assert window.runner is not None
    assert "blue" in window.runner.desk.ask(lead_view, found["Ada Berg"]).extra.values()


def test_a_file_that_cannot_be_read_is_left_out_and_the_others_come_in(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    wizard = take(qtbot, window, tmp_path, a_csv=GOOD, b_csv="", c_csv=GOOD.replace("Ada", "Bo").replace("ada", "bo"))
    wizard.files.setCurrentIndex(1)
    idle(qtbot, window)
    assert wizard.only_readable.hasFocus() and wizard.only_readable.text() == "Leave out 1 unreadable file"
    assert wizard.found.outcome.y() < 60  # what is said stands at the top of the page
    wizard.go(PLAN)
    assert not wizard.next.isEnabled()
    wizard.only_readable.click()
    idle(qtbot, window)
    assert [path.name for path in wizard.paths] == ["a.csv", "c.csv"] and wizard.only_readable.isHidden()
    assert not wizard.plan.view.isColumnHidden(0)  # of which file a row is
    wizard.go_on()
    idle(qtbot, window)
    assert {row.person for row in leads(window)} == {"Ada Berg", "Bo Berg"}


def test_nothing_is_left_on_screen_of_the_plan_before(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    wizard = take(qtbot, window, tmp_path, a_csv=GOOD)
    wizard.go(PLAN)
    idle(qtbot, window)
    wizard.go_on()
    idle(qtbot, window)
    wizard = take(qtbot, window, tmp_path, a_csv=GOOD)
    wizard.go(PLAN)
    idle(qtbot, window)
    assert not wizard.next.isEnabled() and "nothing to import" in wizard.says.text()
    wizard.left.emit()
    wizard = take(qtbot, window, tmp_path, b_csv="")
    assert wizard.step == FOUND and wizard.leave.hasFocus()
    wizard.go(PLAN)
    assert wizard.next.text() == "Nothing to import" and wizard.plan.filters["skip"].isHidden()


def test_what_was_noticed_stands_with_its_row_and_is_found(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    text = "Name,Email\nAda Berg,ada@berg.example\nKarl Huber,karl@gmial.com\n"
    wizard = take(qtbot, window, tmp_path, a_csv=text)
    wizard.go(PLAN)
    idle(qtbot, window)
    wizard.plan.text.setText("may be meant")
    qtbot.waitUntil(lambda: wizard.plan.table.rowCount() == 1)
    line = wizard.plan.table.row_at(0)
    why = next(each for each in wizard.plan.table.columns if each.id == "reason")
    assert line.lead["email"] == "karl@gmial.com" and "gmail.com" in why.text(line)
