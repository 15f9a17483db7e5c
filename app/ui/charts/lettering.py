"""The type of charts: in the window the font of the palette, on paper type that no device bends."""

from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui import theme
from app.ui.charts.shapes import Words
from app.ui.paper import lettering


class WindowLetters:
    """Type of the window, in its pixels."""

    def __init__(self, size: int = theme.FINE) -> None:
        self.size = float(theme.px(size))
        self._fonts = {bold: theme.font(size, bold=bold) for bold in (False, True)}
        self._family = self._fonts[True].family()
        metrics = _metrics(self._family, theme.px(size), True)
        self._line, self._rise = metrics.height(), metrics.ascent()

    def width(self, text: str, bold: bool = False) -> float:
        """How wide a text is."""
        return _advance(text, self._family, int(self.size), bold)

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self._line

    @property
    def rise(self) -> float:
        """From the top of a line to its baseline."""
        return self._rise

    def paint(self, painter: QPainter, words: Words) -> None:
        """Paint words in the pen of the painter."""
        painter.setFont(self._fonts[words.bold])
        painter.drawText(QPointF(words.x, words.y), words.text)


class PaperLetters:
    """Type on paper, or on anything that is painted larger or smaller than it was laid out."""

    def __init__(self, size: float) -> None:
        self.size = size

    def width(self, text: str, bold: bool = False) -> float:
        """How wide a text is."""
        return lettering.width(text, lettering.Type(self.size, bold))

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.size * lettering.LEADING

    @property
    def rise(self) -> float:
        """From the top of a line to its baseline."""
        return self.size * lettering.RISE

    def paint(self, painter: QPainter, words: Words) -> None:
        """Paint words in the pen of the painter, from a font that is larger, so that nothing is hinted."""
        painter.setFont(lettering.font(lettering.Type(self.size, words.bold)))
        painter.save()
        painter.translate(words.x, words.y)
        painter.scale(1 / lettering.FINE, 1 / lettering.FINE)
        painter.drawText(QPointF(0, 0), words.text)
        painter.restore()


@lru_cache(maxsize=8)
def _metrics(family: str, size: int, bold: bool) -> QFontMetricsF:
    """The measures of a font of the window, of which only one family is ever in force."""
    font = theme.font(bold=bold)
    font.setFamily(family)
    font.setPixelSize(size)
    return QFontMetricsF(font)


@lru_cache(maxsize=4_096)
def _advance(text: str, family: str, size: int, bold: bool) -> float:
    """How wide a text is: the same few are asked for at every width of a chart."""
    return _metrics(family, size, bold).horizontalAdvance(text)
