"""Many leads at once in the window: owner, tag, line, gone; rehearsed where it matters, undone as one, exported."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids, lead_rows
from app.services.tags import tags_of
from app.ui.dialogs.bulk import Rehearsed
from app.ui.dialogs.bulk_move import BulkMoveDialog
from app.ui.dialogs.form import FormDialog
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces


def four_leads(desk: Desk) -> None:
    """Three people, one of them as a lead of two service lines."""
    for first, line in (
        ("Ada", "hospital_lab"),
        ("Bo", "hospital_lab"),
        ("Cleo", "hospital_lab"),
        ("Ada", "biopharma"),
    ):
        row = {"first_name": first, "last_name": "Berg", "email": f"{first.casefold()}@north.example"}
        desk.do(add_lead, {**row, "company": "North Hospital", "service_line": line})


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """Four leads, one of them in another service line with the same person."""
    desk = workspaces(tmp_path / "Team.assay", four_leads)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="leads")
    idle(qtbot, made)
    made.activateWindow()
    page_of(made).view.selectAll()
    qtbot.waitUntil(lambda: made.isActiveWindow() and made.commands.actions["move.any"].isEnabled())
    yield made
    made.close()


def page_of(window: Window) -> Any:
    assert window.view is not None
    return window.view.pages["leads"]


def desk_of(window: Window) -> Any:
    assert window.runner is not None
    return window.runner.desk


def rows(window: Window) -> list[Any]:
    desk = desk_of(window)
    return list(desk.ask(lead_rows, desk.ask(lead_ids, LeadFilter())))


def fill(qtbot: QtBot, window: Window, value: str) -> None:
    """Write into the form that is open, and go on."""
    form = window.findChildren(FormDialog)[-1]
    (field,) = form.inputs.values()
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    else:
        assert isinstance(field, QLineEdit)
        field.setText(value)
    qtbot.keyClick(form.act, Qt.Key.Key_Space)
    idle(qtbot, window)
    idle(qtbot, window)


def press_toast(qtbot: QtBot, window: Window, act: str) -> None:
    """Take what the toast offers, which has to be this."""
    assert window.toast.isVisible() and window.toast._act.text() == act
    window.toast._act.click()
    idle(qtbot, window)
    idle(qtbot, window)


def test_all_get_one_owner_and_one_undo_gives_them_back(qtbot: QtBot, window: Window) -> None:
    before = [row.owner for row in rows(window)]
    page_of(window)._bulk.owner.click()
    fill(qtbot, window, "Kim")
    assert {row.owner for row in rows(window)} == {"Kim"}
    window.commands.act("edit.undo")
    idle(qtbot, window)
    assert [row.owner for row in rows(window)] == before


def test_a_tag_goes_on_and_off(qtbot: QtBot, window: Window) -> None:
    from app.ui.dialogs import bulk

    window.commands.act("lead.tag")
    fill(qtbot, window, "Medica 2026")
    ids = desk_of(window).ask(lead_ids, LeadFilter())
    assert desk_of(window).ask(tags_of, ids) == dict.fromkeys(ids, ("Medica 2026",))
    assert window.view is not None
    bulk.take_tag_off(window.view.bench, ids[:1], window)
    fill(qtbot, window, "medica 2026")
    assert len(desk_of(window).ask(tags_of, ids)) == 3


def test_who_would_stay_is_named_before_a_service_line_changes(qtbot: QtBot, window: Window) -> None:
    page_of(window)._bulk.line.click()
    fill(qtbot, window, "biopharma")
    (shown,) = window.findChildren(Rehearsed)
    assert "Ada Berg has a lead" in shown.kept.item(0).text()
    assert {row.service_line for row in rows(window)} == {"hospital_lab", "biopharma"}
    qtbot.keyClick(shown.act, Qt.Key.Key_Space)
    idle(qtbot, window)
    assert sorted(row.service_line for row in rows(window)) == ["biopharma"] * 3 + ["hospital_lab"]
    assert "Ada Berg" in window.toast.accessibleName() and ".." not in window.toast.accessibleName() + "."


def test_deleting_is_shown_first_and_undone_as_one(qtbot: QtBot, window: Window) -> None:
    window.commands.act("lead.delete")
    idle(qtbot, window)
    (shown,) = window.findChildren(Rehearsed)
    assert shown.windowTitle() == "Delete 4 leads" and len(rows(window)) == 4
    qtbot.keyClick(shown.act, Qt.Key.Key_Space)
    idle(qtbot, window)
    assert rows(window) == []
    assert window.toast.accessibleName() == "Delete 4 leads", "and not that the lead in hand is gone"
    press_toast(qtbot, window, "Undo")
    assert len(rows(window)) == 4
    press_toast(qtbot, window, "Redo")  # never the undo of some earlier act
    assert rows(window) == []
    press_toast(qtbot, window, "Undo")
    assert len(rows(window)) == 4


def test_the_list_is_written_as_it_is_shown(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    view = page_of(window).view
    for at, column in enumerate(view.table.columns):
        view.show_column(at, shown=column.id in ("person", "email"))
    window.commands.act("list.export")
    qtbot.waitUntil(path.exists, timeout=10_000)
    idle(qtbot, window)
    sheet = load_workbook(path).worksheets[0]
    lines = [[cell for cell in line if cell] for line in sheet.iter_rows(values_only=True)]
    assert ["Person", "E-mail", "Contact refused"] in lines and ["Bo Berg", "bo@north.example"] in lines


def test_o_gives_all_that_are_selected_to_somebody(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(page_of(window).view, Qt.Key.Key_O)
    form = next(one for one in window.findChildren(FormDialog) if one.isVisible())
    form.findChildren(QLineEdit)[0].setText("Ada Berg")
    form.commit()
    idle(qtbot, window)
    assert {row.owner for row in rows(window)} == {"Ada Berg"}


@pytest.mark.parametrize(
    ("key", "where"), [(Qt.Key.Key_T, ("path", "nurture")), (Qt.Key.Key_2, ("stage", "sql")), (Qt.Key.Key_M, None)]
)
def test_a_path_is_taken_by_all_that_are_selected(qtbot: QtBot, window: Window, key: Qt.Key, where: Any) -> None:
    qtbot.keyClick(page_of(window).view, key)
    dialog = next(one for one in window.findChildren(BulkMoveDialog) if one.isVisible())
    assert dialog._ids == [row.id for row in rows(window)]
    if where is not None:
        assert tuple(dialog.target.currentData()) == where and dialog.focusWidget() is dialog.learned
    dialog.reject()
