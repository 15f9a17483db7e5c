"""Any chart drawn with pyqtgraph, and walked by keyboard or mouse: imported when the first chart is shown."""

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QSizePolicy, QStyleOptionGraphicsItem, QToolTip, QWidget

from app.domain.review.charting import ChartSpec, Mark
from app.ui import theme
from app.ui.charts.ink import Ink, ink_of_window
from app.ui.charts.layout import height_of, laid_out
from app.ui.charts.lettering import WindowLetters
from app.ui.charts.shapes import Area, Box, Drawing, Strokes, in_layers
from app.ui.charts.walking import ENDS, WAYS, next_mark
from app.ui.widgets.own_keys import ENTER, OwnKeys, plain
from app.ui.widgets.text import tip

if TYPE_CHECKING:  # pyqtgraph has no types: what of it is Qt's is taken as Qt's
    from PySide6.QtWidgets import QGraphicsObject as GraphicsObject
    from PySide6.QtWidgets import QGraphicsView as GraphicsView
else:
    from pyqtgraph import GraphicsObject, GraphicsView

EDGE = 4  # pixels around the chart, for the ring
LEAST = 320  # pixels of width
_UNSEEN = 160  # pixels of height, until it was drawn
_ASLEEP = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)

# Nothing is searched and cleared away when the program ends; it owns its charts itself.
pyqtgraph.setConfigOptions(antialias=True, useOpenGL=False, background=None, exitCleanup=False)


class Canvas(GraphicsView):
    """One chart at the width it gets and the height it needs. One unit of its scene is one pixel."""

    rows_wanted = Signal(object)  # the address of a mark
    walked = Signal(object)  # the mark in hand, or None
    spec: ChartSpec | None = None  # here, as Qt tells of sizes and styles while the rest is still being made

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = -1
        self.drawing = Drawing(0)
        self._made_for: tuple[object, ...] = ()
        self._items: list[QGraphicsItem] = []
        self._ring = QGraphicsRectItem()
        self._ring.setZValue(1)
        self._ring.hide()
        self.scene().addItem(self._ring)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setMinimumWidth(LEAST)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        OwnKeys(self, _WALKED, self._on_key)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_spec(self, spec: ChartSpec) -> None:
        """Draw another chart; no mark is in hand."""
        self.spec, self._made_for = spec, ()
        self.setAccessibleName(spec.title)
        self.setAccessibleDescription(spec.describes)
        self._take(-1)
        self._lay_out()

    @property
    def mark(self) -> Mark | None:
        """The mark in hand."""
        return self.spec.marks[self.current] if self.spec is not None and self.current >= 0 else None

    def hasHeightForWidth(self) -> bool:
        """A narrow chart is higher than a wide one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the chart is at a width."""
        if self.spec is None:
            return 2 * EDGE
        return ceil(height_of(self.spec, WindowLetters(), max(width, LEAST) - 2 * EDGE)) + 2 * EDGE

    def sizeHint(self) -> QSize:
        """As it was last drawn; a layout asks for the height at its own width."""
        return QSize(max(ceil(self.drawing.wide) + 2 * EDGE, LEAST), max(ceil(self.drawing.high) + 2 * EDGE, _UNSEEN))

    def minimumSizeHint(self) -> QSize:
        """The chart is never cut."""
        return QSize(LEAST, self.sizeHint().height())

    def _lay_out(self) -> None:
        """Lay the chart out and draw it, where that was not done for just this width, palette and size of type."""
        if self.spec is None or not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return  # nobody knows yet how wide it will be
        made_for = (id(self.spec), self.width(), theme.colours().name, theme.px(100))
        if made_for == self._made_for:
            return
        self._made_for = made_for
        letters, ink = WindowLetters(), ink_of_window()
        self.drawing = laid_out(self.spec, letters, self.width() - 2 * EDGE)
        self._clear()
        self.setBackgroundBrush(ink.colour("surface"))
        self._draw(letters, ink)
        self._place_ring()
        self.updateGeometry()

    def _clear(self) -> None:
        """Take every item off the scene; what only Python lets go of would stay on it."""
        for item in self._items:
            self.scene().removeItem(item)
        self._items.clear()

    def _draw(self, letters: WindowLetters, ink: Ink) -> None:
        below = [box for box in self.drawing.boxes if not box.over]
        over = [box for box in self.drawing.boxes if box.over]
        self._add(_boxes(below, ink))
        for strokes in in_layers(self.drawing.strokes):
            self._add(_strokes(strokes, ink))
        self._add(_boxes(over, ink))
        self._add(_Lettering(self.drawing, letters, ink))

    def _add(self, item: QGraphicsItem | None) -> None:
        if item is not None:
            item.setPos(EDGE, EDGE)
            self.scene().addItem(item)
            self._items.append(item)

    # --- the mark in hand ---------------------------------------------------------------------------------------------

    def take(self, number: int) -> None:
        """Take a mark in hand: ring it, and say it."""
        if number != self.current and number in self.drawing.targets:
            self._take(number)

    def _take(self, number: int) -> None:
        self.current = number
        self._place_ring()
        mark = self.mark
        if mark is not None:
            self.setAccessibleDescription(mark.says)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.walked.emit(mark)

    def _place_ring(self) -> None:
        area = self.drawing.targets.get(self.current)
        self._ring.setVisible(area is not None and self.hasFocus())
        if area is not None:
            self._ring.setRect(QRectF(*_ringed(area, self.drawing)).translated(EDGE, EDGE))
            self._ring.setPen(QPen(ink_of_window().colour("focus"), 2))

    def open_rows(self) -> None:
        """Ask for the rows behind the mark in hand."""
        mark = self.mark
        if mark is not None and mark.address is not None:
            self.rows_wanted.emit(mark.address)

    def _on_key(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ENTER:
            self.open_rows()
        elif self.current < 0 or key in ENDS:
            self.take(self._end(last=key == Qt.Key.Key_End or (key != Qt.Key.Key_Home and self._begins_late)))
        else:
            self.take(next_mark(self.drawing.targets, self.current, WAYS[key]))

    @property
    def _begins_late(self) -> bool:
        """Columns over weeks are read from this week backwards."""
        return self.spec is not None and self.spec.kind == "columns"

    def _end(self, *, last: bool) -> int:
        """The first mark of the first series, or its last."""
        if self.spec is None:
            return -1
        first = [number for number in self.drawing.targets if self.spec.kind != "columns" or not self._series(number)]
        return (max(first) if last else min(first)) if first else -1

    def _series(self, number: int) -> int:
        assert self.spec is not None
        return self.spec.marks[number].series

    # --- what Qt brings -----------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard finds a mark in hand."""
        super().focusInEvent(event)
        if self.current < 0:
            self.take(self._end(last=self._begins_late))
        self._place_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self._place_ring()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the mark below the pointer."""
        number = self._at(event.position())
        mark = self.spec.marks[number] if self.spec is not None and number >= 0 else None
        opens = mark is not None and mark.address is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        if mark is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), tip(mark.says), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the mark below the pointer in hand."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.take(self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the rows behind the mark that was pressed."""
        pressed = event.button() == Qt.MouseButton.LeftButton and self.current >= 0
        if pressed and self._at(event.position()) == self.current:
            self.open_rows()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press is no second wish."""
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Nothing of pyqtgraph's own follows the pointer."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, never the chart."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew for another width."""
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """The palette may have changed while nobody looked."""
        super().showEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Another palette or size of type: draw anew."""
        super().changeEvent(event)
        if event.type() in _ASLEEP and self.isVisible():
            self._lay_out()

    def _at(self, place: QPointF) -> int:
        """The mark at a place, or -1."""
        x, y = place.x() - EDGE, place.y() - EDGE
        hit = (n for n, a in self.drawing.targets.items() if a.x <= x < a.right and a.y <= y < a.low)
        return next(hit, -1)


class _Lettering(GraphicsObject):
    """All words of a chart as one item."""

    def __init__(self, drawing: Drawing, letters: WindowLetters, ink: Ink) -> None:
        super().__init__()
        self._words, self._letters, self._ink = drawing.words, letters, ink
        self._bounds = QRectF(0, 0, drawing.wide, drawing.high)

    def boundingRect(self) -> QRectF:
        """The whole chart."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint all words."""
        for words in self._words:
            painter.setPen(self._ink.colour(words.tone))
            self._letters.paint(painter, words)


def _boxes(boxes: Iterable[Box], ink: Ink) -> QGraphicsItem | None:
    """Rectangles as one item of pyqtgraph."""
    made = list(boxes)
    if not made:
        return None
    pens = [pyqtgraph.mkPen(ink.colour(box.edge) if box.edge else None) for box in made]
    brushes = [pyqtgraph.mkBrush(ink.colour(box.fill, box.share) if box.fill else None) for box in made]
    x, y, wide, high = ([box.area[at] for box in made] for at in range(4))
    item: QGraphicsItem = pyqtgraph.BarGraphItem(x0=x, y0=y, width=wide, height=high, pens=pens, brushes=brushes)
    return item


def _strokes(strokes: Strokes, ink: Ink) -> QGraphicsItem:
    """Lines of one look as one item of pyqtgraph."""
    x, y = ([value for line in strokes.lines for value in line[at::2]] for at in (0, 1))
    pen = pyqtgraph.mkPen(ink.colour(strokes.tone), width=strokes.thick)
    item: QGraphicsItem = pyqtgraph.PlotCurveItem(x, y, connect="pairs", pen=pen)
    return item


def _ringed(area: Area, drawing: Drawing) -> Area:
    """An area with a little room, inside the canvas."""
    x, y = max(area.x - 2, -EDGE + 1.0), max(area.y - 2, -EDGE + 1.0)
    right, low = min(area.right + 2, drawing.wide + EDGE - 1), min(area.low + 2, drawing.high + EDGE - 1)
    return Area(x, y, right - x, low - y)


_WALKED = plain(*WAYS, *ENDS, *ENTER)
