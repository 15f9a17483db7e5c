"""The tray of those who have no place yet: below the map, in rows of six, always counted (CM2)."""

from collections.abc import Sequence

from app.domain.committee.layout.geometry import GAP_X, GAP_Y, HEAD, PITCH_X, PITCH_Y, Card, Key, Rect, Strip, card_at
from app.domain.titles import UNPLACED

ACROSS = 6
ABOVE = 24.0  # between the map and the tray


def tray_below(
    low: float, waiting: Sequence[Key], across: int = ACROSS, side: float = 0.0
) -> tuple[Strip | None, tuple[Card, ...]]:
    """The tray under everything that reaches down to `low`, and its cards; one more at its end moves nobody.

    `side` is where its cards begin, in line with the columns above, so that lines find their way between them.
    """
    if not waiting:
        return None, ()
    top = low + ABOVE if low else 0.0
    cards = tuple(
        Card(
            key,
            card_at(
                side + GAP_X / 2 + at % across * PITCH_X,
                top + HEAD + GAP_Y / 2 + at // across * PITCH_Y,
            ),
            unplaced=True,
        )
        for at, key in enumerate(waiting)
    )
    rows = -(-len(waiting) // across)
    rect = Rect(0.0, top, side + across * PITCH_X, HEAD + rows * PITCH_Y)
    return Strip(UNPLACED, rect, len(waiting)), cards
