"""The runner: carries work to the desk on other threads and brings what came of it back to the window's thread."""

import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.language import tr
from app.services.work import Progress
from app.ui.tidying import Tidier

Then = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, and how to try it again."""

    error: Exception
    again: Callable[[], None]


class Runner(QObject):
    """One writer and two readers. A newer question under the same key drops the answer to the older one."""

    changed = Signal(object)  # services.desk.Changed
    failed = Signal(object)  # Failure
    progressed = Signal(object)  # (done, total, what); None when nothing runs any more
    rested = Signal()  # nothing is on its way any more
    _arrived = Signal(object)

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reader")
        self._numbers = itertools.count(1)
        self._newest: dict[str, int] = {}
        self._closed = False
        self._under_way = 0  # counted on the window's thread
        self._running: dict[str, Progress] = {}  # the act of the writer under "", long questions under their keys
        self._known: dict[str, tuple[Any, Any]] = {}  # what was recalled: under its key the question and its answer
        self._changes = 0
        self.changed.connect(self._forget)  # before anybody else hears of it and asks again
        self._arrived.connect(self._deliver)
        self._tidier = Tidier(self)

    def do(self, use_case: Callable[..., Any], *args: Any, then: Then | None = None, **more: Any) -> None:
        """Run a use case on the writer. Keyword `failed` takes the error instead of everybody; the rest goes to it."""
        refused: Then | None = more.pop("failed", None)

        def work() -> None:
            self._run(
                lambda: self._watched("", self.desk.do_watched, use_case, *args, **more),
                self._done(then),
                refused,
                again,
            )

        def again() -> None:
            self._submit(self._writer, work)

        again()

    def ask(self, question: Callable[..., Any], *args: Any, then: Then, key: str = "", **more: Any) -> None:
        """Ask on a reader; `then` gets the answer unless a newer question with the same key was asked meanwhile."""
        refused: Then | None = more.pop("failed", None)
        number = next(self._numbers)
        if key:
            self._newest[key] = number

        def current() -> bool:
            return not key or self._newest[key] == number

        def work() -> None:
            if not current():
                self._arrived.emit(_nothing)
                return
            self._run(
                lambda: self.desk.ask(question, *args, **more),
                lambda answer: then(answer) if current() and alive(then) else None,
                refused,
                again,
            )

        def again() -> None:
            self._submit(self._readers, work)

        again()

    def recall(self, question: Callable[..., Any], *args: Any, then: Then, key: str) -> None:
        """Ask what only a change can answer otherwise: while nothing changed, the answer that is known serves again."""
        if key in self._known and self._known[key][0] == (question, args):
            then(self._known[key][1])
            return
        changes = self._changes

        def keep(answer: Any) -> None:
            if changes == self._changes and not self.desk.read_only:  # who only reads is not told of changes
                self._known[key] = ((question, args), answer)
            if alive(then):
                then(answer)

        self.ask(question, *args, then=keep, key=key)

    def study(self, question: Callable[..., Any], *args: Any, then: Then, key: str, **more: Any) -> None:
        """Ask a question that takes long: its progress is shown and it can be cancelled; a newer one stops it."""
        refused: Then | None = more.pop("failed", None)
        number = self._newest[key] = next(self._numbers)
        self._stop(key)

        def current() -> bool:
            return self._newest[key] == number

        def told(error: Any) -> None:
            if current():
                self._tell(Failure(error, again), refused)

        def work() -> None:
            if not current():
                self._arrived.emit(_nothing)
                return
            self._run(
                lambda: self._watched(key, self.desk.ask_watched, question, *args, **more),
                lambda answer: then(answer) if current() and alive(then) else None,
                told,
                again,
            )

        def again() -> None:
            self._submit(self._readers, work)

        again()

    def drop(self, key: str) -> None:
        """Nobody waits for the answer under this key any more."""
        self._newest[key] = next(self._numbers)
        self._stop(key)

    def tend(self, upkeep: Callable[..., Any], *args: Any, then: Then, failed: Then) -> None:
        """Let an upkeep run on the writer between what people do: no progress, no history, nobody else is told."""
        self.call(self.desk.tend, upkeep, *args, then=then, failed=failed)

    def call(self, act: Callable[..., Any], *args: Any, then: Then, failed: Then | None = None) -> None:
        """Run something of the desk's own on the writer that is no use case, such as a backup."""

        def work() -> None:
            self._run(lambda: act(*args), lambda answer: then(answer) if alive(then) else None, failed, again)

        def again() -> None:
            self._submit(self._writer, work)

        again()

    @property
    def busy(self) -> bool:
        """True while an answer or an act is still on its way."""
        return self._under_way > 0

    def cancel(self) -> None:
        """Stop what is running at its next report, an act or a long question; nothing of it is kept."""
        for progress in tuple(self._running.values()):
            progress.cancel()

    def close(self) -> None:
        """Wait for what is running, drop what is not yet begun, and deliver nothing any more."""
        self._closed = True
        for key in tuple(self._running):
            if key:  # a question: nobody waits for the answer any more
                self._stop(key)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)  # what was ordered is still written
        self._tidier.stop()

    def _stop(self, key: str) -> None:
        running = self._running.get(key)
        if running is not None:
            running.cancel()

    def _submit(self, pool: ThreadPoolExecutor, work: Callable[[], None]) -> None:
        if not self._closed:
            self._under_way += 1
            pool.submit(work)

    def _watched(self, key: str, serve: Callable[..., Any], *args: Any, **more: Any) -> Any:
        last = 0.0

        def say(done: int, total: int, what: str) -> None:
            nonlocal last
            if time.monotonic() - last > 0.05:  # more often than this nobody can read
                last = time.monotonic()
                self.progressed.emit((done, total, what))

        progress = self._running[key] = Progress(say)
        self.progressed.emit((0, 0, tr("Working") if not key else tr("Reading")))
        try:
            return serve(progress, *args, **more)
        finally:
            if self._running.get(key) is progress:
                del self._running[key]
            if not self._running:
                self.progressed.emit(None)

    def _run(self, call: Callable[[], Any], then: Then, refused: Then | None, again: Callable[[], None]) -> None:
        try:
            answer = call()
        except Exception as error:  # every kind is told apart by ui.problems, on the window's thread
            failure = Failure(error, again)
            self._arrived.emit(lambda: self._tell(failure, refused))
        else:
            self._arrived.emit(lambda: then(answer))

    def _tell(self, failure: Failure, refused: Then | None) -> None:
        if refused is not None and alive(refused):
            refused(failure.error)
        else:
            self.failed.emit(failure)

    def _forget(self, changed: Any) -> None:
        self._changes += 1
        self._known.clear()

    def _done(self, then: Then | None) -> Then:
        def tell(changed: Any) -> None:
            self.changed.emit(changed)
            if then is not None and alive(then):
                then(changed)
            self.call(self.desk.back_up_if_due, then=_done_with, failed=self._no_backup)

        return tell

    def _no_backup(self, error: Any) -> None:
        """Everybody is told; the act that came before is done all the same."""

        def again() -> None:
            self.call(self.desk.back_up, then=_done_with, failed=self._no_backup)

        self.failed.emit(Failure(error, again))

    def _deliver(self, call: Callable[[], None]) -> None:
        self._under_way -= 1
        if not self._closed:
            call()
            if not self.busy:
                self.rested.emit()


def _nothing() -> None:
    """A question that nobody waits for any more."""


def _done_with(answer: Any) -> None:
    """Nobody waits for what came of it."""


def alive(call: Then) -> bool:
    """False where an answer belongs to a widget that is gone."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
