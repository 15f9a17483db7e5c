"""Pages painted: on screen, into a PDF, or by a printer, always by the same hand."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from app.language import tr
from app.ui import theme
from app.ui.paper.lettering import FINE, font
from app.ui.paper.marks import Drawing, Frame, Stroke, Words
from app.ui.paper.pages import Page

INK = replace(theme.LIGHT, name="paper", text="#000000", muted="#454e57", ground="#eceff1", line="#b4bbc2")
_DOTS = 1200  # of a PDF, to an inch


def paint(painter: QPainter, page: Page) -> None:
    """Paint one page in points, on white paper, whatever the palette of the window is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in page.marks:
        match mark:
            case Words():
                _words(painter, mark)
            case Stroke():
                painter.setPen(_pen(mark.tone, mark.thick, dotted=mark.dotted))
                painter.drawLine(QLineF(mark.x, mark.y, mark.to_x, mark.to_y))
            case Frame():
                painter.setPen(_pen(mark.border, mark.thick) if mark.border else QPen(Qt.PenStyle.NoPen))
                painter.setBrush(_colour(mark.ground) if mark.ground else Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(mark.x, mark.y, mark.wide, mark.high))
            case Drawing():
                painter.save()
                mark.paints(painter, QRectF(mark.x, mark.y, mark.wide, mark.high))
                painter.restore()


def pdf(pages: Sequence[Page], title: str) -> bytes:
    """The pages as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(title)
    writer.setCreator(tr("Assay"))
    put(pages, writer, _DOTS)
    return bytes(buffer.data().data())


def put(pages: Sequence[Page], device: QPagedPaintDevice, dots: float) -> None:
    """Paint pages onto a device that takes pages, with so many dots to an inch."""
    painter: QPainter | None = None
    for page in pages:
        size = QPageSize(QSizeF(page.wide, page.high), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        if painter is None:
            painter = QPainter(device)
        else:
            device.newPage()
        painter.resetTransform()
        painter.scale(dots / 72, dots / 72)
        paint(painter, page)
    if painter is not None:
        painter.end()


def _words(painter: QPainter, mark: Words) -> None:
    painter.setPen(_colour(mark.type.tone))
    painter.setFont(font(mark.type))
    painter.save()
    painter.translate(mark.x, mark.y)
    painter.scale(1 / FINE, 1 / FINE)
    painter.drawText(QPointF(0, 0), mark.text)
    painter.restore()
    if mark.type.dotted:
        painter.setPen(_pen("strong", 0.6, dotted=True))
        low = mark.y + 0.18 * mark.type.size
        painter.drawLine(QLineF(mark.x, low, mark.x + mark.wide, low))


def _pen(tone: str, thick: float, *, dotted: bool = False) -> QPen:
    pen = QPen(_colour(tone), thick)
    if dotted:
        pen.setDashPattern([1.0, 1.6])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _colour(tone: str) -> QColor:
    return QColor(getattr(INK, tone))
