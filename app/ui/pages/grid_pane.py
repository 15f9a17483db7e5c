"""The fit x intent grid of the leads that pass a filter, as one way of looking at their list."""

from typing import Any

from PySide6.QtCore import Signal

from app.domain.grid import Grid
from app.services.grid import grid_view
from app.services.leads import LeadFilter
from app.ui.bench import Bench
from app.ui.pages.listed.ways import Way, key_of
from app.ui.widgets.score_grid import ScoreGrid
from app.ui.widgets.text import column


class GridPane(Way):
    """Asks for the counts of the cells; one that is chosen is to be listed."""

    chosen = Signal(object)  # (fit band, intent band)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench, self._filter = bench, LeadFilter()
        self._entered = False  # it takes the keyboard once its cells are there
        self.grid = ScoreGrid()
        self.grid.chosen.connect(self.chosen)
        self.setLayout(column(self.grid, space=0))

    def ask(self, filter: Any) -> None:
        """Ask for the counts of the leads that pass."""
        self._filter = filter
        self._bench.ask(grid_view, filter, then=self._draw, key=key_of("leads"))

    def take_focus(self) -> None:
        """Give the keyboard to a cell, once there are any."""
        self._entered = True
        self.grid.take_focus()

    def _draw(self, grid: Grid) -> None:
        self.grid.draw(grid, self._filter.fit_bands, self._filter.intent_bands)
        self.drawn.emit(grid.count)
        if self._entered:
            self._entered = False
            self.grid.take_focus()
