"""Workbooks (.xlsx, .xlsm): parsed in a child process with limits, kept in a temporary file to be read again."""

import marshal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from app.domain.problems import Problem
from app.intake.choices import Progress, no_progress

MEMORY = 2 << 30
SECONDS = 120
WORKER_ARGUMENT = "intake-worker"  # in a bundle the program starts itself with it
_LARGEST_FRAME = 256 << 20
_DAMAGED = "The workbook is damaged or not a real Excel file. Open it in Excel, save it again, and import that."
_TOO_LARGE = (
    "Reading the workbook needs more memory than is allowed; a stray cell far to the right or far below is the "
    "usual cause. "
    "Copy the table into a new workbook, or save the sheet as .csv, and import that."
)
_TOO_SLOW = "Reading the workbook takes too long. Save the sheet you need as .csv and import that."
_PASSWORD = "The workbook is password-protected. Open it with its password, remove the password and save it again."


class Spool:
    """The rows of one sheet in a temporary file that goes away with this object."""

    def __init__(self) -> None:
        with ExitStack() as opened:
            self._file: IO[bytes] = opened.enter_context(tempfile.TemporaryFile(prefix="assay-sheet-"))
            until_gone = opened.pop_all()
        self._frames: list[tuple[int, int]] = []
        self._lock = threading.Lock()
        self._end = 0
        self.close = weakref.finalize(self, until_gone.close)

    def add(self, body: bytes) -> None:
        """Keep one frame of rows as it came."""
        self._file.write(body)
        self._frames.append((self._end, len(body)))
        self._end += len(body)

    def read(self) -> Iterator[list[str]]:
        """All rows of the sheet, blank ones included."""
        for start, size in self._frames:
            with self._lock:
                self._file.seek(start)
                body = self._file.read(size)
            yield from marshal.loads(body)[1]


@dataclass(slots=True)
class Sheet:
    """One sheet as read; `failed` says why it could not be."""

    index: int
    name: str
    spool: Spool
    failed: str = ""


@dataclass(slots=True)
class Workbook:
    """The sheets of a workbook and the ones that were read."""

    listed: list[tuple[str, bool, bool]] = field(default_factory=list)  # name, visible, a worksheet
    sheets: list[Sheet] = field(default_factory=list)


def worker_command(path: Path, sheet: str, memory: int, seconds: int) -> list[str]:
    """How the child is started: this program itself in a bundle, else the interpreter with the worker's file."""
    last = [str(path), sheet, str(memory), str(seconds)]
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT, *last]
    return [sys.executable, "-P", str(Path(__file__).parent.parent / "worker.py"), *last]


class Child:
    """A running worker; leaving the `with` block ends it, whatever happened."""

    def __init__(self, path: Path, sheet: str = "", memory: int = MEMORY, seconds: int = SECONDS) -> None:
        self._seconds = seconds
        self._late = threading.Event()
        self._process = subprocess.Popen(
            worker_command(path, sheet, memory, seconds),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._clock = threading.Timer(seconds, self._give_up)
        self._clock.daemon = True
        self._clock.start()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._clock.cancel()
        self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()
        self._clock.join()

    def _give_up(self) -> None:
        self._late.set()
        self._process.kill()

    def frames(self) -> Iterator[bytes]:
        """The frames until the last one; Problem where the child died before it."""
        pipe = self._process.stdout
        assert pipe is not None
        while True:
            head = pipe.read(4)
            if len(head) < 4:
                break
            (size,) = struct.unpack("<I", head)
            body = pipe.read(size) if size <= _LARGEST_FRAME else b""
            if len(body) < size or not size:
                break
            yield body
        self._explain()

    def _explain(self) -> None:
        code = self._process.wait()
        if self._late.is_set() or code == -24:  # SIGXCPU
            raise Problem(_TOO_SLOW)
        if code:
            raise Problem(_TOO_LARGE if code in (3, -6, -9, -11, 134, 0xC0000409) else _DAMAGED)


def read_workbook(
    path: Path, sheet: str = "", progress: Progress = no_progress, *, memory: int = MEMORY, seconds: int = SECONDS
) -> Workbook:
    """Read a sheet, or every visible one, through the child. Problem where that cannot be done."""
    book = Workbook()
    rows = 0
    told = 0.0
    done = False
    with Child(path, sheet, memory, seconds) as child:
        for body in child.frames():
            if not _is_rows(body):
                done = _take(book, marshal.loads(body)) or done
                continue
            book.sheets[-1].spool.add(body)
            rows += 1
            if time.monotonic() - told > 0.1:
                told = time.monotonic()
                progress(rows * 1_000, 0, "Reading the workbook")
    if not done:
        raise Problem(_DAMAGED)
    return book


def _is_rows(body: bytes) -> bool:
    """Told from the first bytes, so that a frame of rows is parsed only when it is read."""
    return body[2:10].find(b"rows") >= 0


def _take(book: Workbook, frame: tuple[Any, ...]) -> bool:
    """Note one frame that holds no rows; True for the last one."""
    match frame:
        case ("book", listed):
            book.listed = list(listed)
        case ("sheet", index, name):
            book.sheets.append(Sheet(index, name, Spool()))
        case ("failed", index, message):
            if book.sheets and book.sheets[-1].index == index:
                book.sheets[-1].failed = message
            else:
                book.sheets.append(Sheet(index, book.listed[index][0], Spool(), failed=message))
        case ("refused", "password", _):
            raise Problem(_PASSWORD)
        case ("refused", _, _):
            raise Problem(_DAMAGED)
        case ("done",):
            return True
    return False
