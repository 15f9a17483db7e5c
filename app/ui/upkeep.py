"""Keeps scores and deadlines true while the window is open: what time or new definitions changed is judged anew."""

import time
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.problems import Trouble
from app.services.work import Changed
from app.ui.runner import Failure, Runner

AT_FIRST = 200  # leads of the first step; how many come next is learned from how long it took
MOST = 2_000
APART = 1_000  # leads of an order to the other process; the writer waits no longer than one takes
STEP = 0.05  # seconds that a step may take; an act of the person waits no longer than that
BETWEEN = 5  # milliseconds in which the window has everything to itself
AFTER_OPENING = 800  # milliseconds for whoever opened the workspace
LOOK_EVERY = 60_000  # milliseconds; midnight in UTC and every deadline are noticed within a minute
TELL_EVERY = 3.0  # seconds; more often nobody wants a list to move
WORTH_SAYING = 1_000  # leads; fewer are judged before anybody has read that they are
CLOCK = "clock"  # the place of a change that nobody made
PLAYBOOK = "playbook"
APART_FROM = 4_000  # leads from which on a process of its own judges them, so that the window keeps its frames


class Upkeep(QObject):
    """Runs on the writer between what people do, and is in no history."""

    rescoring = Signal(object)  # (how many leads are judged, of how many); (0, 0) once all are

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._under_way = False
        self._moved: set[int] = set()
        self._told = 0.0
        self._at_once = AT_FIRST
        self._begun = 0.0
        self._done = self._total = 0
        self._apart: Any = None  # services.judging_apart.Apart
        self._clock = QTimer(self, interval=LOOK_EVERY)
        self._clock.timeout.connect(self.look)
        self._next = QTimer(self, singleShot=True, interval=BETWEEN)
        self._next.timeout.connect(self._step)
        runner.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Look in a moment, every minute from then on, and whenever other definitions are in force.

        A workspace that is only read is left as it is.
        """
        if not self._runner.desk.read_only:
            self._clock.start()
            QTimer.singleShot(AFTER_OPENING, self, self.look)

    def look(self) -> None:
        """Ask whether anything waits."""
        from app.services.deriving import waiting

        self._runner.ask(waiting, then=self._found, key="upkeep")

    def _on_changed(self, changed: Changed) -> None:
        if PLAYBOOK in changed.places and not self._runner.desk.read_only:
            self.look()

    def _found(self, waiting: int) -> None:
        self._done, self._total = 0, waiting
        if waiting and not self._under_way:
            self._under_way = True
            self._go_apart()
            self._say()
            self._step()

    def end(self) -> None:
        """Give up what is under way; the rest waits until the workspace is opened again."""
        self._next.stop()
        if self._apart is not None:
            self._apart.close()
            self._apart = None

    def _step(self) -> None:
        self._begun = time.monotonic()
        if self._apart is not None:
            from app.services.judging_apart import bring_up_to_date_apart

            self._runner.tend(bring_up_to_date_apart, self._apart, APART, then=self._did, failed=self._not_apart)
            return
        from app.services.deriving import bring_up_to_date

        self._runner.tend(bring_up_to_date, self._at_once, then=self._did, failed=self._stopped)

    def _go_apart(self) -> None:
        """Have another process judge, where that is worth its start; it is a help and no more."""
        if self._total >= APART_FROM and self._apart is None:
            from app.services.judging_apart import Apart

            with suppress(OSError):
                self._apart = Apart(self._runner.desk.path)

    def _not_apart(self, error: Any) -> None:
        """The other process is gone: go on without it."""
        self.end()
        if isinstance(error, (OSError, TimeoutError)):
            self._next.start()
        else:
            self._stopped(error)

    def _did(self, changed: Changed) -> None:
        self._learn(len(changed.leads))
        self._moved |= changed.leads
        self._done += len(changed.leads)
        going_on = bool(changed.outcome)
        if not going_on or time.monotonic() - self._told > TELL_EVERY:
            self._tell(changed.label)
        if going_on:
            self._say()
            self._next.start()
        else:
            self._rest()

    def _rest(self) -> None:
        self.end()
        self._under_way = False
        self.rescoring.emit((0, 0))

    def _learn(self, leads: int) -> None:
        """As many leads at once as fit into a step; where an act of the person came first, the time says nothing."""
        took = time.monotonic() - self._begun
        if leads == self._at_once:
            self._at_once = min(MOST, max(1, AT_FIRST // 4, int(leads * min(2.0, STEP / max(took, 1e-6)))))

    def _say(self) -> None:
        if self._total >= WORTH_SAYING:
            self.rescoring.emit((min(self._done, self._total), self._total))

    def _tell(self, label: str) -> None:
        moved, self._moved, self._told = frozenset(self._moved), set(), time.monotonic()
        if moved:
            self._runner.changed.emit(Changed(label, moved, places=frozenset({CLOCK})))

    def _stopped(self, error: Any) -> None:
        """Trouble can wait: a disk that is full or a file that is locked is said when a person wants to write."""
        self._rest()
        if not isinstance(error, Trouble):
            self._clock.stop()
            self._runner.failed.emit(Failure(error, self.begin))
