"""The wizard of an import, by keyboard: found, columns, plan, result; nothing lost when the window closes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids, lead_rows
from app.ui.dialogs.chooser import FixedChooser
from app.ui.dialogs.mappings import MappingsDialog
from app.ui.pages.importing.words import letters
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

LIST = (
    "Name;E-mail;Organisation;Halle\nDana Keller;dana@summit.example;Summit;VIP\n;;;x\n"
    "Eli Moss;eli@moss.example;Moss;\n"
)


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


@pytest.fixture
def booth(tmp_path: Path) -> Path:
    path = tmp_path / "booth.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def imports(window: Window) -> Any:
    assert window.view is not None
    return window.view.pages["imports"]


def leads(window: Window) -> list[Any]:
    assert window.runner is not None
    ids = window.runner.desk.ask(lead_ids, LeadFilter())
    return window.runner.desk.ask(lead_rows, ids)


def press(qtbot: QtBot, window: Window, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """A key where the keyboard is."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)
    idle(qtbot, window)


def choose(qtbot: QtBot, window: Window, text: str) -> None:
    """Type into the chooser that is open, and take the first line."""
    chooser = next(one for one in window.findChildren(FixedChooser) if one.isVisible())
    qtbot.keyClicks(chooser.field, text)
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    idle(qtbot, window)
    window.activateWindow()  # the dialog is gone; a window manager would do this
    qtbot.waitUntil(window.isActiveWindow)


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_new_shape_is_gone_through_by_keyboard_and_the_next_one_needs_nothing(
    qtbot: QtBot, window: Window, booth: Path
) -> None:
    window.take_files([booth])
    idle(qtbot, window)
    wizard = imports(window).wizard
    assert wizard.step == 0 and wizard.found.isVisible()
    assert wizard.found.reason.text() == "3 rows, 4 columns."
    press(qtbot, window, Qt.Key.Key_Return, CONTROL)
    assert wizard.step == 1 and wizard.columns.view.hasFocus()
    wizard.columns.view.choose(3)
    press(qtbot, window, Qt.Key.Key_Return)
    choose(qtbot, window, "Notes")
    assert [each.field for each in wizard.columns._all] == ["full_name", "email", "company", "notes"]
    assert wizard.columns._all[3].sureness == "By hand"
    press(qtbot, window, Qt.Key.Key_Return, CONTROL)
    assert wizard.step == 2 and wizard.plan.view.hasFocus()
    assert [wizard.plan.table.row_at(at).act for at in range(3)] == ["create", "reject", "create"]
    press(qtbot, window, Qt.Key.Key_Return, CONTROL)
    assert sorted(row.person for row in leads(window)) == ["Dana Keller", "Eli Moss"]
    result = imports(window).result
    assert result.isVisible() and result.triage_these.hasFocus() and result.save_errors.isVisible()

    again = booth.with_name("later.csv")
    again.write_text(LIST.replace("Dana Keller;dana", "Ida Norrby;ida"), encoding="utf-8")
    window.take_files([again])
    idle(qtbot, window)
    assert wizard.step == 2  # its shape is known: straight to the plan
    assert [each.field for each in wizard.columns._all] == ["full_name", "email", "company", "notes"]


def test_steps_can_be_gone_back_and_leaving_loses_nothing(qtbot: QtBot, window: Window, booth: Path) -> None:
    window.take_files([booth])
    idle(qtbot, window)
    wizard = imports(window).wizard
    press(qtbot, window, Qt.Key.Key_Return, CONTROL)
    wizard.columns.view.choose(3)
    press(qtbot, window, Qt.Key.Key_Return)
    choose(qtbot, window, "Notes")
    for _ in range(2):
        press(qtbot, window, Qt.Key.Key_Escape)
    idle(qtbot, window)
    sources = imports(window).sources
    assert sources.isVisible() and sources.unfinished.isVisible() and "booth.csv" in sources.says.text()
    sources.resume.click()
    idle(qtbot, window)
    assert wizard.isVisible() and wizard.columns._all[3].field == "notes"


def test_an_unfinished_import_survives_the_window(qtbot: QtBot, window: Window, booth: Path, tmp_path: Path) -> None:
    window.take_files([booth])
    idle(qtbot, window)
    wizard = imports(window).wizard
    wizard.go(2)
    idle(qtbot, window)
    wizard.plan.view.choose(2)
    press(qtbot, window, Qt.Key.Key_Delete)
    assert wizard.plan.table.row_at(2).act == "skip"
    window.close_workspace()
    window.take(Desk.open(tmp_path / "Team.assay", by="Robin"), place="imports")
    idle(qtbot, window)
    assert imports(window).sources.unfinished.isVisible()
    imports(window).sources.resume.click()
    idle(qtbot, window)
    wizard = imports(window).wizard
    assert wizard.step == 2 and wizard.plan.table.row_at(2).act == "skip"
    wizard.plan.view.choose(2)
    press(qtbot, window, Qt.Key.Key_Return)
    choose(qtbot, window, "Import as new")
    assert wizard.plan.table.row_at(2).act == "create"
    wizard.left.emit()
    idle(qtbot, window)
    imports(window).sources.discard.click()
    idle(qtbot, window)
    window.close_workspace()
    window.take(Desk.open(tmp_path / "Team.assay", by="Robin"), place="imports")
    idle(qtbot, window)
    assert not imports(window).sources.unfinished.isVisible()


def test_rows_are_pasted_from_a_spreadsheet(qtbot: QtBot, window: Window) -> None:
    held = QMimeData()
    held.setText("Name\tE-mail\tPhone\nDana Keller\tdana@summit.example\t0049 30 5550 123\n")
    QGuiApplication.clipboard().setMimeData(held)
    imports(window).sources.choose.setFocus()
    press(qtbot, window, Qt.Key.Key_V, CONTROL)
    wizard = imports(window).wizard
    assert wizard.isVisible() and wizard._files[0].path.name == "Pasted rows.txt"
    wizard.go(2)
    idle(qtbot, window)
    press(qtbot, window, Qt.Key.Key_Return, CONTROL)
    assert [row.person for row in leads(window)] == ["Dana Keller"]


def test_nothing_on_the_clipboard_is_said(qtbot: QtBot, window: Window) -> None:
    QGuiApplication.clipboard().clear()
    imports(window).paste()
    assert any("clipboard" in one.text() for one in window.findChildren(QLabel) if one.isVisible())
    assert not imports(window).wizard.isVisible()


def test_another_row_is_made_the_header_and_the_encoding_changed(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_bytes("Name,Mail,Firma\nGünther Weiß,gw@haus.example,Haus\nWer,Adresse,Bemerkung\n".encode("cp1252"))
    window.take_files([odd])
    idle(qtbot, window)
    wizard = imports(window).wizard
    box = next(one for one in wizard.found.findChildren(QComboBox) if one.accessibleName() == "Encoding")
    box.setCurrentIndex(box.findData("cp437"))
    box.activated.emit(box.currentIndex())
    idle(qtbot, window)
    assert wizard._files[0].encoding == "cp437"
    lines = wizard.found.lines
    assert [lines.row_at(at).part for at in range(3)] == ["Header", "Lead", "Lead"]
    wizard.found.lines_view.setFocus()
    wizard.found.lines_view.choose(2)
    press(qtbot, window, Qt.Key.Key_Return)
    assert wizard._files[0].tables[0].header_record == 2
    assert wizard.found.lines.row_at(2).part == "Header"


def test_a_password_is_asked_for_and_never_kept(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    import msoffcrypto.format.ooxml as ooxml

    plain, locked = tmp_path / "plain.xlsx", tmp_path / "locked.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Name", "E-mail"])
    sheet.append(["Dana Keller", "dana@summit.example"])
    book.save(plain)
    with plain.open("rb") as source, locked.open("wb") as target:
        ooxml.OOXMLFile(source).encrypt("open sesame", target)
    window.take_files([locked])
    idle(qtbot, window)
    wizard = imports(window).wizard
    assert wizard.step == 0 and wizard.found.password.isVisible() and wizard.found.password.hasFocus()
    qtbot.keyClicks(wizard.found.password, "wrong")
    press(qtbot, window, Qt.Key.Key_Return)
    assert wizard.found.password.isVisible()
    qtbot.keyClicks(wizard.found.password, "open sesame")
    press(qtbot, window, Qt.Key.Key_Return)
    assert not wizard.found.password.isVisible()
    wizard.go(2)
    idle(qtbot, window)
    assert wizard.plan.table.row_at(0).lead["email"] == "dana@summit.example"
    wizard.left.emit()
    idle(qtbot, window)
    assert window.runner is not None
    window.runner.desk.close()
    assert b"open sesame" not in window.runner.desk.path.read_bytes()


def test_a_table_that_was_left_out_is_taken_in(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "webinar.csv"
    path.write_text(
        "Panelist Details\nName,Email\nPat Panel,pat@guest.example\n\n"
        "Attendee Details\nName,Email\nAda Berg,ada@lab.example\n",
        encoding="utf-8",
    )
    window.take_files([path])
    idle(qtbot, window)
    wizard = imports(window).wizard
    found = wizard.found
    assert [found.tables.row_at(at).primary for at in range(2)] == [False, True]
    found.tables_view.setFocus()
    found.tables_view.choose(0)
    press(qtbot, window, Qt.Key.Key_Return)
    assert [found.tables.row_at(at).primary for at in range(2)] == [True, True]
    assert len(wizard._plan.rows) == 2


def test_the_plan_is_filtered_searched_and_saved(
    qtbot: QtBot, window: Window, booth: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.take_files([booth])
    idle(qtbot, window)
    wizard = imports(window).wizard
    wizard.go(2)
    idle(qtbot, window)
    plan = wizard.plan
    plan.filters["reject"].click()
    assert plan.table.rowCount() == 1 and plan.table.row_at(0).act == "reject"
    assert not plan.change.isEnabled()
    plan.filters[""].click()
    press(qtbot, window, Qt.Key.Key_Slash)
    plan.view.setFocus()
    qtbot.keyClick(plan.view, Qt.Key.Key_Slash)
    assert plan.text.hasFocus()
    qtbot.keyClicks(plan.text, "moss")
    qtbot.waitUntil(lambda: plan.table.rowCount() == 1)
    assert plan.table.row_at(0).lead["last_name"] == "Moss"
    told = {field.name: field.said for field in map(plan.fields.row_at, range(plan.fields.rowCount()))}
    assert told | {"Organisation": "Moss", "E-mail": "eli@moss.example"} == told
    target = tmp_path / "errors.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    plan.errors.click()
    idle(qtbot, window)
    assert openpyxl.load_workbook(target).worksheets[0].max_row >= 2


def test_several_files_each_have_their_reading(qtbot: QtBot, window: Window, booth: Path, tmp_path: Path) -> None:
    other = tmp_path / "not.pdf"
    other.write_bytes(b"%PDF-1.7 nothing here")
    window.take_files([booth, other])
    idle(qtbot, window)
    wizard = imports(window).wizard
    assert wizard.files.isVisible() and wizard.files.count() == 2
    assert wizard.files.currentIndex() in (0, 1)
    wizard.files.setCurrentIndex(1)
    idle(qtbot, window)
    assert "PDF" in wizard.found.reason.text()
    wizard.files.setCurrentIndex(0)
    assert wizard.found.tables.rowCount() == 1


def test_a_domain_that_looks_like_ours_can_be_taken_in(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "owned.csv"
    rows = [f"Person {at} Berg,p{at}@lab{at}.example,Lab {at},mia@us.example" for at in range(6)]
    path.write_text("\n".join(["Name,Email,Company,Lead owner email", *rows, "Ann Ours,ann@us.example,Us,", ""]))
    window.take_files([path])
    idle(qtbot, window)
    wizard = imports(window).wizard
    assert "us.example" in wizard.found.own.text() and wizard.found.not_own.isVisible()
    assert wizard._plan.counts["reject"] == 1
    wizard.found.not_own.click()
    idle(qtbot, window)
    assert not wizard.found.not_own.isVisible()
    assert wizard._plan.counts["reject"] == 0


def test_remembered_mappings_are_listed_saved_and_forgotten(
    qtbot: QtBot, window: Window, booth: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.take_files([booth])
    idle(qtbot, window)
    imports(window).wizard.go(2)
    idle(qtbot, window)
    imports(window).wizard.next.click()
    idle(qtbot, window)
    imports(window).sources.remembered.click()
    idle(qtbot, window)
    dialog = window.findChildren(MappingsDialog)[0]
    assert dialog.table.rowCount() == 1 and "E-mail" in dialog.table.row_at(0).columns
    target = tmp_path / "mappings.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save.click()
    idle(qtbot, window)
    assert "E-mail" in target.read_text(encoding="utf-8")
    dialog.forget.click()
    idle(qtbot, window)
    assert dialog.table.rowCount() == 0
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    dialog.take.click()
    idle(qtbot, window)
    assert dialog.table.rowCount() == 1


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_who_may_be_known_twice_is_said_after_an_import(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(
        "First name,Last name,Email,Company\nCleo,Dumont,cleo@harbor.example,Harbor Health\n"
        "Cleo,Dumont,cleo.dumont@harbor.example,Harbor Health\nBo,Ito,bo@south.example,South Clinic\n"
    )
    window.take_files([path])
    idle(qtbot, window)
    imports(window).wizard.go(2)
    idle(qtbot, window)
    imports(window).wizard.next.click()
    idle(qtbot, window)
    result = imports(window).result
    assert result.settle.isVisible(), result.settle.text()
    result.settle.click()
    idle(qtbot, window)
    assert window.view is not None and window.view.place == "duplicates"
