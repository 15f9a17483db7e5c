"""Write a file whole or not at all: beside its target, flushed to the disk, then put in its place."""

import errno
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from app.domain.problems import Trouble
from app.language import chosen, speaking, tr

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Let `write` fill a new file, then put it in the place of `path`; on any failure the old file stays whole."""
    path = Path(path)
    with speaking(chosen()):  # a file speaks its own language; why it is not written is for whoever sits here
        _refuse_what_cannot_be_replaced(path)
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_of(path))
        part.replace(path)
    except OSError as refusal:
        with speaking(chosen()):
            trouble = _trouble(refusal, path)
        raise trouble from refusal
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    _settle(path.parent)
    return path


def refuse_where_it_cannot_go(path: Path) -> None:
    """Raise Trouble where a file could not be written, before anything rests on its being there."""
    with speaking(chosen()):
        _refuse_what_cannot_be_replaced(path)
    try:
        tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as refusal:
        with speaking(chosen()):
            trouble = _trouble(refusal, path)
        raise trouble from refusal


def _refuse_what_cannot_be_replaced(path: Path) -> None:
    if path.is_dir():
        raise Trouble(tr("'{name}' is a folder: choose a file name inside it.", name=path.name))
    if not path.parent.is_dir():
        raise Trouble(
            tr("The folder '{folder}' does not exist: create it or choose another place.", folder=path.parent)
        )
    if path.exists() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise Trouble(tr("'{name}' is marked read-only: choose another name, or allow changes to it.", name=path.name))


def _mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, else those a new file would get."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _trouble(refusal: OSError, path: Path) -> Trouble:
    if refusal.errno in _FULL:
        return Trouble(
            tr("There is no room left for '{name}': free some space or choose another disk.", name=path.name)
        )
    if refusal.errno == errno.EROFS:
        return Trouble(tr("The disk of '{folder}' can only be read: choose another place.", folder=path.parent))
    if refusal.errno in _SHUT and path.exists():
        return Trouble(
            tr(
                "'{name}' is open in another program or protected: close it there or choose another name.",
                name=path.name,
            )
        )
    if refusal.errno in _SHUT:
        return Trouble(tr("The folder '{folder}' does not let you write: choose another place.", folder=path.parent))
    if refusal.errno == errno.ENAMETOOLONG:
        return Trouble(tr("The name '{name}…' is too long: choose a shorter one.", name=path.name[:40]))
    return Trouble(
        tr(
            "'{name}' could not be written ({why}): try again or another place.",
            name=path.name,
            why=refusal.strerror or refusal,
        )
    )


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
