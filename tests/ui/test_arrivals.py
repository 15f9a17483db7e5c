"""Dropped files: each kind told apart and taken where it belongs, over a field too, several at once, in a folder."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.reasons import Reason
from app.services.adding import add_lead
from app.services.arriving import arrived
from app.services.desk import Desk
from app.services.drafts import draft_view
from app.services.handoffs import issue_handoff
from app.services.moves import move
from app.services.playbook_files import export_playbook
from app.ui.window import Window
from tests.ui.waiting import idle

ADA = {
    "full_name": "Ada Berg",
    "email": "ada@northgate.example",
    "company": "Northgate",
    "service_line": "hospital_lab",
}
LIST = "Name;E-mail;Organisation\nDana Keller;dana@summit.example;Summit\n"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of every kind, made by the program itself."""
    folder = tmp_path_factory.mktemp("drops")
    made = {name: folder / name for name in ("list.csv", "handoff.xlsx", "book.yaml", "book.xlsx")}
    made["list.csv"].write_text(LIST, "utf-8")
    with Desk.create(folder / "Other.assay", "diagnostics", by="Mia") as desk:
        lead_id = int(str(desk.do(add_lead, ADA).outcome))
        reason = Reason(learned="They want to hear prices.", next_step="Call", due=date(2027, 1, 4), owner="Mia")
        desk.do(move, lead_id, path="sales_discovery", reason=reason)
        desk.do(issue_handoff, lead_id, made["handoff.xlsx"])
        for name in ("book.yaml", "book.xlsx"):
            desk.ask(export_playbook, made[name])
    return folder


@pytest.fixture
def files(made_once: Path, tmp_path: Path) -> dict[str, Path]:
    """Those files, for one test alone."""
    made = {name: tmp_path / "drops" / name for name in ("list.csv", "handoff.xlsx", "book.yaml", "book.xlsx")}
    made["Other.assay"] = tmp_path / "Other.assay"
    (tmp_path / "drops").mkdir()
    for name, path in made.items():
        shutil.copy(made_once / name, path)
    return made


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Window]:
    """The window on an empty workspace."""
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(Desk.create(tmp_path / "Team.assay", "healthtech", by="Robin"), place="today")
    idle(qtbot, made)
    yield made
    made.close()


def drop(onto: QWidget, *paths: Path) -> None:
    """Drop files as the system does: asked at the widget under the pointer first, then further out."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    taker: QWidget | None = onto
    while taker is not None:
        if taker.acceptDrops():
            entered = QDragEnterEvent(QPointF(4, 4), copy, data, buttons, none)
            entered.ignore()
            taker.event(entered)
            if entered.isAccepted():
                taker.event(QDropEvent(QPointF(4, 4), copy, data, buttons, none))
                return
        taker = taker.parentWidget()
    raise AssertionError("nobody takes it")


def link(window: Window, words: str) -> QAbstractButton:
    return next(one for one in window.banner.findChildren(QAbstractButton) if one.text() == words)


def test_files_are_told_apart(files: dict[str, Path], tmp_path: Path) -> None:
    mappings = tmp_path / "mappings.yaml"
    mappings.write_text("# Remembered mappings\nmappings: []\n", "utf-8")
    found = arrived([*files.values(), mappings])
    assert found.lists == (files["list.csv"],)
    assert found.replies == (files["handoff.xlsx"],)
    assert found.playbooks == (files["book.yaml"], files["book.xlsx"])
    assert (found.workspaces, found.mappings) == ((files["Other.assay"],), (mappings,))
    assert found.says == (
        "Dropped: 1 workspace, 1 returned handoff, 2 playbooks, 1 file of mappings and 1 list to import."
    )


def test_a_folder_is_opened_and_what_is_left_of_it_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "booth"
    folder.mkdir()
    for name in ("a.csv", "b.csv", "photo.jpg", ".hidden.csv"):
        (folder / name).write_text(LIST, "utf-8")
    found = arrived([folder])
    assert [path.name for path in found.lists] == ["a.csv", "b.csv"]
    assert found.says == "Dropped: 2 lists to import. 1 other file in booth left alone."
    (tmp_path / "nothing").mkdir()
    assert arrived([tmp_path / "nothing"]).says == "The folder nothing holds nothing that Assay reads."


def test_a_list_may_be_dropped_on_any_page_and_on_a_field(qtbot: QtBot, window: Window, files: dict[str, Path]) -> None:
    assert window.view is not None
    for place in ("leads", "accounts", "review", "playbook"):
        window.view.go(place)
        idle(qtbot, window)
        page: Any = window.view.pages[place]
        drop(page.bar.text if place == "leads" else page, files["list.csv"])
        idle(qtbot, window)
        assert window.view.place == "imports"
        assert window.view.pages["imports"].wizard.isVisible()
        window.view.pages["imports"].leave()


def test_a_returned_handoff_is_recognised(qtbot: QtBot, window: Window, files: dict[str, Path]) -> None:
    assert window.view is not None
    drop(window.view, files["handoff.xlsx"])
    idle(qtbot, window)
    assert window.view.place == "handoffs"
    page: Any = window.view.pages["handoffs"]
    assert page.reply.isVisible() and "no verdict yet" in page.says.text()


def test_several_handoffs_are_looked_at_together(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path
) -> None:
    again = tmp_path / "again.xlsx"
    again.write_bytes(files["handoff.xlsx"].read_bytes())
    assert window.view is not None
    drop(window.view, files["handoff.xlsx"], again)
    idle(qtbot, window)
    page: Any = window.view.pages["handoffs"]
    table = page.reply.table
    assert [table.row_at(at).file for at in range(table.rowCount())] == ["handoff.xlsx", "again.xlsx"]
    assert page.reply.view.hasFocus() and "handoff.xlsx" in page.says.text()
    page.reply.view.selectRow(1)
    assert "again.xlsx" in page.says.text() and not page.accept.isVisible()
    page.leave.click()
    assert not page.reply.isVisible()


@pytest.mark.parametrize("name", ["book.yaml", "book.xlsx"])
def test_a_playbook_goes_into_the_draft(qtbot: QtBot, window: Window, files: dict[str, Path], name: str) -> None:
    assert window.view is not None and window.runner is not None
    drop(window.view, files[name])
    idle(qtbot, window)
    qtbot.waitUntil(lambda: window.runner is not None and window.runner.desk.ask(draft_view).open, timeout=20_000)
    assert window.view.place == "playbook"
    idle(qtbot, window)


def test_of_several_kinds_one_is_begun_and_the_rest_offered(
    qtbot: QtBot, window: Window, files: dict[str, Path]
) -> None:
    assert window.view is not None
    drop(window.view, files["handoff.xlsx"], files["list.csv"])
    idle(qtbot, window)
    assert window.view.place == "imports"
    assert "1 returned handoff and 1 list to import" in window.banner.accessibleName()
    link(window, "Take the replies").click()
    idle(qtbot, window)
    assert window.view.place == "handoffs" and not window.banner.isVisible()


def test_without_a_workspace_a_sentence_says_what_to_do(qtbot: QtBot, window: Window, files: dict[str, Path]) -> None:
    window.show_start()
    drop(window.stack, files["handoff.xlsx"])
    assert "handoff.xlsx is a returned handoff: open the workspace" in window.banner.accessibleName()
    drop(window.stack, files["book.yaml"])
    assert "book.yaml is a playbook: open the workspace" in window.banner.accessibleName()
    drop(window.stack, files["Other.assay"])
    idle(qtbot, window)
    assert window.view is not None and "Other" in window.windowTitle()
