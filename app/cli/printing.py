"""What people read on a terminal: aligned columns, one row a line, nothing that could steer the terminal."""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.cli.documents import plain

GAP = "  "
NARROWEST = 6  # a column is not shortened below this
_JOINERS = "\u200c\u200d"  # they make letters of some scripts and pictures of others


class Output:
    """Standard output in one of two ways: lines for people, or exactly one JSON document for programs."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def document(self, content: Mapping[str, Any]) -> None:
        """Print the JSON document, where one was asked for."""
        if self.as_json:
            print(json.dumps(plain(content), ensure_ascii=False, indent=2))

    def say(self, *lines: str) -> None:
        """Print lines for people, each cleaned; an empty call prints an empty line."""
        if not self.as_json:
            for line in lines or ("",):
                indent = line[: len(line) - len(line.lstrip(" "))]
                print(indent + one_line(line))

    def table(
        self, headers: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = (), indent: int = 0
    ) -> None:
        """Print rows under headers, as wide as the terminal allows; `right` names the columns of numbers.

        Without rows nothing is printed, and a column in which every cell is empty is left out.
        """
        if self.as_json:
            return
        texts = [[one_line(_text(cell)) for cell in row] for row in rows]
        if not texts:
            return
        kept = [i for i, header in enumerate(headers) if header in right or any(row[i] for row in texts)]
        names = [headers[i] for i in kept]
        texts = [[row[i] for i in kept] for row in texts]
        sizes = widths([names, *texts], room(indent))
        for row in [names, *texts]:
            cells = [_fit(cell, size, header in right) for cell, size, header in zip(row, sizes, names, strict=True)]
            print(" " * indent + GAP.join(cells).rstrip())

    def pairs(self, rows: Iterable[tuple[str, object]], indent: int = 0) -> None:
        """Print labels with their values, what is empty left out."""
        if self.as_json:
            return
        filled = [(label, one_line(_text(value))) for label, value in rows if value not in (None, "", ())]
        longest = max((width(label) for label, _ in filled), default=0)
        for label, value in filled:
            print(f"{' ' * indent}{_fit(label, longest)}{GAP}{value}")

    def warn(self, message: str) -> None:
        """Say something beside the result, on standard error, so that the result stays clean."""
        if sys.stderr is not None:
            print(one_line(message), file=sys.stderr)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def one_line(text: str) -> str:
    """A text as one line without control characters, so that no name can move the cursor or hide what follows."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    words = " ".join(text.split())
    return "".join(
        c if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else "�" for c in words
    )


def width(text: str) -> int:
    """How many places of a terminal a text takes: wide letters two, marks upon letters none."""
    if text.isascii():
        return len(text)
    return sum(_places(c) for c in text)


def _places(char: str) -> int:
    if char in _JOINERS or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def cut(text: str, size: int) -> str:
    """A text in no more than so many places, with an ellipsis where it was longer."""
    if width(text) <= size:
        return text
    kept, used = "", 1
    for char in text:
        used += _places(char)
        if used > size:
            break
        kept += char
    return kept.rstrip() + "…"


def _fit(text: str, size: int, to_the_right: bool = False) -> str:
    text = cut(text, size)
    padding = " " * (size - width(text))
    return padding + text if to_the_right else text + padding


def room(indent: int = 0) -> int | None:
    """The places a line may take; None where nobody looks at it (a pipe or a file)."""
    if os.environ.get("COLUMNS", "").isdecimal() or (sys.stdout is not None and sys.stdout.isatty()):
        return max(40, shutil.get_terminal_size().columns) - indent
    return None


def widths(rows: Sequence[Sequence[str]], limit: int | None) -> list[int]:
    """The widths of columns; the widest are shortened until a line fits, none below what it needs to be told by."""
    sizes = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    if limit is None:
        return sizes
    free = limit - len(GAP) * (len(sizes) - 1)
    while sizes and sum(sizes) > free and max(sizes) > NARROWEST:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes
