"""Large type on a slide: the same layout on every screen, in units of its size, and never cut without a sign.

What is cut all the same is remembered with its place, so that the whole of it can be read there.
"""

import re
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.ui import theme

WIDE, HIGH = 1280, 720  # of the slide that all lengths are given for
EDGE = 64  # left and right of everything on it
TITLE, SAYS, BODY, FINE = 38, 26, 21, 15  # sizes of type on it
LEAST = 11  # pixels: smaller nobody reads from a chair
_LEFT, _RIGHT, _TOP = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignTop
WORD = re.compile(r"[^\s-]+-*")  # a line may be broken behind a space or a hyphen
_MIDDLE, _WRAP = Qt.AlignmentFlag.AlignVCenter, Qt.TextFlag.TextWordWrap


class Cut(NamedTuple):
    """Words that are not whole on a slide, and where they stand, in pixels."""

    place: QRectF
    words: str


class Canvas:
    """Paints on a slide of any size; lengths are those of a slide of 1280 by 720."""

    def __init__(self, painter: QPainter, wide: float, high: float) -> None:
        self.painter = painter
        self.cut: list[Cut] = []
        self.unit = min(wide / WIDE, high / HIGH)
        self.wide, self.high = wide / self.unit, high / self.unit  # in units: at least 1280 by 720
        self.colours = theme.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def box(self, x: float, y: float, wide: float, high: float) -> QRectF:
        """A box in pixels."""
        return QRectF(x * self.unit, y * self.unit, wide * self.unit, high * self.unit)

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """The system's font in a size of the slide."""
        chosen = QFont()
        chosen.setPixelSize(max(LEAST, round(size * self.unit)))
        if bold:
            chosen.setWeight(QFont.Weight.DemiBold)
        return chosen

    def metrics(self, size: float, *, bold: bool = False) -> QFontMetricsF:
        """How large letters of a size are, in pixels."""
        return QFontMetricsF(self.font(size, bold=bold))

    def line_high(self, size: float) -> float:
        """How high a line of a size is, in units."""
        return self.metrics(size).height() / self.unit

    def line(
        self,
        words: str,
        x: float,
        y: float,
        wide: float,
        size: float = BODY,
        *,
        hue: str = "text",
        bold: bool = False,
        right: bool = False,
    ) -> float:
        """One line, cut with an ellipsis where it does not fit; returns how wide it is, in units."""
        metrics = self.metrics(size, bold=bold)
        place = self.box(x, y, wide, metrics.height() / self.unit + 1)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        if shown != words:
            self.cut.append(Cut(place, words))
        self._pen(hue, size, bold=bold)
        self.painter.drawText(place, int((_RIGHT if right else _LEFT) | _MIDDLE), shown)
        return min(metrics.horizontalAdvance(shown) / self.unit, wide)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        wide: float,
        high: float,
        size: float = BODY,
        *,
        hue: str = "text",
        bold: bool = False,
        shrinks: bool = True,
    ) -> float:
        """Wrapped words in a box, smaller where they would not fit; returns how high they are, in units."""
        place = self.box(x, y, wide, high)
        flags = int(_LEFT | _TOP | _WRAP)
        size, needed = self._fitting(words, place, size, bold=bold, least=FINE if shrinks else size)
        metrics = self.metrics(size, bold=bold)
        shown = WORD.sub(  # one alone may be wider than its place
            lambda word: metrics.elidedText(word[0], Qt.TextElideMode.ElideRight, place.width() + 1), words
        )
        if needed > place.height() + 1:  # even the smallest is too large
            shown = _cut(shown, place, metrics)
            needed = place.height()
        if shown != words:
            self.cut.append(Cut(place, words))
        self._pen(hue, size, bold=bold)
        self.painter.drawText(place.adjusted(0, 0, 0, 4), flags, shown)
        return needed / self.unit

    def width_of(self, words: str, size: float, *, bold: bool = False) -> float:
        """How wide a line would be, in units."""
        return self.metrics(size, bold=bold).horizontalAdvance(words) / self.unit

    def high_of(self, words: str, wide: float, size: float, *, bold: bool = False) -> float:
        """How high wrapped words would be, in units."""
        place = QRectF(0, 0, wide * self.unit, 1e6)
        return self.metrics(size, bold=bold).boundingRect(place, int(_LEFT | _TOP | _WRAP), words).height() / self.unit

    def rule(self, x: float, y: float, wide: float, hue: str = "line", thick: float = 1) -> None:
        """A line across."""
        self.painter.setPen(QPen(QColor(getattr(self.colours, hue)), max(1.0, thick * self.unit)))
        place = self.box(x, y, wide, 0)
        self.painter.drawLine(place.topLeft(), place.topRight())

    def card(self, x: float, y: float, wide: float, high: float, hue: str = "") -> None:
        """A ground with an edge; one with a hue is tinted with it."""
        c = self.colours
        self.painter.setPen(QPen(QColor(getattr(c, hue) if hue else c.line), max(1.0, self.unit)))
        self.painter.setBrush(QColor(c.soft(hue) if hue else c.ground))
        radius = theme.RADIUS * self.unit
        self.painter.drawRoundedRect(self.box(x, y, wide, high), radius, radius)

    def bar(self, x: float, y: float, wide: float, high: float, hue: str) -> None:
        """A filled bar."""
        self.painter.fillRect(self.box(x, y, wide, high), QColor(getattr(self.colours, hue)))

    def _pen(self, hue: str, size: float, *, bold: bool) -> None:
        self.painter.setFont(self.font(size, bold=bold))
        self.painter.setPen(QColor(getattr(self.colours, hue)))

    def _fitting(self, words: str, place: QRectF, size: float, *, bold: bool, least: float) -> tuple[float, float]:
        """The largest size up to the one wanted at which words fit, and how high they are then, in pixels."""
        while True:
            found = self.metrics(size, bold=bold).boundingRect(
                QRectF(0, 0, place.width(), 1e6), int(_LEFT | _TOP | _WRAP), words
            )
            fits = found.height() <= place.height() + 1 and found.width() <= place.width() + 1
            if fits or size * self.unit <= LEAST or size <= least:
                return size, found.height()
            size -= 1


def _cut(words: str, place: QRectF, metrics: QFontMetricsF) -> str:
    """As much of the words as has room, with a sign at the end; never without its first letter."""
    room, low, high = QRectF(0, 0, place.width(), 1e6), 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        tried = metrics.boundingRect(room, int(_LEFT | _TOP | _WRAP), f"{words[:middle].rstrip()}…")
        low, high = (middle, high) if tried.height() <= place.height() + 1 else (low, middle - 1)
    return f"{words[:low].rstrip()}…"
