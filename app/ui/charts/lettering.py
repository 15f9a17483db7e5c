"""The type of charts: in the window the font of the palette, on paper type that no device bends."""

from functools import cached_property

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

    @cached_property
    def _metrics(self) -> dict[bool, QFontMetricsF]:
        return {bold: QFontMetricsF(font) for bold, font in self._fonts.items()}

    def width(self, text: str, bold: bool = False) -> float:
        """How wide a text is."""
        return self._metrics[bold].horizontalAdvance(text)

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self._metrics[True].height()

    @property
    def rise(self) -> float:
        """From the top of a line to its baseline."""
        return self._metrics[True].ascent()

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
