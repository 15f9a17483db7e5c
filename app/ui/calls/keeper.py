"""Keeps what is being typed in a call: whatever happens to the computer, at most a second of it is lost (CP5)."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.problems import Problem, Trouble
from app.language import tr
from app.services.calls.being_typed import keep_typing
from app.ui.bench import Bench

PAUSE = 500  # milliseconds; not begun anew by the next letter, so that who never pauses is kept as well


class Keeper(QObject):
    """Writes each field some time after it was typed into; `told` says when it did, or why it could not."""

    told = Signal(object)  # (words, True where all is kept)

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self.bench = bench
        self._call_id: int | None = None
        self._waiting: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.keep)

    def take(self, call_id: int, kept: Mapping[str, str]) -> None:
        """Keep the fields of this call; `kept` is what is kept of it already, where nobody typed here since."""
        if call_id != self._call_id:
            self.keep()
            self._call_id, self._kept, self._waiting = call_id, {}, {}
        self._kept = {**kept, **self._kept}

    def note(self, field: str, text: str) -> None:
        """This stands in a field now."""
        if self.text(field) != text and not self.bench.read_only:
            self._waiting[field] = text
            if not self._soon.isActive():
                self._soon.start()

    def forget(self, *fields: str) -> None:
        """What stood in these became something else: it is forgotten with the next writing."""
        for field in fields:
            self.note(field, "")

    def let_go(self, *fields: str) -> None:
        """Somebody else forgets these."""
        for field in fields:
            self._waiting.pop(field, None)
            self._kept.pop(field, None)

    def keep(self) -> None:
        """Write now what waits."""
        self._soon.stop()
        call_id, waiting = self._call_id, self._waiting
        self._waiting = {}
        if call_id is None:
            return
        for field, text in waiting.items():
            self._kept[field] = text
            failed = partial(self._failed, call_id, field, text)
            self.bench.runner.tend(keep_typing, call_id, field, text, then=self._wrote, failed=failed)

    def text(self, field: str) -> str:
        """What stands in a field, as far as it was typed."""
        return self._waiting.get(field, self._kept.get(field, ""))

    @property
    def waits(self) -> bool:
        """True while something is typed and not yet written."""
        return bool(self._waiting)

    def _wrote(self, _: Any) -> None:
        self.told.emit((tr("Kept at {time}", time=f"{datetime.now():%H:%M:%S}"), True))

    def _failed(self, call_id: int, field: str, text: str, error: Exception) -> None:
        """It waits again, as long as nothing newer does; the next letter in any field tries once more."""
        if call_id == self._call_id and self._kept.get(field) == text:
            del self._kept[field]
            self._waiting.setdefault(field, text)
        if isinstance(error, (Problem, Trouble)):
            self.told.emit((tr("Not kept. {why}", why=error.message), False))
        else:
            self.bench.problems.show(error)
