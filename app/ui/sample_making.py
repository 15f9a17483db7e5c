"""The sample workspace is made on a thread of its own: it takes some seconds, and the window goes on meanwhile."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.problems import Trouble
from app.services.desk import Desk
from app.ui.tidying import Tidier


class SampleMaking(QObject):
    """Makes one at a time."""

    made = Signal(object)  # the Future of a Desk
    _finished = Signal(object)  # the same, from the other thread

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None
        self._future: Future[Desk] | None = None
        self._tidier: Tidier | None = None
        self._finished.connect(self._take)

    @property
    def under_way(self) -> bool:
        """True from the beginning until what was made is told, or will not be told any more."""
        return self._future is not None

    def begin(self, path: Path, by: str) -> None:
        """Make it there."""
        from app.services.sample import create_sample

        self._tidier = Tidier(self)  # what was closed before is not to die on the other thread
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sample")
        self._future = self._thread.submit(create_sample, path, by=by)
        self._future.add_done_callback(self._finished.emit)

    def end(self) -> None:
        """Wait for it; nothing is under way after that, nobody is told, and what was made is closed."""
        future = self._future
        if future is None:
            return
        self._rest()
        self._future = None  # what the thread still tells is of nobody's interest
        put_away(future)

    def _take(self, future: "Future[Desk]") -> None:
        if future is self._future:
            self._rest()
            self.made.emit(future)
            self._future = None

    def _rest(self) -> None:
        if self._thread is not None and self._tidier is not None:
            self._thread.shutdown()
            self._tidier.stop()
        self._thread = self._tidier = None


def put_away(future: "Future[Desk]") -> None:
    """Close what was made, if anything was; its file stays, to be opened when it is wanted."""
    if future.exception() is None:
        with suppress(Trouble):  # the file is whole; only its backup could not be made
            future.result().close()
