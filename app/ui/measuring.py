"""For measuring the start: say when the first rows were painted, and when all that was asked; then leave."""

import sys
import time
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer


class _Watch(QObject):
    """Waits until the page on screen has its rows, then until nothing is on its way, each time for the paint of it."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self._steps = [("painted", self._drawn), ("complete", self._at_rest)]
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is about to paint: what comes right after it happens when that is done."""
        if event.type() == QEvent.Type.UpdateRequest and self._steps and self._steps[0][1]():
            name, _there = self._steps.pop(0)
            QTimer.singleShot(0, self, partial(self._say, name))
        return False

    def _drawn(self) -> bool:
        view = self._window.view
        return bool(view is not None and view.place in view.pages and view.pages[view.place].drawn)

    def _at_rest(self) -> bool:
        return self._window.runner is not None and not self._window.runner.busy

    def _say(self, name: str) -> None:
        sys.stdout.write(f"{name} {time.monotonic():.4f}\n")
        sys.stdout.flush()
        if self._steps:
            QTimer.singleShot(0, self._window, self._window.update)  # nothing may be left to paint
        else:
            self._window.close()


def leave_after_paint(window: Any) -> None:
    """Close the window once its first rows are painted and everything else it asked for is there."""
    _Watch(window)
