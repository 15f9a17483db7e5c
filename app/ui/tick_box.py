"""The box of a tick, painted by us: Fusion draws its edge so faint that in our palettes nobody sees where to tick."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

if TYPE_CHECKING:
    from app.ui.theme import Colours

SIZE = 14  # pixels at 100 %
_TICK = ((0.22, 0.53), (0.43, 0.74), (0.79, 0.29))  # shares of the box, from its upper left corner
_DASH = ((0.25, 0.5), (0.75, 0.5))
_State = QStyle.StateFlag


class Box(NamedTuple):
    """The colours of one state."""

    edge: str
    fill: str
    tick: str


def box_of(c: "Colours", *, ticked: bool, enabled: bool = True, near: bool = False) -> Box:
    """How it looks ticked or empty; `near` while the keyboard or the mouse is on it."""
    if not enabled:
        return Box(c.off, c.ground, c.off)
    if ticked:
        return Box(c.text if near else c.accent, c.accent, c.on_accent)
    return Box(c.accent if near else c.muted, c.surface, c.text)


def paint(painter: QPainter, place: QRectF, c: "Colours", state: QStyle.StateFlag) -> None:
    """Paint it as a style is asked to; what is ticked in part has a dash."""
    ticked, partly = bool(state & _State.State_On), bool(state & _State.State_NoChange)
    near = bool(state & (_State.State_HasFocus | _State.State_MouseOver))
    box = box_of(c, ticked=ticked or partly, enabled=bool(state & _State.State_Enabled), near=near)
    wide = 2 if near else 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(box.edge), wide))
    painter.setBrush(QColor(box.fill))
    inset = wide / 2
    painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), 2, 2)
    if ticked or partly:
        pen = QPen(QColor(box.tick), max(1.6, place.height() / 8))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        marks = _DASH if partly else _TICK
        painter.drawPolyline(
            [QPointF(place.left() + x * place.width(), place.top() + y * place.height()) for x, y in marks]
        )
    painter.restore()
