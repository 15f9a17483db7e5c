"""The one painting of a card, on screen and on paper: every meaning as shape and text, colour repeats it (CM4)."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.domain.committee.layout.geometry import Card
from app.domain.committee.privacy import Privacy
from app.ui import theme
from app.ui.committee.faces import Face, faces

if TYPE_CHECKING:
    from app.services.committee.view import MapView

FINE, NAME = 12, 13  # pixels at 100 %: nothing on a card is smaller than FINE
PAD = 8.0
TAG = 9.0  # by how much tag and ring reach over the edge of the card
STANCE_HUE = {2: "good", 1: "good", 0: "muted", -1: "bad", -2: "bad", None: "wait"}
_PENS = {"solid": Qt.PenStyle.SolidLine, "dashed": Qt.PenStyle.DashLine, "dotted": Qt.PenStyle.DotLine}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Hand:
    """How a card is held on screen; paper knows none of it."""

    current: bool = False  # has the focus ring
    active: bool = False  # and the map has the keyboard
    chosen: bool = False
    target: bool = False  # another card is being dragged onto it
    pinned: bool = False


LOOSE = Hand()


def paint(
    painter: QPainter,
    card: Card,
    view: "MapView",
    colours: theme.Colours,
    *,
    on_paper: bool = False,
    level: Privacy = "full",
) -> None:
    """Paint one card of a layout in its place; whoever paints many hands their faces to `paint_face`."""
    r = card.rect
    paint_face(
        painter, QRectF(r.x, r.y, r.width, r.height), faces(view)[card.key], colours, on_paper=on_paper, level=level
    )


def paint_face(
    painter: QPainter,
    box: QRectF,
    face: Face,
    colours: theme.Colours,
    *,
    hand: Hand = LOOSE,
    on_paper: bool = False,
    level: Privacy = "full",
) -> None:
    """Paint a card into a box of 200 x 96. Pen and brush are set here, whatever the painter had before."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if face.ghost:
        _ghost(painter, box, face, colours)
    else:
        _person(painter, box, face, colours, level)
        tags = face.tags if not hand.pinned or on_paper else (*face.tags, "⌖")
        if tags:
            _tag(painter, box, " · ".join(tags), colours)
    if not on_paper:
        _held(painter, box, hand, colours)


def font(size: int = FINE, *, bold: bool = False, struck: bool = False) -> QFont:
    """The system's font in pixels, which are the same size on screen and on paper (points blow up in a PDF)."""
    return _font(size, bold, struck, QFont().family())


@cache
def _font(size: int, bold: bool, struck: bool, family: str) -> QFont:
    made = QFont(family)
    made.setPixelSize(size)
    made.setStrikeOut(struck)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # words keep their width at every zoom
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


@cache
def _metrics(size: int, bold: bool, family: str) -> QFontMetricsF:
    return QFontMetricsF(_font(size, bold, False, family))


def metrics(size: int = FINE, *, bold: bool = False) -> QFontMetricsF:
    """How wide words are in `font`."""
    return _metrics(size, bold, QFont().family())


def words(
    painter: QPainter,
    box: QRectF,
    text: str,
    colour: str,
    size: int = FINE,
    *,
    bold: bool = False,
    struck: bool = False,
    align: Qt.AlignmentFlag = _LEFT,
) -> None:
    """Write one line into a box, cut with an ellipsis where it does not fit."""
    painter.setFont(font(size, bold=bold, struck=struck))
    painter.setPen(QColor(colour))
    painter.drawText(box, _one_line(align), _cut(text, box.width(), size, bold, QFont().family()))


@cache
def _one_line(align: Qt.AlignmentFlag) -> int:
    return int(align) | int(Qt.TextFlag.TextSingleLine)


@lru_cache(maxsize=4096)
def _cut(text: str, width: float, size: int, bold: bool, family: str) -> str:
    return _metrics(size, bold, family).elidedText(text, Qt.TextElideMode.ElideRight, width)


# --- people ----------------------------------------------------------------------------------------------------------


def _person(painter: QPainter, box: QRectF, face: Face, colours: theme.Colours, level: Privacy) -> None:
    signs = face.signs
    border = _PENS[signs.border] if signs else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(colours.strong), 1.6, border))
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(box.adjusted(0.8, 0.8, -0.8, -0.8), theme.RADIUS, theme.RADIUS)
    inner = box.adjusted(PAD, 0, -PAD, 0)
    shows_stance = level == "full" and signs is not None
    wide = 30.0 if shows_stance else 0.0

    def line(at: float, high: float = 16, right: float = 0) -> QRectF:
        return QRectF(inner.left(), box.top() + at, inner.width() - right, high)

    words(painter, line(7, 17, wide), face.name, colours.text, NAME, bold=True, struck=face.gone)
    words(painter, line(24), face.title, colours.muted)
    seat = face.seat if face.certain or not face.seat else f"{face.seat} ?"
    if level == "shareable":  # there the seat has the room of what is left out
        for at, row in enumerate(_two_lines(seat, inner.width(), FINE, bold=False)):
            words(painter, line(40 + 17 * at), row, colours.text)
    else:
        words(painter, line(40), seat, colours.text)
        words(painter, line(56), face.manager, colours.muted)
    if signs is None:
        return
    if shows_stance:
        _stance(painter, QRectF(inner.right() - 26, box.top() + 7, 26, 17), face, colours)
    if level != "shareable":
        _foot(painter, QRectF(inner.left(), box.top() + 74, inner.width(), 16), face, colours)


def _stance(painter: QPainter, box: QRectF, face: Face, colours: theme.Colours) -> None:
    """The sign of the stance in a small frame."""
    hue = STANCE_HUE.get(face.stance, "wait")
    painter.setPen(QPen(QColor(getattr(colours, hue)), 1))
    painter.setBrush(QColor(colours.soft(hue)))
    painter.drawRoundedRect(box, 3, 3)
    sign = face.signs.stance if face.signs else ""
    words(painter, box, sign, getattr(colours, hue), NAME, bold=True, align=_MIDDLE)


def _foot(painter: QPainter, box: QRectF, face: Face, colours: theme.Colours) -> None:
    """Power letters, bars of influence, dots of contact, age of the last contact: always at the same places."""
    signs = face.signs
    if signs is None:
        return
    painter.setPen(QPen(QColor(colours.line), 1))
    painter.drawLine(QPointF(box.left(), box.top() - 1), QPointF(box.right(), box.top() - 1))
    x = box.left()
    words(painter, QRectF(x, box.top(), 60, box.height()), signs.power, colours.text, bold=True)
    _bars(painter, QRectF(x + 64, box.top(), 24, box.height()), signs.influence, colours)
    _dots(painter, QRectF(x + 98, box.top(), 38, box.height()), signs.depth, colours)
    words(
        painter, QRectF(x + 138, box.top(), box.width() - 138, box.height()), signs.contact, colours.muted, align=_RIGHT
    )


def _bars(painter: QPainter, box: QRectF, sign: str, colours: theme.Colours) -> None:
    filled = sign.count("▮")
    if not filled:
        words(painter, box, sign, colours.wait, bold=True)
        return
    painter.setPen(QPen(QColor(colours.text), 1))
    for at in range(3):
        painter.setBrush(QColor(colours.text) if at < filled else Qt.BrushStyle.NoBrush)
        high = 4.0 + 3 * at
        painter.drawRect(QRectF(box.left() + at * 7 + 0.5, box.center().y() + 5 - high, 4, high))


def _dots(painter: QPainter, box: QRectF, sign: str, colours: theme.Colours) -> None:
    if "○" not in sign and "●" not in sign:
        words(painter, box, sign, colours.wait, bold=True)
        return
    filled = sign.count("●")
    painter.setPen(QPen(QColor(colours.text), 1))
    for at in range(3):
        painter.setBrush(QColor(colours.text) if at < filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(box.left() + at * 11 + 0.5, box.center().y() - 3.5, 7, 7))


def _tag(painter: QPainter, box: QRectF, text: str, colours: theme.Colours) -> None:
    """Words on the upper border of the card."""
    wide = min(metrics(bold=True).horizontalAdvance(text) + 10, box.width() - 2 * PAD)
    place = QRectF(box.left() + PAD, box.top() - TAG, wide, 14)
    painter.setPen(QPen(QColor(colours.note), 1))
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(place, 3, 3)
    words(painter, place.adjusted(5, 0, -4, 0), text, colours.note, bold=True)


# --- empty seats, and how a card is held ------------------------------------------------------------------------------


def _ghost(painter: QPainter, box: QRectF, face: Face, colours: theme.Colours) -> None:
    """An empty seat: no ground, long dashes, a plus; what is required is written stronger."""
    hue = colours.bad if face.required else colours.muted
    pen = QPen(QColor(hue), 1.4)
    pen.setDashPattern([9, 6])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.8, 0.8, -0.8, -0.8), theme.RADIUS, theme.RADIUS)
    painter.setPen(QPen(QColor(hue), 2))
    middle = QPointF(box.left() + PAD + 9, box.center().y())
    painter.drawLine(middle - QPointF(7, 0), middle + QPointF(7, 0))
    painter.drawLine(middle - QPointF(0, 7), middle + QPointF(0, 7))
    text = box.adjusted(PAD + 26, 0, -PAD, 0)
    painter.setFont(font(NAME, bold=True))
    painter.setPen(QColor(colours.text))
    lines = _two_lines(face.name, text.width())
    top = box.center().y() - (17 * len(lines) + 18) / 2
    for at, line in enumerate(lines):
        place = QRectF(text.left(), top + 17 * at, text.width(), 17)
        words(painter, place, line, colours.text, NAME, bold=True)
    words(painter, QRectF(text.left(), top + 17 * len(lines) + 1, text.width(), 17), face.title, hue)


def _two_lines(text: str, width: float, size: int = NAME, *, bold: bool = True) -> list[str]:
    """A long name of a seat in two lines; the second is cut if need be."""
    wide, parts = metrics(size, bold=bold), text.split()
    first = ""
    while parts and wide.horizontalAdvance(f"{first} {parts[0]}".strip()) <= width:
        first = f"{first} {parts.pop(0)}".strip()
    return [line for line in (first, " ".join(parts)) if line]


def _held(painter: QPainter, box: QRectF, hand: Hand, colours: theme.Colours) -> None:
    """The rings of a card in hand, chosen or dragged onto; outside its border, so that nothing is covered."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if hand.chosen:
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), theme.RADIUS + 1, theme.RADIUS + 1)
    if hand.current or hand.target:
        hue = colours.accent if hand.active or hand.target else colours.strong
        style = Qt.PenStyle.DashLine if hand.target else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(hue), 3, style))
        painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), theme.RADIUS + 3, theme.RADIUS + 3)
