"""A chip (stage, path, deadline) and a pair of score bars as widgets of a page."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import tr
from app.ui import theme
from app.ui.widgets import painted


class Chip(QWidget):
    """A word on a tint; the word is also its accessible name."""

    def __init__(self, text: str = "", hue: str = "muted", *, about: str = "") -> None:
        super().__init__()
        self.setFont(theme.font(theme.FINE, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._about = about
        self.say(text, hue)

    def say(self, text: str, hue: str, tip: str = "") -> None:
        """Show another word; an empty one hides the chip."""
        self._text, self._hue = text, hue
        self.setAccessibleName(f"{self._about}: {text}" if self._about else text)
        self.setToolTip(tip or self._about)
        if self.parent() is not None or not text:  # shown without a parent it would be a window of its own
            self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the word and its padding."""
        metrics = self.fontMetrics()
        return QSize(painted.chip_width(metrics, self._text), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a few letters; the rest is in the tooltip."""
        return QSize(min(self.sizeHint().width(), theme.px(48)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip as tables do."""
        painter = QPainter(self)
        painted.chip(painter, QRectF(self.rect()), self._text, self._hue)
        painter.end()


class ScoreBars(QWidget):
    """Fit and intent as two small bars with their numbers and bands."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font(theme.BODY))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines: tuple[tuple[str, int, str, str], ...] = ()

    def say(self, fit: int, intent: int, fit_band: str = "", intent_band: str = "") -> None:
        """Show other scores."""
        self._lines = ((tr("Fit"), fit, fit_band, "accent"), (tr("Intent"), intent, intent_band, "note"))
        self.setAccessibleName(
            tr(
                "Fit {fit} of 100, {fit_band}; intent {intent} of 100, {intent_band}",
                fit=fit,
                fit_band=fit_band,
                intent=intent,
                intent_band=intent_band,
            )
        )
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines of text high."""
        return QSize(theme.px(220), 2 * (self.fontMetrics().height() + theme.TIGHT))

    def minimumSizeHint(self) -> QSize:
        """The bars shrink before the numbers do."""
        return QSize(theme.px(150), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, number, bar and band of both scores."""
        painter = QPainter(self)
        metrics, c = painter.fontMetrics(), theme.colours()
        names = metrics.horizontalAdvance(tr("Intent")) + theme.SMALL
        bands = max((metrics.horizontalAdvance(band) for _, _, band, _ in self._lines), default=0)
        bands = min(bands + theme.SMALL, self.width() // 3)
        for at, (name, value, band, hue) in enumerate(self._lines):
            top, high = at * self.height() / 2, self.height() / 2
            painter.setPen(c.muted)
            painter.drawText(QRectF(0, top, names, high), Qt.AlignmentFlag.AlignVCenter, name)
            box = QRectF(self.width() - bands, top, bands, high)
            cut = metrics.elidedText(band, Qt.TextElideMode.ElideRight, bands - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, cut)
            painted.score(painter, QRectF(names, top, self.width() - names - bands, high), value, hue)
        painter.end()
