"""From mark to mark by arrows: the nearest one in the direction, whatever the chart."""

from collections.abc import Mapping

from PySide6.QtCore import Qt

from app.ui.charts.shapes import Area

WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_ASIDE = 4.0  # how much further a place counts that is not straight ahead


def next_mark(areas: Mapping[int, Area], current: int, way: tuple[int, int]) -> int:
    """The number of the mark next to one in a direction; itself where there is none."""
    x, y = _middle(areas[current])
    best, least = current, float("inf")
    for number, area in areas.items():
        to_x, to_y = _middle(area)
        ahead = (to_x - x) * way[0] + (to_y - y) * way[1]
        if number == current or ahead < 1:
            continue
        aside = abs((to_x - x) * way[1]) + abs((to_y - y) * way[0])
        far = ahead + _ASIDE * aside
        if far < least:
            best, least = number, far
    return best


def _middle(area: Area) -> tuple[float, float]:
    return area.x + area.wide / 2, area.y + area.high / 2
