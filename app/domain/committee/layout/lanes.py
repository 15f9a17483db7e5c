"""The map as lanes of functions across and bands of seniority down: the default view (CM1).

Each cell fills column by column, so that one more person at its end moves nobody within it; a lane grows to the right
and a band downwards, which shifts the lanes and bands after them and nothing else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.committee.layout.geometry import (
    GAP_X,
    GAP_Y,
    HEAD,
    PITCH_X,
    PITCH_Y,
    SIDE,
    Card,
    Key,
    Layout,
    Rect,
    Strip,
    card_at,
    settled,
)
from app.domain.committee.layout.tray import ACROSS, tray_below
from app.domain.committee.model import BANDS, CommitteeMap, band_of, is_unplaced, lane_of
from app.domain.playbook import Playbook
from app.domain.playbook.derived import per_playbook
from app.domain.titles import UNPLACED, band_guess

DEPTH = 5  # cards of a cell one above the other, before it takes another column
EMPTY_BAND = 40.0  # the height of a band without cards


@dataclass(frozen=True, slots=True)
class Piece:
    """A card that waits for its place."""

    key: Key
    lane: str
    band: str
    ghost: bool = False
    pin: tuple[float, float] | None = None


def lanes_layout(map: CommitteeMap, playbook: Playbook, *, ghosts: bool = True) -> Layout:
    """Everybody in their lane and band, pinned cards where they were put, the others in the tray below."""
    return arranged(pieces(map, playbook, ghosts=ghosts), playbook)


def pieces(map: CommitteeMap, playbook: Playbook, *, ghosts: bool = True) -> tuple[Piece, ...]:
    """Every card of the map with its lane and band, in the order in which they fill a cell; ghosts stand last."""
    made = []
    for one in sorted(map.people, key=lambda one: (one.order, one.id)):
        pin = one.pin("lanes")
        where = ("", "") if is_unplaced(one, playbook) else (lane_of(one, playbook), band_of(one))
        made.append(Piece(one.id, *where, pin=(pin.x, pin.y) if pin else None))
    for seat in map.empty_seats() if ghosts else ():
        lane, band = _seats(playbook).get(seat, ("", ""))
        made.append(Piece(seat, lane, band, ghost=True))
    return tuple(made)


@per_playbook
def _seats(playbook: Playbook) -> dict[str, tuple[str, str]]:
    """The lane and the usual band of each seat."""
    return {seat.id: (seat.lane, band_guess(seat.label).band) for seat in playbook.seats if seat.lane != UNPLACED}


def arranged(pieces: Sequence[Piece], playbook: Playbook, depth: int = DEPTH, across: int = ACROSS) -> Layout:
    """These cards as lanes and bands; `depth` of a cell stand one above the other, `across` of the tray in a row."""
    fixed = settled((piece.key, *piece.pin) for piece in pieces if piece.pin is not None)
    loose = [piece for piece in pieces if piece.key not in fixed]
    cells: dict[tuple[str, str], list[Piece]] = {}
    for piece in loose:
        if piece.lane:
            cells.setdefault((piece.lane, piece.band), []).append(piece)
    lanes = _lanes_of(pieces, playbook)
    rows = {band: min(max((len(cells.get((lane, band), ())) for lane in lanes), default=0), depth) for band in BANDS}
    tops = _tops(rows) if lanes else {}
    rects, strips = dict(fixed), list[Strip]()
    x = SIDE
    for lane in lanes:
        columns = 1
        for band in BANDS:
            slots = _slots(x, tops[band], rows[band])
            for piece in cells.get((lane, band), ()):
                column, rect = next(slot for slot in slots if not any(slot[1].overlaps(f) for f in fixed.values()))
                rects[piece.key] = rect
                columns = max(columns, column + 1)
        strips.append(Strip(lane, Rect(x, 0.0, columns * PITCH_X, 0.0), _people(pieces, lane=lane)))
        x += columns * PITCH_X
    foot = max((top + _height(rows[band]) for band, top in tops.items()), default=0.0)
    lanes_at = tuple(Strip(s.name, s.rect._replace(height=foot), s.count) for s in strips)
    bands_at = tuple(
        Strip(band, Rect(0.0, top, x, _height(rows[band])), _people(pieces, band=band)) for band, top in tops.items()
    )
    cards = [_card(piece, rects[piece.key], piece.key in fixed) for piece in pieces if piece.key in rects]
    waiting = [piece.key for piece in loose if not piece.lane]
    low = max([foot, *(rect.bottom for rect in fixed.values())])
    tray, tray_cards = tray_below(low, waiting, across, SIDE)
    return Layout("lanes", (*cards, *tray_cards), lanes_at, bands_at, tray)


def _card(piece: Piece, rect: Rect, pinned: bool) -> Card:
    return Card(piece.key, rect, piece.lane, piece.band, piece.ghost, pinned)


def _lanes_of(pieces: Sequence[Piece], playbook: Playbook) -> list[str]:
    """The lanes that have a card: in the playbook's order, then those that somebody made up."""
    used = {piece.lane for piece in pieces if piece.lane}
    known = [lane for lane in dict.fromkeys(seat.lane for seat in playbook.seats) if lane in used]
    return known + sorted(used - set(known))


def _people(pieces: Sequence[Piece], lane: str = "", band: str = "") -> int:
    return sum(not one.ghost and one.lane != "" and (one.lane == lane or one.band == band) for one in pieces)


def _tops(rows: dict[str, int]) -> dict[str, float]:
    tops, y = dict[str, float](), HEAD
    for band in BANDS:
        tops[band] = y
        y += _height(rows[band])
    return tops


def _height(rows: int) -> float:
    return rows * PITCH_Y if rows else EMPTY_BAND


def _slots(x: float, top: float, rows: int) -> Iterator[tuple[int, Rect]]:
    """The places of a cell with their column: down the first column, then down the next; they never end."""
    column = 0
    while True:
        for row in range(max(rows, 1)):
            yield column, card_at(x + column * PITCH_X + GAP_X / 2, top + row * PITCH_Y + GAP_Y / 2)
        column += 1
