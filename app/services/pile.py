"""Plain values kept out of memory: packed one after another into a private temporary file, read back by number."""

import marshal
import tempfile
import threading
import weakref
from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from app.domain.problems import Trouble
from app.language import tr

AT_ONCE = 1 << 20  # bytes that wait in memory before they are written


class Pile:
    """Texts, numbers and tuples, lists and dicts of them, numbered from 0 in the order in which they came.

    The file has no name, nobody else can open it, and it goes away with this object; a short pile never has one.
    With `in_memory` nothing is ever written: what a password protected lies on no disk. Any thread may read.
    """

    def __init__(self, *, in_memory: bool = False) -> None:
        with ExitStack() as opened:
            most = 0 if in_memory else AT_ONCE  # 0: never on the disk
            self._file = opened.enter_context(tempfile.SpooledTemporaryFile(most, prefix="assay-plan-"))
            until_gone = opened.pop_all()
        self.close = weakref.finalize(self, until_gone.close)
        self._ends = array("Q", [0])
        self._waiting = bytearray()
        self._written = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, value: Any) -> int:
        """Put a value on top and return its number. Raises Trouble where the disk has no room for it."""
        self._waiting += marshal.dumps(value)
        self._ends.append(self._written + len(self._waiting))
        if len(self._waiting) >= AT_ONCE:
            self._write()
        return len(self._ends) - 2

    def __getitem__(self, number: int) -> Any:
        start, end = self._ends[number], self._ends[number + 1]
        with self._lock:
            if start >= self._written:
                return marshal.loads(self._waiting[start - self._written : end - self._written])
            self._file.seek(start)
            return marshal.loads(self._file.read(end - start))

    def __iter__(self) -> Iterator[Any]:
        return map(self.__getitem__, range(len(self)))

    def _write(self) -> None:
        with self._lock:
            try:
                self._file.seek(self._written)
                self._file.write(self._waiting)
            except OSError as error:
                raise Trouble(
                    tr(
                        "The plan does not fit on the disk of temporary files ({why}). "
                        "Free some space there, or import the file in parts.",
                        why=error.strerror or error,
                    )
                ) from error
            self._written += len(self._waiting)
            self._waiting = bytearray()
