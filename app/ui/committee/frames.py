"""Lanes, bands and the tray behind the cards, and their heads, which stay in sight while the map is scrolled."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.domain.committee.layout.geometry import HEAD, SIDE, Layout, Rect, Strip
from app.domain.committee.signs import BAND_WORDS
from app.language import number, tr
from app.ui.committee.cards import FINE, NAME, words
from app.ui.theme import Colours

ORIGIN = QPointF(0.0, 0.0)


def paint_ground(painter: QPainter, layout: Layout, colours: Colours) -> None:
    """The areas of lanes, bands and tray."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    for at, lane in enumerate(layout.lanes):
        painter.setBrush(QColor(colours.surface if at % 2 else colours.ground))
        painter.drawRect(_box(lane.rect))
    painter.setPen(QPen(QColor(colours.line), 1))
    for band in layout.bands:
        y = band.rect.bottom
        painter.drawLine(QLineF(band.rect.x, y, band.rect.right, y))
    for lane in layout.lanes:
        painter.drawLine(QLineF(lane.rect.right, lane.rect.y, lane.rect.right, lane.rect.bottom))
    if layout.tray:
        painter.setBrush(QColor(colours.soft("wait")))
        painter.setPen(QPen(QColor(colours.wait), 1, Qt.PenStyle.DashLine))
        painter.drawRect(_box(layout.tray.rect))


def paint_heads(painter: QPainter, layout: Layout, colours: Colours, corner: QPointF = ORIGIN) -> None:
    """The names of lanes, bands and tray; `corner` is the upper left of what is in sight, which they keep to."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if layout.tray:
        _tray(painter, layout.tray, colours, corner.x())
    x, y = max(corner.x(), 0.0), max(corner.y(), 0.0)
    for band in layout.bands:
        _band(painter, QRectF(x, band.rect.y, SIDE, band.rect.height), band, colours)
    if layout.lanes:
        foot = layout.lanes[0].rect.bottom
        y = min(y, max(foot - HEAD, 0.0))  # below the lanes, at the tray, their heads stay behind
    for lane in layout.lanes:
        _lane(painter, QRectF(lane.rect.x, y, lane.rect.width, HEAD), lane, colours)
    if layout.lanes:
        _blank(painter, QRectF(x, y, SIDE, HEAD), colours)


def _lane(painter: QPainter, box: QRectF, lane: Strip, colours: Colours) -> None:
    _blank(painter, box, colours)
    count = number(lane.count)
    words(painter, box.adjusted(12, 0, -44, 0), lane.name, colours.text, NAME, bold=True)
    words(painter, box.adjusted(12, 0, -12, 0), count, colours.muted, NAME, align=_RIGHT)


def _band(painter: QPainter, box: QRectF, band: Strip, colours: Colours) -> None:
    _blank(painter, box, colours)
    top = QRectF(box.left() + 10, box.top() + 10, box.width() - 20, 18)
    words(painter, top, tr(BAND_WORDS.get(band.name, band.name)), colours.text, NAME, bold=True)
    if box.height() > 50:
        words(painter, top.translated(0, 18), number(band.count), colours.muted, FINE)


def _tray(painter: QPainter, tray: Strip, colours: Colours, left: float) -> None:
    x = min(max(left, tray.rect.x), tray.rect.right - 200) + 12
    box = QRectF(x, tray.rect.y, tray.rect.right - x - 12, HEAD)
    text = tr("Unplaced ({count})", count=number(tray.count))
    words(painter, box, text, colours.wait, NAME, bold=True)


def _blank(painter: QPainter, box: QRectF, colours: Colours) -> None:
    painter.setPen(QPen(QColor(colours.line), 1))
    painter.setBrush(QColor(colours.ground))
    painter.drawRect(box)


def _box(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
