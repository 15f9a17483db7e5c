"""A chart painted as lines and words wherever a painter goes: paper, a PDF, the screen of a meeting."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.domain.review.charting import ChartSpec
from app.ui.charts.ink import GREY, ON_PAPER, Ink, ink_of_window
from app.ui.charts.layout import height_of, laid_out
from app.ui.charts.lettering import PaperLetters
from app.ui.charts.shapes import Area, Drawing, Strokes, Words, in_layers, wrapped

__all__ = ["GREY", "ON_PAPER", "height_for", "ink_of_window", "paint"]

TITLE = 1.3  # times the size of the labels
GAP = 0.5  # of the size, below the title
LEAST, STEPS = 0.1, 7  # how small it may become, and in how many steps that is found


def height_for(spec: ChartSpec, width: float, size: float = 9.0) -> float:
    """How high a chart is at this width, with its title."""
    return _title_height(spec, width, size) + height_of(spec, PaperLetters(size), width)


def paint(painter: QPainter, rect: QRectF, spec: ChartSpec, ink: Ink = ON_PAPER, size: float = 9.0) -> None:
    """Paint a chart, with its title where it has one, inside a rectangle.

    `size` is that of its labels in the painter's units. The chart fills the height that there is; where that is too
    little, all of it becomes smaller, words too.
    """
    letters = PaperLetters(size)
    shrunk = _shrunk(spec, rect, size)
    wide, high = rect.width() / shrunk, rect.height() / shrunk
    head = _title_height(spec, wide, size)
    drawing = laid_out(spec, letters, wide, max(high - head, 1.0))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(shrunk, shrunk)
    _paint_title(painter, spec, drawing.wide, size, ink)
    painter.translate(0, head)
    _paint_boxes(painter, drawing, ink, over=False)
    for strokes in in_layers(drawing.strokes):
        _paint_strokes(painter, strokes, ink)
    _paint_boxes(painter, drawing, ink, over=True)
    for words in drawing.words:
        painter.setPen(ink.colour(words.tone))
        letters.paint(painter, words)
    painter.restore()


def _shrunk(spec: ChartSpec, rect: QRectF, size: float) -> float:
    """How much smaller all of it has to be, to be inside; what is smaller is laid out wider, and so is less high."""
    least, most = LEAST, 1.0
    if height_for(spec, rect.width(), size) <= rect.height():
        return most
    for _ in range(STEPS):
        middle = (least + most) / 2
        if height_for(spec, rect.width() / middle, size) * middle <= rect.height():
            least = middle
        else:
            most = middle
    return least


def _paint_boxes(painter: QPainter, drawing: Drawing, ink: Ink, *, over: bool) -> None:
    for box in drawing.boxes:
        if box.over != over:
            continue
        painter.setPen(QPen(ink.colour(box.edge), 1) if box.edge else Qt.PenStyle.NoPen)
        painter.setBrush(ink.colour(box.fill, box.share) if box.fill else Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(*box.area))


def _paint_strokes(painter: QPainter, strokes: Strokes, ink: Ink) -> None:
    painter.setPen(QPen(ink.colour(strokes.tone), strokes.thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLines([QLineF(*line) for line in strokes.lines])


def _title_lines(spec: ChartSpec, wide: float, size: float) -> tuple[PaperLetters, list[str]]:
    letters = PaperLetters(size * TITLE)
    return letters, wrapped(letters, spec.title, wide, True)


def _title_height(spec: ChartSpec, wide: float, size: float) -> float:
    if not spec.title:
        return 0.0
    letters, lines = _title_lines(spec, wide, size)
    return letters.line * len(lines) + GAP * size


def _paint_title(painter: QPainter, spec: ChartSpec, wide: float, size: float, ink: Ink) -> None:
    letters, lines = _title_lines(spec, wide, size)
    painter.setPen(ink.colour("text"))
    for at, line in enumerate(lines):
        top = at * letters.line
        area = Area(0, top, letters.width(line, True), letters.line)
        letters.paint(painter, Words(0, top + letters.rise, line, "text", True, area))
