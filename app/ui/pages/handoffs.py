"""Handoffs: what was given to sales and pre-sales, by state; replies are taken here."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from app.language import number, tr
from app.services.handoffs import handoff_rows
from app.services.replies import look_at_reply, take_reply
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.pages.handoff_columns import COLUMNS, STATES
from app.ui.pages.page import Page
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.empty import Empty
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, column, frame, label, row


class HandoffsPage(Page):
    """Keeps which state is shown."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._rows: list[Any] = []
        choices = [("", tr("All")), *((id, tr(words)) for id, (words, _) in STATES.items())]
        self.states = Segmented(tr("State"), choices)
        self.states.choose("")
        self.states.chosen.connect(lambda _: self._show())
        self.take = button(tr("Take a reply"), "download", part="main")
        self.take.setToolTip(tr("Choose a returned handoff workbook, or drop it on the window"))
        self.take.clicked.connect(self._choose)
        bench.guard(self.take)
        bar = frame("bar")
        bar.setLayout(row(self.states, None, self.take, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)))
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
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Handoffs"), "handoffs")
        self.view.opened.connect(lambda at: bench.lead_wanted.emit(self.table.row_at(at).lead_id))
        self.view.current_changed.connect(self._on_current)
        self.nothing = Empty(
            "package-export",
            tr("No handoff here"),
            tr("Open a lead that is ready and press D to hand it off; the workbook comes back here with the verdict."),
        )
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        whole = column(bar, self.reply, holder, space=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        bench.commands.bind("view.columns", self, self.view.choose_columns)
        bench.commands.bind("lead.next", self, lambda: self.view.step(1))
        bench.commands.bind("lead.previous", self, lambda: self.view.step(-1))

    def appear(self, what: Any = None) -> None:
        """Paths are replies that were dropped; they are looked at one after the other."""
        super().appear(what)
        if what:
            self._more = list(what)
            self._next_reply()
        self.view.setFocus()

    def refresh(self) -> None:
        """Ask for all handoffs."""
        self.bench.ask(handoff_rows, then=self._draw, key="handoffs")

    def _draw(self, rows: list[Any]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        state = self.states.value
        shown = [handoff for handoff in self._rows if not state or handoff.state == state]
        self.table.show_rows(shown)
        self._stack.setCurrentWidget(self.view if shown else self.nothing)
        self._on_current(self.view.current_id)
        self.bench.counted.emit(tr("{count} of {all} handoffs", count=number(len(shown)), all=number(len(self._rows))))

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

    def _on_current(self, at: int | None) -> None:
        handoff = self.table.row_at(at) if at is not None else None
        self.bench.lead_shown.emit(handoff.lead_id if handoff is not None else None)
