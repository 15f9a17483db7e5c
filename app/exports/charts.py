"""Native charts: a message as title, axes that are drawn everywhere, tones that stay apart in grey print."""

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter

from app.exports.cells import clean
from app.exports.sheet import Place, Sheet, link_to
from app.exports.style import ACCENT, INK, MUTED

TONES = (ACCENT, "8FB3BC", "D9D2C5", "A3261B", "5B6B73", "C9A227")


def week_chart(
    page: Sheet,
    kind: str,
    message: str,
    *,
    anchor: str,
    place: Place,
    rows: Sequence[int],
    columns: tuple[int, int],
    unit: str,
    size: tuple[float, float],
) -> None:
    """Draw rows of a table as series, six at most, over the weeks that stand in its head.

    `kind` is bar or line, `rows` are numbers of rows of the sheet, `columns` the first and last week, with the
    names of the series in the column before them; `size` is width and height in centimetres.
    """
    drawn: Any = LineChart() if kind == "line" else BarChart()
    first, last = columns
    weeks = Reference(page.worksheet, min_col=first, max_col=last, min_row=place.head)
    for tone, row in zip(TONES, rows, strict=False):
        series: Any = Series(Reference(page.worksheet, min_col=first, max_col=last, min_row=row))
        series.tx = SeriesLabel(strRef=StrRef(link_to(page.name, f"${get_column_letter(first - 1)}${row}")))
        _dress(series, kind, tone)
        drawn.series.append(series)
    drawn.set_categories(weeks)
    drawn.title = _title(message, 1100, INK)
    drawn.x_axis.title, drawn.y_axis.title = _title("week", 800, MUTED), _title(unit, 800, MUTED)
    drawn.x_axis.delete = drawn.y_axis.delete = False  # else some programs draw no axes
    drawn.y_axis.number_format, drawn.y_axis.scaling.min = "0", 0
    drawn.y_axis.majorGridlines = None
    drawn.x_axis.txPr = drawn.y_axis.txPr = _type(800, MUTED)
    drawn.legend.position, drawn.legend.txPr = "b", _type(800, INK)
    drawn.width, drawn.height = size
    page.worksheet.add_chart(drawn, anchor)


def _dress(series: Any, kind: str, tone: str) -> None:
    """Colour and direct labels; a line keeps its points, so that it can be read without colour."""
    if kind == "line":
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=tone, w=24_000))
        series.marker.symbol, series.smooth = "circle", False
        series.marker.graphicalProperties = GraphicalProperties(solidFill=tone, ln=LineProperties(solidFill=tone))
    else:
        series.graphicalProperties = GraphicalProperties(solidFill=tone, ln=LineProperties(solidFill=MUTED, w=3_000))
    labels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)
    labels.txPr = _type(700, INK)
    labels.position = "t" if kind == "line" else "outEnd"
    series.dLbls = labels


def _title(text: str, size: int, colour: str) -> Title:
    properties = CharacterProperties(sz=size, b=size > 900, solidFill=colour)
    run = RegularTextRun(t=clean(text), rPr=properties)
    words = RichText(p=[Paragraph(r=[run], pPr=ParagraphProperties(defRPr=properties))])
    return Title(tx=Text(rich=words), overlay=False)


def _type(size: int, colour: str) -> RichText:
    properties = CharacterProperties(sz=size, solidFill=colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])
