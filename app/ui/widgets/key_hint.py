"""A key and what it does, as printed at the foot of a page and in the overlay of keys."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme


class KeyHints(QWidget):
    """Pairs of key and word in one line; those that do not fit are left out, the overlay has them all."""

    def __init__(self, hints: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setFont(theme.font(theme.FINE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hints = hints
        self.setAccessibleName("Keys: " + ", ".join(f"{key} {word}" for key, word in hints))

    def sizeHint(self) -> QSize:
        """One line high."""
        return QSize(theme.px(300), self.fontMetrics().height() + theme.SMALL)

    def minimumSizeHint(self) -> QSize:
        """It may shrink: hints fall away from the end."""
        return QSize(theme.px(60), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each key in a small frame with its word behind."""
        painter, c, at = QPainter(self), theme.colours(), 0.0
        metrics, high = painter.fontMetrics(), float(self.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key, word in self._hints:
            wide = max(metrics.horizontalAdvance(key) + 8, metrics.height())
            behind = metrics.horizontalAdvance(word)
            if at + wide + behind + theme.TIGHT > self.width():
                break
            cap = QRectF(at + 0.5, (high - metrics.height() - 2) / 2, wide, metrics.height() + 2)
            painter.setPen(QColor(c.strong))
            painter.setBrush(QColor(c.surface))
            painter.drawRoundedRect(cap, 3, 3)
            painter.setPen(QColor(c.text))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            painter.setPen(QColor(c.muted))
            painter.drawText(QRectF(at + wide + theme.TIGHT, 0, behind + 2, high), Qt.AlignmentFlag.AlignVCenter, word)
            at += wide + behind + theme.TIGHT + theme.MIDDLE
        painter.end()
