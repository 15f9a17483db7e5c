"""The child process that parses workbooks: a hostile file can kill it and nothing else.

Started as `python -P -m app.intake.workbooks.worker FILE SHEET MEMORY_BYTES CPU_SECONDS` (an empty SHEET reads all
visible ones; in a bundle the program calls `main` for the argument `intake-worker`); a password comes on standard
input. It writes frames to standard output: four bytes of length, then a marshalled tuple, one of ("begun",),
("alive",), ("book", format, epoch_1904, protected, [(name, visible, is_a_worksheet)]), ("sheet", index, name),
("rows", [[text, ...], ...]), ("facts", index, hidden_rows, errors, unsaved_formulas, [stray cell, ...]),
("failed", index, message), ("done",), ("refused", wants_a_password, sentence).
"""

import marshal
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.problems import Problem
from app.intake.workbooks.cells import duration_of, text_of
from app.intake.workbooks.opening import Book, open_book, sheet_of
from app.intake.workbooks.refusals import REPEATED, TOO_LARGE, WantsPasswordError

CHUNK = 1_000
_CELLS_IN_CHUNK = 60_000
_LARGEST_BODY, _LARGEST_ROW = 8 << 20, 32 << 20
_TEXT_AT_LEAST, _TEXT_BY_SIZE = 64 << 20, 30  # a small file that repeats one long text without end is no list
_ROWS_AT_LEAST, _BYTES_OF_A_ROW = 100_000, 10  # unpacked; a file with more rows than that repeats the same ones
_BEAT = 0.3  # seconds
_BYTES_PER_SECOND, _MEMORY_BY_SIZE = 4 << 20, 4


class Listener:
    """The parent process at the other end of the pipe; it gets no more text than such a file may hold."""

    def __init__(self, out: BinaryIO, size: int) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._room = _TEXT_AT_LEAST + _TEXT_BY_SIZE * size
        self._rows = _ROWS_AT_LEAST

    def expect(self, size: int) -> None:
        """Rows in no greater number than a book of so many bytes can hold."""
        self._rows = _ROWS_AT_LEAST + size // _BYTES_OF_A_ROW

    def send(self, *frame: Any) -> None:
        """One frame, with its length before it."""
        self._write(marshal.dumps(frame))

    def send_rows(self, rows: list[list[str]]) -> None:
        """Rows in one frame, or in several where they are long."""
        self._rows -= sum(map(any, rows))
        if self._rows < 0:
            raise Problem(REPEATED)
        self._send_rows(rows)

    def _send_rows(self, rows: list[list[str]]) -> None:
        body = marshal.dumps(("rows", rows))
        if len(body) > _LARGEST_BODY and len(rows) > 1:
            self._send_rows(rows[: len(rows) // 2])
            self._send_rows(rows[len(rows) // 2 :])
            return
        self._room -= len(body)
        if len(body) > _LARGEST_ROW or self._room < 0:
            raise Problem(TOO_LARGE)
        self._write(body)

    @contextmanager
    def kept_awake(self) -> Iterator[None]:
        """A frame now and then while the reader of the cells is busy, so that a person may still cancel."""
        done = threading.Event()

        def beat() -> None:
            while not done.wait(_BEAT):
                self.send("alive")
                self._out.flush()

        thread = threading.Thread(target=beat, name="alive", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _write(self, body: bytes) -> None:
        with self._lock:
            self._out.write(struct.pack("<I", len(body)))
            self._out.write(body)


def limit(memory: int, seconds: int) -> None:
    """Cap memory and processor time where the system can; elsewhere the parent's clock remains. May be called again
    with more."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
        except (ValueError, OSError):  # macOS knows no limit of memory
            continue


def send_sheet(listener: Listener, book: Book, index: int, name: str) -> None:
    """All rows of one sheet from row 0 and column 0, in chunks."""
    listener.send("sheet", index, name)
    with listener.kept_awake():
        sheet = sheet_of(book, index)
    start = sheet.start
    left = [""] * (start[1] if start else 0)
    size = max(1, min(CHUNK, _CELLS_IN_CHUNK // max(1, sheet.width)))
    is_ods = book.format == "ods"
    rows: list[list[str]] = []
    for row in sheet.iter_rows():
        texts = [cell if type(cell) is str else text_of(cell) for cell in row]
        if is_ods:
            texts = [duration_of(text) if text[:2] == "PT" else text for text in texts]
        rows.append(left + texts if left else texts)
        if len(rows) >= size:
            listener.send_rows(rows)
            rows = []
    if rows:
        listener.send_rows(rows)


def parse(path: Path, wanted: str, password: str, memory: int, seconds: int, out: BinaryIO) -> None:
    """Say which sheets there are, then send the wanted one, or all visible worksheets."""
    listener = Listener(out, path.stat().st_size)
    listener.send("begun")
    out.flush()
    try:
        with listener.kept_awake():
            book = open_book(path, wanted, password, lambda size: _allow(memory, seconds, size))
    except Problem as problem:
        listener.send("refused", isinstance(problem, WantsPasswordError), problem.message)
        return
    listener.send("book", book.format, book.epoch_1904, book.protected, book.sheets)
    listener.expect(book.size)
    for index in book.wanted:
        try:
            send_sheet(listener, book, index, book.sheets[index][0])
        except (MemoryError, BrokenPipeError):
            raise
        except Problem as problem:
            listener.send("refused", False, problem.message)
            return
        except BaseException as error:  # a panic of the reader is no Exception
            listener.send("failed", index, f"{type(error).__name__}: {error}")
            continue
        facts = book.facts_of(index)
        listener.send("facts", index, facts.hidden_rows, facts.errors, facts.unsaved, list(facts.strays[:100]))
    listener.send("done")


def _allow(memory: int, seconds: int, unpacked: int) -> None:
    """More time and memory for what is honestly large."""
    limit(memory + _MEMORY_BY_SIZE * unpacked, seconds + unpacked // _BYTES_PER_SECOND)


def main(arguments: list[str]) -> int:
    """Parse one workbook for the parent process that listens."""
    path, wanted, memory, seconds = arguments
    limit(int(memory), int(seconds))
    password = sys.stdin.buffer.read().decode("utf-8") if sys.stdin is not None else ""
    out = sys.stdout.buffer
    try:
        parse(Path(path), wanted, password, int(memory), int(seconds), out)
        out.flush()
    except MemoryError:
        return 3
    except BrokenPipeError:
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
