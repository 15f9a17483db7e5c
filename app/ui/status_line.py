"""The line at the foot of the window: what is saved, the last act with Undo, counts, progress with cancel."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from app.language import number, tr
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.widgets.text import Elided, Link, button, frame, label, row, tip

SAID_FOR = 5_000  # milliseconds that something passing is said
SHOWN_AFTER = 100  # milliseconds of work before progress appears; with a busy reader it is there within 300


class StatusLine(QFrame):
    """Draws a StatusView; follows the runner's progress."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("part", "foot")
        self.bench = bench
        self.saved = label("", theme.FINE, tone="muted")
        self.undo = Link("", elide=True, size=theme.FINE)  # gives way first: a call has half a screen
        self.undo.clicked.connect(lambda: bench.commands.act("edit.undo"))
        self.counts = label("", theme.FINE, tone="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(120))
        self._bar.setAccessibleName(tr("Progress"))
        self._what = Elided("", theme.FINE)
        self._cancel = button(tr("Cancel"), name=tr("Cancel the running act"))
        self._cancel.clicked.connect(bench.runner.cancel)
        self._progress = frame("")
        inner = row(self._what, self._bar, self._cancel)
        inner.setStretch(0, 1)
        self._progress.setLayout(inner)
        self._progress.hide()
        self.rescoring = label("", theme.FINE, tone="muted")
        self.rescoring.hide()
        parts = (self.saved, self.undo, self._progress, self.rescoring, self.counts)
        whole = row(*parts, edges=(theme.MIDDLE, 2, theme.MIDDLE, 2))
        whole.insertStretch(2, 1)
        whole.setStretch(1, 50)
        whole.setStretch(3, 2)
        self.setLayout(whole)
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._soon.timeout.connect(self._progress.show)
        bench.runner.progressed.connect(self._on_progress)
        bench.counted.connect(self.counts.setText)
        self._passing = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._passing.timeout.connect(self._say_saved)
        self._clock = QTimer(self, interval=30_000)
        self._clock.timeout.connect(self._say_saved)
        self._clock.start()

    def draw(self, status: Any) -> None:
        """Show the state of the workspace; who only reads is offered no Undo of what others did."""
        self._say_saved()
        last = "" if self.bench.read_only else status.undo
        words = tr("Undo: {short}", short=_short(last)) if last else ""
        self.undo.say(words)
        self.undo.setToolTip(tip(tr("{undo}  (Ctrl+Z)", undo=last)) if last else "")
        self.undo.setAccessibleName(words or tr("Nothing to undo"))
        self.undo.setVisible(bool(last))

    def say(self, words: str) -> None:
        """Say something passing for some seconds."""
        self.saved.setText(words)
        self._passing.start()

    def say_rescoring(self, progress: tuple[int, int]) -> None:
        """How many leads are judged under the definitions in force; lists change a little until all are."""
        done, total = progress
        self.rescoring.setVisible(total > 0)
        self.rescoring.setText(
            tr("Rescoring: {done} of {total}", done=number(done), total=number(total)) if total else ""
        )
        self.rescoring.setToolTip(tr("Lists and counts are as they were until a lead is scored anew") if total else "")

    def _say_saved(self) -> None:
        if self._passing.isActive():
            return
        if self.bench.read_only:
            self.saved.setText(tr("Read-only"))
            return
        last = self.bench.runner.desk.last_backup_at
        backup = tr("backup {ago}", ago=dates.ago(last)) if last else tr("no backup yet")
        self.saved.setText(tr("All changes saved · {backup}", backup=backup))
        self.saved.setToolTip(tr("Last backup: {value}", value=dates.exact(last) or tr("none yet")))

    def _on_progress(self, progress: Any) -> None:
        if progress is None:
            self._soon.stop()
            self._progress.hide()
            return
        done, total, what = progress
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._what.say(
            tr("{what}: {done} of {total}", what=what, done=number(done), total=number(total)) if total else what
        )
        if self._progress.isHidden() and not self._soon.isActive():
            self._soon.start()  # what is done sooner shows nothing


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
