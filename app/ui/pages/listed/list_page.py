"""A page that is a list: comes on screen with a filter or a saved view, and asks again when something changed."""

from typing import Any

from app.ui.bench import Bench
from app.ui.pages.listed.list_pane import ListPane
from app.ui.pages.page import Page
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.text import column


class ListPage(Page):
    """Holds one ListPane. What opening a row means is the page's own."""

    place = ""
    besides: tuple[str, ...] = ()  # columns that the page needs of each row, shown or not

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.pane = self.make_pane()
        self.view, self.table, self.bar = self.pane.view, self.pane.table, self.pane.bar
        self.pane.drawn.connect(self._on_drawn)
        self.pane.counted.connect(bench.counted)
        self.whole = column(self.pane, space=0)
        self.setLayout(self.whole)

    def make_pane(self) -> ListPane:
        """The list, with parts of its own where the page has any."""
        return ListPane(self.bench, self.place, besides=self.besides)

    def appear(self, what: Any = None) -> None:
        """Show a filter or a view where one is given."""
        read_from_the_top(self)
        if not self.pane.follow(what):
            super().appear(None)
        self.pane.take_focus()

    def refresh(self) -> None:
        """Ask for the rows."""
        self.pane.refresh()

    def _on_drawn(self, count: int) -> None:
        self.drawn = True
