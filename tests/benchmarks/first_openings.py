"""The first openings in a process of its own, as after the start: the place of the review, its charts, its meeting.

`python -m tests.benchmarks.first_openings WORKSPACE MOMENT [rested]`; with "rested" the window had its moment of
leisure before. A process that made the workspace would meanwhile search what is left of that for garbage. Beside the
time on the wall stands how much of it the window's own thread computed, and, where the system says so, how much it
stood in the queue for a processor, because the machine has other things to do.
"""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import BEFORE_QT

_QUEUE = Path("/proc/thread-self/schedstat")  # of Linux: nanoseconds computed, and waited for a processor


def _waited() -> float:
    return int(_QUEUE.read_text().split()[1]) / 1e9 if _QUEUE.exists() else 0.0


class Opening:
    """The window on one workspace, at Today, with everything asked for there."""

    def __init__(self, program: QApplication, path: Path, now: datetime, *, rested: bool) -> None:
        from app.services.desk import Desk  # what the measured program meets by itself is not met before
        from app.ui import theme
        from app.ui.window import Window

        self._beat = QTimer(interval=2)  # who waits looks as often as that, and leaves the processor to others
        self._beat.start()
        theme.apply(program, "light")
        self.window = Window("Mia")
        self.window.remembers = False
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()
        self.window.take(Desk.open(path, by="Mia", now=lambda: now), place="today")
        assert self.window.view is not None and self.window.opened is not None
        self.view: Any = self.window.view
        complete: list[object] = []
        met: list[bool] = []
        self.view.status_drawn.connect(complete.append)
        self.window.opened.leisure.met.connect(lambda: met.append(True))
        self.until(lambda: bool(complete) and self._idle() and (bool(met) or not rested))

    def _idle(self) -> bool:
        return self.window.runner is not None and not self.window.runner.busy

    @staticmethod
    def until(there: Callable[[], bool]) -> None:
        """Wait without computing."""
        while not there():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def say(self, what: str, act: Callable[[], object], there: Callable[[], QWidget | None]) -> None:
        """Print what it takes from an act until a widget is there and its whole window is painted."""
        begun, computed, waited = time.perf_counter(), time.thread_time(), _waited()
        act()
        self.until(lambda: there() is not None)
        shown = there()
        assert shown is not None
        shown.window().repaint()
        spent = (time.perf_counter() - begun, time.thread_time() - computed, _waited() - waited)
        wall, own, queue = (round(one * 1000) for one in spent)
        print(f"  {what}: {wall} ms, of which computed {own}, in the queue of the machine {queue}", flush=True)

    def rest(self) -> None:
        """Until every answer is there."""
        self.until(self._idle)

    def review(self) -> QWidget | None:
        """The place, once its week is drawn."""
        page = self.view.pages.get("review")
        return page if page is not None and page.drawn else None

    def charts(self) -> QWidget | None:
        """The summary, once its charts are there."""
        part = self.view.pages["review"].part
        return part if part.charts else None

    def meeting(self) -> QWidget | None:
        """The presentation, once it has its first slide."""
        shown: list[Any] = [one for one in self.window.findChildren(QWidget) if type(one).__name__ == "Presentation"]
        found: QWidget | None = next((one for one in shown if one.slides), None)
        return found


def main(words: Sequence[str]) -> None:
    """Open the review, wait for its charts, present it; each for the first time."""
    for module in BEFORE_QT:
        import_module(module)
    program = QApplication([])
    opening = Opening(program, Path(words[0]), datetime.fromisoformat(words[1]), rested="rested" in words)
    begun = psutil.Process().memory_info().rss / 1e6
    act = opening.window.commands.act
    opening.say("the place", lambda: act("go.review"), opening.review)
    opening.say("its charts after that", lambda: None, opening.charts)
    opening.rest()
    opening.say("its meeting after that", lambda: act("review.present"), opening.meeting)
    after = psutil.Process().memory_info().rss / 1e6
    print(f"  resident before: {begun:.0f} MB, after: {after:.0f} MB")
    opening.window.close()
    program.quit()


if __name__ == "__main__":
    main(sys.argv[1:])
