"""A chart laid out at a width, whatever its kind; where there is nothing to draw, the sentence that says so."""

from app.domain.review.charting import ChartSpec
from app.ui.charts.bars import bars
from app.ui.charts.columns import columns
from app.ui.charts.heat import heat
from app.ui.charts.shapes import Drawing, Letters, wrapped

_KINDS = {"columns": columns, "bars": bars, "heat": heat}


def laid_out(spec: ChartSpec, letters: Letters, wide: float, room: float = 0.0) -> Drawing:
    """The shapes of a chart at a width, without its title; `room` is the height that it may fill."""
    if not spec.empty:
        return _KINDS[spec.kind](spec, letters, wide, room)
    drawing = Drawing(wide)
    for at, line in enumerate(wrapped(letters, spec.empty, wide)):
        drawing.put(letters, 0, at * letters.line, line, "muted")
        drawing.high = (at + 1) * letters.line
    return drawing


def height_of(spec: ChartSpec, letters: Letters, wide: float) -> float:
    """How high a chart is at a width, without its title; sooner known than where all its marks are."""
    if spec.empty:
        return laid_out(spec, letters, wide).high
    return _KINDS[spec.kind](spec, letters, wide, marks=False).high
