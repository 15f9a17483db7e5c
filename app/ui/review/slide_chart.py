"""A chart on a slide: drawn as on paper, in the colours of the palette in force; its message is the slide's title."""

from dataclasses import replace

from PySide6.QtCore import QRectF

from app.domain.review.charting import ChartSpec
from app.ui.charts.painting import ink_of_window, paint
from app.ui.review.slide_canvas import BODY, Canvas


def paint_chart(canvas: Canvas, spec: ChartSpec, place: QRectF) -> None:
    """Paint a chart into a place, given in pixels."""
    paint(canvas.painter, place, replace(spec, title=""), ink_of_window(), (BODY - 3) * canvas.unit)
