"""For measuring the start: leave after the first paint with rows, and say how long it took."""

import sys
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer


class _Watch(QObject):
    """Waits until nothing is asked any more and the window has painted since."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A paint of the window with its rows drawn ends the run."""
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            QTimer.singleShot(0, self, self._look)
        return False

    def _look(self) -> None:
        runner = self._window.runner
        if runner is not None and not runner.busy:
            sys.stdout.write(f"painted {time.monotonic():.4f}\n")
            sys.stdout.flush()
            self._window.removeEventFilter(self)
            self._window.close()


def leave_after_paint(window: Any) -> None:
    """Close the window once its first rows are painted."""
    _Watch(window)
