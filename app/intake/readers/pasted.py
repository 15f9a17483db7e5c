"""Rows from the clipboard or from standard input, put into a private file so that they are read like any other."""

import atexit
import hashlib
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Pasted:
    """A clip of a spreadsheet: text with tabs, or the HTML that spreadsheets put beside it."""

    content: str = field(repr=False)
    html: bool = False

    @property
    def name(self) -> str:
        """What the clip is called where files are named."""
        return "Pasted rows.html" if self.html else "Pasted rows.txt"

    def put(self) -> Path:
        """The private file that holds the clip; the same clip is put into the same file. Raises OSError."""
        return put_privately(self.name, self.content.encode("utf-8", "replace"))


def put_privately(name: str, content: bytes) -> Path:
    """A file of this name and content that only this user may read, gone when the program ends. Raises OSError.

    Each content has a folder of its own, so that two clips of one name are two files.
    """
    folder = _private_folder() / hashlib.sha256(content).hexdigest()[:24]
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half_written = folder / f"{name}.new"
        half_written.write_bytes(content)
        half_written.replace(path)
    return path


def pour_privately(name: str, source: BinaryIO) -> Path:
    """A private file of this name with all that a stream holds, however much that is. Raises OSError."""
    path = Path(tempfile.mkdtemp(dir=_private_folder())) / name
    with path.open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
    return path


@cache
def _private_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="assay-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
