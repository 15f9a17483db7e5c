"""What became of a call: closed out or called off, in a few lines."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from app.language import tr
from app.ui import dates, theme
from app.ui.calls.words import exit_of
from app.ui.widgets.text import Card, clear, label

if TYPE_CHECKING:
    from app.services.calls.view import CallView


class CallSummary(Card):
    """Shown in place of the question once a call is over."""

    def __init__(self) -> None:
        super().__init__(tr("What came of it"))
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(theme.MIDDLE)
        self.lines.setVerticalSpacing(theme.TIGHT)
        self.lines.setColumnStretch(1, 1)
        self.body.addLayout(self.lines)
        self.body.addStretch(1)

    def draw(self, view: "CallView") -> None:
        """Show how it ended."""
        clear(self.lines)
        row = view.row
        if row.state == "cancelled":
            told = [(tr("Called off"), view.learned)]
        else:
            told = [
                (tr("Exit"), exit_of(row)),
                (tr("Learned"), view.learned),
                (tr("Next"), row.next_step),
                (tr("Owner"), row.owner),
                (tr("Due"), dates.day(row.due)),
            ]
        told.append((tr("Ended"), dates.there(view.ended_at)))
        for at, (words, what) in enumerate((words, what) for words, what in told if what):
            self.lines.addWidget(label(words, tone="muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            self.lines.addWidget(label(what, wrap=True), at, 1)
