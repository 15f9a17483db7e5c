"""Handoffs: what was given to sales and pre-sales, by state; replies are taken here."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from app.domain.listing import Condition, ListFilter, Test
from app.language import number, tr
from app.services.lists.places import place_of
from app.services.replies import look_at_reply, take_reply
from app.services.views import ViewSettings
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.pages.listed.list_page import ListPage
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, frame, label, row


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
        self.take.setToolTip(tr("Choose a returned handoff workbook, or drop it on the window"))
        self.take.clicked.connect(self._choose)
        bench.guard(self.take)
        bar = frame("bar")
        bar.setLayout(row(self.states, None, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, 0)))
        self.bar.end_with(self.take)
        self.reply = frame("strip")
        self.says = label("", wrap=True)
        self.accept, self.leave = button(tr("Take it"), part="main", name=tr("Take the reply")), button(tr("Leave it"))
        self.accept.clicked.connect(self._take)
        self.leave.clicked.connect(self._next_reply)
        box = row(self.says, self.leave, self.accept, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        box.setStretch(0, 1)
        self.reply.setLayout(box)
        self.reply.hide()
        self._path: Path | None = None
        self._more: list[Path] = []  # replies that are looked at after the one in hand
        self.pane.opened.connect(lambda _: self._open())
        self.pane.current_changed.connect(lambda _: self._on_current())
        self.pane.drawn.connect(lambda _: self._on_current())
        self.pane.filtered.connect(self._show_state)
        self.whole.insertWidget(0, bar)
        self.whole.insertWidget(1, self.reply)
        bench.commands.bind("lead.wide", self, self._open, lambda: self.pane.current is not None)

    def appear(self, what: Any = None) -> None:
        """Paths are replies that were dropped; they are looked at one after the other."""
        super().appear(what)
        if what and not isinstance(what, (ViewSettings, ListFilter)):
            self._more = list(what)
            self._next_reply()

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

    # --- replies -----------------------------------------------------------------------------------------------------

    def look(self, path: Path) -> None:
        """Read a returned workbook and say what it is before anything is changed."""
        self._path = path
        self.bench.ask(look_at_reply, path, then=self._draw_reply, key="reply")

    def _draw_reply(self, reply: Any) -> None:
        said = [part for part in (reply.reason, reply.note) if part]
        who = " · ".join(part for part in (reply.name, dates.exact(reply.on)) if part)
        lines = [" ".join((reply.says, *said)), who]
        if reply.edited:
            lines.append(tr("Changed elsewhere in the workbook, not taken: {cells}", cells="; ".join(reply.edited[:4])))
            lines += [tr("and {count} more", count=len(reply.edited) - 4)] if len(reply.edited) > 4 else []
        if self._more:
            lines.append(tr("{count} more to look at after this one", count=number(len(self._more))))
        self.says.setText("\n".join(line for line in lines if line))
        self.says.setToolTip("\n".join(reply.edited))
        self.accept.setVisible(reply.outcome == "can_take" and not self.bench.read_only)
        self.reply.show()
        (self.accept if self.accept.isVisible() else self.leave).setFocus()

    def _take(self) -> None:
        path = self._path
        self._next_reply()
        if path is not None:
            self.bench.do(take_reply, path)

    def _next_reply(self) -> None:
        self.reply.hide()
        if self._more:
            self.look(self._more.pop(0))

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Take a reply"), str(Path.home()), tr("Excel workbook (*.xlsx)"))
        if path:
            self.look(Path(path))

    def _on_current(self) -> None:
        self.bench.lead_shown.emit(self._lead)

    def _open(self) -> None:
        self.bench.lead_wanted.emit(self._lead)

    @property
    def _lead(self) -> int | None:
        row = self.pane.current
        lead = row.values.get("lead") if row is not None else None
        return lead if isinstance(lead, int) else None
