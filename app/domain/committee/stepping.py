"""Moving a card with the keyboard: among those of its cell, into the next band, into the next lane (CM8)."""

from app.domain.committee.editing import placed, reordered
from app.domain.committee.layout.travel import Direction
from app.domain.committee.model import BANDS, CommitteeMap, Stakeholder, band_of, lane_of
from app.domain.playbook import Playbook
from app.domain.titles import UNPLACED


def stepped(map: CommitteeMap, playbook: Playbook, id: int, direction: Direction) -> CommitteeMap:
    """The map after Alt and an arrow; the same map where there is nothing further that way.

    Up and down go through the cell first, then into the next band. Somebody from the tray gets the first lane and the
    lowest band, as far as they have none.
    """
    one = map.by_id.get(id)
    if one is None:
        return map
    lane, band = lane_of(one, playbook), band_of(one)
    lanes = list(dict.fromkeys(seat.lane for seat in playbook.seats))
    if lane not in lanes and lane != UNPLACED:
        lanes.append(lane)
    if lane == UNPLACED or not band:
        return placed(map, id, lanes[0] if lane == UNPLACED and lanes else lane, band or BANDS[-1])
    if direction in ("left", "right"):
        to = lanes.index(lane) + (1 if direction == "right" else -1)
        return placed(map, id, lanes[to], band, _last(map, playbook, lanes[to], band)) if 0 <= to < len(lanes) else map
    by = 1 if direction == "down" else -1
    cell = _cell(map, playbook, lane, band)
    if 0 <= cell.index(one) + by < len(cell):
        return reordered(map, playbook, id, by)
    to = BANDS.index(band) + by
    if not 0 <= to < len(BANDS):
        return map
    order = _first(map, playbook, lane, BANDS[to]) if by > 0 else _last(map, playbook, lane, BANDS[to])
    return placed(map, id, lane, BANDS[to], order)


def _cell(map: CommitteeMap, playbook: Playbook, lane: str, band: str) -> list[Stakeholder]:
    held = [one for one in map.people if lane_of(one, playbook) == lane and band_of(one) == band]
    return sorted(held, key=lambda one: (one.order, one.id))


def _last(map: CommitteeMap, playbook: Playbook, lane: str, band: str) -> int:
    return max((one.order + 1 for one in _cell(map, playbook, lane, band)), default=0)


def _first(map: CommitteeMap, playbook: Playbook, lane: str, band: str) -> int:
    return min((one.order - 1 for one in _cell(map, playbook, lane, band)), default=0)
