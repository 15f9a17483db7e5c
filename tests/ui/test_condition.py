"""A filter on any column: asked for in a dialog, shown as a chip, taken away with a press."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.listing import Condition, Test
from app.services.adding import add_lead
from app.services.desk import Desk
from app.ui.dialogs.condition import ConditionDialog
from app.ui.window import Window
from tests.ui.waiting import idle


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Window]:
    """Three leads in two countries."""
    desk = Desk.create(tmp_path / "Team.assay", "diagnostics", by="Robin")
    for first, country, title in (("Ada", "US", "Lab director"), ("Bo", "DE", ""), ("Cleo", "US", "CFO")):
        row = {"first_name": first, "last_name": "Berg", "email": f"{first.casefold()}@north.example"}
        desk.do(add_lead, {**row, "country": country, "job_title": title, "company": f"{first} Hospital"})
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="leads")
    idle(qtbot, made)
    yield made
    made.close()


def page_of(window: Window) -> Any:
    assert window.view is not None
    return window.view.pages["leads"]


def dialog_of(window: Window) -> ConditionDialog:
    window.commands.act("edit.by_column")
    return window.findChildren(ConditionDialog)[-1]


def chip_of(page: Any, words: str) -> QPushButton:
    """The only chip on screen that ends with these words; one that has gone may live a moment longer, unseen."""
    chips = page.bar.findChildren(QPushButton)
    (found,) = [one for one in chips if one.isVisible() and one.text().endswith(words)]
    return cast("QPushButton", found)


def test_a_condition_is_built_shown_and_taken_away(qtbot: QtBot, window: Window) -> None:
    dialog = dialog_of(window)
    dialog.begin_with("title")
    dialog.test.setCurrentIndex(dialog.test.findData(Test.EMPTY.value))
    dialog._arrange()
    qtbot.keyClick(dialog.act, Qt.Key.Key_Space)
    idle(qtbot, window)
    page = page_of(window)
    assert page.bar.filter.conditions == (Condition("title", Test.EMPTY),)
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    chip = chip_of(page, "is empty")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: page.table.rowCount() == 3)
    assert page.bar.filter.conditions == ()


def test_a_chip_stays_under_the_hand_when_its_words_come(qtbot: QtBot, window: Window) -> None:
    """A press that began before the rows came, and with them what the value is called, still counts."""
    page = page_of(window)
    page.bar.add_condition(Condition("title", Test.EMPTY))
    idle(qtbot, window)
    chip = chip_of(page, "is empty")
    chip.setFocus()
    qtbot.mousePress(chip, Qt.MouseButton.LeftButton)
    page.bar.say(["Its title is empty"])
    assert chip_of(page, "Its title is empty") is chip and chip.hasFocus()
    qtbot.mouseRelease(chip, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert page.bar.filter.conditions == ()


def test_a_chip_stays_the_same_button_while_another_comes_and_goes(qtbot: QtBot, window: Window) -> None:
    bar = page_of(window).bar
    bar.add_condition(Condition("title", Test.EMPTY))
    bar.add_condition(Condition("country", Test.ONE_OF, ("US",)))
    idle(qtbot, window)
    title, country = chip_of(page_of(window), "is empty"), chip_of(page_of(window), "US")
    country.setFocus()
    qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert chip_of(page_of(window), "US") is country and country.hasFocus()
    bar.add_condition(Condition("title", Test.EMPTY))
    idle(qtbot, window)
    assert chip_of(page_of(window), "is empty").x() > country.x()


def test_values_are_ticked_with_their_counts(qtbot: QtBot, window: Window) -> None:
    dialog = dialog_of(window)
    dialog.begin_with("country")
    dialog.test.setCurrentIndex(dialog.test.findData(Test.ONE_OF.value))
    dialog._arrange()
    qtbot.waitUntil(lambda: dialog.values.count() == 2)
    qtbot.keyClick(dialog.act, Qt.Key.Key_Space)
    assert dialog.isVisible() and "Tick" in dialog.problem.text()
    (us,) = [dialog.values.item(at) for at in range(2) if "2" in dialog.values.item(at).text()]
    us.setCheckState(Qt.CheckState.Checked)
    qtbot.keyClick(dialog.act, Qt.Key.Key_Space)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: page_of(window).table.rowCount() == 2)


def test_a_value_that_is_missing_or_no_number_is_said(qtbot: QtBot, window: Window) -> None:
    dialog = dialog_of(window)
    dialog.begin_with("fit")
    dialog.test.setCurrentIndex(dialog.test.findData(Test.AT_LEAST.value))
    dialog._arrange()
    for typed in ("", "many"):
        dialog.one.setText(typed)
        qtbot.keyClick(dialog.act, Qt.Key.Key_Space)
        assert dialog.isVisible() and dialog.problem.text()
    dialog.reject()
