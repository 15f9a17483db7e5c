"""Rows of imports in doubt: what each says and whom it may mean; somebody new, the same person, or left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.language import later, number, tr
from app.services.settling import doubtful_rows, settle_import_row
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.empty import Empty
from app.ui.widgets.key_hint import KeyHints
from app.ui.widgets.text import Link, button, column, frame, label, row

HINTS = (
    ("N", later("somebody new")),
    ("M", later("the same person")),
    ("X", later("leave out")),
    ("J", later("next")),
    ("⇧J", later("previous")),
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


class RowsPanel(QWidget):
    """Asks for the rows that wait; each is settled by one key."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.says = label("", tone="muted")
        self.waiting = HeldTable(WAITING, self)
        self.list = RowView(self.waiting, tr("Rows of imports that wait"), "doubtful-rows")
        self.list.setFixedWidth(min(theme.px(330), 360))
        self.list.current_changed.connect(lambda _: self._show())
        self.title = label("", theme.LEAD, bold=True, wrap=True)
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
        acts = row(KeyHints(HINTS), self.skip, self.new, self.same)
        side = column(self.title, self.reason, self.other, self.fields, acts, edges=(theme.MIDDLE,) * 4)
        side.setStretch(3, 1)
        self._right = frame("card")
        self._right.setLayout(side)
        self.empty = Empty(
            "table", tr("No row waits"), tr("Rows of imports of which it is doubtful whom they mean come here.")
        )
        self.empty.hide()
        middle = row(self.list, self._right, space=theme.MIDDLE)
        middle.setStretch(1, 1)
        whole = column(row(self.says, None), self.empty, middle)
        whole.setStretch(1, 1)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def look(self) -> None:
        """Ask which rows wait."""
        self._bench.ask(doubtful_rows, then=self._draw, key="doubtful rows")

    def _draw(self, found: Sequence[Any]) -> None:
        self.waiting.show_rows(found)
        self.says.setText(tr("{count} to decide", count=number(len(found))))
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self._right.setVisible(bool(found))
        self._show()

    @property
    def _current(self) -> Any:
        return self.waiting.row_at(self.list.currentIndex().row())

    def _show(self) -> None:
        line = self._current
        for made in (self.new, self.same, self.skip):
            made.setEnabled(line is not None and not self._bench.read_only)
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
        if line is not None and not self._bench.read_only:
            self._bench.do(settle_import_row, line.id, decision)

    def _open_other(self) -> None:
        line = self._current
        if line is not None and line.lead_id is not None:
            self._bench.lead_wanted.emit(line.lead_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N is somebody new, M the same person, X leaves the row out, J goes on and Shift+J back."""
        decision = {"N": self.new, "M": self.same, "X": self.skip}.get(event.text().upper())
        if decision is not None:
            decision.click()
        elif event.text().upper() == "J":
            self.list.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
