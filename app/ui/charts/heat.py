"""A triangle of cohorts: a cell for every week of arrival and every week since, dark where the share is high."""

from app.domain.review.charting import ChartSpec, Mark, too_early
from app.language import percent
from app.ui.charts.shapes import PAD, Area, Drawing, Letters

LIGHTEST, DARKEST = 0.06, 0.45  # of the colour: what is written on it stays readable in every palette
ROOMY = 1.7


def heat(spec: ChartSpec, letters: Letters, wide: float, room: float = 0.0, *, marks: bool = True) -> Drawing:
    """Lay the cells out at a width; `room` is the height that they may fill.

    Without `marks` there are no cells: as high as the whole, and soon there.
    """
    drawing = Drawing(wide)
    line = letters.line
    row, rows = line + 6, max(len(spec.categories), 1)
    if room:
        row = min(max((room - 3 * line - 2 * PAD) / rows, row), ROOMY * row)
    gutter = max((letters.width(name) for name in spec.categories), default=0.0) + 2 * PAD
    slot = (wide - gutter) / max(len(spec.columns), 1)
    drawing.put(letters, 0, 0, spec.y_title, "muted")
    top = line + PAD
    widest = max((letters.width(name) for name in spec.columns), default=0.0) + PAD / 2
    every = max(1, -int(-widest // slot))
    for at, name in enumerate(spec.columns):
        if at % every == 0:
            drawing.put(letters, gutter + (at + 0.5) * slot, top, name, "muted", align=0.5)
    top += line + 2
    for at, name in enumerate(spec.categories):
        drawing.put(letters, 0, top + at * row + (row - line) / 2, name)
    sign = percent(0)[1:]  # stands in the title of the axis as well
    bare = sign if any(letters.width(mark.label) + 2 > slot - 2 for mark in spec.marks) else ""
    highest = max((mark.value or 0.0 for mark in spec.marks), default=0.0)
    for number, mark in enumerate(spec.marks if marks else ()):
        area = Area(gutter + mark.series * slot + 1, top + mark.category * row + 1, slot - 2, row - 2)
        drawing.targets[number] = area
        _cell(drawing, letters, number, mark, (area, highest, bare))
    low = top + rows * row
    if marks:
        _early(drawing, spec, letters)
    drawing.put(letters, wide, low + 2, spec.x_title, "muted", align=1.0)
    drawing.high = low + 2 + line
    return drawing


def _cell(drawing: Drawing, letters: Letters, number: int, mark: Mark, frame: tuple[Area, float, str]) -> None:
    """One cell: its area, the highest value of all, and the sign that its label goes without."""
    area, highest, bare = frame
    if mark.role == "forecast":
        drawing.hatch(area, "hatch")
        return
    if mark.value is not None:
        share = LIGHTEST + (DARKEST - LIGHTEST) * (mark.value / highest if highest else 0.0)
        drawing.box(area, "now", share=share)
    else:
        drawing.box(area, "", "axis")
    text = mark.label.removesuffix(bare)
    tone = "text" if mark.value is not None else "muted"
    if text and letters.width(text) <= area.wide:
        y = area.y + (area.high - letters.line) / 2
        drawing.put(letters, area.x + area.wide / 2, y, text, tone, mark=number, align=0.5)


def _early(drawing: Drawing, spec: ChartSpec, letters: Letters) -> None:
    """One "too early", in the longest row of cells that are."""
    areas = [drawing.targets[number] for number, mark in enumerate(spec.marks) if mark.role == "forecast"]
    if not areas:
        return
    rows: dict[float, list[Area]] = {}
    for area in areas:
        rows.setdefault(area.y, []).append(area)
    longest = max(rows.values(), key=lambda cells: (len(cells), cells[0].y))
    text = too_early()
    wide = letters.width(text) + 2 * PAD
    middle = (longest[0].x + longest[-1].right) / 2
    y = longest[0].y + (longest[0].high - letters.line) / 2
    drawing.box(Area(middle - wide / 2, longest[0].y, wide, longest[0].high), "surface", "hatch", over=True)
    drawing.put(letters, middle, y, text, "text", align=0.5)
