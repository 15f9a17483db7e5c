"""What became of a call: closed out or called off, in a few lines."""

from typing import TYPE_CHECKING

from app.language import tr
from app.ui import dates, theme
from app.ui.calls.words import exit_of
from app.ui.widgets.text import Card, Link, clear, column, label

if TYPE_CHECKING:
    from app.services.calls.view import CallView


class CallSummary(Card):
    """Shown in place of the question once a call is over; the lead is a link away."""

    def __init__(self) -> None:
        super().__init__(tr("What came of it"))
        self.lines = column(space=theme.TIGHT)
        self.body.addLayout(self.lines)
        self.body.addStretch(1)
        self.leads: list[Link] = []

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
        for words, what in told:
            if what:
                self.lines.addWidget(label(words, theme.FINE, tone="muted"))
                self.lines.addWidget(label(what, wrap=True))
        self.lines.addWidget(label(tr("Ended {at}", at=dates.there(view.ended_at)), theme.FINE, tone="muted"))
