"""Columns over categories, one panel below the other; panels that share a scale are drawn at one."""

from collections.abc import Sequence
from itertools import groupby

from app.domain.review.charting import ChartSpec, Mark, too_early
from app.ui.charts.shapes import PAD, Area, Drawing, Letters

TALL, WHOLE = 7.5, 15.0  # times the size of the type: the largest column, and all panels together
LEAST = 1.4  # times the size: a panel of small numbers
FILLED = 0.72  # of the width of a category
WIDEST = 3.6  # times the size: a column

Placed = tuple[int, Mark]
Frame = tuple[float, float, float, float]


def columns(spec: ChartSpec, letters: Letters, wide: float, room: float = 0.0, *, marks: bool = True) -> Drawing:
    """Lay columns out at a width; `room` is the height that they may fill.

    Without `marks` only the frame is made: as high as the whole, and soon there.
    """
    drawing = Drawing(wide)
    line = letters.line
    above = _unit_above(spec, letters, wide)
    between = line + PAD  # room for the labels above the columns
    sizes = _sizes(spec)
    fixed = len(sizes) * (line + between + PAD) + above * line + 2 * line
    least = LEAST * letters.size
    tall = max(_filling(sizes, room - fixed, least), min(TALL, WHOLE / max(sum(sizes), 1.0)) * letters.size)
    y = above * line
    if spec.series:
        drawing.put(letters, wide, 0, spec.y_title, "muted", align=1.0)
    for at, (series, size) in enumerate(zip(spec.series, sizes, strict=True)):
        drawing.put(letters, 0, y, series.name, bold=True)
        base = y + line + between + max(tall * size, least)
        if marks:
            _panel(drawing, spec, letters, at, (y + line, base, _highest(spec, at), tall))
        y = base + PAD
    _axis(drawing, spec, letters, y)
    return drawing


def _filling(sizes: Sequence[float], room: float, least: float) -> float:
    """How tall the highest panel is where all of them fill the room together; small ones have their least height."""
    ordered = sorted(sizes)
    for low, size in enumerate(ordered):
        tall = (room - low * least) / max(sum(ordered[low:]), 1.0)
        if size * tall >= least:
            return tall
    return 0.0


def _unit_above(spec: ChartSpec, letters: Letters, wide: float) -> int:
    """1 where what the numbers are has to stand above the name of the first panel, 0 where it fits beside it."""
    if not spec.series:
        return 0
    return int(letters.width(spec.series[0].name, True) + letters.width(spec.y_title) + 4 * PAD > wide)


def _highest(spec: ChartSpec, series: int) -> float:
    """The largest value on the scale of a series."""
    scale = spec.series[series].scale
    same = {at for at, one in enumerate(spec.series) if one.scale == scale}
    return max((max(m.value or 0.0, m.high or 0.0) for m in spec.marks if m.series in same), default=0.0)


def _sizes(spec: ChartSpec) -> list[float]:
    """How high each panel is, as a part of the highest."""
    sizes = []
    for at in range(len(spec.series)):
        whole = _highest(spec, at)
        own = max((max(m.value or 0.0, m.high or 0.0) for m in spec.marks if m.series == at), default=0.0)
        sizes.append(own / whole if whole else 0.0)
    return sizes


def _panel(
    drawing: Drawing, spec: ChartSpec, letters: Letters, at: int, frame: tuple[float, float, float, float]
) -> None:
    top, base, highest, tall = frame
    slot = drawing.wide / max(len(spec.categories), 1)
    body = min(slot * FILLED, WIDEST * letters.size)
    per = tall / highest if highest else 0.0
    own = [(number, mark) for number, mark in enumerate(spec.marks) if mark.series == at]
    for number, mark in own:
        middle = (mark.category + 0.5) * slot
        drawing.targets[number] = Area(mark.category * slot, top, slot, base - top)
        if mark.role == "forecast" and mark.value is None:
            high = letters.line + 2
            drawing.hatch(Area(middle - body / 2, base - high, body, high), "hatch")
        elif mark.value:
            high = max(mark.value * per, 1.0)
            drawing.box(Area(middle - body / 2, base - high, body, high), mark.role)
        if mark.value is not None and mark.low is not None and mark.high is not None:
            _whisker(drawing, middle, base - mark.low * per, base - mark.high * per, letters.size)
    drawing.line(0, base, drawing.wide, base, "axis")
    _labels(drawing, letters, own, slot, base, per)
    _early(drawing, letters, [mark for _, mark in own], slot, base)


def _whisker(drawing: Drawing, x: float, low: float, high: float, size: float) -> None:
    """An interval: readable on its column and above it."""
    cap = size * 0.28
    for tone, thick in (("surface", 3.0), ("whisker", 1.2)):
        drawing.line(x, low, x, high, tone, thick)
        drawing.line(x - cap, high, x + cap, high, tone, thick)
        drawing.line(x - cap, low, x + cap, low, tone, thick)


def _labels(drawing: Drawing, letters: Letters, own: Sequence[Placed], slot: float, base: float, per: float) -> None:
    """A label above each column where it covers nothing: the last first, then the largest, then back in time."""
    largest = max((mark.value or 0.0 for _, mark in own), default=0.0)

    def rank(placed: Placed) -> tuple[bool, bool, int]:
        mark = placed[1]
        return (mark.role != "now", mark.value != largest, -mark.category)

    for number, mark in sorted(own, key=rank):
        if not mark.label or (mark.role == "forecast" and mark.value is None):
            continue
        top = base - max(mark.value or 0.0, mark.high or 0.0) * per - letters.line - 1
        bold = mark.role == "now" and mark.value is not None
        wide = letters.width(mark.label, bold)
        x = min(max((mark.category + 0.5) * slot - wide / 2, 0.0), drawing.wide - wide)
        if drawing.free(Area(x, top, wide, letters.line)):
            drawing.put(letters, x, top, mark.label, "text" if mark.value else "muted", bold=bold, mark=number)


def _early(drawing: Drawing, letters: Letters, own: Sequence[Mark], slot: float, base: float) -> None:
    """One "too early" above each run of categories that are."""
    for early, run in groupby(own, key=lambda mark: mark.role == "forecast" and mark.value is None):
        marks = list(run)
        if not early:
            continue
        text = too_early()
        wide = letters.width(text)
        middle = (marks[0].category + marks[-1].category + 1) / 2 * slot
        x = min(max(middle - wide / 2, 0.0), drawing.wide - wide)
        top = base - 2 * letters.line - 4
        if drawing.free(Area(x, top, wide, letters.line)):
            drawing.put(letters, x, top, text, "muted")


def _axis(drawing: Drawing, spec: ChartSpec, letters: Letters, y: float) -> None:
    """The categories below the last panel, as many as have room, counted back from the last; then what they are."""
    count = len(spec.categories)
    slot = drawing.wide / max(count, 1)
    widest = max((letters.width(name) for name in spec.categories), default=0.0) + PAD
    every = max(1, -int(-widest // slot))
    for at, name in enumerate(spec.categories):
        if (count - 1 - at) % every == 0:
            x = min(max((at + 0.5) * slot, letters.width(name) / 2), drawing.wide - letters.width(name) / 2)
            drawing.put(letters, x, y, name, "muted", align=0.5)
    drawing.put(letters, drawing.wide, y + letters.line, spec.x_title, "muted", align=1.0)
    drawing.high = y + 2 * letters.line
