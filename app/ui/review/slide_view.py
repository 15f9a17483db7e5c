"""One slide on screen: painted to the size it has, told in words to who cannot see it."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import number, tr
from app.ui import theme
from app.ui.review.slide_canvas import EDGE, FINE, Canvas, Cut
from app.ui.review.slide_paint import paint
from app.ui.review.slides import Slide
from app.ui.widgets.text import tip

FOOT = 30  # of a slide of 720: what was said last, and where one is


class SlideView(QWidget):
    """Shows a slide of a deck, with what was just done below it."""

    pressed = Signal(object)  # True: it was clicked, which goes on; False: with the other button, which goes back

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.slide: Slide | None = None
        self.shown_rows = 0  # how many of its rows had room when it was painted last
        self.cut: tuple[Cut, ...] = ()  # what was not whole on it then, and where
        self.said, self._hue = "", "good"
        self._where = ""

    def show_slide(self, slide: Slide, at: int, count: int) -> None:
        """Show a slide, which is one of so many."""
        self.slide = slide
        self._where = tr("{at} of {count}", at=number(at), count=number(count))
        self._tell()

    def say(self, words: str, hue: str = "good") -> None:
        """Say at the foot what was done, or what went wrong."""
        self.said, self._hue = words, hue
        self._tell()

    def _tell(self) -> None:
        if self.slide is not None:
            told = tr("Slide {where}: {slide}", where=self._where, slide=self.slide.spoken)
            self.setAccessibleName(f"{self.said}. {told}" if self.said else told)
        self.update()

    def whole_at(self, place: QPoint) -> str:
        """The whole of what is cut at a place on the slide; nothing where all is shown."""
        return next((one.words for one in self.cut if one.place.contains(place)), "")

    def _tell_cut(self, cut: tuple[Cut, ...]) -> None:
        """Who cannot point at it hears it in full as well."""
        if cut != self.cut:
            self.cut = cut
            words = " · ".join(dict.fromkeys(one.words for one in cut))
            self.setAccessibleDescription(tr("Cut on the slide, in full: {words}", words=words) if words else "")

    def event(self, event: QEvent) -> bool:
        """Pointed at, what is cut is shown in full."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self.whole_at(event.pos())
            QToolTip.showText(event.globalPos(), tip(words), self) if words else QToolTip.hideText()
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes on, one with the other button back."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.pressed.emit(event.button() is Qt.MouseButton.LeftButton)

    def minimumSizeHint(self) -> QSize:
        """It shrinks with its window."""
        return QSize(theme.px(320), theme.px(180))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the slide, and its foot."""
        painter = QPainter(self)
        c = theme.colours()
        painter.fillRect(self.rect(), QColor(c.surface))
        if self.slide is not None:
            canvas = Canvas(painter, self.width(), self.height())
            foot = canvas.high - FOOT
            self.shown_rows = paint(canvas, self.slide, foot)
            wide = canvas.wide - 2 * EDGE
            canvas.line(self.said, EDGE, foot + 2, wide - 120, FINE, hue=self._hue, bold=True)
            canvas.line(self._where, EDGE, foot + 2, wide, FINE, hue="muted", right=True)
            self._tell_cut(tuple(canvas.cut))
        if self.hasFocus():
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
