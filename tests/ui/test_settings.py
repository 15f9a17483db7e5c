"""Settings: each holds at once, is remembered, can be reached by keys, and the look follows the system where wished."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.desk import system_user
from app.ui import look, settings, theme
from app.ui.dialogs.settings import SettingsDialog
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on an empty workspace."""
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(workspaces(tmp_path / "Team.assay"), place="today")
    idle(qtbot, made)
    yield made
    made.close()


def opened(window: Window) -> SettingsDialog:
    window.commands.act("workspace.settings")
    return next(one for one in window.findChildren(SettingsDialog) if one.isVisible())


def press(dialog: QWidget, name: str) -> None:
    next(one for one in dialog.findChildren(QAbstractButton) if one.accessibleName() == name).click()


def test_a_palette_is_put_in_force_at_once(qtbot: QtBot, window: Window) -> None:
    dialog = opened(window)
    press(dialog, "Palette: Dark")
    assert theme.colours().name == "dark" and settings.text("palette") == "dark"
    press(dialog, "Palette: High contrast")
    assert theme.colours().name == "contrast"
    dialog.accept()


def test_another_language_is_spoken_at_once_in_the_menus_too(qtbot: QtBot, window: Window) -> None:
    def said() -> tuple[str, str, str]:
        menu = window.menus["Edit"]
        return menu.title(), menu.accessibleName(), window.commands.actions["edit.undo"].text()

    assert said() == ("&Edit", "Edit", "Undo")
    try:
        window.look.speak("de")
        idle(qtbot, window)
        assert said() == ("&Bearbeiten", "Bearbeiten", "Rückgängig")
    finally:
        window.look.speak("en")
        idle(qtbot, window)
    assert said() == ("&Edit", "Edit", "Undo")


def test_the_look_follows_the_system_where_nothing_else_was_chosen(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = QGuiApplication.styleHints()
    assert look.chosen() == look.SYSTEM
    try:
        monkeypatch.setattr(look, "of_the_system", lambda: "dark")
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert theme.colours().name == "dark"
        window.commands.act("view.light")
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert theme.colours().name == "light", "what a person chose stays"
        window.commands.act("view.system")
        assert theme.colours().name == "dark"
        window.commands.act("view.larger")
        assert theme.colours().name == "dark", "a larger text is no choice of a palette"
    finally:
        window.commands.act("view.light")


def test_another_text_size_makes_the_settings_anew(qtbot: QtBot, window: Window) -> None:
    press(opened(window), "Text size: 150%")
    idle(qtbot, window)
    assert look.scale() == 1.5
    dialog = next(one for one in window.findChildren(SettingsDialog) if one.isVisible())
    assert dialog.width() <= 1280 and dialog.minimumSizeHint().height() <= 800
    press(dialog, "Text size: 100%")
    assert look.scale() == 1.0
    for one in window.findChildren(SettingsDialog):
        one.close()


def test_the_name_stands_on_what_is_done_next(qtbot: QtBot, window: Window) -> None:
    dialog = opened(window)
    dialog.name.setText("Kim Aalto")
    dialog.name.editingFinished.emit()
    assert window.runner is not None and window.runner.desk.by == "Kim Aalto"
    assert settings.text("by") == "Kim Aalto"
    dialog.name.clear()
    dialog.name.editingFinished.emit()
    assert window.runner.desk.by == system_user()
    dialog.accept()


def test_it_says_where_backups_go_and_how_many_are_kept(qtbot: QtBot, window: Window) -> None:
    assert window.runner is not None
    window.runner.desk.back_up("manual")
    dialog = opened(window)
    assert "Team backups" in dialog.where.text()
    assert any("1 copy" in text.text() and "12 daily" in text.text() for text in _labels(dialog))
    dialog.accept()


def test_the_side_panel_can_be_switched_off(qtbot: QtBot, window: Window) -> None:
    dialog = opened(window)
    press(dialog, "Side panel: Hidden")
    assert settings.text("panel") == "no"
    dialog.accept()


def test_a_layout_is_forgotten_and_choices_are_not(qtbot: QtBot, window: Window) -> None:
    settings.remember("leads/sort", "name up")
    settings.remember("palette", "dark")
    dialog = opened(window)
    press(dialog, "Forget sizes, columns and orders")
    assert settings.text("leads/sort") == "" and settings.text("palette") == "dark"
    assert dialog.said.text()
    dialog.accept()


def test_without_a_workspace_its_part_is_left_out(qtbot: QtBot, window: Window) -> None:
    window.show_start()
    dialog = opened(window)
    assert not hasattr(dialog, "where")
    dialog.accept()


def test_every_control_is_named_and_reached_by_tab(qtbot: QtBot, window: Window) -> None:
    dialog: Any = opened(window)
    controls = [one for one in dialog.findChildren(QWidget) if isinstance(one, (QAbstractButton, QLineEdit))]
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in controls)
    chain, at = set(), dialog
    for _ in range(60):
        at = at.nextInFocusChain()
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(dialog):
            chain.add(at)
    down = {one for one in controls if isinstance(one, QAbstractButton) and one.isChecked()}
    assert len(down) == 4 and down <= chain, "palette, size, panel and language"
    assert {dialog.name, dialog.where} <= chain
    assert isinstance(dialog, QDialog)
    dialog.accept()


def _labels(dialog: QWidget) -> list[Any]:
    from PySide6.QtWidgets import QLabel

    return dialog.findChildren(QLabel)


def test_the_width_of_the_side_panel_is_remembered(qtbot: QtBot, window: Window) -> None:
    from app.services.adding import add_lead

    assert window.runner is not None and window.view is not None
    wish = {"full_name": "Ada Berg", "company": "Northgate", "service_line": "hospital_lab"}
    window.runner.desk.do(add_lead, wish)
    window.view.go("leads")
    qtbot.waitUntil(window.view.panel.isVisible)
    before = window.view.panel.width()
    window.view.split.moveSplitter(window.view.split.width() - before - 40, 1)
    wider = window.view.panel.width()
    assert wider > before + 20
    window.view.go("today")
    window.view.go("leads")
    qtbot.waitUntil(window.view.panel.isVisible)
    assert window.view.panel.width() == wider
    window.resize(1400, 800)
    idle(qtbot, window)
    assert window.view.panel.width() == wider, "the list has the room of a wider window"
