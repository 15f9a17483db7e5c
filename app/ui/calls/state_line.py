"""How far a call is: when it began, how much of its time is gone, how many questions are answered, what is kept."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.language import tr
from app.ui import dates, theme
from app.ui.calls.questions import AskedLine
from app.ui.widgets.text import Elided, label, row, tone

if TYPE_CHECKING:
    from app.services.calls.view import CallView

CLOCK = 15_000  # milliseconds between two looks at the clock


class StateLine(QWidget):
    """Follows the clock while the call goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.kept = Elided("", theme.FINE, tone="muted"), label("", theme.FINE, tone="muted")
        box = row(self.state, self.kept)
        box.setStretch(0, 1)
        self.setLayout(box)
        self._view: CallView | None = None
        self._lines: Sequence[AskedLine] = ()
        self._clock = QTimer(self, interval=CLOCK)
        self._clock.timeout.connect(self._say)

    def draw(self, view: "CallView", lines: Sequence[AskedLine]) -> None:
        """Say how far this call is."""
        self._view, self._lines = view, lines
        runs = view.started_at is not None and view.row.state == "planned"
        (self._clock.start if runs else self._clock.stop)()
        self._say()

    def say_kept(self, told: tuple[str, bool]) -> None:
        """Say when something was kept, or why it could not be."""
        words, well = told
        self.kept.setText(words)
        tone(self.kept, "muted" if well else "bad")

    def _say(self) -> None:
        view = self._view
        if view is None:
            return
        asked = [line for line in self._lines if line.number]
        answered = sum(1 for line in asked if line.said is not None)
        told = (_course(view), tr("{answered} of {all} answered", answered=answered, all=len(asked)))
        self.state.say("  ·  ".join((*told, tr("keep patient data out of every field"))))


def _course(view: "CallView") -> str:
    if view.row.state != "planned":
        return tr("Closed out") if view.row.state == "done" else tr("Called off")
    if view.started_at is None:
        return tr("Not begun; Ctrl+Enter begins it")
    gone = int((datetime.now(UTC) - view.started_at).total_seconds() // 60)
    began = dates.clock(view.started_at)
    return tr("Began {time}, {gone} of {minutes} min", time=began, gone=gone, minutes=view.minutes)
