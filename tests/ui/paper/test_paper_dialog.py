"""The sheet of a call leaves from the real window: to a printer, into a PDF, into a workbook (CP7)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.adding import add_lead
from app.services.desk import Desk
from app.ui.calls import paper_dialog
from app.ui.calls.paper_dialog import CallPaperDialog
from app.ui.paper.call_sheet import call_pages
from app.ui.paper.printer import send
from app.ui.window import Window
from tests.domain.calls import sheets
from tests.ui.waiting import idle
from tests.workspaces import Workspaces


def one_lead(desk: Desk) -> None:
    """A lead of an account, for whom no call is planned."""
    fields = {"full_name": "Zoe Zinnia", "email": "zoe@northgate.example", "company": "Northgate Hospital"}
    desk.do(add_lead, fields | {"service_line": "hospital_lab", "source": "Website", "job_title": "Clinic manager"})


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on that workspace."""
    made = Window("Robin")
    made.remembers = False
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(workspaces(tmp_path / "Team.assay", one_lead), place="today")
    idle(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot: QtBot, window: Window) -> CallPaperDialog:
    """The dialog over the sheet of that lead."""
    made = CallPaperDialog(window.view.bench, None, 1, window)
    made.open()
    qtbot.waitUntil(made.act.isEnabled)
    return made


def test_cp1_a_lead_without_a_call_has_a_sheet_that_may_be_printed(dialog: CallPaperDialog) -> None:
    assert dialog.form.value == "print" and dialog.act.text() == "Print"
    assert dialog.says.text().startswith("1 page, no text under 8 points · ")
    assert not dialog.path.isVisible()  # a printer needs no file


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_cp7_the_sheet_is_saved_whole(
    qtbot: QtBot, window: Window, dialog: CallPaperDialog, tmp_path: Path, form: str
) -> None:
    dialog.form.choose(form)
    dialog.form.chosen.emit(form)
    assert dialog.act.text() == "Save" and dialog.path.text().endswith(f".{form}")
    dialog.path.setText(str(tmp_path / "sheet"))  # the ending goes without saying
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        dialog.act.click()
    idle(qtbot, window)
    written = tmp_path / f"sheet.{form}"
    assert f"The sheet is in {written.name}" in window.toast._text.text()
    if form == "pdf":
        assert written.read_bytes().startswith(b"%PDF")
    else:
        assert load_workbook(written).sheetnames == ["Call sheet", "Scope", "Gaps", "Documents", "Answers"]


def test_what_cannot_be_written_is_said_beside_the_file(
    qtbot: QtBot, window: Window, dialog: CallPaperDialog, tmp_path: Path
) -> None:
    for form, name, says in (
        ("pdf", "nowhere/sheet.pdf", "does not exist"),
        ("pdf", "sheet.docx", "does not end in .pdf"),
        ("xlsx", "nowhere/sheet.xlsx", "does not exist"),
    ):
        dialog.form.choose(form)
        dialog.form.chosen.emit(form)
        dialog.path.setText(str(tmp_path / name))
        dialog.act.click()
        idle(qtbot, window)
        assert says in dialog.problem.text() and dialog.isVisible() and dialog.act.isEnabled()
    assert list(tmp_path.glob("sheet*")) == []


def test_the_printer_gets_the_pages_of_the_preview(
    qtbot: QtBot, window: Window, dialog: CallPaperDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[Any] = []

    def to_the_printer(pages: Any, title: str, parent: Any) -> bool:
        printed.append((pages, title))
        return True

    monkeypatch.setattr(paper_dialog, "print_pages", to_the_printer)
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        dialog.act.click()
    ((pages, title),) = printed
    assert len(pages) == 1 and "Northgate Hospital" in title


def test_a_printer_that_is_left_prints_nothing(dialog: CallPaperDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_dialog, "print_pages", lambda *_: False)
    dialog.act.click()
    assert dialog.isVisible() and not dialog.problem.isVisible()


def test_a_printer_takes_every_page(dressed: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    send(call_pages(sheets.overflowing()), printer)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 2
