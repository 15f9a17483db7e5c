"""Saved views at the left: below their place, set up with a press, more in a menu, taken from a dropped file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.listing import Condition, ListFilter, Order, Test
from app.services.views import ViewSettings, export_view, forget_view, save_view
from app.ui.dialogs.history import HistoryDialog
from app.ui.window import Window
from tests.ui.listing import opened, pane, settle, three_leads, values
from tests.workspaces import Workspaces

DIRECTORS = ViewSettings(
    ListFilter("", (Condition("title", Test.CONTAINS, ("manager",)),)),
    (Order("title", descending=True),),
    ("title", "person"),
    {"title": 199, "person": 180},
)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    made = opened(qtbot, workspaces(tmp_path / "Team.assay", three_leads))
    yield made
    made.close()


def names(window: Window) -> list[str]:
    assert window.view is not None
    return [link.accessibleName() for link in window.view.navigation.view_links()]


def save(qtbot: QtBot, window: Window, place: str, name: str, settings: ViewSettings, *, team: bool = False) -> int:
    assert window.view is not None
    made: list[Any] = []
    window.view.bench.do(save_view, place, name, settings, team=team, then=made.append)
    settle(qtbot, window)
    return int(made[0].outcome.id)


def test_views_stand_below_their_place_own_ones_first(qtbot: QtBot, window: Window) -> None:
    assert names(window) == []
    save(qtbot, window, "people", "Managers", DIRECTORS, team=True)
    save(qtbot, window, "leads", "Mine", ViewSettings(ListFilter("ada")))
    view_id = save(qtbot, window, "people", "Own people", ViewSettings())
    assert names(window) == [
        "Mine: Leads, a view of your own",
        "Own people: People, a view of your own",
        "Managers: People, a view of the team",
    ]
    assert window.view is not None
    window.view.bench.do(forget_view, view_id)
    settle(qtbot, window)
    assert len(names(window)) == 2
    window.commands.act("edit.undo")
    settle(qtbot, window)
    assert len(names(window)) == 3


def test_a_view_sets_up_the_whole_list(qtbot: QtBot, window: Window) -> None:
    save(qtbot, window, "people", "Managers", DIRECTORS)
    assert window.view is not None
    (link,) = window.view.navigation.view_links()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    settle(qtbot, window)
    shown = pane(qtbot, window, "people")
    assert window.view.place == "people" and shown.view.hasFocus()
    assert values(shown, "title") == ["Practice manager", "Lab manager"]
    assert shown.view.shown_ids() == ["title", "person"] and shown.view.widths()["title"] == 199
    assert shown.bar.words() == ["Title contains manager"]
    assert shown._set_up() == DIRECTORS


def test_more_views_than_fit_are_in_a_menu(qtbot: QtBot, window: Window) -> None:
    for number in range(6):
        save(qtbot, window, "accounts", f"View {number}", ViewSettings(ListFilter("north" if number == 5 else "")))
    assert names(window)[-1] == "More views of Accounts" and len(names(window)) == 4
    assert window.view is not None
    menu = window.view.navigation.view_links()[-1].menu()
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [f"View {n}" for n in range(6)]
    menu.actions()[-1].trigger()
    settle(qtbot, window)
    assert values(pane(qtbot, window), "name") == ["Northgate Hospital"]


def test_a_view_of_the_history_opens_it(qtbot: QtBot, window: Window) -> None:
    wish = ViewSettings(ListFilter("", (Condition("kind", Test.ONE_OF, ("import",)),)), (), ("what", "when"))
    save(qtbot, window, "history", "Imports only", wish)
    assert window.view is not None
    window.view.bench.place_wanted.emit(("history", wish))
    settle(qtbot, window)
    dialog = window.findChildren(HistoryDialog)[-1]
    assert dialog.isVisible() and dialog.table.rowCount() == 1
    assert dialog.shown.shown_ids() == ["what", "when"]
    dialog.accept()


def test_a_dropped_view_is_taken_and_shown(
    qtbot: QtBot, window: Window, tmp_path: Path, workspaces: Workspaces
) -> None:
    view_id = save(qtbot, window, "people", "Managers", DIRECTORS, team=True)
    assert window.runner is not None
    path = window.runner.desk.ask(export_view, view_id, tmp_path / "managers.assayview")
    window.close()
    other = opened(qtbot, workspaces(tmp_path / "Other.assay", three_leads))
    assert names(other) == []
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    other.dropEvent(QDropEvent(QPointF(5, 5), action, mime, button, held))
    settle(qtbot, other)
    assert other.view is not None and other.view.place == "people"
    assert values(pane(qtbot, other, "people"), "title") == ["Practice manager", "Lab manager"]
    assert names(other) == ["Managers: People, a view of your own"]
    other.close()
