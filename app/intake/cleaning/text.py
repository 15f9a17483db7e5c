"""Text of a cell made comparable: invisible characters, blanks and damage of spreadsheet programs."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_EMPTY_WORDS = frozenset(
    {
        "n/a",
        "#n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nil",
        "nan",
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "?",
        "not provided",
        "not available",
        "[not provided]",
        "unknown",
        "unbekannt",
        "k.a.",
        "k. a.",
        "inconnu",
        "desconocido",
        "(blank)",
        "(leer)",
        "undefined",
    }
)


@lru_cache(maxsize=65536)
def one_line(text: str) -> str:
    """Trimmed, on one line, without invisible characters; the letters themselves stay as written."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    plain = (
        _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
        .replace("\r\n", " ")
        .replace("\n", " ")
        .replace("\r", " ")
    )
    return _BLANKS.sub(" ", plain).strip()


def several_lines(text: str) -> str:
    """Notes keep their lines; only what cannot be seen and blanks at the ends go."""
    if text.isprintable():
        return text.strip()
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


@lru_cache(maxsize=65536)
def meant(text: str) -> str:
    """The cell on one line, or nothing where it holds a word for nothing (n/a, -, unknown)."""
    line = text.strip() if text.isascii() and text.isprintable() and "  " not in text else one_line(text)
    return "" if len(line) < 16 and line.casefold() in _EMPTY_WORDS else line


def code(text: str) -> str:
    """A number that is a name (postal code, order number): a spreadsheet's apostrophe and `.0` go, zeros stay."""
    return text if text.isdigit() else _code(text)


@lru_cache(maxsize=65536)
def _code(text: str) -> str:
    line, before = meant(text), ""
    while line != before:
        before = line
        if line.startswith("'") and len(line) > 1:
            line = line[1:].strip()
        if line.startswith('="') and line.endswith('"') and len(line) > 3:
            line = meant(line[2:-1])
        if line.endswith(".0") and line[:-2].isdigit():
            line = line[:-2]
    return line
