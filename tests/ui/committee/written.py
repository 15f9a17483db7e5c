"""What is written on a painted page and where, read from the page drawn as SVG in points."""

import re
from typing import NamedTuple
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.domain.committee.layout.sheets import Sheet
from app.ui.committee.paper import Prepared
from app.ui.committee.printing import paint_sheet

_NUMBERS = re.compile(r"-?[\d.]+(?:e-?\d+)?")


class Text(NamedTuple):
    """One piece of text on a page, in points."""

    text: str
    size: float
    box: QRectF  # from the top of a capital to the baseline


def written(made: Prepared, sheet: Sheet) -> list[Text]:
    """Every text of a page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    canvas = QSvgGenerator()
    canvas.setOutputDevice(buffer)
    canvas.setSize(QSize(round(sheet.width), round(sheet.height)))
    painter = QPainter(canvas)
    paint_sheet(painter, made, sheet)
    painter.end()
    return texts(bytes(buffer.data().data()))


def texts(svg: bytes) -> list[Text]:
    """Every text of a drawing, in its own units."""
    return list(_texts(ElementTree.fromstring(svg), (1.0, 0.0, 0.0)))


def _texts(node: ElementTree.Element, way: tuple[float, float, float]):
    if move := node.get("transform"):
        a, _, _, _, e, f = map(float, _NUMBERS.findall(move.removeprefix("matrix")))
        way = (way[0] * a, way[1] + way[0] * e, way[2] + way[0] * f)
    if node.tag.endswith("text"):
        text, size = "".join(node.itertext()), float(node.get("font-size", "0"))
        font = QFont(node.get("font-family", "").split(",")[0])
        font.setPixelSize(round(size))
        font.setWeight(QFont.Weight(int(node.get("font-weight", "400"))))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        scale, x, y = way[0], float(node.get("x", "0")), float(node.get("y", "0"))
        metrics = QFontMetricsF(font)
        high, wide = metrics.capHeight(), metrics.horizontalAdvance(text.strip("\n"))
        box = QRectF(way[1] + scale * x, way[2] + scale * (y - high), scale * wide, scale * high)
        yield Text(text.strip(), size * scale, box)
    for child in node:
        yield from _texts(child, way)
