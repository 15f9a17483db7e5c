"""The one painting of a line between two cards: solid, dashed, arrow (weak or strong), double with a cross."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.domain.committee.layout.routes import Route
from app.domain.committee.model import CommitteeMap, Line
from app.domain.committee.signs import CERTAINTY_WORDS
from app.language import later, tr
from app.ui import dates
from app.ui.theme import Colours

KINDS = {
    "reports_to": later("{one} reports to {other}"),
    "dotted": later("{one} reports to {other} too (dotted line)"),
    "influences": later("{one} influences {other}"),
    "conflict": later("{one} is in conflict with {other}"),
}
STRONG = later("{one} influences {other} strongly")


def paint(painter: QPainter, route: Route, colours: Colours, *, lit: bool = False) -> None:
    """Paint a line along its way; `lit` is one of the card in hand."""
    points = [QPointF(point.x, point.y) for point in route.points]
    if len(points) < 2:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    kind, strong = route.line.kind, route.line.strength == "strong"
    hue = QColor(colours.accent if lit else colours.muted)
    if kind == "conflict":
        _conflict(painter, points, QColor(colours.bad))
        return
    thick = 2.6 if kind == "influences" and strong else 1.5
    pen = QPen(hue, thick + (0.7 if lit else 0))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if kind == "dotted":
        pen.setDashPattern([5, 4])
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))
    if kind == "influences":
        _arrow(painter, points[-2], points[-1], hue, filled=strong)


def _arrow(painter: QPainter, before: QPointF, tip: QPointF, hue: QColor, *, filled: bool) -> None:
    """The head of an arrow; filled for strong influence, open for weak."""
    way = atan2(tip.y() - before.y(), tip.x() - before.x())
    sides = [tip - QPointF(10 * cos(way + turn), 10 * sin(way + turn)) for turn in (pi / 7, -pi / 7)]
    painter.setPen(QPen(hue, 1.5))
    if filled:
        painter.setBrush(hue)
        painter.drawPolygon(QPolygonF([tip, *sides]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.drawPolyline(QPolygonF([sides[0], tip, sides[1]]))


def _conflict(painter: QPainter, points: Sequence[QPointF], hue: QColor) -> None:
    """Two strokes beside each other with a cross on the longest stretch."""
    pen = QPen(hue, 1.2)
    painter.setPen(pen)
    for shift in (-1.8, 1.8):
        painter.drawPolyline(QPolygonF([point + QPointF(shift, shift) for point in points]))
    a, b = max(pairwise(points), key=lambda ends: hypot(ends[1].x() - ends[0].x(), ends[1].y() - ends[0].y()))
    middle = (a + b) / 2
    painter.setPen(QPen(hue, 2.4))
    for x, y in ((5, 5), (5, -5)):
        painter.drawLine(middle - QPointF(x, y), middle + QPointF(x, y))


def said(line: Line, map: CommitteeMap) -> str:
    """A line in words, with how sure we are, the note and the date."""
    strong = line.kind == "influences" and line.strength == "strong"
    words = tr(STRONG if strong else KINDS[line.kind], one=map.name(line.from_id), other=map.name(line.to_id))
    certainty = tr(CERTAINTY_WORDS.get(line.certainty, "our guess"))
    more = [part for part in (certainty, line.note, dates.day(line.at) if line.at else "") if part]
    return tr("{line} ({more})", line=words, more=", ".join(more))
