"""Native charts: a message as title, axes that are drawn everywhere, tones that stay apart in grey print."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter

from app.exports.cells import clean
from app.exports.sheet import Sheet, link_to
from app.exports.style import ACCENT, INK, MUTED

TONES = (ACCENT, "8FB3BC", "D9D2C5", "A3261B", "5B6B73", "C9A227")
RAMP = ("E9F0F2", "BFD3D8", "8FB3BC", "4F8592", ACCENT)  # from the lightest to the darkest: bands of one thing
BEFORE_AND_NOW = ("8FB3BC", ACCENT)
LABELS, AXES, TITLE = 900, 900, 1200  # hundredths of a point; page one is printed at three quarters
_PLOT = (0.1, 0.16, 0.66, 0.6)  # left, top, width and height in the chart: room for the names at the ends of lines
Cells = tuple[int, int, int, int]
"""First column, first row, last column, last row."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One series: the cell that names it, the cells of its values, and its tone; `at_nought` is where a line ends."""

    name: tuple[int, int]  # column, row
    values: Cells
    tone: str
    at_nought: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart over cells of one sheet. `kind` is line or bar; at most six series.

    `number_format` is that of the values' axis; lines say their names beside their last point instead of a legend.
    """

    kind: str
    message: str
    series: Sequence[Drawn]
    categories: Cells
    category_title: str
    value_title: str
    number_format: str = "#,##0"
    named_at_end: bool = False
    ends_only: bool = False  # label only the last points of lines that would cross their numbers


def draw(page: Sheet, chart: Chart, anchor: str, size: tuple[float, float]) -> None:
    """Put a chart on a sheet at a cell; `size` is width and height in centimetres."""
    drawn: Any = LineChart() if chart.kind == "line" else BarChart()
    for one in chart.series[:6]:
        series: Any = Series(_reference(page, one.values))
        column, row = one.name
        series.tx = SeriesLabel(strRef=StrRef(link_to(page.name, f"${get_column_letter(column)}${row}")))
        _dress(series, chart, one)
        drawn.series.append(series)
    drawn.set_categories(_reference(page, chart.categories))
    drawn.title = _title(chart.message, TITLE, INK)
    drawn.x_axis.title = _title(chart.category_title, AXES, MUTED)
    drawn.y_axis.title = _title(chart.value_title, AXES, MUTED)
    drawn.x_axis.delete = drawn.y_axis.delete = False  # else some programs draw no axes
    drawn.y_axis.number_format, drawn.y_axis.scaling.min = chart.number_format, 0
    drawn.y_axis.majorGridlines = None
    drawn.x_axis.txPr = drawn.y_axis.txPr = _type(AXES, MUTED)
    if chart.named_at_end:
        drawn.legend = None
        drawn.plot_area.layout = Layout(ManualLayout("inner", "edge", "edge", "factor", "factor", *_PLOT))
    else:
        drawn.legend.position, drawn.legend.txPr = "t", _type(LABELS, INK)
    drawn.width, drawn.height = size
    page.worksheet.add_chart(drawn, anchor)


def draw_below(page: Sheet, chart: Chart, describes: str, size: tuple[float, float]) -> None:
    """Put a chart at the next free row, one line above it for whoever cannot see it, and keep its room free."""
    page.put(page.row, 1, describes, "aside")
    page.row += 1
    wide, high = size
    draw(page, chart, f"A{page.row}", (min(wide, page.wide / 72 * 2.54), high))
    page.leave(high / 2.54 * 72 + 8)


def _reference(page: Sheet, cells: Cells) -> Reference:
    first, top, last, bottom = cells
    return Reference(page.worksheet, min_col=first, min_row=top, max_col=last, max_row=bottom)


def _dress(series: Any, chart: Chart, one: Drawn) -> None:
    """Colour and direct labels; a line keeps its points, so that it can be read without colour."""
    tone = one.tone
    if chart.kind == "line":
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=tone, w=24_000))
        series.marker.symbol, series.smooth = "circle", False
        series.marker.graphicalProperties = GraphicalProperties(solidFill=tone, ln=LineProperties(solidFill=tone))
    else:
        series.graphicalProperties = GraphicalProperties(solidFill=tone, ln=LineProperties(solidFill=MUTED, w=3_000))
    labels = DataLabelList(
        showVal=not chart.ends_only, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    labels.txPr = _type(LABELS, INK)
    labels.position = "t" if chart.kind == "line" else "outEnd"
    if chart.named_at_end:
        first, top, last, bottom = one.values
        labels.dLbl = [_named_point(max(last - first, bottom - top), "t" if one.at_nought else "r")]
    series.dLbls = labels


def _named_point(number: int, position: str) -> DataLabel:
    """The label of one point that says the name of its line too."""
    label = DataLabel(idx=number, showVal=True, showSerName=True, showCatName=False, showLegendKey=False)
    label.showPercent, label.position, label.txPr = False, position, _type(LABELS, INK, bold=True)
    return label


def _title(text: str, size: int, colour: str) -> Title:
    properties = CharacterProperties(sz=size, b=size > 900, solidFill=colour)
    run = RegularTextRun(t=clean(text), rPr=properties)
    words = RichText(p=[Paragraph(r=[run], pPr=ParagraphProperties(defRPr=properties))])
    return Title(tx=Text(rich=words), overlay=False)


def _type(size: int, colour: str, *, bold: bool = False) -> RichText:
    properties = CharacterProperties(sz=size, solidFill=colour, b=bold)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])
