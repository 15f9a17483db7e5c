"""Bars that lie, those of one category below each other, each with its label at its end."""

from app.domain.review.charting import ChartSpec, Mark
from app.ui.charts.shapes import PAD, Area, Drawing, Letters, wrapped

NARROW = 46  # times the size of the type: below so much width names stand above their bars
GUTTER = 0.3  # of the width, at most, for names
ROOMY = 1.7  # rows grow so far where there is room


def bars(spec: ChartSpec, letters: Letters, wide: float, room: float = 0.0, *, marks: bool = True) -> Drawing:
    """Lay bars out at a width; `room` is the height that they may fill.

    Without `marks` only the names are placed: as high as the whole, and soon there.
    """
    natural = _laid(spec, letters, wide, 1.0, marks)
    if room <= natural.high:
        return natural
    return _laid(spec, letters, wide, min(room / natural.high, ROOMY), marks)


def _laid(spec: ChartSpec, letters: Letters, wide: float, stretch: float, marks: bool) -> Drawing:
    drawing = Drawing(wide)
    row = (letters.line + 3) * stretch
    beside = wide >= NARROW * letters.size
    gutter = _gutter(spec, letters, wide) if beside else 0.0
    drawing.put(letters, 0, 0, spec.y_title, "muted")
    y = letters.line + PAD
    per = _per(spec, letters, wide - gutter)
    for at, name in enumerate(spec.categories):
        lines = wrapped(letters, name, gutter - 2 * PAD if beside else wide, True)
        own = [(number, mark) for number, mark in enumerate(spec.marks) if mark.category == at]
        top = y if beside else y + len(lines) * letters.line
        for place, text in enumerate(lines):
            drawing.put(letters, 0, y + place * letters.line + (row - letters.line) / 2 * beside, text, bold=True)
        before: Mark | None = None
        for place, (number, mark) in enumerate(own if marks else ()):
            _bar(drawing, letters, number, mark, (gutter, top + place * row, row, per))
            if before is not None and mark.value is not None:
                _bridge(drawing, before, gutter, top + place * row, row, per)
            before = mark if any(one.start for _, one in own) else None
        low = top + len(own) * row
        drawing.line(gutter, top, gutter, low, "axis")
        y = max(low, y + len(lines) * letters.line) + 2 * PAD * stretch
    drawing.put(letters, wide, y, spec.x_title, "muted", align=1.0)
    drawing.high = y + letters.line
    return drawing


def _gutter(spec: ChartSpec, letters: Letters, wide: float) -> float:
    widest = max((letters.width(name, True) for name in spec.categories), default=0.0)
    return min(widest, GUTTER * wide) + 2 * PAD


def _reach(mark: Mark) -> float:
    return max(mark.value or 0.0, mark.start, mark.high or 0.0)


def _per(spec: ChartSpec, letters: Letters, wide: float) -> float:
    """How long one unit is: as long as the label of every bar still has room behind it."""
    found = [
        (wide - letters.width(mark.label, mark.role == "now") - 3 * PAD) / _reach(mark)
        for mark in spec.marks
        if _reach(mark)
    ]
    return max(min(found, default=0.0), 0.0)


def _bar(drawing: Drawing, letters: Letters, number: int, mark: Mark, frame: tuple[float, float, float, float]) -> None:
    left, top, row, per = frame
    high = row - 3
    drawing.targets[number] = Area(left, top, drawing.wide - left, row)
    if mark.value is not None:
        first, last = sorted((mark.start * per, mark.value * per))
        area = Area(left + first, top + 1.5, max(last - first, 1.0 if mark.value or mark.start else 0.0), high)
        if mark.role == "target":
            drawing.box(area, "", "target")
        elif mark.role == "forecast":
            drawing.hatch(area, "hatch")
        elif area.wide:
            drawing.box(area, mark.role)
        if mark.low is not None and mark.high is not None:
            _whisker(drawing, left + mark.low * per, left + mark.high * per, top + row / 2, letters.size)
    bold = mark.role == "now" and mark.value is not None
    x = left + _reach(mark) * per + 1.5 * PAD
    tone = "text" if mark.value is not None else "muted"
    drawing.put(letters, x, top + (row - letters.line) / 2, mark.label, tone, bold=bold, mark=number)


def _bridge(drawing: Drawing, before: Mark, left: float, top: float, row: float, per: float) -> None:
    """A thin line from where one bar ends down to where the next begins."""
    x = left + (before.value or 0.0) * per
    drawing.line(x, top - 1.5, x, top + 1.5, "axis")


def _whisker(drawing: Drawing, low: float, high: float, y: float, size: float) -> None:
    cap = size * 0.28
    for tone, thick in (("surface", 3.0), ("whisker", 1.2)):
        drawing.line(low, y, high, y, tone, thick)
        drawing.line(low, y - cap, low, y + cap, tone, thick)
        drawing.line(high, y - cap, high, y + cap, tone, thick)
