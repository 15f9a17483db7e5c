"""What a newcomer meets: files before there is a workspace, the sample, what came of an import, read-only, replies."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog
from pytestqt.qtbot import QtBot

from app.bootstrap import run_window
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids
from app.ui.command_table import COMMANDS, READ_ONLY
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.new_workspace import NewWorkspaceDialog
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

LIST = (
    "Name,E-mail,Organisation\nDana Keller,dana@summit.example,Summit Biopharma\n,,\nEli Moss,eli@moss.example,Moss\n"
)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window on its start page."""
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.show_start()
    yield made
    made.close()


@pytest.fixture
def leads_file(tmp_path: Path) -> Path:
    path = tmp_path / "booth.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def page(window: Window, place: str) -> Any:
    assert window.view is not None
    return window.view.pages[place]


def one_lead(desk: Desk) -> None:
    """Ada, by hand."""
    wish = {"first_name": "Ada", "last_name": "Berg", "email": "ada@northgate.example", "company": "Northgate"}
    desk.do(add_lead, {**wish, "service_line": "hospital_lab"})


@pytest.fixture
def a_workspace(tmp_path: Path, workspaces: Workspaces) -> Callable[[], Desk]:
    """Opens a workspace with one lead."""
    return lambda: workspaces(tmp_path / "Team.assay", one_lead)


def test_files_without_a_workspace_make_one_and_are_imported_triaged_and_undone(
    qtbot: QtBot, window: Window, tmp_path: Path, leads_file: Path
) -> None:
    window.take_files([leads_file])
    dialog = next(child for child in window.findChildren(NewWorkspaceDialog))
    dialog.path.setText(str(tmp_path / "Mine"))
    dialog.commit()
    assert window.view is not None and window.runner is not None
    idle(qtbot, window)
    imports = page(window, "imports")
    assert imports.wizard.isVisible()
    imports.wizard.go(2)
    idle(qtbot, window)
    imports.wizard.next.click()
    idle(qtbot, window)
    assert "2 new" in imports.result.accessibleName() and imports.result.isVisible()
    imports.result.triage_these.click()
    today = page(window, "today")
    qtbot.waitUntil(lambda: today.acts.view is not None, timeout=10_000)
    assert window.view.place == "today" and len(today._ids) == 2
    window.view.go("imports")
    imports.result.take_back.click()
    idle(qtbot, window)
    assert not imports.result.isVisible()
    assert len(window.runner.desk.ask(lead_ids, LeadFilter())) == 0


def test_the_row_in_hand_is_said_in_full_and_what_was_settled_stays_settled(
    qtbot: QtBot, window: Window, tmp_path: Path, a_workspace: Callable[[], Desk]
) -> None:
    unclear = tmp_path / "unclear.csv"
    unclear.write_text("Name,E-mail,Created at\nDana Keller,dana@summit.example,03/04/2026\n,,x\n", encoding="utf-8")
    window.take(a_workspace())
    window.take_files([unclear])
    idle(qtbot, window)
    wizard = page(window, "imports").wizard
    assert "the day or the month" in wizard.says.text()
    box = next(one for one in wizard.found.findChildren(QComboBox) if _is_dates(one))
    box.setCurrentIndex(box.findData("dmy"))
    box.activated.emit(box.currentIndex())
    idle(qtbot, window)
    again = next(one for one in wizard.found.findChildren(QComboBox) if _is_dates(one))
    assert again.currentData() == "dmy"
    assert "the day or the month" not in wizard.says.text()
    wizard.go(2)
    idle(qtbot, window)
    wizard.plan.view.choose(0)
    assert wizard.plan.detail.text().startswith("Row 2 of unclear.csv")
    wizard.plan.view.choose(1)
    assert wizard.plan.detail.text().startswith("Row 3 of") and wizard.plan.detail.text().endswith("In the file: x")


def _is_dates(widget: Any) -> bool:
    return bool(widget.accessibleName() == "Dates")


def test_what_changes_something_is_off_and_says_why_in_a_workspace_that_is_only_read(
    qtbot: QtBot, window: Window, a_workspace: Callable[[], Desk]
) -> None:
    holder = a_workspace()
    assert not window.open(holder.path)  # another program has it
    assert window.view is None and window.banner.isVisible()
    looks = [one for one in window.banner.findChildren(QAbstractButton) if one.text() == "Open read-only"]
    looks[0].click()
    assert window.view is not None
    idle(qtbot, window)
    changing = [command.id for command in COMMANDS if command.changes]
    assert {"import.files", "lead.add", "move.mql", "answer.yes", "edit.undo"} <= set(changing)
    for id in changing:
        assert not window.commands.can(id), id
        assert window.commands.actions[id].toolTip() == READ_ONLY
    assert window.commands.can("go.leads") and window.commands.can("help.keys")
    for place, name in (("handoffs", "take"), ("imports", "sources"), ("review", "export")):
        window.view.go(place)
        idle(qtbot, window)
        made: Any = getattr(page(window, place), name)
        made = getattr(made, "choose", made)
        assert not made.isEnabled() and made.toolTip() == READ_ONLY
    window.close_workspace()
    assert not window.commands.read_only
    holder.close()


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all, and much too short", b"SQLite format 3\x00" + bytes(200)]
)
def test_a_file_that_is_no_workspace_is_one_sentence_on_the_start_page(
    qtbot: QtBot, window: Window, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "Odd.assay"
    path.write_bytes(content)
    assert not window.open(path)
    assert window.view is None and window.banner.isVisible()
    assert "Odd.assay" in window.banner.accessibleName()
    assert not [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert path.read_bytes() == content


def test_a_returned_handoff_shows_what_was_changed_elsewhere_before_it_is_taken(
    qtbot: QtBot, window: Window, tmp_path: Path, a_workspace: Callable[[], Desk]
) -> None:
    from app.services.handoffs import handoff_rows, issue_handoff

    desk = a_workspace()
    lead = desk.ask(lead_ids, LeadFilter())[0]
    _ready(desk, lead)
    sent = tmp_path / "Handoff.xlsx"
    desk.do(issue_handoff, lead, sent)
    back = tmp_path / "back" / "Handoff.xlsx"
    back.parent.mkdir()
    shutil.copy(sent, back)
    book = openpyxl.load_workbook(back)
    _reply(book["Reply"], "Accept")
    other = next(sheet for sheet in book if sheet.title != "Reply")
    cell = next(cell for line in other.iter_rows() for cell in line if isinstance(cell.value, str))
    cell.value = "Somebody wrote over this"
    book.save(back)
    window.take(desk)
    window.take_files([back])
    idle(qtbot, window)
    handoffs = page(window, "handoffs")
    assert handoffs.reply.isVisible() and handoffs.accept.isVisible()
    assert "accepted" in handoffs.says.text()
    assert "Changed elsewhere in the workbook" in handoffs.says.text()
    assert desk.ask(handoff_rows)[0].state == "pending"
    handoffs.accept.click()
    idle(qtbot, window)
    assert desk.ask(handoff_rows)[0].state == "accepted"


def _ready(desk: Desk, lead: int) -> None:
    from app.domain.reasons import Reason
    from app.services.moves import default_due, move

    due = default_due(2, desk.ask(lambda work: work.now.date()))
    desk.do(move, lead, path="sdr_outreach", reason=Reason("Asked for a demo", "Call her", due, "Robin"))


def _reply(sheet: Any, verdict: str) -> None:
    """Write the verdict into the cell beside its label, as a person does."""
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str) and cell.value.strip().startswith("Verdict"):
                sheet.cell(cell.row, cell.column + 1).value = verdict
                return
    raise AssertionError("the reply sheet has no verdict")


def test_an_empty_seat_takes_somebody_whom_the_account_does_not_know_yet(
    qtbot: QtBot, window: Window, a_workspace: Callable[[], Desk]
) -> None:
    desk = a_workspace()
    window.take(desk)
    from app.services.lead_page import lead_view

    account_id = desk.ask(lead_view, desk.ask(lead_ids, LeadFilter())[0]).account.id
    assert window.view is not None
    window.view.go("account", account_id)
    idle(qtbot, window)
    committee = page(window, "account").committee
    seat = committee.view.map.empty_seats()[0]
    committee.take(seat)
    committee.act("map.edit")
    form = next(one for one in window.findChildren(FormDialog) if one.isVisible())
    field: Any = form.inputs["name"]
    field.setText("Nora Falk")
    form.commit()
    qtbot.waitUntil(lambda: any(one.name == "Nora Falk" for one in committee.view.map.people), timeout=10_000)
    filled = next(one for one in committee.view.map.people if one.name == "Nora Falk")
    assert filled.seat == seat and seat not in committee.view.map.empty_seats()
    assert committee.current == filled.id


def test_who_reports_to_themselves_in_the_end_is_refused_beside_the_fields(
    qtbot: QtBot, window: Window, a_workspace: Callable[[], Desk]
) -> None:
    from app.services.lead_page import lead_view
    from app.services.seating import add_person, set_stakeholder

    desk = a_workspace()
    account_id = desk.ask(lead_view, desk.ask(lead_ids, LeadFilter())[0]).account.id
    ids = []
    for name in ("Nora Falk", "Omar Reed"):
        person = desk.do(add_person, account_id, name).outcome
        changes = {"person_id": person, "reports_to_id": ids[0] if ids else None}
        ids.append(desk.do(set_stakeholder, account_id, "hospital_lab", None, changes).outcome)
    window.take(desk)
    assert window.view is not None
    window.view.go("account", account_id)
    idle(qtbot, window)
    committee = page(window, "account").committee
    committee.take(next(one.id for one in committee.view.map.people if one.name == "Nora Falk"))
    committee.act("map.edit")
    form = next(one for one in window.findChildren(FormDialog) if one.isVisible())
    manager: Any = form.inputs["reports_to"]
    manager.setCurrentIndex(manager.findText("Omar Reed"))
    form.commit()
    idle(qtbot, window)
    assert form.isVisible() and "loop" in form.problem.text()
    form.reject()


def test_what_is_no_workspace_is_said_on_the_command_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text(LIST, encoding="utf-8")
    for path, word in ((tmp_path / "missing.assay", "no file"), (sheet, "spreadsheet"), (tmp_path, "folder")):
        assert run_window([str(path)]) == 1
        said = capfd.readouterr().err
        assert word in said and said.count("\n") == 1
