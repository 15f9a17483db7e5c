"""The fit x intent grid on Leads: cells with counts and paths, walked by arrows, chosen into the list."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.grid import Grid, GridCell
from app.services.leads import LeadFilter
from app.ui import theme
from app.ui.widgets.score_grid import ScoreGrid, _ink, _shade
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, workspaces: Workspaces, tmp_path: Path) -> Iterator[Window]:
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(workspaces.sample(tmp_path / "Sample.assay"), place="leads")
    idle(qtbot, made)
    yield made
    made.close()


def leads_page(window: Window) -> Any:
    assert window.view is not None
    return window.view.pages["leads"]


def as_grid(qtbot: QtBot, window: Window) -> Any:
    window.commands.act("leads.grid")
    idle(qtbot, window)
    return leads_page(window)


def test_the_grid_counts_every_lead_once_and_names_each_cell(qtbot: QtBot, window: Window) -> None:
    listed = leads_page(window).table.rowCount()
    page = as_grid(qtbot, window)
    assert page.grid.isVisible() and not page.view.isVisible()
    cells = [button for row in page.grid.cells for button in row]
    assert len(cells) == 9 and sum(button._cell.count for button in cells) == listed
    best = page.grid.cells[0][-1]
    assert best.accessibleName().startswith("High fit, High intent: Talk now. ")
    assert best.accessibleName().endswith("Suggests Sales discovery.")


def test_arrows_walk_the_cells_and_enter_lists_one(qtbot: QtBot, window: Window) -> None:
    page = as_grid(qtbot, window)
    cells = page.grid.cells
    assert cells[0][-1].hasFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right):  # the edge
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert cells[0][-1].hasFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert cells[1][1].hasFocus()
    stops = [one for row in cells for one in row if one.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == [cells[1][1]]
    count = cells[1][1]._cell.count
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    idle(qtbot, window)
    assert page.view.isVisible() and page.table.rowCount() == count
    assert page.bar.filter == LeadFilter(fit_bands=("medium",), intent_bands=("medium",))
    assert page.bar.more.text() == "Fit: Medium, Intent: Medium"


def test_enter_is_for_the_cell_while_the_commands_are_still_those_of_the_list(qtbot: QtBot, window: Window) -> None:
    page = as_grid(qtbot, window)
    window.commands.actions["lead.wide"].setEnabled(True)  # as they were last refreshed
    qtbot.keyClick(page.grid.cells[1][1], Qt.Key.Key_Return)
    idle(qtbot, window)
    assert page.view.isVisible() and page.bar.filter == LeadFilter(fit_bands=("medium",), intent_bands=("medium",))


def test_what_needs_a_row_of_the_list_is_off_at_once(qtbot: QtBot, window: Window) -> None:
    needy = [window.commands.actions[id] for id in ("lead.wide", "lead.next", "view.columns", "move.any")]
    assert all(action.isEnabled() for action in needy)
    window.commands.act("leads.grid")
    assert not any(action.isEnabled() for action in needy)


def test_a_click_does_the_same_and_the_grid_still_shows_the_others(qtbot: QtBot, window: Window) -> None:
    page = as_grid(qtbot, window)
    whole = [button._cell.count for row in page.grid.cells for button in row]
    qtbot.mouseClick(page.grid.cells[2][0], Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert page.table.rowCount() == whole[6]
    page = as_grid(qtbot, window)
    assert [button._cell.count for row in page.grid.cells for button in row] == whole
    marked = [button for row in page.grid.cells for button in row if button._marked]
    assert marked == [page.grid.cells[2][0]] and marked[0].accessibleName().endswith("In the filter.")


def test_a_filter_thins_the_grid_and_an_empty_one_says_so(qtbot: QtBot, window: Window) -> None:
    page = as_grid(qtbot, window)
    every = sum(button._cell.count for row in page.grid.cells for button in row)
    page.bar.show_filter(LeadFilter(stages=("sql",)), tell=True)
    idle(qtbot, window)
    assert 0 < sum(button._cell.count for row in page.grid.cells for button in row) < every
    page.bar.show_filter(LeadFilter(text="nobody is called so"), tell=True)
    idle(qtbot, window)
    assert page.nothing.isVisible() and page.nothing.title.text() == "No lead passes this filter"


def test_who_comes_with_named_leads_sees_a_list(qtbot: QtBot, window: Window) -> None:
    page = as_grid(qtbot, window)
    assert window.view is not None
    window.view.go("today")
    window.view.go("leads", LeadFilter(stages=("mql",)))
    idle(qtbot, window)
    assert page.view.isVisible() and page.shape.value == "list"


def test_other_bands_make_other_cells(qtbot: QtBot, dressed: QApplication) -> None:
    grid = ScoreGrid()
    qtbot.addWidget(grid)

    def one(fit: str, intent: str, count: int) -> GridCell:
        return GridCell(fit, intent, fit.title(), intent.title(), f"{fit} {intent}", "sdr", "SDR", count, count, 0.5)

    grid.draw(
        Grid(((one("high", "low", 1), one("high", "high", 1)), (one("low", "low", 0), one("low", "high", 2))), 4, 4)
    )
    assert [len(row) for row in grid.cells] == [2, 2]
    grid.draw(Grid(((one("any", "any", 1),),), 1, 1, elsewhere=3))
    assert [len(row) for row in grid.cells] == [1]
    assert "1 lead, 1 open" in grid.says.text() and "3 wait to be judged" in grid.says.text()


@pytest.mark.parametrize("palette", theme.PALETTES)
@pytest.mark.parametrize("depth", [0.0, 0.25, 0.26, 0.5, 1.0])
def test_words_read_on_every_shade(dressed: QApplication, palette: str, depth: float) -> None:
    theme.apply(dressed, palette)
    assert theme.contrast(_shade(depth).name(), _ink(depth)) >= 4.5
