"""What a verb takes from whoever runs it beside its words: standard input as a file, and a password."""

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from app.domain.problems import Problem
from app.intake.readers.pasted import pour_privately

STANDARD_INPUT = "-"


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Each file once, in the order given; standard input is put into a private file that is called `-`.

    Raises Problem where nothing stands there.
    """
    return list(dict.fromkeys(_file(path) for path in dict.fromkeys(paths)))


def _file(path: Path) -> Path:
    if str(path) == STANDARD_INPUT:
        return pour_privately(STANDARD_INPUT, _standard_input())
    return path.resolve() if path.exists() else path


def _standard_input() -> BinaryIO:
    if sys.stdin is None or sys.stdin.closed:
        raise Problem("There is no standard input to read; name a file instead of -.")
    return sys.stdin.buffer


def can_be_asked(paths: Sequence[Path]) -> bool:
    """True where a person sits at the terminal and standard input is not taken by a file."""
    return sys.stdin is not None and sys.stdin.isatty() and STANDARD_INPUT not in map(str, paths)


def ask_password(name: str) -> str:
    """The password of a file, typed without being seen."""
    return getpass.getpass(f"Password of {name}: ")
