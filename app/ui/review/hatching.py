"""Cells of a triangle: the share as a tint below its number, and what is too early to tell hatched, with the word."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from app.ui import theme
from app.ui.tables.row_delegate import RowDelegate

_FAINT = 96  # of 255: the word on it is to be read
_DEEPEST = 0.34  # of the accent behind a cell in which all reached the goal


class TriangleDelegate(RowDelegate):
    """Paints cells of columns that have a share as those of a triangle, all others as every table does."""

    def _cell(self, painter: QPainter, inner: QRect, at: int, row: object) -> None:
        column = self._table.columns[at]
        if column.kind == "number" and column.id.startswith("w") and column.text(row):
            self._ground(painter, inner.adjusted(-theme.SMALL + 1, 1, theme.SMALL - 1, -1), column.share(row))
            self._fine_number(painter, inner.adjusted(-4, 0, 4, 0), column.text(row), column.share(row))
        else:
            super()._cell(painter, inner, at, row)

    def _fine_number(self, painter: QPainter, inner: QRect, text: str, share: float | None) -> None:
        """In the small size, so that every cell says what it means."""
        painter.save()
        painter.setFont(theme.font(theme.FINE))
        painter.setPen(self._muted if share is None else self._text)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, share: float | None) -> None:
        c = theme.colours()
        if share is None:
            hatch = QColor(c.strong)
            hatch.setAlpha(_FAINT)
            painter.fillRect(box, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        elif c.name != "contrast":
            tint = QColor(c.accent)
            tint.setAlphaF(_DEEPEST * min(max(share, 0.0), 1.0))
            painter.fillRect(box, tint)
