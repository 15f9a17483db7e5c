"""The calls of a lead on its page: the next one with its goal and exit, and what came of the last one."""

from functools import partial
from typing import TYPE_CHECKING, Any

from app.language import tr
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.calls.words import PARTS_OF_PLACE, exit_of, when_of
from app.ui.command_table import told_of
from app.ui.widgets.text import Card, Link, clear, column, label

if TYPE_CHECKING:
    from app.services.calls.places import CallRow


class CallsCard(Card):
    """Each call opens by a click or from the keyboard; Q opens the next one, or the sheet where none is planned."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(tr("CALLS"), tr("Open it"), key="Q")
        self.bench = bench
        self.asked.connect(lambda: bench.commands.act("lead.call"))
        self._lines = column(space=2)
        self.body.addLayout(self._lines)

    def draw(self, view: Any) -> None:
        """Show the calls of a LeadView."""
        clear(self._lines)
        self._draw_next(view.calls.next, view.is_open)
        if view.calls.latest is not None:
            self._draw_latest(view.calls.latest)

    def _draw_next(self, call: "CallRow | None", is_open: bool) -> None:
        if call is None:
            self._say(tr("No call is planned"))
            if is_open and not self.bench.read_only:
                self._lines.addWidget(self._plan())
            return
        self._lines.addWidget(self._link(call, tr("Next: {when}", when=when_of(call))))
        if call.overdue:
            self._say(tr(PARTS_OF_PLACE["to_close"]), "bad")
        self._say(call.goal or tr("No goal is written yet"))
        exit_wanted = tr("Exit wanted: {exit}", exit=call.exit_label) if call.exit_label else ""
        self._say(exit_wanted or tr("No exit is agreed on yet"))

    def _draw_latest(self, call: "CallRow") -> None:
        self._lines.addWidget(self._link(call, tr("Last: {when}", when=when_of(call))))
        agreed = (call.next_step, dates.day(call.due), call.owner) if call.next_step else ()
        for words in (exit_of(call), call.learned, " · ".join(part for part in agreed if part)):
            if words:
                self._say(words)

    def _link(self, call: "CallRow", words: str) -> Link:
        link = Link(words, name=tr("Open the call: {what}, {goal}", what=words, goal=call.goal), elide=True)
        link.clicked.connect(partial(self._open, call.id))
        return link

    def _plan(self) -> Link:
        link = Link(tr("Plan a call"))
        link.setToolTip(told_of("call.plan"))
        link.clicked.connect(lambda: self.bench.commands.act("call.plan"))
        return link

    def _say(self, words: str, hue: str = "muted") -> None:
        self._lines.addWidget(label(words, theme.FINE, tone=hue, wrap=True))

    def _open(self, call_id: int, *_: Any) -> None:
        self.bench.place_wanted.emit(("call", call_id))
