"""Handoffs: what was given to sales and pre-sales, by state; replies are taken here."""

from dataclasses import replace
from typing import Any

from app.domain.listing import Condition, ListFilter, Test
from app.language import tr
from app.services.lists.places import place_of
from app.services.views import ViewSettings
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.listed.list_page import ListPage
from app.ui.pages.taking_replies import TakingReplies
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, frame, row


class HandoffsPage(ListPage):
    """The list of handoffs; the switch of states is a condition like any other."""

    place = "handoffs"
    besides = ("lead",)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        labels = place_of("handoffs").column("state").labels
        choices = [("", tr("All")), *(labels().items() if labels is not None else ())]
        self.states = Segmented(tr("State"), choices)
        self.states.choose("")
        self.states.chosen.connect(self._on_state)
        self.take = button(tr("Take a reply"), "download", part="main")
        self.take.setToolTip(tr("Choose returned handoff workbooks, or drop them on the window"))
        bench.guard(self.take)
        bar = frame("bar")
        bar.setLayout(row(self.states, None, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, 0)))
        self.bar.end_with(self.take)
        self.reply = TakingReplies(bench)
        self.take.clicked.connect(self.reply.choose)
        self.reply.left.connect(self.pane.take_focus)
        self.says, self.accept, self.leave = self.reply.says, self.reply.accept, self.reply.leave
        self.pane.opened.connect(lambda _: self._open())
        self.pane.current_changed.connect(lambda _: self._on_current())
        self.pane.drawn.connect(lambda _: self._on_current())
        self.pane.filtered.connect(self._show_state)
        self.whole.insertWidget(0, bar)
        self.whole.insertWidget(1, self.reply)
        bench.commands.bind("lead.wide", self, self._open, lambda: self.pane.current is not None)

    def appear(self, what: Any = None) -> None:
        """Paths are replies that were dropped; they are looked at together."""
        super().appear(what)
        if what and not isinstance(what, (ViewSettings, ListFilter)):
            self.reply.look(list(what))

    # --- states ------------------------------------------------------------------------------------------------------

    def _on_state(self, state: str) -> None:
        """Show one state, or all; what else the filter asks for stays."""
        kept = tuple(one for one in self.bar.filter.conditions if one.column != "state")
        asked = (Condition("state", Test.ONE_OF, (state,)),) if state else ()
        self.pane.show_filter(replace(self.bar.filter, conditions=(*kept, *asked)), keep_focus=True)

    def _show_state(self, filter: ListFilter) -> None:
        """The switch says what the filter says, however it came to be asked for."""
        asked = [one for one in filter.conditions if one.column == "state"]
        one_alone = len(asked) == 1 and asked[0].test is Test.ONE_OF and len(asked[0].values) == 1
        self.states.choose(asked[0].values[0] if one_alone else "")

    def _on_current(self) -> None:
        self.bench.lead_shown.emit(self._lead)

    def _open(self) -> None:
        self.bench.lead_wanted.emit(self._lead)

    @property
    def _lead(self) -> int | None:
        row = self.pane.current
        lead = row.values.get("lead") if row is not None else None
        return lead if isinstance(lead, int) else None
