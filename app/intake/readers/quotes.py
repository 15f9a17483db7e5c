"""Repairs of quotation marks before the CSV parser sees a line: marks never closed, blanks before an opening mark."""

import re
from collections.abc import Collection, Iterable, Iterator

QUOTE = '"'
_LONGEST_LINE = 10_000_000  # characters; a longer one is no row
_LINE_END = re.compile(r"\r\n|\r|\n")


def repaired(lines: Iterable[str], delimiter: str, unclosed: Collection[int], blanks: bool) -> Iterator[str]:
    """The lines with the mark that opens and never closes removed on the `unclosed` lines (numbered from 1), and,
    where `blanks` is set, with blanks between a delimiter and an opening mark removed."""
    inside = False
    for number, line in enumerate(lines, 1):
        if QUOTE not in line:
            yield line
            continue
        if number in unclosed:
            line = without_open_mark(line, delimiter)
        if blanks:
            line, inside = _without_blanks(line, delimiter, inside)
        yield line


def without_open_mark(line: str, delimiter: str) -> str:
    """The line without the quotation mark that opens a cell and is not closed on it."""
    if len(line) > _LONGEST_LINE:
        return line
    start, opened = True, -1
    at = 0
    while at < len(line):
        char = line[at]
        if opened >= 0:
            if char == QUOTE:
                if line.startswith(QUOTE, at + 1):
                    at += 1
                else:
                    opened = -1
        elif char == QUOTE and start:
            opened = at
        start = char == delimiter and opened < 0
        at += 1
    return line if opened < 0 else line[:opened] + line[opened + 1 :]


def _without_blanks(line: str, delimiter: str, inside: bool) -> tuple[str, bool]:
    """The line without blanks before opening marks, and whether a quoted cell goes on after it."""
    kept: list[str] = []
    start = not inside  # at the start of a cell, blanks of it seen so far are in `blanks`
    blanks = ""
    at = 0
    while at < len(line):
        char = line[at]
        if inside:
            if char == QUOTE and line.startswith(QUOTE, at + 1):
                kept.append(char)
                at += 1
            elif char == QUOTE:
                inside = False
        elif start and char in " \t" and char != delimiter:
            blanks += char
            at += 1
            continue
        elif start and char == QUOTE:
            inside, blanks = True, ""
        start = not inside and char == delimiter
        kept.append(blanks + char)
        blanks = ""
        at += 1
    return "".join(kept) + blanks, inside


def closes_nothing(cells: list[str], delimiter: str, width: int) -> bool:
    """True where a cell has swallowed the lines below it: its inner lines split into as many cells as the table has."""
    for cell in cells:
        if "\n" not in cell and "\r" not in cell:
            continue
        inner = [line for line in _LINE_END.split(cell)[1:-1] if line]
        needed = 1 if width >= 4 else 2 if width == 3 else 3
        if width > 1 and len(inner) >= needed:
            alike = sum(line.count(delimiter) >= width - 1 for line in inner)
            if alike >= 0.8 * len(inner):
                return True
    return False
