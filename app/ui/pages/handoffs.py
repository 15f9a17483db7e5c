"""Handoffs: what was given to sales and pre-sales, by state; replies are taken here."""

from dataclasses import replace
from typing import Any

from app.domain.listing import Condition, ListFilter, Test
from app.language import later, tr
from app.services.handoff_board import HandoffBoard
from app.services.lists.places import place_of
from app.services.views import ViewSettings
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.handoff_board import HandoffBoardPane, counted_words
from app.ui.pages.listed.list_page import ListPage
from app.ui.pages.taking_replies import TakingReplies
from app.ui.widgets.kept_switch import KeptSwitch
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, frame, row

SHAPES = (("board", later("Board")), ("list", later("List")))


class HandoffsPage(ListPage):
    """Handoffs as a board or as a list; on the list the switch of states is a condition like any other."""

    place = "handoffs"
    besides = ("lead",)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._entered = False  # the board was chosen: it takes the keyboard once its cards are there
        labels = place_of("handoffs").column("state").labels
        late = "overdue" if bench.playbook.deadlines.silence_accepts else "silent"  # there are none of these
        known = labels().items() if labels is not None else ()
        choices = [("", tr("All")), *((id, words) for id, words in known if id not in (late, "replaced"))]
        self.states = Segmented(tr("State"), choices)
        self.states.choose("")
        self.states.chosen.connect(self._on_state)
        self.take = button(tr("Take a reply"), "download", part="main")
        self.take.setToolTip(tr("Choose returned handoff workbooks, or drop them on the window"))
        bench.guard(self.take)
        self.shape = KeptSwitch(tr("Show handoffs as"), SHAPES, "handoffs/shape", "board")
        self.shape.chosen.connect(self.show_as)
        self.board = HandoffBoardPane(bench)
        self.board.drawn.connect(self._drew_board)
        self.board.list_wanted.connect(self._list)
        bar = frame("bar")
        bar.setLayout(row(self.shape, self.states, None, self.take, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, 0)))
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
        self.whole.addWidget(self.board, 1)
        self._arrange()
        bench.commands.bind("lead.wide", self.pane, self._open, lambda: self.pane.current is not None)

    def appear(self, what: Any = None) -> None:
        """Paths are replies that were dropped, looked at together; a filter or a view shows the list."""
        if isinstance(what, (ViewSettings, ListFilter)):
            self._choose_shape("list")
        replies = what if what and not isinstance(what, (ViewSettings, ListFilter)) else ()
        self._entered = not self._listed and not replies  # what is to be looked at takes the keyboard
        super().appear(what)
        if replies:
            self.reply.look(list(replies))

    # --- board or list -----------------------------------------------------------------------------------------------

    @property
    def _listed(self) -> bool:
        return self.shape.value == "list"

    def show_as(self, shape: str) -> None:
        """Show the handoffs in another way, and remember it."""
        self.shape.take_focus()  # what has the keyboard may go; the other shape takes it once it is drawn
        self.shape.keep(shape)
        self._arrange()
        self._entered = not self._listed
        self.refresh()
        if self._listed:
            self.pane.take_focus()

    def refresh(self) -> None:
        """Ask for the board, or for the rows."""
        if self._listed:
            super().refresh()
        else:
            self.board.ask()

    def _choose_shape(self, shape: str) -> None:
        self.shape.choose(shape)
        self._arrange()

    def _arrange(self) -> None:
        self.pane.setVisible(self._listed)
        self.states.setVisible(self._listed)
        self.board.setVisible(not self._listed)

    def _drew_board(self, view: HandoffBoard) -> None:
        self.drawn = True
        self.bench.lead_shown.emit(None)  # the columns need the width, and their foot says what matters
        self.bench.counted.emit(counted_words(view))
        if self._entered and not self._listed:
            self._entered = False
            self.board.take_focus()

    def _list(self, filter: ListFilter) -> None:
        self.show_as("list")
        self.pane.show_filter(filter)

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
        if not self._listed:
            return self.board.lead
        row = self.pane.current
        lead = row.values.get("lead") if row is not None else None
        return lead if isinstance(lead, int) else None
