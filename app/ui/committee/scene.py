"""The drawn map: one item for each card and line, found by its key, taken out of the scene by name when it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from app.domain.committee.layout.geometry import CARD_HEIGHT, CARD_WIDTH, Key, Layout, Rect
from app.domain.committee.layout.lanes import lanes_layout
from app.domain.committee.layout.routes import Route, drawn_lines, routes
from app.domain.committee.layout.tree import tree_layout
from app.domain.committee.model import CommitteeMap, Line
from app.ui import theme
from app.ui.committee import cards, lines
from app.ui.committee.faces import Face, faces, shown_map
from app.ui.committee.frames import paint_ground
from app.ui.widgets.text import tip

if TYPE_CHECKING:
    from app.services.committee.view import MapView

EDGE = 16.0  # around the whole picture
_BACK, _FRONT, _TOP = 0.0, 1.0, 2.0


class CardItem(QGraphicsItem):
    """A card in its place; painted by `cards` and nobody else."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key
        self.face = Face("")
        self.hand = cards.LOOSE
        self.setZValue(_FRONT)
        self.setCacheMode(
            QGraphicsItem.CacheMode.DeviceCoordinateCache
        )  # a card that is only moved is not painted anew
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_face(self, face: Face, rect: Rect, pinned: bool) -> None:
        """Stand in this place with this face."""
        self.face = face
        self.hold(pinned=pinned)
        self.setPos(rect.x, rect.y)
        self.setToolTip(tip(face.said))
        self.update()

    def hold(self, **how: bool) -> None:
        """Be current, chosen or aimed at; what is not named stays as it is."""
        held = replace(self.hand, **how)
        if held != self.hand:
            self.hand = held
            self.update()

    def boundingRect(self) -> QRectF:
        """The card with its tag and rings."""
        reach = cards.TAG + 1
        return QRectF(-reach, -reach, CARD_WIDTH + 2 * reach, CARD_HEIGHT + 2 * reach)

    def shape(self) -> QPainterPath:
        """The card alone takes the mouse."""
        path = QPainterPath()
        path.addRect(0, 0, CARD_WIDTH, CARD_HEIGHT)
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the card in the palette in force."""
        box = QRectF(0, 0, CARD_WIDTH, CARD_HEIGHT)
        cards.paint_face(painter, box, self.face, theme.colours(), hand=self.hand)


class LineItem(QGraphicsItem):
    """A line; lit where it belongs to the card in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.route: Route | None = None
        self.lit = False
        self._box = QRectF()
        self.setZValue(_BACK)

    def show_route(self, route: Route, words: str) -> None:
        """Follow this way."""
        self.prepareGeometryChange()
        self.route = route
        self._box = QPolygonF([QPointF(point.x, point.y) for point in route.points]).boundingRect()
        self._box.adjust(-12, -12, 12, 12)
        self.setToolTip(tip(words))
        self.update()

    def light(self, on: bool) -> None:
        """Stand out, or not."""
        if on != self.lit:
            self.lit = on
            self.update()

    def boundingRect(self) -> QRectF:
        """The way with room for heads and crosses."""
        return self._box

    def shape(self) -> QPainterPath:
        """A stroke that a mouse can hit."""
        path = QPainterPath()
        if self.route is not None:
            path.addPolygon(QPolygonF([QPointF(p.x, p.y) for p in self.route.points]))
        stroker = QPainterPathStroker()
        stroker.setWidth(8)
        return stroker.createStroke(path)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the line in the palette in force."""
        if self.route is not None:
            lines.paint(painter, self.route, theme.colours(), lit=self.lit)


class MapScene(QGraphicsScene):
    """Lanes or tree of one map. Keeps the items by key, because an item outlives its last reference here."""

    def __init__(self, kind: str = "lanes") -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)  # at most some hundred, and they move
        self.kind = kind
        self.layout_shown = Layout(kind, ())
        self.cards: dict[Key, CardItem] = {}
        self.lines: dict[tuple[str, int, int], LineItem] = {}
        self.every_line = False
        self._view: MapView | None = None

    def draw(self, view: "MapView", kind: str) -> None:
        """Show a map in one of its two layouts."""
        self.kind, self._view = kind, view
        shown = shown_map(view)
        laid = lanes_layout(shown, view.playbook) if kind == "lanes" else tree_layout(shown, view.playbook)
        self.layout_shown = laid
        known = faces(view)
        _without(self, self.cards, {card.key for card in laid.cards})
        for card in laid.cards:
            if card.key not in self.cards:
                self.cards[card.key] = CardItem(card.key)
                self.addItem(self.cards[card.key])
            self.cards[card.key].show_face(known[card.key], card.rect, card.pinned)
        self._draw_lines(shown)
        around = laid.bounds.widened(EDGE, EDGE)
        self.setSceneRect(QRectF(around.x, around.y, around.width, around.height))
        self.update()

    def _draw_lines(self, map: CommitteeMap) -> None:
        ways = {_ends(route.line): route for route in routes(self.layout_shown, map.lines)}
        _without(self, self.lines, ways.keys())
        for ends, route in ways.items():
            if ends not in self.lines:
                self.lines[ends] = LineItem()
                self.addItem(self.lines[ends])
            self.lines[ends].show_route(route, lines.said(route.line, map))

    def focus_lines(self, *keys: Key | None) -> None:
        """Show the lines that are to be seen while these cards are in hand or under the mouse (CM3)."""
        if self._view is None:
            return
        people: list[int | None] = [key for key in keys if isinstance(key, int)] or [None]
        wanted: set[tuple[str, int, int]] = set()
        for one in people:
            drawn = drawn_lines(self._view.map, self._view.playbook, one, self.every_line)
            wanted |= {_ends(line) for line in drawn}
        for ends, item in self.lines.items():
            item.setVisible(ends in wanted)
            item.light(any(key in ends[1:] for key in people))

    def key_at(self, x: float, y: float) -> Key | None:
        """The card at a point."""
        found = (card.key for card in self.layout_shown.cards if _holds(card.rect, x, y))
        return next(found, None)

    def face(self, key: Key | None) -> Face | None:
        """What a card says."""
        return self.cards[key].face if key is not None and key in self.cards else None

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The ground, and on it lanes, bands and tray."""
        painter.fillRect(rect, theme.colours().ground if self.layout_shown.lanes else theme.colours().surface)
        paint_ground(painter, self.layout_shown, theme.colours())

    def redress(self) -> None:
        """Paint everything anew in the palette in force."""
        for item in (*self.cards.values(), *self.lines.values()):
            item.update()
        self.update()

    def raise_card(self, key: Key, on: bool) -> None:
        """Bring a card over all others while it is dragged, or put it back into its place."""
        self.cards[key].setZValue(_TOP if on else _FRONT)
        self.cards[key].setOpacity(0.8 if on else 1.0)  # what it is held over is seen
        if not on and (card := self.layout_shown.card(key)) is not None:
            self.cards[key].setPos(card.rect.x, card.rect.y)


def _without(scene: QGraphicsScene, items: dict[Any, Any], kept: Iterable[Any] | Mapping[Any, Any]) -> None:
    """Take out of the scene whatever is no longer there."""
    for gone in items.keys() - set(kept):
        scene.removeItem(items.pop(gone))


def _ends(line: Line) -> tuple[str, int, int]:
    return (line.kind, line.from_id, line.to_id)


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect.x <= x <= rect.right and rect.y <= y <= rect.bottom
