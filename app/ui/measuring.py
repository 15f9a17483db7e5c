"""For measuring the start: leave after the first paint with rows, and say when it was."""

import sys
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer


class _Watch(QObject):
    """Waits until the page on screen has its rows, and then for the paint that shows them."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is about to paint: what comes right after it happens when that is done."""
        if event.type() == QEvent.Type.UpdateRequest and self._drawn():
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._leave)
        return False

    def _drawn(self) -> bool:
        view = self._window.view
        return bool(view is not None and view.place in view.pages and view.pages[view.place].drawn)

    def _leave(self) -> None:
        sys.stdout.write(f"painted {time.monotonic():.4f}\n")
        sys.stdout.flush()
        self._window.close()


def leave_after_paint(window: Any) -> None:
    """Close the window once its first rows are painted."""
    _Watch(window)
