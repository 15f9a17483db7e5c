"""The map as a reporting tree whose leaves hang in columns of six: the second view (CM1).

Those without manager and without reports wait in the tray; a loop that old data may hold is cut, so that everybody
has a card.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.committee.layout.geometry import (
    CARD_HEIGHT,
    GAP_X,
    GAP_Y,
    PITCH_X,
    PITCH_Y,
    Card,
    Layout,
    Rect,
    below,
    card_at,
    settled,
)
from app.domain.committee.layout.tray import tray_below
from app.domain.committee.looping import loop
from app.domain.committee.model import CommitteeMap, band_of, lane_of
from app.domain.playbook import Playbook
from app.domain.titles import UNPLACED

HANGING = 6  # leaves one below the other
LEVEL = CARD_HEIGHT + 2 * GAP_Y  # from a manager down to the next level: room for lines
APART = 24.0  # between the trees of two people without manager


@dataclass(frozen=True, slots=True)
class _Block:
    """A subtree laid out by itself: the places of its cards from its own corner, and its size."""

    places: tuple[tuple[int, float, float], ...]
    width: float
    height: float


def tree_layout(map: CommitteeMap, playbook: Playbook) -> Layout:
    """Managers above their reports, everybody once; cards that were pinned in the tree stay where they were put."""
    reports = _reports(map)
    under = {one for below_them in reports.values() for one in below_them}
    order = [one.id for one in sorted(map.people, key=lambda one: (one.order, one.id))]
    roots = [id for id in order if id not in under and id in reports]
    places: dict[int, Rect] = {}
    x = 0.0
    for root in roots:
        block = _block(root, reports)
        places |= {id: card_at(x + GAP_X / 2 + left, GAP_Y / 2 + top) for id, left, top in block.places}
        x += block.width + APART
    pins = [(id, pin.x, pin.y) for id in order if (pin := map.by_id[id].pin("tree"))]
    places = _with_pins(places, pins)
    pinned = {id for id, _, _ in pins}
    cards = [
        Card(
            id,
            places[id],
            "" if lane_of(map.by_id[id], playbook) == UNPLACED else lane_of(map.by_id[id], playbook),
            band_of(map.by_id[id]),
            pinned=id in pinned,
        )
        for id in order
        if id in places
    ]
    waiting = [id for id in order if id not in places]
    low = max((rect.bottom for rect in places.values()), default=0.0)
    tray, tray_cards = tray_below(low, waiting)
    return Layout("tree", (*cards, *tray_cards), tray=tray)


def _reports(map: CommitteeMap) -> dict[int, list[int]]:
    """Who reports to each manager, in the order of the cards, without the line that closes a loop."""
    managers: dict[int, int | None] = dict(map.reports_to)
    while closed := loop(managers):
        managers[min(closed)] = None
    found: dict[int, list[int]] = {}
    for one in sorted(map.people, key=lambda one: (one.order, one.id)):
        above = managers.get(one.id)
        if above is not None:
            found.setdefault(above, []).append(one.id)
    return found


def _block(root: int, reports: dict[int, list[int]]) -> _Block:
    """A manager with everybody below: leaves in columns first, then those who have reports themselves, side by side.

    Without recursion, so that a chain of any length has its place.
    """
    waiting, done = [root], dict[int, _Block]()
    while waiting:
        id = waiting[-1]
        branches = [one for one in reports.get(id, ()) if one in reports]
        unknown = [one for one in branches if one not in done]
        if unknown:
            waiting += unknown
            continue
        waiting.pop()
        leaves = [one for one in reports.get(id, ()) if one not in reports]
        done[id] = _joined(id, [*_columns(leaves), *(done[one] for one in branches)])
    return done[root]


def _columns(leaves: Sequence[int]) -> Iterable[_Block]:
    for start in range(0, len(leaves), HANGING):
        hanging = leaves[start : start + HANGING]
        places = tuple((id, 0.0, row * PITCH_Y) for row, id in enumerate(hanging))
        yield _Block(places, PITCH_X, len(hanging) * PITCH_Y)


def _joined(manager: int, blocks: Sequence[_Block]) -> _Block:
    places, x = list[tuple[int, float, float]](), 0.0
    for block in blocks:
        places += [(id, x + left, LEVEL + top) for id, left, top in block.places]
        x += block.width
    width = max(x, PITCH_X)
    height = LEVEL + max((block.height for block in blocks), default=0.0)
    return _Block(((manager, (width - PITCH_X) / 2, 0.0), *places), width, height)


def _with_pins(places: dict[int, Rect], pins: Iterable[tuple[int, float, float]]) -> dict[int, Rect]:
    """Pinned cards where they were put; a card that would lie under one makes way downwards."""
    fixed = {id: rect for id, rect in settled(pins).items() if isinstance(id, int)}
    taken = list(fixed.values())
    if not taken:
        return places
    made = dict(fixed)
    for id, rect in sorted(places.items(), key=lambda item: (item[1].y, item[1].x, item[0])):
        if id not in fixed:
            made[id] = below(rect, taken)
            taken.append(made[id])
    return made
