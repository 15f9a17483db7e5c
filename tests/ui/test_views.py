"""Saved views in the window: saved with filter, order and columns, applied, shared, opened in another workspace."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.listing import Condition, Order, Test
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.leads import LeadFilter
from app.ui.dialogs.form import FormDialog
from app.ui.window import Window
from tests.ui.waiting import idle


def workspace(path: Path) -> Desk:
    desk = Desk.create(path, "diagnostics", by="Robin")
    for first, title in (("Ada", "Lab director"), ("Bo", ""), ("Cleo", "CFO")):
        row = {"first_name": first, "last_name": "Berg", "email": f"{first.casefold()}@north.example"}
        desk.do(add_lead, {**row, "job_title": title, "company": f"{first} Hospital"})
    return desk


def opened(qtbot: QtBot, desk: Desk) -> Window:
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="leads")
    idle(qtbot, made)
    idle(qtbot, made)
    return made


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Window]:
    made = opened(qtbot, workspace(tmp_path / "One.assay"))
    yield made
    made.close()


def page_of(window: Window) -> Any:
    assert window.view is not None
    return window.view.pages["leads"]


def save(qtbot: QtBot, window: Window, name: str, whose: str) -> None:
    window.commands.act("list.save_view")
    form = window.findChildren(FormDialog)[-1]
    named, team = form.inputs["name"], form.inputs["team"]
    assert isinstance(named, QLineEdit) and isinstance(team, QComboBox)
    named.setText(name)
    team.setCurrentIndex(max(team.findData(whose), 0))
    qtbot.keyClick(form.act, Qt.Key.Key_Space)
    idle(qtbot, window)
    idle(qtbot, window)


def set_up(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    page.bar.add_condition(Condition("title", Test.NOT_EMPTY))
    page.pane.sort_by(Order("person", descending=True))
    page.view.arrange_columns(("title", "person"), {"title": 222})
    idle(qtbot, window)


def names(window: Window) -> list[str]:
    table = page_of(window).table
    return [table.row_at(at).values["person"] for at in range(table.rowCount())]


def test_a_view_brings_back_filter_order_and_columns(qtbot: QtBot, window: Window) -> None:
    set_up(qtbot, window)
    save(qtbot, window, "With a title", "")
    page = page_of(window)
    page.bar.show_filter(LeadFilter(), tell=True)
    page.pane.sort_by(Order("person"))
    page.view.columns_as_at_first()
    idle(qtbot, window)
    assert len(names(window)) == 3
    (view,) = page.views.views
    assert view.own
    page.views.wanted.emit(view.settings)
    idle(qtbot, window)
    idle(qtbot, window)
    assert names(window) == ["Cleo Berg", "Ada Berg"]
    assert page.view.shown_ids() == ["title", "person"] and page.view.widths()["title"] == 222


def test_a_view_of_the_team_is_shared_and_opened_in_another_workspace(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(qtbot, window)
    save(qtbot, window, "With a title", "team")
    path = tmp_path / "with-a-title.assayview"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page = page_of(window)
    assert [view.own for view in page.views.views] == [False]
    page.views.share(page.views.views[0])
    qtbot.waitUntil(path.exists)
    idle(qtbot, window)
    window.close()
    other = opened(qtbot, workspace(tmp_path / "Two.assay"))
    page_of(other).view.columns_as_at_first()
    page_of(other).views.take()
    idle(qtbot, other)
    idle(qtbot, other)
    qtbot.waitUntil(lambda: names(other) == ["Cleo Berg", "Ada Berg"])
    assert page_of(other).view.shown_ids() == ["title", "person"]
    menu = page_of(other).views.menu()
    menu.aboutToShow.emit()
    assert "With a title" in [action.text() for action in menu.actions()]
    other.close()


def test_a_view_without_a_name_is_refused_in_the_form(qtbot: QtBot, window: Window) -> None:
    save(qtbot, window, " ", "team")
    form = window.findChildren(FormDialog)[-1]
    assert "Name the view" in form.problem.text()
    form.reject()
