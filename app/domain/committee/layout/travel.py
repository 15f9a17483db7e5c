"""Going from card to card by keyboard: arrows to the nearest card, Tab by lane and then band (CM8)."""

from typing import Literal

from app.domain.committee.layout.geometry import PITCH_X, PITCH_Y, Card, Key, Layout
from app.domain.committee.model import BANDS

Direction = Literal["left", "right", "up", "down"]
_SIDEWAYS = 2.0  # how much further a card to the side seems
_CONE = 0.5  # a card counts as being in a direction where it lies at least half as far that way as to the side


def neighbour(layout: Layout, key: Key, direction: Direction) -> Key | None:
    """The nearest card in a direction; None where there is none that way."""
    here = layout.card(key)
    if here is None:
        return None
    best, least = None, (2, float("inf"), "")
    for card in layout.cards:
        ahead, aside = _offset(here, card, direction)
        if card.key != key and ahead > 0.01:
            weight = (0 if ahead >= _CONE * aside else 1, ahead + _SIDEWAYS * aside, _name(card.key))
            if weight < least:
                best, least = card.key, weight
    return best


def _offset(here: Card, card: Card, direction: Direction) -> tuple[float, float]:
    """How far a card lies ahead and aside, in cards."""
    across = (card.rect.centre.x - here.rect.centre.x) / PITCH_X
    down = (card.rect.centre.y - here.rect.centre.y) / PITCH_Y
    match direction:
        case "left":
            return -across, abs(down)
        case "right":
            return across, abs(down)
        case "up":
            return -down, abs(across)
        case "down":
            return down, abs(across)


def tab_order(layout: Layout) -> tuple[Key, ...]:
    """Every card once: lane by lane, in a lane from the highest band down, the tray at the end."""
    lanes = {strip.name: at for at, strip in enumerate(layout.lanes)}
    bands = {band: at for at, band in enumerate(BANDS)}

    def place(card: Card) -> tuple[float, ...]:
        if card.unplaced:
            return (2, 0, 0, card.rect.y, card.rect.x)
        lane = lanes.get(card.lane)
        return (
            0 if lane is not None or not lanes else 1,
            lane or 0,
            bands.get(card.band, len(bands)) if lanes else 0,
            *((card.rect.x, card.rect.y) if lanes else (card.rect.y, card.rect.x)),
        )

    return tuple(card.key for card in sorted(layout.cards, key=lambda card: (place(card), _name(card.key))))


def _name(key: Key) -> str:
    return f"{key:09}" if isinstance(key, int) else f"~{key}"
