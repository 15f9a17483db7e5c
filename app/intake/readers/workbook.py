"""Workbooks (.xlsx, .xls, .xlsb, .ods): parsed in a child process with limits, kept aside to be read again."""

import io
import marshal
import os
import struct
import subprocess
import sys
import tempfile
import threading
import time
import weakref
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from app.domain.problems import Problem
from app.intake.choices import Progress, no_progress
from app.intake.workbooks.refusals import DAMAGED, TOO_LARGE, TOO_SLOW, WantsPasswordError
from app.language import tr

MEMORY = 1536 << 20  # of the child, for a small file; it allows itself more for a large one
SECONDS = 3  # of processor time, likewise
WORKER_ARGUMENT = "intake-worker"  # in a bundle the program starts itself with it
_LARGEST_FRAME = 64 << 20
_START = 60.0  # seconds until a child has begun: a cold disk and a virus scanner take their time
_SILENCE = 4.5  # seconds without a frame, for a small file
_SILENT_BYTES = 300_000  # a second more of silence for each so many bytes of the file
_PROTECTED_IN_MEMORY = 256 << 20
_OUT_OF_MEMORY = (3, -6, -9, -11, 134, 0xC0000409)


class Shelf:
    """Where the rows of a workbook are kept: a temporary file, or memory alone where the workbook has a password."""

    def __init__(self) -> None:
        self._in_memory = False
        self._lock = threading.Lock()
        self._end = 0
        with ExitStack() as opened:
            self._file: IO[bytes] = opened.enter_context(tempfile.TemporaryFile(prefix="assay-sheets-"))
            until_gone = opened.pop_all()
        self.close = weakref.finalize(self, until_gone.close)

    def stay_in_memory(self) -> None:
        """From now on nothing is written to a disk."""
        self._in_memory = True
        self._file = io.BytesIO()

    def add(self, body: bytes) -> tuple[int, int]:
        """Keep a frame; the place where it is."""
        if self._in_memory:
            body = zlib.compress(body, 1)
            if self._end + len(body) > _PROTECTED_IN_MEMORY:
                raise Problem(
                    tr(
                        "A workbook with a password is held in memory, and this one is too large for that. "
                        "Save the sheet you need as .csv and import that."
                    )
                )
        with self._lock:
            self._file.seek(self._end)  # somebody may have read since
            self._file.write(body)
            self._end += len(body)
        return self._end - len(body), len(body)

    def take(self, place: tuple[int, int]) -> bytes:
        """A frame again."""
        with self._lock:
            self._file.seek(place[0])
            body = self._file.read(place[1])
        return zlib.decompress(body) if self._in_memory else body


class Spool:
    """The rows of one sheet on the shelf of its workbook."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._frames: list[tuple[int, int]] = []

    def add(self, body: bytes) -> None:
        """Keep one frame of rows as it came."""
        self._frames.append(self._shelf.add(body))

    def read(self) -> Iterator[list[str]]:
        """All rows of the sheet, blank ones included."""
        for place in self._frames:
            yield from marshal.loads(self._shelf.take(place))[1]


@dataclass(slots=True)
class Sheet:
    """One sheet as read; `failed` says why it could not be."""

    index: int
    name: str
    spool: Spool
    failed: str = ""
    hidden_rows: int = 0
    errors: int = 0
    unsaved: int = 0  # formulas without a result
    strays: tuple[str, ...] = ()  # cells far from the table, left out


@dataclass(slots=True)
class Workbook:
    """The sheets of a workbook and the ones that were read."""

    shelf: Shelf = field(default_factory=Shelf)
    format: str = "xlsx"
    epoch_1904: bool = False
    protected: bool = False
    listed: list[tuple[str, bool, bool]] = field(default_factory=list)  # name, visible, a worksheet
    sheets: list[Sheet] = field(default_factory=list)

    def take(self, frame: tuple[Any, ...]) -> bool:
        """Note one frame that holds no rows; True for the last one."""
        match frame:
            case ("book", format_, epoch_1904, protected, listed):
                self.format, self.epoch_1904, self.protected = format_, epoch_1904, protected
                self.listed = list(listed)
                if protected:
                    self.shelf.stay_in_memory()
            case ("sheet", index, name):
                self.sheets.append(Sheet(index, name, Spool(self.shelf)))
            case ("facts", _, hidden_rows, errors, unsaved, strays):
                sheet = self.sheets[-1]
                sheet.hidden_rows, sheet.errors, sheet.unsaved = hidden_rows, errors, unsaved
                sheet.strays = tuple(strays)
            case ("failed", index, message):
                if not self.sheets or self.sheets[-1].index != index:
                    self.sheets.append(Sheet(index, self.listed[index][0], Spool(self.shelf)))
                self.sheets[-1].failed = message
            case ("refused", True, sentence):
                raise WantsPasswordError(tr(sentence))
            case ("refused", _, sentence):
                raise Problem(tr(sentence))
            case ("done",):
                return True
        return False


def worker_command(path: Path, sheet: str, memory: int, seconds: int) -> list[str]:
    """How the child is started: this program itself in a bundle, else the interpreter with the worker's module."""
    last = [str(path.absolute()), sheet, str(memory), str(seconds)]
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT, *last]
    return [sys.executable, "-P", "-m", "app.intake.workbooks.worker", *last]


def _surroundings() -> dict[str, str]:
    """The child finds the program where this process found it, installed or not."""
    here = str(Path(__file__).resolve().parents[3])
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))}


class Child:
    """A running worker; leaving the `with` block ends it, whatever happened."""

    def __init__(self, path: Path, sheet: str, password: str, memory: int, seconds: int, silence: float) -> None:
        self._late = threading.Event()
        self._silence = silence
        self._deadline = time.monotonic() + max(_START, silence) * bool(silence)
        self._process = subprocess.Popen(
            worker_command(path, sheet, memory, seconds),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._ended = threading.Event()
        self._clock = threading.Thread(target=self._watch, name="workbook-clock", daemon=True)
        self._clock.start()
        self._hand_over(password)

    def _hand_over(self, password: str) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        try:
            pipe.write(password.encode("utf-8", "surrogatepass"))
            pipe.close()
        except OSError:  # it died already; its frames will say so
            return

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()
        self._clock.join()

    def _watch(self) -> None:
        """Give up a child that has said nothing for too long."""
        while not self._ended.wait(max(0.0, min(1.0, self._deadline - time.monotonic()))):
            if time.monotonic() >= self._deadline:
                self._late.set()
                self._process.kill()
                return

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
            if not _is(b"alive", body):  # a child may be alive and never come to an end
                self._deadline = time.monotonic() + self._silence
            yield body
        self._explain()

    def _explain(self) -> None:
        code = self._process.wait()
        if self._late.is_set() or code == -24:  # SIGXCPU
            raise Problem(tr(TOO_SLOW))
        if code:
            raise Problem(tr(TOO_LARGE if code in _OUT_OF_MEMORY else DAMAGED))


def read_workbook(
    path: Path,
    sheet: str = "",
    progress: Progress = no_progress,
    *,
    password: str = "",
    memory: int = MEMORY,
    seconds: int = SECONDS,
) -> Workbook:
    """Read a sheet, or every visible one, through the child. Problem where that cannot be done; `seconds` of 0 leaves
    the child no time at all."""
    book = Workbook()
    frames = 0
    told = 0.0
    done = False
    silence = (_SILENCE + path.stat().st_size / _SILENT_BYTES) * bool(seconds)
    with Child(path, sheet, password, memory, seconds, silence) as child:
        for body in child.frames():
            if _is(b"rows", body):
                book.sheets[-1].spool.add(body)
                frames += 1
            else:
                done = book.take(marshal.loads(body)) or done
            if time.monotonic() - told > 0.1:
                told = time.monotonic()
                progress(frames * 1_000, 0, tr("Reading the workbook"))
    if not done:
        raise Problem(tr(DAMAGED))
    return book


def _is(kind: bytes, body: bytes) -> bool:
    """Told from the first bytes, so that a frame of rows is parsed only when it is read."""
    return body[2:12].find(kind) >= 0
