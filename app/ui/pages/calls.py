"""Calls: planned, today, done; and the register of what is open between us and them."""

from typing import TYPE_CHECKING, Any

from app.language import later, tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.calls.call_list import CallList
from app.ui.pages.page import Page
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column, frame, row

if TYPE_CHECKING:
    from app.ui.pages.gaps import GapsPane

SIDES = (("calls", later("Calls")), ("gaps", later("Gaps")))


class CallsPage(Page):
    """Two lists; the one of gaps is made when it is first wanted."""

    half_screen = True

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.switch = Segmented(tr("List of"), SIDES)
        self.switch.choose("calls")
        self.switch.chosen.connect(self.show_side)
        self.calls = CallList(bench)
        self.calls.opened.connect(self._open)
        self.calls.counted.connect(self._say)
        self.gaps: GapsPane | None = None
        self.stack = Stack()
        self.stack.addWidget(self.calls)
        bar = frame("bar")
        bar.setLayout(row(self.switch, None, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.TIGHT)))
        whole = column(bar, self.stack, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        bench.commands.bind("call.plan", self, self._plan, lambda: not bench.read_only)

    @property
    def topic(self) -> str:
        """Gaps have a help of their own."""
        return "gaps" if self._side is self.gaps else "calls"

    @property
    def _side(self) -> "CallList | GapsPane":
        """The list on screen."""
        return self.gaps if self.gaps is not None and self.stack.currentWidget() is self.gaps else self.calls

    def appear(self, what: Any = None) -> None:
        """Show the calls; a part of them by its name; or ("gaps", a filter or a view)."""
        read_from_the_top(self)
        wish: Any = None
        if isinstance(what, tuple) and what[0] == "gaps":
            wish = what[1]
            self._bring("gaps")
        elif isinstance(what, str) and what:
            self._bring("calls")
            self.calls.parts.choose(what)
        super().appear(None)
        if self.gaps is not None:
            self.gaps.pane.follow(wish)
        self._take_focus()

    def refresh(self) -> None:
        """Ask for what is shown."""
        self._side.refresh()
        self.drawn = True

    def show_side(self, side: str) -> None:
        """Show the calls or the gaps."""
        self._bring(side)
        self.refresh()
        self._take_focus()

    def _bring(self, side: str) -> None:
        self.switch.choose(side)
        if side == "gaps" and self.gaps is None:
            from app.ui.pages.gaps import GapsPane  # only who looks at gaps meets it

            self.gaps = GapsPane(self.bench)
            self.gaps.counted.connect(self._say)
            self.stack.addWidget(self.gaps)
        shown = self.gaps if side == "gaps" else self.calls
        if shown is not None:
            self.stack.setCurrentWidget(shown)
        self.bench.commands.refresh()

    def _take_focus(self) -> None:
        self._side.take_focus()

    def _say(self, words: str) -> None:
        if self.isVisible():
            self.bench.counted.emit(words)

    def _open(self, call_id: int) -> None:
        self.bench.place_wanted.emit(("call", call_id))

    def _plan(self) -> None:
        from app.ui.calls.lead_chooser import plan_with_somebody

        current = self.calls.current
        lead_id = current.leads[0][0] if current is not None and current.leads else None
        plan_with_somebody(self.bench, lead_id, self._open, self.window())
