"""The way of each line over the map: through the gaps between cards, so that it crosses none where that can be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.committee.layout.geometry import GAP_X, GAP_Y, Card, Layout, Point, Rect
from app.domain.committee.model import CommitteeMap, Line, LineKind, lane_of
from app.domain.playbook import Playbook

FEW = 20  # people; above that only some lines are drawn (CM3)
_OFFSETS: dict[LineKind, float] = {"reports_to": 0.0, "dotted": 4.0, "influences": -4.0, "conflict": 7.0}


@dataclass(frozen=True, slots=True)
class Route:
    """A line with its corners, from the card of `line.to_id` (a manager) or of who influences, to the other."""

    line: Line
    points: tuple[Point, ...]
    crossed: int  # cards that it runs over; none but where pinned cards stand in the way


def drawn_lines(
    map: CommitteeMap, playbook: Playbook, focus: int | None = None, everything: bool = False
) -> tuple[Line, ...]:
    """The lines to draw (CM3): above 20 people only reporting within a lane, and those of who is in focus."""
    if everything or len(map.people) <= FEW:
        return map.lines
    lanes = {one.id: lane_of(one, playbook) for one in map.people}
    return tuple(
        line
        for line in map.lines
        if focus in (line.from_id, line.to_id)
        or (line.kind == "reports_to" and lanes[line.from_id] == lanes[line.to_id])
    )


def routes(layout: Layout, lines: Iterable[Line]) -> tuple[Route, ...]:
    """The ways of these lines; one whose end has no card here is left out."""
    at = {card.key: card for card in layout.cards}
    obstacles = _Obstacles(card.rect for card in layout.cards)
    found = []
    for line in lines:
        ends = (line.to_id, line.from_id) if line.kind in ("reports_to", "dotted") else (line.from_id, line.to_id)
        if ends[0] in at and ends[1] in at:
            deep = layout.view == "tree" and line.kind == "reports_to"  # below a manager the tree leaves more room
            found.append(_route(line, at[ends[0]], at[ends[1]], obstacles, GAP_Y if deep else GAP_Y / 2))
    return tuple(found)


def _route(line: Line, start: Card, end: Card, obstacles: "_Obstacles", gap: float) -> Route:
    """The first way that crosses no card, else the one that crosses fewest."""
    best: tuple[Point, ...] = (start.rect.centre, end.rect.centre)
    fewest = len(obstacles) + 1
    for way in _ways(start.rect, end.rect, _OFFSETS[line.kind], gap, hanging=line.kind == "reports_to"):
        crossed = obstacles.crossed(way, start.rect, end.rect)
        if crossed < fewest:
            best, fewest = way, crossed
        if not crossed:
            break
    return Route(line, best, fewest)


def _ways(a: Rect, b: Rect, offset: float, gap: float, hanging: bool) -> Iterator[tuple[Point, ...]]:
    """Ways from a to b through the gaps beside them: straight down or up first, then around."""
    up = b.centre.y < a.centre.y - a.height / 2
    out = (a.y - gap if up else a.bottom + gap) + offset
    into = (b.bottom + gap if up or b.y <= a.y else b.y - gap) + offset
    ax, bx = a.centre.x + offset, b.centre.x + offset
    leave, arrive = Point(ax, a.y if up else a.bottom), Point(bx, b.bottom if into > b.bottom else b.y)
    if abs(out - into) < 1 or abs(ax - bx) < 1:
        yield _straightened((leave, Point(ax, out), Point(bx, out), arrive))
    left, right = b.x - GAP_X / 2 + offset, b.right + GAP_X / 2 + offset
    if hanging and not up:
        side = Point(b.x, b.centre.y)
        yield _straightened((leave, Point(ax, out), Point(left, out), Point(left, side.y), side))
    for beside in (left, right, a.x - GAP_X / 2 + offset, a.right + GAP_X / 2 + offset):
        yield _straightened((leave, Point(ax, out), Point(beside, out), Point(beside, into), Point(bx, into), arrive))
    for other in (a.y - GAP_Y / 2 + offset, a.bottom + GAP_Y / 2 + offset):
        leave = Point(ax, a.y if other < a.y else a.bottom)
        for beside in (left, right):
            yield _straightened(
                (leave, Point(ax, other), Point(beside, other), Point(beside, into), Point(bx, into), arrive)
            )


def _straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners of a way without those on a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        kept.append(point)
    return tuple(kept)


class _Obstacles:
    """The cards that a way may run over, each counted once."""

    def __init__(self, rects: Iterable[Rect]) -> None:
        self._rects = [(r, r.x, r.y, r.right, r.bottom) for r in rects]

    def __len__(self) -> int:
        return len(self._rects)

    def crossed(self, way: Sequence[Point], *own: Rect) -> int:
        """How many cards a way runs over, without the two that it joins."""
        boxes = [(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y)) for a, b in pairwise(way)]
        return sum(
            any(x0 < right and left < x1 and y0 < bottom and top < y1 for x0, y0, x1, y1 in boxes)
            for rect, left, top, right, bottom in self._rects
            if rect not in own
        )
