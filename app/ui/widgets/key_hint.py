"""A key and what it does, as printed at the foot of a page and in the overlay of keys."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import tr
from app.ui import theme


class KeyHints(QWidget):
    """Pairs of key and word in one line; those that do not fit are left out, all but the last."""

    def __init__(self, hints: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setFont(theme.font(theme.FINE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(hints)

    def say(self, hints: tuple[tuple[str, str], ...]) -> None:
        """Name the keys that count here and now."""
        self._hints = [(tr(key), tr(word)) for key, word in hints]
        hints_said = ", ".join(f"{key} {word}" for key, word in self._hints)
        self.setAccessibleName(tr("Keys: {hints}", hints=hints_said))
        self.update()

    def sizeHint(self) -> QSize:
        """One line high."""
        return QSize(theme.px(300), self.fontMetrics().height() + theme.SMALL)

    def minimumSizeHint(self) -> QSize:
        """It may shrink: hints fall away from the end."""
        return QSize(theme.px(60), self.sizeHint().height())

    def _fitting(self, metrics: QFontMetrics) -> list[tuple[str, str]]:
        """Those that fit into the line; the last one, which leads to all others, always does."""

        def wide(hint: tuple[str, str]) -> int:
            key, word = (metrics.horizontalAdvance(part) for part in hint)
            return max(key + 8, metrics.height()) + word + theme.TIGHT + theme.MIDDLE

        left = self.width() + theme.MIDDLE - wide(self._hints[-1])
        shown: list[tuple[str, str]] = []
        for hint in self._hints[:-1]:
            left -= wide(hint)
            if left < 0:
                break
            shown.append(hint)
        return [*shown, self._hints[-1]]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each key in a small frame with its word behind."""
        painter, c, at = QPainter(self), theme.colours(), 0.0
        metrics, high = painter.fontMetrics(), float(self.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key, word in self._fitting(metrics):
            wide = max(metrics.horizontalAdvance(key) + 8, metrics.height())
            behind = metrics.horizontalAdvance(word)
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
