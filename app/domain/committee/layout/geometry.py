"""Rectangles, lines and measures of the map, in plain numbers: pixels of a card of 200 x 96 at normal size."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

Key = int | str  # a stakeholder by id; a ghost card by the id of its seat

CARD_WIDTH, CARD_HEIGHT = 200.0, 96.0
GAP_X, GAP_Y = 24.0, 20.0  # between cards: lines run here
PITCH_X, PITCH_Y = CARD_WIDTH + GAP_X, CARD_HEIGHT + GAP_Y
HEAD = 32.0  # the name of a lane
SIDE = 120.0  # the name of a band


class Point(NamedTuple):
    """A place on the map; y grows downwards."""

    x: float
    y: float


class Rect(NamedTuple):
    """A rectangle by its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The point in the middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def widened(self, across: float, down: float) -> "Rect":
        """The rectangle with so much more on each side."""
        return Rect(self.x - across, self.y - down, self.width + 2 * across, self.height + 2 * down)

    def overlaps(self, other: "Rect") -> bool:
        """True where the two share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


def card_at(x: float, y: float) -> Rect:
    """The rectangle of a card with its top left corner here."""
    return Rect(x, y, CARD_WIDTH, CARD_HEIGHT)


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all; nothing at the origin where there are none."""
    held = list(rects)
    if not held:
        return Rect(0.0, 0.0, 0.0, 0.0)
    left, top = min(r.x for r in held), min(r.y for r in held)
    return Rect(left, top, max(r.right for r in held) - left, max(r.bottom for r in held) - top)


@dataclass(frozen=True, slots=True)
class Card:
    """A card in its place. A ghost is an empty seat of the template."""

    key: Key
    rect: Rect
    lane: str = ""
    band: str = ""
    ghost: bool = False
    pinned: bool = False
    unplaced: bool = False  # in the tray


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane or a band: its name and the area it takes, its heading included."""

    name: str
    rect: Rect
    count: int  # people in it, without ghosts


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands. Everybody of the map has a card; those in the tray are counted (CM2)."""

    view: str  # lanes or tree
    cards: tuple[Card, ...]
    lanes: tuple[Strip, ...] = ()
    bands: tuple[Strip, ...] = ()
    tray: Strip | None = None  # None where nobody is unplaced

    @property
    def unplaced(self) -> int:
        """How many are in the tray, for the heading "Unplaced (3)"."""
        return self.tray.count if self.tray else 0

    @property
    def bounds(self) -> Rect:
        """The area of the whole picture, with room for the lines beside the cards."""
        strips = [strip.rect for strip in (*self.lanes, *self.bands, *((self.tray,) if self.tray else ()))]
        return around([*strips, *(card.rect.widened(GAP_X / 2, GAP_Y / 2) for card in self.cards)])

    def card(self, key: Key) -> Card | None:
        """The card of somebody, or of an empty seat."""
        return next((card for card in self.cards if card.key == key), None)


def settled(pins: Iterable[tuple[Key, float, float]]) -> dict[Key, Rect]:
    """Cards put by hand, where they were put; of two in one place the second stands below the first."""
    taken: dict[Key, Rect] = {}
    for key, x, y in pins:
        if isfinite(x) and isfinite(y):
            taken[key] = below(card_at(x, y), taken.values())
    return taken


def below(rect: Rect, taken: Iterable[Rect]) -> Rect:
    """The rectangle moved down until it overlaps none of those taken."""
    held = list(taken)
    while hit := next((other for other in held if rect.overlaps(other)), None):
        rect = rect._replace(y=hit.bottom + GAP_Y)
    return rect
