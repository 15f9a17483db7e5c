"""Files on screen: dropped, chosen, opened as copies after asking where it matters, named, removed, said when lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.services.attachments import attach, attachments
from app.services.desk import Desk
from app.services.owners import Owner
from app.store.neighbours import file_folder
from app.ui.dialogs.form import FormDialog
from app.ui.opened_files import RiskDialog
from app.ui.window import Window
from tests.ui import seen
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """Full name,Email,Company,Job title
Ada Berg,ada@northgate.example,Northgate Hospital,Lab operations manager
"""
PLACES = (("lead", "lead"), ("person", "person"), ("account", "account"))


def ada_alone(desk: Desk) -> None:
    """One lead with its person and account."""
    bring_in(desk, LEADS)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(workspaces(tmp_path / "Team.assay", ada_alone), place="today")
    idle(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    path = tmp_path / "tender.pdf"
    path.write_bytes(b"%PDF the tender")
    return path


@pytest.fixture
def card(qtbot: QtBot, window: Window) -> Callable[[str], Any]:
    """The files on a page, which is gone to."""

    def shown(place: str) -> Any:
        window.view.go(place, 1)
        idle(qtbot, window)
        window.commands.act("lead.files")
        return window.view.pages[place].files

    return shown


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system was asked to open."""
    asked: list[Path] = []

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


def drop(card: Any, *paths: Path) -> None:
    """Drop files as another program does."""
    told = QMimeData()
    told.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(4, 4), Qt.DropAction.CopyAction, told, buttons, keys)
    QApplication.sendEvent(card, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(card, QDropEvent(QPointF(4, 4), Qt.DropAction.CopyAction, told, buttons, keys))


@pytest.mark.parametrize(("place", "kind"), PLACES)
def test_a_file_dropped_on_the_card_is_attached_there(
    qtbot: QtBot, window: Window, card: Callable[[str], Any], tender: Path, place: str, kind: str
) -> None:
    shown = card(place)
    assert "Drop a file here" in shown.hint.text()
    drop(shown, tender)
    idle(qtbot, window)
    (row,) = window.runner.desk.ask(attachments)
    assert (row.owner, row.name) == (Owner(kind, 1), "tender.pdf")
    (line,) = shown.lines
    assert line.link.accessibleName().startswith("tender.pdf, 15 bytes")
    assert window.view.place == place  # it was not imported


@pytest.mark.parametrize(("place", "kind"), PLACES)
def test_files_are_chosen_by_key(
    qtbot: QtBot,
    window: Window,
    card: Callable[[str], Any],
    tender: Path,
    place: str,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = card(place)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tender)], ""))
    page = window.view.pages[place]
    qtbot.keyClick(page, Qt.Key.Key_F)
    idle(qtbot, window)
    assert [line.file.owner for line in shown.lines] == [Owner(kind, 1)]


def test_files_of_who_belongs_to_it_are_shown_and_told_apart(
    qtbot: QtBot, window: Window, card: Callable[[str], Any], tender: Path
) -> None:
    desk = window.runner.desk
    desk.do(attach, Owner("person", 1), [tender])
    desk.do(attach, Owner("lead", 1), [tender], "From the call")
    lines = card("lead").lines
    assert "From the call" in lines[0].link.accessibleName()
    assert "of the person" in lines[1].link.accessibleName()
    around = [line.link.accessibleName() for line in card("account").lines]
    assert len(around) == 2
    assert any("of the lead of Ada Berg" in said for said in around)


def test_what_is_opened_is_a_copy_with_its_own_name(
    qtbot: QtBot, window: Window, card: Callable[[str], Any], tender: Path, opened: list[Path]
) -> None:
    window.runner.desk.do(attach, Owner("lead", 1), [tender])
    (line,) = card("lead").lines
    assert line.link.hasFocus()
    qtbot.keyClick(line.link, Qt.Key.Key_Return)
    idle(qtbot, window)
    line.link.click()
    idle(qtbot, window)
    first, copy = opened
    assert first != copy
    assert first.name == copy.name == "tender.pdf"
    assert copy.read_bytes() == b"%PDF the tender"
    assert file_folder(window.runner.desk.path) not in copy.parents


def test_a_risky_kind_is_named_and_opened_only_when_somebody_says_so(
    qtbot: QtBot, window: Window, card: Callable[[str], Any], tmp_path: Path, opened: list[Path]
) -> None:
    tool = tmp_path / "quote.xlsm"
    tool.write_bytes(b"macros")
    window.runner.desk.do(attach, Owner("lead", 1), [tool])
    (line,) = card("lead").lines
    for said, count in (("leave", 0), ("act", 1)):
        line.link.click()
        dialog = next(one for one in window.findChildren(RiskDialog) if one.isVisible())
        assert dialog.leave.isDefault()
        getattr(dialog, said).click()
        idle(qtbot, window)
        assert len(opened) == count
        qtbot.waitUntil(lambda: not window.findChildren(RiskDialog))
    assert line.chip.accessibleName() == "a document with macros"


def test_a_name_and_a_note_are_one_act(qtbot: QtBot, window: Window, card: Callable[[str], Any], tender: Path) -> None:
    window.runner.desk.do(attach, Owner("lead", 1), [tender])
    (line,) = (shown := card("lead")).lines
    qtbot.keyClick(line.link, Qt.Key.Key_F2)
    form = next(one for one in window.findChildren(FormDialog) if one.isVisible())
    form.inputs["name"].setText("Offer")
    form.inputs["note"].setText("Signed")
    form.commit()
    idle(qtbot, window)
    (line,) = shown.lines
    assert (line.file.name, line.file.note) == ("Offer.pdf", "Signed")
    window.commands.act("edit.undo")
    idle(qtbot, window)
    (line,) = shown.lines
    assert (line.file.name, line.file.note) == ("tender.pdf", "")


def test_a_file_is_removed_and_brought_back_by_undo(
    qtbot: QtBot, window: Window, card: Callable[[str], Any], tender: Path, tmp_path: Path
) -> None:
    other = tmp_path / "b.txt"
    other.write_text("b", "utf-8")
    window.runner.desk.do(attach, Owner("lead", 1), [tender, other])
    shown = card("lead")
    qtbot.keyClick(shown.lines[0].link, Qt.Key.Key_Delete)
    idle(qtbot, window)
    (line,) = shown.lines
    assert line.link.hasFocus()  # the keyboard goes on with the next one
    window.commands.act("edit.undo")
    idle(qtbot, window)
    assert len(shown.lines) == 2


def test_a_missing_file_is_said_before_and_when_it_is_opened(
    qtbot: QtBot, window: Window, card: Callable[[str], Any], tender: Path, opened: list[Path]
) -> None:
    desk = window.runner.desk
    desk.do(attach, Owner("lead", 1), [tender])
    for file in file_folder(desk.path).iterdir():
        file.unlink()
    (line,) = card("lead").lines
    assert line.chip.accessibleName() == "missing"
    assert "missing" in line.link.accessibleName()
    line.link.click()
    idle(qtbot, window)
    assert opened == []
    assert "attach it again" in shown_problem(window)


def test_what_cannot_be_attached_is_said(
    qtbot: QtBot, window: Window, card: Callable[[str], Any], tmp_path: Path
) -> None:
    shown = card("person")
    drop(shown, tmp_path)
    idle(qtbot, window)
    assert "is a folder" in shown_problem(window)
    assert shown.lines == []


def test_where_nothing_may_be_changed_files_are_only_opened(
    qtbot: QtBot, window: Window, tender: Path, opened: list[Path]
) -> None:
    desk = window.runner.desk
    path = desk.path
    desk.do(attach, Owner("lead", 1), [tender])
    window.close_workspace()
    window.take(Desk.open(path, by="Robin", read_only=True), place="today")
    idle(qtbot, window)
    window.view.go("lead", 1)
    idle(qtbot, window)
    assert not window.commands.can("lead.attach")
    window.commands.act("lead.files")
    (line,) = window.view.pages["lead"].files.lines
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Return):
        qtbot.keyClick(line.link, key)
        idle(qtbot, window)
    assert len(opened) == 1
    assert len(window.runner.desk.ask(attachments)) == 1
    assert not window.view.pages["lead"].files.acceptDrops()


@pytest.mark.parametrize(("place", "kind"), PLACES)
def test_files_have_names_and_are_reached(
    qtbot: QtBot, window: Window, card: Callable[[str], Any], tender: Path, place: str, kind: str
) -> None:
    window.runner.desk.do(attach, Owner(kind, 1), [tender], "A note " * 20)
    card(place)
    idle(qtbot, window)
    looks = (seen.nameless, seen.out_of_reach, seen.cut, seen.outgrown)
    assert [fault for look in looks for fault in look(window)] == []


def test_a_copy_to_hand_on_takes_the_files_along(
    qtbot: QtBot, window: Window, tender: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.runner.desk.do(attach, Owner("lead", 1), [tender])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "for you"), ""))
    window.commands.act("workspace.copy")
    idle(qtbot, window)
    assert "with an attached file in the folder beside it" in shown_problem(window)
    with Desk.open(tmp_path / "for you.assay", by="Bo", read_only=True) as theirs:
        (row,) = theirs.ask(attachments)
        assert row.state == "kept"
    window.commands.act("workspace.copy")
    idle(qtbot, window)
    assert "exists already" in shown_problem(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "for you.xlsx"), ""))
    window.commands.act("workspace.copy")
    assert "names a spreadsheet" in shown_problem(window)


def test_a_backup_says_that_a_file_is_nowhere_whole(qtbot: QtBot, window: Window, tender: Path, tmp_path: Path) -> None:
    desk = window.runner.desk
    desk.do(attach, Owner("lead", 1), [tender])
    for file in file_folder(desk.path).iterdir():
        file.unlink()
    window.commands.act("workspace.backup")
    idle(qtbot, window)
    assert "an attached file is nowhere whole" in shown_problem(window)


def shown_problem(window: Window) -> str:
    """What is said about a problem, wherever it is said."""
    from PySide6.QtWidgets import QLabel

    places = (window.banner, window.toast)
    return " ".join(one.text() for place in places for one in place.findChildren(QLabel))
