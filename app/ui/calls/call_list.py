"""The calls of one part of the place: today, to close out, planned, done, called off."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.counting import counted
from app.domain.matching import fold
from app.language import later, number, tr
from app.services.calls.places import CallCounts, call_rows, counts_of_calls
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.calls.words import EMPTY, PARTS_OF_PLACE, exit_of, when_of
from app.ui.command_table import told_of
from app.ui.pages.listed.text_filter import TextFilter
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.empty import Empty
from app.ui.widgets.kept_switch import KeptSwitch
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import button, column, frame, row

if TYPE_CHECKING:
    from app.services.calls.places import CallRow

REACHED = {"yes": later("Reached"), "partly": later("Partly"), "no": later("Not reached")}  # the exit wanted
REACHED_HUES = {"yes": "good", "partly": "wait", "no": "bad"}


def _in_full(call: "CallRow") -> str:
    return tr("{at}, {minutes} min", at=dates.there(call.at), minutes=call.minutes)


def _reached(call: "CallRow") -> str:
    return tr(REACHED[call.reached]) if call.reached in REACHED else ""


COMING = (
    Column("when", later("When"), 192, when_of, "strong", tip=_in_full),
    Column("account", later("Account"), 170, lambda r: r.account, "text"),
    Column("with", later("With"), 160, lambda r: ", ".join(r.theirs)),
    Column("goal", later("Goal"), 166, lambda r: r.goal, stretch=True),
    Column("exit", later("Exit wanted"), 164, lambda r: r.exit_label, "muted"),
    Column("line", later("Service line"), 140, lambda r: r.service_line_label, "muted"),
    Column("ours", later("Ours"), 110, lambda r: ", ".join(r.ours), "muted"),
)
PAST = (
    Column("when", later("When"), 172, when_of, "strong", tip=_in_full),
    Column("account", later("Account"), 160, lambda r: r.account, "text"),
    Column("reached", later("Exit"), 112, _reached, "chip",
           hue=lambda r: REACHED_HUES.get(r.reached, "muted"), tip=exit_of),
    COMING[2],
    Column("next", later("Next step"), 150, lambda r: r.next_step, stretch=True),
    Column("due", later("Due"), 100, lambda r: dates.day(r.due), "due"),
    Column("owner", later("Owner"), 120, lambda r: r.owner, "muted"),
    COMING[5],
)  # fmt: skip


class CallList(QWidget):
    """Keeps which part is shown and what is looked for; one row opens in full."""

    opened = Signal(object)  # id of a call
    counted = Signal(object)  # how many, in words

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.rows: list[CallRow] = []
        parts = tuple(PARTS_OF_PLACE.items())
        self.parts = KeptSwitch(tr("Which calls"), parts, "calls/part", "today", flows=True)
        self.parts.chosen.connect(self.show_part)
        self.text = TextFilter(tr("Filter: account, person, goal"))
        self.text.typed.connect(lambda _: self._show())
        self.text.left.connect(self.take_focus)
        self.plan = button(tr("Plan a call"), "phone-plus", part="main")
        self.plan.setToolTip(told_of("call.plan"))
        self.plan.clicked.connect(lambda: bench.commands.act("call.plan"))
        bench.guard(self.plan)
        self.coming, self.past = HeldTable(COMING, self), HeldTable(PAST, self)
        self.views = {
            table: RowView(table, words, kept)
            for table, words, kept in (
                (self.coming, tr("Calls to come"), "calls"),
                (self.past, tr("Past calls"), "calls-past"),
            )
        }
        plan = partial(bench.commands.act, "call.plan")
        self.nothing = Empty("phone", tr(EMPTY["today"][0]), tr(EMPTY["today"][1]), tr("Plan a call"), plan)
        self.stack = Stack()
        for shown in (*self.views.values(), self.nothing):
            self.stack.addWidget(shown)
        for view in self.views.values():
            view.opened.connect(self._open)
        bar = frame("bar")
        head = row(self.parts, self.text, self.plan, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        head.setStretch(1, 1)
        head.setAlignment(self.parts, Qt.AlignmentFlag.AlignVCenter)
        bar.setLayout(head)
        whole = column(bar, self.stack, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._bind()

    def _bind(self) -> None:
        bind, any_rows = self.bench.commands.bind, lambda: self.isVisible() and bool(self.shown.rowCount())
        bind("edit.filter", self, self.text.take_focus)
        bind("lead.next", self, lambda: self.view.step(1), any_rows)
        bind("lead.previous", self, lambda: self.view.step(-1), any_rows)
        bind("lead.wide", self, self._open_current, lambda: self.current is not None)
        bind("lead.call", self, self._open_current, lambda: self.current is not None)

    # --- showing -----------------------------------------------------------------------------------------------------

    @property
    def part(self) -> str:
        """Which part is shown."""
        return self.parts.value or "today"

    @property
    def shown(self) -> HeldTable:
        """The table of this part."""
        return self.past if self.part in ("done", "cancelled") else self.coming

    @property
    def view(self) -> RowView:
        """The table of this part on screen."""
        return self.views[self.shown]

    @property
    def current(self) -> "CallRow | None":
        """The call in hand."""
        found: CallRow | None = self.shown.row_at(self.view.currentIndex().row())
        return found

    def show_part(self, part: str) -> None:
        """Show another part of the calls, and remember it."""
        self.parts.keep(part)
        self.refresh()
        self.take_focus()

    def refresh(self) -> None:
        """Ask for the calls of this part, and how many there are in each."""
        self.bench.ask(call_rows, self.part, then=self._draw, key="calls")
        self.bench.ask(counts_of_calls, then=self._draw_counts, key="calls/counts")

    def _draw(self, rows: "list[CallRow]") -> None:
        self.rows = rows
        self._show()

    def _show(self) -> None:
        asked = fold(self.text.text()).split()
        found = [one for one in self.rows if all(word in _words(one) for word in asked)]
        self.shown.show_rows(found)
        held = self.focusWidget() in (*self.views.values(), None)
        if found:
            self.stack.setCurrentWidget(self.view)
        else:
            title, about = EMPTY[self.part]
            no_match = bool(asked) and bool(self.rows)
            self.nothing.say(
                tr("No call passes this filter") if no_match else tr(title),
                tr("Loosen the filter above, or clear it.") if no_match else tr(about),
            )
            self.stack.setCurrentWidget(self.nothing)
        if held:
            self.take_focus()
        self.counted.emit(counted(len(found), "call"))
        self.bench.commands.refresh()

    def _draw_counts(self, counts: CallCounts) -> None:
        for id, words in PARTS_OF_PLACE.items():
            found = getattr(counts, id, 0)
            self.parts.say(id, f"{tr(words)}  {number(found)}" if found else tr(words))

    def take_focus(self) -> None:
        """The keyboard goes to the rows."""
        if self.stack.currentWidget() is self.nothing:
            self.nothing.take_focus()
        else:
            self.view.setFocus()

    # --- going on ----------------------------------------------------------------------------------------------------

    def _open(self, at: int) -> None:
        found = self.shown.row_at(at)
        if found is not None:
            self.opened.emit(found.id)

    def _open_current(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current.id)


def _words(call: "CallRow") -> str:
    parts: Sequence[Any] = (call.account, call.goal, call.exit_label, call.next_step, *call.theirs, *call.ours)
    return fold(" ".join((*parts, *(name for _, name in call.leads))))
