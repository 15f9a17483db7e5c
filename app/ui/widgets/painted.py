"""What cells and headers paint alike: chips, score bars and answer marks, always shape and word with the colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from app.ui import theme

STAGE_HUES = {"lead": "muted", "mql": "note", "sal": "note", "sql": "good", "opportunity": "accent"}
PATH_HUES = {
    "disqualified": "bad",
    "duplicate": "bad",
    "not_now": "wait",
    "nurture": "note",
    "nurture_track": "note",
    "needs_research": "wait",
}
CHIP_PAD = theme.SMALL


def stage_hue(stage: str) -> str:
    """The hue of a stage; the word stands beside it."""
    return STAGE_HUES.get(stage, "muted")


def path_hue(path: str) -> str:
    """The hue of a path; the word stands beside it."""
    return PATH_HUES.get(path, "accent")


def chip_width(metrics: QFontMetrics, text: str) -> int:
    """How wide a chip with this text is."""
    return metrics.horizontalAdvance(text) + 2 * CHIP_PAD


def chip(painter: QPainter, box: QRectF, text: str, hue: str) -> float:
    """Paint a chip at the left of a box, cut to its width; returns the width used."""
    metrics = painter.fontMetrics()
    width = min(box.width(), chip_width(metrics, text))
    height = min(box.height(), metrics.height() + 4)
    place = QRectF(box.left(), box.center().y() - height / 2, width, height)
    c = theme.colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edged = c.name == "contrast"  # a tint alone is too faint there
    painter.setPen(QPen(QColor(getattr(c, hue)), 1) if edged else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(c.soft(hue)))
    place = place.adjusted(0.5, 0.5, -0.5, -0.5) if edged else place
    painter.drawRoundedRect(place, theme.RADIUS, theme.RADIUS)
    painter.setPen(QColor(getattr(c, hue)))
    inner = place.adjusted(CHIP_PAD, 0, -CHIP_PAD + 2, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(text, _RIGHT, int(inner.width()) + 1))
    return width


def score(painter: QPainter, box: QRectF, value: int, hue: str = "accent") -> None:
    """Paint a number at the left, right-aligned, and its bar behind it; the bar has an outline, so 0 is visible."""
    share(painter, box, str(value), value / 100, hue, widest="100")


def share(
    painter: QPainter, box: QRectF, text: str, part: float | None, hue: str = "accent", widest: str = "100%"
) -> None:
    """Paint words that are at most as wide as `widest`, right-aligned, and a bar of their part of the whole."""
    c, metrics = theme.colours(), painter.fontMetrics()
    wide = metrics.horizontalAdvance(widest)
    painter.setPen(QColor(c.text))
    painter.drawText(QRectF(box.left(), box.top(), wide, box.height()), _END, text)
    if part is None:
        return
    track = QRectF(box.left() + wide + 6, box.center().y() - 3, max(box.width() - wide - 6, 8), 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c.line))
    painter.drawRect(track)
    painter.setBrush(QColor(getattr(c, hue)))
    painter.drawRect(QRectF(track.left(), track.top(), track.width() * min(max(part, 0), 1), track.height()))


def points(painter: QPainter, box: QRectF, text: str, part: float, whole: float | None) -> None:
    """Paint a signed number and its bar from a line in the middle: for to the right, against to the left.

    `part` is from -1 to 1; the outline shows how long the bar was when new.
    """
    c, metrics = theme.colours(), painter.fontMetrics()
    wide = metrics.horizontalAdvance("−100") + 2
    painter.setPen(QColor(c.text))
    painter.drawText(QRectF(box.left(), box.top(), wide, box.height()), _END, text.replace("-", "−"))
    room = QRectF(box.left() + wide + theme.SMALL, box.center().y() - 4, max(box.width() - wide - theme.SMALL, 12), 8)
    zero, half = room.left() + room.width() / 3, room.width() * 2 / 3

    def bar(share: float) -> QRectF:
        length = max(min(abs(share), 1.0) * half, 1.0)
        length = min(length, room.width() / 3) if share < 0 else length
        return QRectF(zero if share >= 0 else zero - length, room.top(), length, room.height())

    hue = QColor(c.accent if part >= 0 else c.bad)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if whole is not None and abs(whole) > abs(part):
        painter.setPen(QPen(QColor(c.strong), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar(whole))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue)
    painter.drawRect(bar(part))
    painter.setPen(QPen(QColor(c.strong), 1))
    painter.drawLine(QPointF(zero, room.top() - 3), QPointF(zero, room.bottom() + 3))


def answer_mark(painter: QPainter, box: QRectF, answer: str) -> None:
    """Paint Yes as a tick, No as a cross, Unknown as an open ring: three shapes, three hues."""
    c = theme.colours()
    side = min(box.width(), box.height())
    mark = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y, s = mark.left(), mark.top(), side
    if answer == "yes":
        painter.setPen(QPen(QColor(c.good), 2))
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(x + 0.15 * s, y + 0.55 * s),
                    QPointF(x + 0.42 * s, y + 0.8 * s),
                    QPointF(x + 0.88 * s, y + 0.22 * s),
                ]
            )
        )
    elif answer == "no":
        painter.setPen(QPen(QColor(c.bad), 2))
        painter.drawLine(QPointF(x + 0.2 * s, y + 0.2 * s), QPointF(x + 0.8 * s, y + 0.8 * s))
        painter.drawLine(QPointF(x + 0.8 * s, y + 0.2 * s), QPointF(x + 0.2 * s, y + 0.8 * s))
    else:
        painter.setPen(QPen(QColor(c.strong), 1.5))
        painter.drawEllipse(mark.adjusted(0.16 * s, 0.16 * s, -0.16 * s, -0.16 * s))


_RIGHT = Qt.TextElideMode.ElideRight
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
