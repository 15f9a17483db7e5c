"""Pages on screen as they will print, as wide as there is room: white paper in every palette."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui import theme
from app.ui.paper.pages import Page
from app.ui.paper.painting import paint

AROUND = 8  # pixels between the pages and the edge
LEAST, LARGEST, STEP = 0.5, 3.0, 1.15  # pixels of the screen to a point, and how far one key goes
NEARLY = 0.92  # of the width: from here on the whole page is shown


class PaperView(QScrollArea):
    """Scrolls by the arrows and Page keys; Ctrl with + and - makes the paper larger and smaller, Ctrl+0 fits it."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        self._zoom = 1.0  # of the width that fits
        self.setWidget(self._sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the paper would jump to and fro

    @property
    def pages(self) -> tuple[Page, ...]:
        """What is shown."""
        return self._sheet.pages

    @property
    def scale(self) -> float:
        """Pixels of the screen to a point of paper."""
        return self._sheet.scale

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Show other pages; where the first of them stood on screen, it stays."""
        self._sheet.pages = tuple(pages)
        self._fit()

    def zoom(self, factor: float) -> None:
        """Make the paper larger or smaller than what fits; 0 fits it again."""
        self._zoom = max(LEAST, min(self._zoom * factor, LARGEST)) if factor else 1.0
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with +, - and 0 zoom; all else scrolls."""
        factors = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP, Qt.Key.Key_0: 0.0}
        factor = factors.get(Qt.Key(event.key()))
        if factor is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(factor)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the paper to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.pages:
            self._sheet.resize(self.viewport().size())
            return
        room = self.viewport().width() - 2 * AROUND
        fits = room / max(page.wide for page in self.pages)
        whole = (self.viewport().height() - 2 * AROUND) / self.pages[0].high
        if len(self.pages) == 1 and NEARLY * fits <= whole < fits:
            fits = whole  # a page of which a line or two would be cut off is seen whole
        self._sheet.scale = max(LEAST, min(fits * self._zoom, LARGEST))
        self._sheet.resize(self._sheet.sizeHint())
        self._sheet.update()


class _Sheet(QWidget):
    """The pages under each other; painted anew from their marks, so that they are sharp at every size."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: tuple[Page, ...] = ()
        self.scale = 1.0

    def sizeHint(self) -> QSize:
        """All pages with the ground around them."""
        wide = max((page.wide for page in self.pages), default=0.0)
        high = sum(page.high * self.scale + AROUND for page in self.pages)
        return QSize(round(wide * self.scale) + 2 * AROUND, round(high) + AROUND)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages that are in sight."""
        painter = QPainter(self)
        y = float(AROUND)
        for page in self.pages:
            box = QRectF(AROUND, y, page.wide * self.scale, page.high * self.scale)
            if box.toAlignedRect().intersects(event.rect()):
                painter.setPen(QPen(QColor(theme.colours().strong), 1))
                painter.setBrush(Qt.GlobalColor.white)
                painter.drawRect(box)
                painter.save()
                painter.translate(box.topLeft())
                painter.scale(self.scale, self.scale)
                paint(painter, page)
                painter.restore()
            y += box.height() + AROUND
        painter.end()
