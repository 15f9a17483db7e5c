"""The story of a lead: one timeline of signals, touches, answers, moves and handoffs, with filters."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from app.language import later, tr
from app.ui import dates, theme
from app.ui.labels import labelled
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Card

KINDS = (
    ("", later("All")),
    ("signal", later("Signals")),
    ("touch", later("Touches")),
    ("answer", later("Answers")),
    ("move", later("Moves")),
)
HUES = {"signal": "accent", "touch": "note", "answer": "muted", "move": "good", "handoff": "wait", "pause": "wait"}
COLUMNS = (
    Column("at", later("When"), 76, lambda r: dates.ago(r.at), "muted", tip=lambda r: dates.exact(r.at)),
    Column("kind", later("What"), 72, lambda r: labelled(r.kind), "chip", hue=lambda r: HUES.get(r.kind, "muted")),
    Column("title", "", 160, lambda r: " · ".join(part for part in (r.title, r.text) if part), stretch=True),
)


class StoryColumn(Card):
    """A table of what happened, newest first; the line in hand is read in full below."""

    def __init__(self) -> None:
        super().__init__(tr("STORY"))
        self.kinds = Segmented(tr("Show"), KINDS)
        self.kinds.setFont(theme.font(theme.FINE))
        self.kinds.choose("")
        self.kinds.chosen.connect(lambda _: self._show())
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Story"))
        self.view.horizontalHeader().hide()
        self.view.current_changed.connect(lambda _: self._read())
        self.full = QPlainTextEdit()
        self.full.setReadOnly(True)
        self.full.setAccessibleName(tr("The line in hand in full"))
        self.full.setMaximumHeight(theme.px(120))
        self.full.setTabChangesFocus(True)
        self.full.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lines: tuple[Any, ...] = ()
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.full)

    def draw(self, view: Any) -> None:
        """Show the story of a lead."""
        self._lines = view.timeline
        self.aside.setText(f"{len(self._lines)}")
        self._show()

    def show_line(self, kind: str, id: int) -> bool:
        """Take the line of a row in hand, whatever the filter was; False where it is gone."""
        self.kinds.choose("")
        self._show()
        for at, line in enumerate(self._lines):
            if (line.kind, line.id) == (kind, id):
                self.view.selectRow(at)
                self.view.scrollTo(self.table.index(at, 0))
                self.view.setFocus()
                return True
        return False

    def move_in_hand(self) -> int | None:
        """The move of the line in hand, where it tells of one."""
        line = self.table.row_at(self.view.currentIndex().row())
        return line.id if line is not None and line.kind in ("move", "route") else None

    def _show(self) -> None:
        kind = self.kinds.value
        self.table.show_rows([line for line in self._lines if not kind or line.kind == kind])
        self._read()

    def _read(self) -> None:
        line = self.table.row_at(self.view.currentIndex().row())
        if line is None:
            self.full.setPlainText("")
            return
        head = f"{line.title}\n{dates.exact(line.at)}" + (f" · {line.by}" if line.by else "")
        self.full.setPlainText(f"{head}\n{line.text}" if line.text else head)
