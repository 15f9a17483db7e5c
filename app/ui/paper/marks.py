"""What is painted on a page: words, strokes and frames, in points from its upper left corner."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from app.ui.paper.lettering import LEADING, RISE, Piece, Type, lines, width

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter


@dataclass(frozen=True, slots=True)
class Words:
    """One line of type; `x` is its left end, `y` its baseline."""

    text: str
    x: float
    y: float
    wide: float
    type: Type


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    thick: float = 0.5
    tone: str = "line"
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A box: its ground, its border, or both."""

    x: float
    y: float
    wide: float
    high: float
    ground: str = ""
    border: str = ""
    thick: float = 0.7


@dataclass(frozen=True, slots=True)
class Drawing:
    """A box that something paints itself into, like a chart."""

    x: float
    y: float
    wide: float
    high: float
    paints: Callable[["QPainter", "QRectF"], None]


Mark = Words | Stroke | Frame | Drawing


@dataclass(frozen=True, slots=True)
class Block:
    """Marks that stay together on one page, from 0 down to `high`."""

    high: float
    marks: tuple[Mark, ...] = ()
    clings: bool = False  # to what follows, like the head of a table


def moved(marks: Iterable[Mark], x: float, y: float) -> tuple[Mark, ...]:
    """The marks so much further to the right and down."""
    return tuple(_moved(mark, x, y) for mark in marks)


def _moved(mark: Mark, x: float, y: float) -> Mark:
    if isinstance(mark, Words):  # nearly all are: made anew without looking into its fields
        return Words(mark.text, mark.x + x, mark.y + y, mark.wide, mark.type)
    if isinstance(mark, Stroke):
        return replace(mark, x=mark.x + x, y=mark.y + y, to_x=mark.to_x + x, to_y=mark.to_y + y)
    return replace(mark, x=mark.x + x, y=mark.y + y)


def paragraph(runs: Sequence[Piece], wide: float) -> Block:
    """Words broken into lines of a width."""
    return _paragraph(tuple(runs), wide)


@lru_cache(maxsize=4_000)  # a sheet is laid out several times before it is known how much room there is
def _paragraph(runs: tuple[Piece, ...], wide: float) -> Block:
    marks: list[Mark] = []
    y = 0.0
    for line in lines(runs, wide):
        size = max(word.type.size for word in line)
        marks += [Words(word.text, word.x, y + size * RISE, word.wide, word.type) for word in line]
        y += size * LEADING
    return Block(y, tuple(marks))


def to_the_right(text: str, type: Type, wide: float) -> Block:
    """One line that ends at the right."""
    used = width(text, type)
    return Block(type.size * LEADING, (Words(text, wide - used, type.size * RISE, used, type),))


def stacked(blocks: Sequence[Block], gap: float = 0.0) -> Block:
    """Blocks below each other as one that stays together."""
    marks: list[Mark] = []
    y = 0.0
    for block in blocks:
        if marks:
            y += gap
        marks += moved(block.marks, 0, y)
        y += block.high
    return Block(y, tuple(marks))


def beside(blocks: Sequence[tuple[float, Block]]) -> Block:
    """Blocks beside each other, each so far from the left; as high as the highest."""
    marks = [mark for x, block in blocks for mark in moved(block.marks, x, 0)]
    return Block(max((block.high for _, block in blocks), default=0.0), tuple(marks))
