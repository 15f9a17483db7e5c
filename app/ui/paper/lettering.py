"""Type on paper: sizes in points, lines broken where they are full, and no word wider than its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from PySide6.QtGui import QFont, QFontMetricsF

from app.domain.running_on import FIRM

FINE = 10  # pixels of type to a point: sizes in tenths of a point, and widths that no hinting bends
LEAST = 8.0  # points of the smallest type
LEADING = 1.18  # of the size, from one line to the next
RISE = 0.93  # of the size, from the top of a line to its baseline


@dataclass(frozen=True, slots=True)
class Type:
    """A size in points with its weight, and the name of its colour."""

    size: float
    bold: bool = False
    slanted: bool = False
    tone: str = "text"
    dotted: bool = False  # on a line of dots: not known, with room to write it down


@dataclass(frozen=True, slots=True)
class Word:
    """Words of one type within a line, so far from its left end."""

    text: str
    type: Type
    x: float
    wide: float


Piece = tuple[str, Type]
_LIGATURES = QFont.Tag.fromString("liga")
_SPACE = re.compile(r"[ \t\r\n]+")
_JOINT = re.compile(rf"{FIRM}|(?<=[-/])(?!$)")
_SEAM = re.compile(r"\w(?:ungs|heits|keits|schafts|täts|ions)(?=\w{3})")  # where German compounds are joined
Unit = list[Piece]  # what no space parts


def font(type: Type) -> QFont:
    """The system's font, `FINE` times as large: whoever paints it makes all smaller by as much."""
    return _font(type.size, type.bold, type.slanted, _family())


def width(text: str, type: Type) -> float:
    """How wide a text is, in points."""
    return _width(text, type.size, type.bold, type.slanted, _family())


def widest(runs: Sequence[Piece]) -> float:
    """How wide a line must be for no word to be cut; firm spaces, hyphens and slashes part words without a cut."""
    found = 0.0
    for unit in _units(runs):
        parts = [(part, type) for text, type in unit for part in _JOINT.split(text)]
        wides = [width(*part) for part in parts]
        found = max(found, sum(wides) if len(parts) == len(unit) else max(wides))
    return found


def lines(runs: Sequence[Piece], wide: float) -> list[list[Word]]:
    """Runs of words broken into lines that are not wider than this; where there are no words, there is no line."""
    made: list[list[Word]] = []
    line: list[Word] = []
    used = 0.0
    for unit in _fitting(_units(runs), wide):
        needed = sum(width(*piece) for piece in unit)
        gap = width(" ", line[-1].type) if line else 0.0
        if line and used + gap + needed > wide:
            made.append(line)
            line, used, gap = [], 0.0, 0.0
        used += gap
        for text, type in unit:
            one = width(text, type)
            line.append(Word(text, type, used, one))
            used += one
    if line:
        made.append(line)
    return [_merged(line) for line in made]


def _units(runs: Sequence[Piece]) -> Iterator[Unit]:
    """What must stay together: words, with whatever of another weight touches them."""
    unit: Unit = []
    for text, type in runs:
        for at, word in enumerate(_words(text)):
            if at and unit:
                yield unit
                unit = []
            if word:
                unit.append((word, type))
    if unit:
        yield unit


def _words(text: str) -> list[str]:
    """The words of a text, with an empty one where it begins or ends with a space."""
    return _SPACE.split(text)


def _fitting(units: Iterator[Unit], wide: float) -> Iterator[Unit]:
    """The same, those wider than a line parted where they hold a firm space, or cut."""
    for unit in units:
        if sum(width(*piece) for piece in unit) <= wide:
            yield unit
        else:
            for text, type in unit:
                yield from ([(part, type)] for word in text.split(FIRM) for part in _cut(word, type, wide))


def _cut(word: str, type: Type, wide: float) -> Iterator[str]:
    """A word cut where the line is full: after a hyphen or slash of its own, else with a hyphen where its parts meet.

    Where nobody knows its parts it is cut between any letters.
    """
    rest = word
    while len(rest) > 1 and width(rest, type) > wide:
        full = next((n for n in range(len(rest) - 1, 1, -1) if width(f"{rest[:n]}-", type) <= wide), 1)
        own = next((n for n in range(full + 1, 2, -1) if rest[n - 1] in "-/" and width(rest[:n], type) <= wide), 0)
        seam = max((found.end() for found in _SEAM.finditer(rest) if found.end() <= full), default=0)
        at = own or seam or full
        yield rest[:at] + ("-" if rest[at - 1 : at + 1].isalpha() else "")
        rest = rest[at:]
    yield rest


def _merged(line: list[Word]) -> list[Word]:
    """Neighbours of one type as one text, so that a reader of the file finds words and not letters."""
    made = []
    for type, words in groupby(line, key=lambda word: word.type):
        group = list(words)
        text, end = group[0].text, group[0].x + group[0].wide
        for word in group[1:]:
            text += (" " if word.x - end > 0.01 else "") + word.text
            end = word.x + word.wide
        made.append(Word(text.replace(FIRM, " "), type, group[0].x, end - group[0].x))
    return made


@cache
def _family() -> str:
    return QFont().family()


@lru_cache(maxsize=200)
def _font(size: float, bold: bool, slanted: bool, family: str) -> QFont:
    made = QFont(family)
    made.setPixelSize(round(size * FINE))
    made.setItalic(slanted)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(_LIGATURES, 0)  # so that "verification" is found in the file as it is written
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


@lru_cache(maxsize=200)
def _metrics(size: float, bold: bool, slanted: bool, family: str) -> QFontMetricsF:
    return QFontMetricsF(_font(size, bold, slanted, family))


@lru_cache(maxsize=20_000)
def _width(text: str, size: float, bold: bool, slanted: bool, family: str) -> float:
    return _metrics(size, bold, slanted, family).horizontalAdvance(text) / FINE
