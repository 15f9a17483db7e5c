"""Charts on paper: all inside their place, as lines and words, in colour and in grey."""

import re
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from app.domain.review import charts
from app.domain.review.charting import ChartSpec
from app.ui.charts.ink import Ink
from app.ui.charts.painting import GREY, ON_PAPER, height_for, paint
from tests.domain.review.test_charting import every, year


def painted(spec: ChartSpec, place: QRectF, ink: Ink = ON_PAPER) -> QImage:
    """A chart on a white picture, two pixels to a point."""
    image = QImage(800, 800, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.scale(2, 2)
    paint(painter, place, spec, ink, 9)
    painter.end()
    return image


@pytest.mark.parametrize("high", [110, 200, 340])
def test_a_chart_stays_inside_its_place(dressed: QApplication, high: int) -> None:
    place = QRectF(30, 30, 300, high)
    for spec in every(year()):
        image = painted(spec, place)
        around = [(x, y) for x in range(0, 800, 3) for y in range(0, 800, 3)
                  if not place.adjusted(-1, -1, 1, 1).contains(x / 2, y / 2)]  # fmt: skip
        assert all(image.pixel(x, y) & 0xFFFFFF == 0xFFFFFF for x, y in around), spec.id


def test_in_grey_no_pixel_has_a_hue(dressed: QApplication) -> None:
    image = painted(charts.movement(year()), QRectF(10, 10, 380, 380), GREY)
    found = {image.pixelColor(x, y).getRgb()[:3] for x in range(0, 800, 2) for y in range(0, 800, 2)}
    assert len(found) > 3
    assert all(max(colour) - min(colour) <= 1 for colour in found)


def test_a_chart_in_a_pdf_is_lines_and_words_not_a_picture(dressed: QApplication, tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "chart.pdf"))
    writer.setResolution(1200)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.scale(1200 / 72, 1200 / 72)
    paint(painter, QRectF(30, 30, 400, 300), charts.triangle(year(), "MQL"))
    painter.end()
    content = (tmp_path / "chart.pdf").read_bytes()
    assert b"/Subtype /Image" not in content
    assert b"/Font" in content
    streams = [zlib.decompress(s) for s in re.findall(rb"FlateDecode\s*>>\s*stream\r?\n(.*?)endstream", content, re.S)]
    drawn = max(streams, key=lambda stream: stream.count(b" l\n"))
    assert drawn.count(b" l\n") > 300  # the hatches of what is too early


def test_it_says_how_high_it_is(dressed: QApplication) -> None:
    spec = charts.trend(year())
    assert height_for(spec, 200) > height_for(spec, 500) > 60
