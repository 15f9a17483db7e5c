"""The one delegate of a table: paints every cell from the row itself, so that scrolling asks the model for nothing."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import theme
from app.ui.tables.row_table import RowTable
from app.ui.widgets import painted

_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CUT = Qt.TextElideMode.ElideRight
_PAD = theme.SMALL


class RowDelegate(QStyledItemDelegate):
    """Paints text, chips and score bars; selection by tint and a line, the current row by a frame."""

    def __init__(self, table: RowTable, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self.dress()

    def dress(self) -> None:
        """Take the colours and fonts in force."""
        c = theme.colours()
        self._cuts: dict[tuple[str, int, bool], str] = {}
        self._text, self._muted, self._accent = QColor(c.text), QColor(c.muted), QColor(c.accent)
        self._chosen, self._bad = QColor(c.soft("accent")), QColor(c.bad)
        self._strong, self._fine = theme.font(bold=True), theme.font(theme.FINE, bold=True)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        box: QRect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._chosen)
            if box.left() == 0:  # whichever column stands first, also the one kept in sight
                painter.fillRect(box.left(), box.top(), 3, box.height(), self._accent)
        row = self._table.row_at(index.row())
        if row is not None:
            self._cell(painter, box.adjusted(_PAD, 0, -_PAD, 0), index.column(), row)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _cell(self, painter: QPainter, inner: QRect, at: int, row: object) -> None:
        column = self._table.columns[at]
        kind, text = column.kind, column.text(row)
        if not text:
            return
        if kind in ("stage", "path", "chip"):
            painter.save()
            painter.setFont(self._fine)
            painted.chip(painter, QRectF(inner), text, column.hue(row))
            painter.restore()
        elif kind == "score":
            painted.score(painter, QRectF(inner), int(text), column.hue(row))
        elif kind == "bar":
            painted.share(painter, QRectF(inner), text, column.share(row))
        elif kind == "points":
            painted.points(painter, QRectF(inner), text, column.share(row) or 0.0, column.whole(row))
        elif kind == "mark":
            painted.answer_mark(painter, QRectF(inner.left(), inner.top() + 8, 14, inner.height() - 16), text)
        else:
            self._words(painter, inner, kind, text, column.hue(row) if kind == "due" else "")

    def _words(self, painter: QPainter, inner: QRect, kind: str, text: str, hue: str) -> None:
        if kind == "strong":
            painter.save()
            painter.setFont(self._strong)
        painter.setPen(self._muted if kind == "muted" else self._bad if hue == "bad" else self._text)
        painter.drawText(inner, _END if kind == "number" else _START, self._cut(painter, kind, text, inner.width()))
        if kind == "strong":
            painter.restore()

    def _cut(self, painter: QPainter, kind: str, text: str, width: int) -> str:
        """The text cut to a width; measuring it is dear, and the same words come again in every frame."""
        known = (text, width, kind == "strong")
        if known not in self._cuts:
            if len(self._cuts) > 20_000:
                self._cuts.clear()
            self._cuts[known] = painter.fontMetrics().elidedText(text, _CUT, width)
        return self._cuts[known]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows are all of one height; widths are the columns' own."""
        return QSize(self._table.columns[index.column()].width, row_height())


def row_height() -> int:
    """The height of a row at the text size in force."""
    return theme.px(28)


__all__ = ["RowDelegate", "row_height"]
