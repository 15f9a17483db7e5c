"""Painted pages, read back: every text with its size and place, as a viewer of the file would find it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from app.ui.paper.pages import Page
from app.ui.paper.painting import paint
from tests.ui.committee.written import Text, texts


@pytest.fixture
def written(dressed: QApplication) -> Callable[[Page], list[Text]]:
    """Every text of a page in points, read from the page drawn as SVG."""

    def read(page: Page) -> list[Text]:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        canvas = QSvgGenerator()
        canvas.setOutputDevice(buffer)
        canvas.setSize(QSize(round(page.wide), round(page.high)))
        painter = QPainter(canvas)
        paint(painter, page)
        painter.end()
        return texts(bytes(buffer.data().data()))

    return read
