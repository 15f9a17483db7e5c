"""Attached files: kept whole or not at all in a folder beside the workspace, each once, named by its digest.

A name that is the SHA-256 of the bytes makes a file that was altered tell on itself, and lets one that was lost be
taken from wherever else it lies: from the backups, or from where the workspace was before it was renamed.
"""

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from app.domain.file_names import kept_name
from app.domain.problems import Problem, Trouble
from app.language import number, tr
from app.store.neighbours import file_folder, file_places

LIMIT = 100 * 1024 * 1024  # bytes of one file
_PIECE = 1024 * 1024
PART = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ASKS_PLAINLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
Stopped = Callable[[], None]


class State(StrEnum):
    """What became of an attached file."""

    KEPT = "kept"
    MISSING = "missing"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it is kept."""

    digest: str  # SHA-256 of its bytes, in hexadecimal
    size: int  # bytes


def _on() -> None:
    return None


# --- taking in --------------------------------------------------------------------------------------------------------


def keep(path: Path, source: Path, stopped: Stopped = _on) -> KeptFile:
    """Copy a file into the folder of the workspace at `path`; bytes that are there already are kept once.

    `stopped` is called after every piece and raises to give it up. Raises Problem for what is no file, is empty or too
    large, Trouble where it cannot be read or written; nothing is left then.
    """
    folder = file_folder(path)
    with _reading(source) as stream, _part_in(folder) as part:
        kept = _copy(stream, part, lambda size: _within_limit(source, size, stopped))
        if not kept.size:
            raise Problem(tr("{file} is empty; there is nothing to keep.", file=kept_name(source.name)))
        target = folder / kept.digest
        if _whole(target, kept.digest):
            target.touch()
        else:
            part.replace(target)
    _settle(folder)
    return kept


def _within_limit(source: Path, size: int, stopped: Stopped) -> None:
    if size > LIMIT:
        _refuse_size(source, size)
    stopped()


def _refuse_size(source: Path, size: int) -> None:
    raise Problem(
        tr(
            "{file} is larger than {limit} MB, the most that is kept with a workspace; keep it elsewhere and write "
            "down where it is.",
            file=kept_name(source.name),
            limit=number(LIMIT // 1024 // 1024),
        )
    )


@contextlib.contextmanager
def _reading(source: Path) -> Iterator[BinaryIO]:
    """A plain file, opened without following links or waiting for whoever is at the other end."""
    name = kept_name(source.name)
    try:
        found = source.lstat()
        _refuse_what_is_no_file(found, name)
        with os.fdopen(os.open(source, _ASKS_PLAINLY), "rb") as stream:
            found = os.fstat(stream.fileno())
            _refuse_what_is_no_file(found, name)
            if found.st_size > LIMIT:
                _refuse_size(source, found.st_size)
            yield stream
    except FileNotFoundError:
        raise Problem(tr("There is no file {file}; choose one that is there.", file=name)) from None
    except ValueError as odd:  # a null character in its name
        raise Problem(tr("There is no file {file}; choose one that is there.", file=name)) from odd
    except OSError as refused:
        raise Trouble(tr("{file} cannot be read; check who may open it.", file=name)) from refused


def _refuse_what_is_no_file(found: os.stat_result, name: str) -> None:
    if stat.S_ISLNK(found.st_mode):
        raise Problem(tr("{file} only points to another file; choose that file itself.", file=name))
    if stat.S_ISDIR(found.st_mode):
        raise Problem(tr("{file} is a folder; choose the files in it.", file=name))
    if not stat.S_ISREG(found.st_mode):
        raise Problem(tr("{file} is no file that can be kept; choose an ordinary one.", file=name))


@contextlib.contextmanager
def _part_in(folder: Path) -> Iterator[Path]:
    """A half-made file in a folder; it is gone afterwards unless it was given its name."""
    part = folder / f".{uuid4().hex}{PART}"
    try:
        folder.mkdir(exist_ok=True)
        part.touch(exist_ok=False)
        yield part
    except OSError as refused:
        if refused.errno in _FULL:
            said = tr("There is no room left in {folder}; free some space and try again.", folder=folder)
        else:
            why = refused.strerror or str(refused)
            said = tr("Nothing can be written to {folder} ({why}); check who may.", folder=folder, why=why)
        raise Trouble(said) from refused
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _copy(stream: BinaryIO, part: Path, look: Callable[[int], None]) -> KeptFile:
    digest, size = hashlib.sha256(), 0
    with part.open("wb") as copy:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            copy.write(piece)
            look(size)
        copy.flush()
        os.fsync(copy.fileno())
    return KeptFile(digest.hexdigest(), size)


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# --- finding again ----------------------------------------------------------------------------------------------------


def state(path: Path, digest: str, size: int) -> State:
    """What became of a file, as far as its size tells; reading all of it takes too long for a page."""
    found = State.MISSING
    for folder in file_places(path):
        there = _size(folder / digest)
        if there == size:
            return State.KEPT
        found = State.ALTERED if there is not None else found
    return found


def state_read(path: Path, digest: str) -> State:
    """What became of a file, every byte read."""
    seen = [folder / digest for folder in file_places(path) if _size(folder / digest) is not None]
    return State.KEPT if any(_whole(one, digest) for one in seen) else State.ALTERED if seen else State.MISSING


def write_copy(path: Path, digest: str, target: Path, stopped: Stopped = _on) -> State:
    """Write a copy of a file to `target`, whole and read as it was attached; else say what became of it."""
    found = State.MISSING
    for folder in file_places(path):
        kept = folder / digest
        if _size(kept) is None:
            continue
        found = State.ALTERED
        with contextlib.ExitStack() as opened:
            try:
                stream = opened.enter_context(_reading(kept))
            except (Problem, Trouble):
                continue  # the next place may have it
            part = opened.enter_context(_part_in(target.parent))
            if _copy(stream, part, lambda _: stopped()).digest == digest:
                part.replace(target)
                return State.KEPT
    return found


def gather(path: Path, digests: Iterable[str], folder: Path, stopped: Stopped = _on) -> tuple[str, ...]:
    """Bring files of a workspace into a folder, wherever they lie; returns those that are nowhere whole.

    What is in the folder already was read when it came there and is not read again.
    """
    lost = []
    for digest in digests:
        stopped()
        if _size(folder / digest) is None and write_copy(path, digest, folder / digest, stopped) is not State.KEPT:
            lost.append(digest)
    if folder.exists():
        _settle(folder)
    return tuple(lost)


def _size(kept: Path) -> int | None:
    try:
        found = kept.lstat()
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _whole(kept: Path, digest: str) -> bool:
    if _size(kept) is None:
        return False
    try:
        with kept.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == digest
    except OSError:
        return False
