"""The field above a list: one search a word, and keys that lead there and back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.finder import Finder


@pytest.fixture
def finder(qtbot: QtBot) -> Iterator[Finder]:
    page, names = QWidget(), QListWidget()
    made = Finder("Find a name", "Names", names)
    layout = QVBoxLayout(page)
    layout.addWidget(made)
    layout.addWidget(names)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield made


def test_a_word_is_searched_once(qtbot: QtBot, finder: Finder) -> None:
    searched: list[str] = []
    finder.typed.connect(lambda: searched.append(finder.text()))
    with qtbot.waitSignal(finder.typed):
        qtbot.keyClicks(finder, "moss")
    assert searched == ["moss"]


@pytest.mark.parametrize("back", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_a_slash_leads_from_the_list_and_a_key_leads_back(qtbot: QtBot, finder: Finder, back: Qt.Key) -> None:
    names = finder.parentWidget().findChild(QListWidget)
    qtbot.keyClick(names, Qt.Key.Key_Slash)
    assert finder.hasFocus() and finder.text() == ""
    qtbot.keyClick(finder, back)
    assert names.hasFocus()


def test_escape_empties_the_field_and_stays(qtbot: QtBot, finder: Finder) -> None:
    finder.setFocus()
    qtbot.keyClicks(finder, "moss")
    qtbot.keyClick(finder, Qt.Key.Key_Escape)
    assert finder.text() == "" and finder.hasFocus()
