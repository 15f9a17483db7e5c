"""Leads: a table, a board or the fit x intent grid of those that pass; the one in hand stands in the side panel."""

from dataclasses import replace
from functools import partial
from typing import Any

from app.language import later, tr
from app.services.leads import LeadFilter, filter_choices
from app.ui.bench import Bench
from app.ui.pages.board import BoardPane
from app.ui.pages.bulk_bar import BulkBar
from app.ui.pages.filter_bar import FilterBar
from app.ui.pages.grid_pane import GridPane
from app.ui.pages.leads_acts import LeadsActs
from app.ui.pages.listed.kinds import KINDS
from app.ui.pages.listed.list_page import ListPage
from app.ui.pages.listed.list_pane import ListPane
from app.ui.widgets.empty import Empty
from app.ui.widgets.kept_switch import KeptSwitch

SHAPES = (
    ("list", later("List")),
    ("board", later("Board")),
    ("grid", later("Grid")),
)  # the ways in which the same leads are shown


class LeadsPage(ListPage):
    """A list like every other, whose filter stands in parts, and which is looked at in two more ways."""

    place = "leads"
    besides = ("overridden",)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        pane = self.pane
        self.views, self.groups, self.nothing = pane.views, pane.groups, pane.nothing
        self.shape = KeptSwitch(tr("Show leads as"), SHAPES, "leads/shape", "list")
        self.board, cells = BoardPane(bench), GridPane(bench)
        self.grid = cells.grid
        pane.offer_ways(self.shape, {"board": self.board, "grid": cells})
        cells.chosen.connect(self._list_cell)
        self.board.list_wanted.connect(self._list)
        pane.opened.connect(bench.lead_wanted)
        pane.current_changed.connect(bench.lead_shown)
        pane.completed.connect(self._complete)
        pane.acts.editing.take_pasted(self)
        self._acts = LeadsActs(bench, pane, self._bulk)
        for id, _ in SHAPES:
            bench.commands.bind(f"leads.{id}", self, partial(pane.show_as, id))

    def make_pane(self) -> ListPane:
        """The list with its filter in parts, and with what can be done with many leads."""
        kind, act = KINDS[self.place], partial(self.bench.commands.act, "import.files")
        nothing = Empty(kind.icon, *kind.words_of_none(), tr("Import files"), act)
        self._bulk = BulkBar(self.bench)
        return ListPane(
            self.bench, self.place, besides=self.besides, bar=FilterBar(), selection=self._bulk, nothing=nothing
        )

    @property
    def topic(self) -> str:
        """The board and the grid have help of their own."""
        return "" if self.pane.way is None else self.shape.value

    @property
    def holds_input(self) -> bool:
        """The reason of a move on the board is half-typed."""
        return self.pane.way is self.board and self.board.open_strip is not None

    def appear(self, what: Any = None) -> None:
        """Show a filter or a view where one is given."""
        if isinstance(what, LeadFilter):
            self.shape.choose("list")  # who names leads wants to see them
        super().appear(what)

    def _complete(self) -> None:
        """The lead in hand, and what the parts of the filter offer."""
        self.bench.lead_shown.emit(self.pane.current_id if self.pane.way is None else self.pane.way.current_id)
        self.bench.recall(filter_choices, then=self.bar.show_choices, key="leads.choices")

    def _list_cell(self, bands: tuple[str, str]) -> None:
        """List the leads of one cell, keeping the rest of the filter."""
        self._list(replace(self.bar.filter, fit_bands=(bands[0],), intent_bands=(bands[1],)))

    def _list(self, filter: LeadFilter) -> None:
        """List the leads of one cell of the grid or one column of the board."""
        self.bar.show_filter(filter)
        self.pane.show_as("list")
        self.view.setFocus()
