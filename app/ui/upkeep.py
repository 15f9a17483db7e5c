"""Keeps scores and deadlines true while the window is open: what time alone has changed is judged anew, bit by bit."""

import time
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.domain.problems import Trouble
from app.services.work import Changed
from app.ui.runner import Failure, Runner

AT_ONCE = 200  # leads of one step; an act of the person waits no longer than that
BETWEEN = 30  # milliseconds in which the window has everything to itself
AFTER_OPENING = 800  # milliseconds for whoever opened the workspace
LOOK_EVERY = 60_000  # milliseconds; midnight in UTC and every deadline are noticed within a minute
TELL_EVERY = 3.0  # seconds; more often nobody wants a list to move
CLOCK = "clock"  # the place of a change that nobody made


class Upkeep(QObject):
    """Runs on the writer between what people do; says nothing and is in no history."""

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._under_way = False
        self._moved: set[int] = set()
        self._told = 0.0
        self._clock = QTimer(self, interval=LOOK_EVERY)
        self._clock.timeout.connect(self.look)
        self._next = QTimer(self, singleShot=True, interval=BETWEEN)
        self._next.timeout.connect(self._step)

    def begin(self) -> None:
        """Look in a moment and every minute from then on; a workspace that is only read is left as it is."""
        if not self._runner.desk.read_only:
            self._clock.start()
            QTimer.singleShot(AFTER_OPENING, self, self.look)

    def look(self) -> None:
        """Ask whether anything waits."""
        from app.services.deriving import waiting

        if not self._under_way:
            self._runner.ask(waiting, then=self._found, key="upkeep")

    def _found(self, waiting: int) -> None:
        if waiting and not self._under_way:
            self._under_way = True
            self._step()

    def _step(self) -> None:
        from app.services.deriving import bring_up_to_date

        self._runner.tend(bring_up_to_date, AT_ONCE, then=self._did, failed=self._stopped)

    def _did(self, changed: Changed) -> None:
        self._moved |= changed.leads
        going_on = bool(changed.outcome and changed.leads)
        if not going_on or time.monotonic() - self._told > TELL_EVERY:
            self._tell(changed.label)
        if going_on:
            self._next.start()
        else:
            self._under_way = False

    def _tell(self, label: str) -> None:
        moved, self._moved, self._told = frozenset(self._moved), set(), time.monotonic()
        if moved:
            self._runner.changed.emit(Changed(label, moved, places=frozenset({CLOCK})))

    def _stopped(self, error: Any) -> None:
        """Trouble can wait: a disk that is full or a file that is locked is said when a person wants to write."""
        self._under_way = False
        if not isinstance(error, Trouble):
            self._clock.stop()
            self._runner.failed.emit(Failure(error, self.begin))
