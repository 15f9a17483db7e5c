"""The map under the hand: a card in hand that is always seen, travel by arrows and Tab, zoom, selection, dragging."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmapCache,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsView

from app.domain.committee.layout.geometry import HEAD, SIDE, Key
from app.domain.committee.layout.travel import Direction, neighbour, tab_order
from app.language import tr
from app.ui import theme
from app.ui.committee.cards import NAME, metrics, words
from app.ui.committee.dragging import Aim, Drag
from app.ui.committee.frames import paint_heads
from app.ui.committee.scene import MapScene

if TYPE_CHECKING:
    from app.services.committee.view import MapView

ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
LEAST, MOST, STEP = 0.2, 2.5, 1.2  # of zoom
READABLE = 0.7  # a map is not made smaller than this by itself
CACHE = 64 * 1024  # kilobytes of painted cards: sixty of them on a screen of four pixels for one
NEAR = 14.0  # pixels kept free around the card in hand


class MapCanvas(QGraphicsView):
    """Shows lanes or tree; tells what is wished, and changes nothing itself."""

    current_changed = Signal(object)  # key or None
    chosen_changed = Signal(object)  # set of keys
    opened = Signal(object)  # key: double click
    dropped = Signal(object)  # (Aim, the dragged keys, where each of them was let go)

    def __init__(self) -> None:
        self.map = MapScene()
        super().__init__(self.map)
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), CACHE))
        self.setAccessibleName(tr("Committee map"))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDragMode(QGraphicsView.DragMode.RubberBandDrag)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)  # heads stay in sight
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setMouseTracking(True)
        self.rubberBandChanged.connect(lambda band, start, end: self._on_band(band))
        self.current: Key | None = None
        self.chosen: set[Key] = set()
        self.zoom = 1.0
        self.may_change = True
        self.says = ""  # said beside the card in hand until something else is done
        self._fitted = False
        self._hovered: Key | None = None
        self._pressed: tuple[Key, QPointF] | None = None
        self._drag: Drag | None = None

    # --- what is shown ------------------------------------------------------------------------------------------------

    def draw(self, view: "MapView", kind: str) -> None:
        """Show a map; who was in hand stays in hand, else the first card is."""
        self._cancel()
        other = kind != self.map.kind
        self.map.draw(view, kind)
        if self.current not in self.map.cards:
            self.take(self._first())
        self.choose(self.chosen & self.map.cards.keys())
        self._hold()
        if other or not self._fitted:
            self.fit()
        self._reveal()

    def _first(self) -> Key | None:
        """The first person; where there is nobody yet, the first empty seat."""
        order = tab_order(self.map.layout_shown)
        return next((key for key in order if isinstance(key, int)), next(iter(order), None))

    def fit(self) -> None:
        """As much of the map as can be read: never larger than life, and never too small by itself."""
        self._fitted = self.isVisible()
        self._zoom_to(max(min(self._whole(), 1.0), READABLE))

    def whole(self) -> None:
        """The whole map at once, however small."""
        self._zoom_to(min(self._whole(), 1.0))

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller; 0 is as large as life."""
        self._zoom_to(self.zoom * STEP**steps if steps else 1.0)

    def _whole(self) -> float:
        room, wanted = self.viewport().size(), self.sceneRect()
        scale = theme.px(100) / 100
        return min(room.width() / max(wanted.width(), 1), room.height() / max(wanted.height(), 1)) / scale

    def _zoom_to(self, zoom: float) -> None:
        self.zoom = min(max(zoom, LEAST), MOST)
        self.resetTransform()
        factor = self.zoom * theme.px(100) / 100
        self.scale(factor, factor)
        self._reveal()

    # --- in hand and chosen -------------------------------------------------------------------------------------------

    def take(self, key: Key | None, *, add: bool = False) -> None:
        """Take a card in hand and bring it into sight; `add` keeps who is chosen and adds it."""
        before, self.current = self.current, key
        self.says = ""
        chosen: set[Key | None] = {*self.chosen, key, before} if add else {key}
        self.choose([one for one in chosen if isinstance(one, int)])
        self._hold()
        self._reveal()
        if key != before:
            self._announce()
            self.current_changed.emit(key)

    def choose(self, keys: Iterable[Key]) -> None:
        """Choose these people; acts on several mean them."""
        chosen = set(keys)
        if chosen != self.chosen:
            self.chosen = chosen
            self.chosen_changed.emit(set(chosen))
        self._hold()

    def travel(self, direction: Direction, *, add: bool = False) -> None:
        """Go to the nearest card in a direction."""
        if self.current is None:
            return
        found = neighbour(self.map.layout_shown, self.current, direction)
        if found is not None:
            self.take(found, add=add)

    def step(self, by: int) -> bool:
        """Go on in the order of lanes and bands; False at the end, where Tab leaves the map."""
        order = tab_order(self.map.layout_shown)
        at = order.index(self.current) + by if self.current in order else 0
        if not 0 <= at < len(order):
            return False
        self.take(order[at])
        return True

    def say(self, text: str) -> None:
        """Say something beside the card in hand: why an act was refused."""
        self.says = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def show_lines(self, everything: bool) -> None:
        """Draw every line, or only those that the size of the map allows."""
        self.map.every_line = everything
        self._hold()

    def _hold(self) -> None:
        many = len(self.chosen) > 1
        for key, item in self.map.cards.items():
            item.hold(current=key == self.current, active=self.hasFocus(), chosen=many and key in self.chosen)
        self.map.focus_lines(self.current, self._hovered)

    def _reveal(self) -> None:
        """Scroll the card in hand into sight, out from under the heads."""
        card = self.map.layout_shown.card(self.current) if self.current is not None else None
        if card is None:
            return
        lanes = bool(self.map.layout_shown.lanes)
        over, beside = (HEAD, SIDE) if lanes and not card.unplaced else (0.0, 0.0)
        r = card.rect
        wanted = QRectF(r.x - beside - NEAR, r.y - over - NEAR, r.width + beside + 2 * NEAR, r.height + over + 2 * NEAR)
        self.ensureVisible(wanted, 0, 0)

    def _announce(self) -> None:
        """Tell a screen reader which card is in hand; the table tells everything (CM14)."""
        face = self.map.face(self.current)
        self.setAccessibleDescription(face.said if face is not None else "")
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # --- keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows travel, with Shift they choose on the way; Esc lets a card go. The rest are commands of the map."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        direction = ARROWS.get(event.key())
        if event.key() == Qt.Key.Key_Escape and (self._drag is not None or self.says):
            self._cancel()
            self.say("")
        elif direction is not None and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            self.travel(direction, add=held == Qt.KeyboardModifier.ShiftModifier)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            order = tab_order(self.map.layout_shown)
            if order:
                self.take(order[0 if event.key() == Qt.Key.Key_Home else -1])
        else:
            event.ignore()

    def focusNextPrevChild(self, on: bool) -> bool:
        """Tab goes from card to card, and at the end out of the map."""
        return self.step(1 if on else -1) or super().focusNextPrevChild(on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The card in hand gets its ring."""
        super().focusInEvent(event)
        self._hold()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring stays and turns grey."""
        super().focusOutEvent(event)
        self._hold()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.map.redress()

    # --- mouse --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a card takes it in hand; beside all cards it draws a band around those to be chosen."""
        at = self.mapToScene(event.position().toPoint())
        key = self.map.key_at(at.x(), at.y())
        if event.button() != Qt.MouseButton.LeftButton or key is None:
            super().mousePressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.current = key
            self.choose(self.chosen ^ {key} if isinstance(key, int) else self.chosen)
            self.current_changed.emit(key)
        elif key not in self.chosen or len(self.chosen) < 2:
            self.take(key)
        else:  # one of several: they move together
            self.current = key
            self._hold()
        self._pressed = (key, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card that is held, or light the lines of the one under the mouse."""
        at = self.mapToScene(event.position().toPoint())
        if self._pressed is None:
            super().mouseMoveEvent(event)
            self._hover(self.map.key_at(at.x(), at.y()))
            return
        key, began = self._pressed
        far = (self.mapFromScene(began) - event.position().toPoint()).manhattanLength()
        if self._drag is None and self.may_change and isinstance(key, int) and far >= QApplication.startDragDistance():
            moved = tuple(one for one in self.chosen if isinstance(one, int)) if key in self.chosen else (key,)
            self._drag = Drag(self.map, key, moved, began)
        if self._drag is not None:
            self._drag.move(at, pin=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        drag, self._drag, pressed, self._pressed = self._drag, None, self._pressed, None
        if drag is not None:
            corners = {one: (drag.corner(one).x(), drag.corner(one).y()) for one in drag.moved}
            aim = drag.end()
            self.viewport().update()
            if aim.drop:
                self.dropped.emit((aim, drag.moved, corners))
        elif pressed is None:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the card."""
        at = self.mapToScene(event.position().toPoint())
        key = self.map.key_at(at.x(), at.y())
        if key is not None:
            self.take(key)
            self.opened.emit(key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu is about the card that was pressed."""
        at = self.mapToScene(event.pos())
        key = self.map.key_at(at.x(), at.y())
        if key is not None and key not in self.chosen:
            self.take(key)
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No card is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, key: Key | None) -> None:
        if key != self._hovered:
            self._hovered = key
            self.map.focus_lines(self.current, key)

    def _cancel(self) -> None:
        """Put dragged cards back; nothing was changed."""
        drag, self._drag, self._pressed = self._drag, None, None
        if drag is not None:
            drag.end()
            self.viewport().update()

    def _on_band(self, band: QRect) -> None:
        """Choose who lies in the band."""
        if band.isEmpty():
            return  # it was let go
        box = self.mapToScene(band).boundingRect()
        cards = self.map.layout_shown.cards
        inside = [one.key for one in cards if not one.ghost and box.intersects(QRectF(*one.rect))]
        self.choose(inside)

    # --- painting over the cards --------------------------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Heads that stay in sight, the line and the hint of a drag, and what is said at the card in hand."""
        corner = self.mapToScene(0, 0)
        paint_heads(painter, self.map.layout_shown, theme.colours(), corner)
        if self._drag is not None:
            self._draw_drag(painter, self._drag.aim)
        elif self.says and self.current in self.map.cards:
            card = self.map.cards[self.current]
            self._note(painter, self.says, card.pos() + QPointF(0, 104), "bad")
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(QColor(theme.colours().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.restore()

    def _draw_drag(self, painter: QPainter, aim: Aim) -> None:
        assert self._drag is not None
        if (ends := self._drag.preview) is not None:
            painter.setPen(QPen(QColor(theme.colours().accent), 2.5, Qt.PenStyle.DashLine))
            painter.drawLine(*ends)
        self._note(painter, aim.hint, self._drag.at + QPointF(14, 18), "accent")

    def _note(self, painter: QPainter, text: str, at: QPointF, hue: str) -> None:
        """Words in a frame, kept inside what is in sight."""
        c, fonts = theme.colours(), metrics(NAME, bold=True)
        sight = self.mapToScene(self.viewport().rect()).boundingRect()
        wide = min(fonts.horizontalAdvance(text) + 20, sight.width() - 12)
        lines = _wrapped(text, wide - 20)
        high = 20.0 * len(lines) + 8
        x = min(max(at.x(), sight.left() + 6), max(sight.right() - wide - 6, sight.left() + 6))
        y = min(max(at.y(), sight.top() + 6), max(sight.bottom() - high - 6, sight.top() + 6))
        box = QRectF(x, y, wide, high)
        painter.setPen(QPen(QColor(getattr(c, hue)), 1.5))
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        for row, line in enumerate(lines):
            words(painter, QRectF(x + 10, y + 4 + 20 * row, wide - 20, 20), line, getattr(c, hue), NAME, bold=True)


def _wrapped(text: str, width: float) -> list[str]:
    """Words in lines of a width."""
    fonts, found = metrics(NAME, bold=True), [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and fonts.horizontalAdvance(longer) > width:
            found.append(word)
        else:
            found[-1] = longer
    return found
