"""The registry: one key for one command, words for all of them, and only what can be done is enabled."""

import gc
import weakref

import shiboken6
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.ui.command_table import COMMANDS, MENUS, READ_ONLY
from app.ui.commands import Commands


def test_no_two_commands_share_a_key_and_each_has_one() -> None:
    keys = [(c.near, QKeySequence(c.key).toString()) for c in COMMANDS]
    assert all(key for _, key in keys), [c.id for c in COMMANDS if not QKeySequence(c.key).toString()]
    assert len(keys) == len(set(keys))
    assert len({c.id for c in COMMANDS}) == len(COMMANDS)


def test_every_command_has_words_a_menu_and_an_icon() -> None:
    for command in COMMANDS:
        assert command.text and command.text[0].isupper() and not command.text.endswith(".")
        assert command.menu in MENUS
        assert command.icon


def test_a_command_is_answered_by_who_is_on_screen(qtbot: QtBot, dressed: QApplication) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    one, other = QWidget(window), QWidget(window)
    commands = Commands(window)
    said: list[str] = []
    allowed = [True]
    commands.bind("lead.next", one, lambda: said.append("one"))
    commands.bind("lead.next", other, lambda: said.append("other"), lambda: allowed[0])
    window.show()
    commands.act("lead.next")
    other.hide()
    commands.act("lead.next")
    other.show()
    allowed[0] = False
    commands.act("lead.next")
    assert said == ["other", "one", "one"]
    assert not commands.can("lead.previous")
    commands.refresh()
    assert commands.actions["lead.next"].isEnabled()
    assert not commands.actions["lead.previous"].isEnabled()


def test_a_key_typed_into_a_field_is_not_a_command(qtbot: QtBot, dressed: QApplication) -> None:
    from PySide6.QtWidgets import QLineEdit

    window = QMainWindow()
    qtbot.addWidget(window)
    field = QLineEdit()
    window.setCentralWidget(field)
    commands = Commands(window)
    said: list[str] = []
    commands.bind("lead.next", window, lambda: said.append("next"))
    window.show()
    commands.refresh()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "j")
    assert field.text() == "j"
    assert said == []


def test_what_only_reads_says_why_as_long_as_it_does(qtbot: QtBot, dressed: QApplication) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(window)
    changing = [c.id for c in COMMANDS if c.changes]
    for id in ("lead.next", changing[0]):
        commands.bind(id, window, lambda: None)
    window.show()
    usual = {id: action.toolTip() for id, action in commands.actions.items()}
    commands.read_only = True
    commands.refresh()
    assert {commands.actions[id].toolTip() for id in changing} == {READ_ONLY}
    assert not commands.actions[changing[0]].isEnabled() and commands.actions["lead.next"].isEnabled()
    commands.read_only = False
    commands.refresh()
    assert {id: action.toolTip() for id, action in commands.actions.items()} == usual
    assert commands.actions[changing[0]].isEnabled()


def test_who_is_gone_answers_nothing_and_is_let_go(qtbot: QtBot, dressed: QApplication) -> None:
    class Page(QWidget):
        def act(self) -> None: ...

    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(window)
    page = Page(window)
    kept = weakref.ref(page)
    commands.bind("lead.next", page, page.act)
    window.show()
    shiboken6.delete(page)
    del page
    commands.refresh()
    gc.collect()
    assert not commands.can("lead.next") and kept() is None
