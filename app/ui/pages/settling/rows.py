"""Rows of imports in doubt: what each says and whom it may mean; somebody new, the same person, or left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent

from app.language import later, number, tr
from app.services.settling import doubtful_rows, settle_import_row
from app.ui import dates
from app.ui.bench import Bench
from app.ui.pages.settling.waiting import ON, WaitingPanel
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.empty import Empty
from app.ui.widgets.key_hint import KeyHints
from app.ui.widgets.text import Link, button, label

HINTS = (
    ("N", later("somebody new")),
    ("M", later("the same person")),
    ("X", later("leave out")),
    *ON,
)
WAITING = (
    Column("said", later("Row"), 220, lambda r: _who(r), "strong", stretch=True, tip=lambda r: _who(r)),
    Column("at", later("Imported"), 84, lambda r: dates.ago(r.at), "muted", tip=lambda r: dates.exact(r.at)),
)


@dataclass(frozen=True, slots=True)
class _Cell:
    column: str
    cell: str


CELLS = (
    Column("column", later("Column"), 180, lambda c: c.column, "muted"),
    Column("cell", later("In the file"), 300, lambda c: c.cell, "strong", stretch=True, tip=lambda c: c.cell),
)


def _who(line: Any) -> str:
    """The first cells of a row, which mostly say who it is."""
    return " · ".join(list(line.said.values())[:3])


class RowsPanel(WaitingPanel):
    """Asks for the rows that wait; each is settled by one key."""

    def __init__(self, bench: Bench) -> None:
        teaches = tr("Rows of imports of which it is doubtful whom they mean come here.")
        empty = Empty("table", tr("No row waits"), teaches)
        super().__init__(bench, WAITING, tr("Rows of imports that wait"), "doubtful-rows", empty)
        self.list.current_changed.connect(lambda _: self._show())
        self.reason = label("", wrap=True)
        self.other = Link("")
        self.other.clicked.connect(self._open_other)
        self.cells = HeldTable(CELLS, self)
        self.fields = RowView(self.cells, tr("What the row says"))
        self.new, self.same = button(tr("Somebody new")), button(tr("The same person"), part="main")
        self.skip = button(tr("Leave it out"))
        for made, decision in ((self.new, "create"), (self.same, "same"), (self.skip, "skip")):
            made.clicked.connect(partial(self.settle, decision))
        bench.guard(self.new, self.same, self.skip)
        self.lay_out((self.reason, self.other, self.fields), (KeyHints(HINTS), self.skip, self.new, self.same))

    def look(self) -> None:
        """Ask which rows wait."""
        self.bench.ask(doubtful_rows, then=self._draw, key="doubtful rows")

    def _draw(self, found: Sequence[Any]) -> None:
        self.show_waiting(found)
        self.says.setText(tr("{count} to decide", count=number(len(found))))
        self._show()

    @property
    def _current(self) -> Any:
        return self.waiting.row_at(self.list.currentIndex().row())

    def _show(self) -> None:
        line = self._current
        for made in (self.new, self.same, self.skip):
            made.setEnabled(line is not None and not self.bench.read_only)
        if line is None:
            return
        self.title.setText(tr("Row {record} of {file}", record=line.record + 1, file=line.file))
        self.reason.setText(line.reason[:1].upper() + line.reason[1:])
        self.other.setText(tr("Open {person}", person=line.person))
        self.other.setVisible(line.lead_id is not None)
        self.same.setEnabled(self.same.isEnabled() and line.lead_id is not None)
        self.cells.show_rows([_Cell(name, cell) for name, cell in line.said.items()])

    def settle(self, decision: str, *_: Any) -> None:
        """Decide about the row in hand; it leaves the list, and the next one comes in hand."""
        line = self._current
        if line is not None and not self.bench.read_only:
            self.bench.do(settle_import_row, line.id, decision)

    def _open_other(self) -> None:
        line = self._current
        if line is not None and line.lead_id is not None:
            self.bench.lead_wanted.emit(line.lead_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N is somebody new, M the same person, X leaves the row out; the rest is as in every such list."""
        decision = {"N": self.new, "M": self.same, "X": self.skip}.get(event.text().upper())
        if decision is not None:
            decision.click()
        else:
            super().keyPressEvent(event)
