"""The map as a file: one picture (PNG at twice its size, SVG), or pages of paper (PDF), each written whole (CM13)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import sqrt
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from app.domain.committee.layout.routes import routes
from app.domain.committee.layout.sheets import MARGIN, Paper, Sheet
from app.domain.committee.privacy import Privacy
from app.domain.problems import Problem
from app.exports.saving import write_whole
from app.language import number, tr
from app.services.committee.view import MapView
from app.ui import theme
from app.ui.committee.cards import FINE, metrics, paint_face, words
from app.ui.committee.frames import paint_ground, paint_heads
from app.ui.committee.line_list import ROW, SIZE, across, column_width
from app.ui.committee.lines import paint as paint_line
from app.ui.committee.paper import POINTS, Prepared, list_top, prepared, whole
from app.ui.committee.sheet_head import paint_head

Drawn = bytes | QImage  # a file, or a picture that is still to be squeezed into one

TWICE = 2.0  # pixels of a PNG for a pixel of the screen
LARGEST = 16_000  # pixels of a side
MOST = 60_000_000  # pixels in all: readers refuse pictures that take more than 256 MB
INK = replace(theme.LIGHT, name="paper", ground="#f1f3f5", line="#aab2ba", strong="#56616c")
_DOTS = 1200  # of a PDF, to an inch
_SHORT = {"reports_to": ("↑", "↓"), "dotted": ("⇡", "⇣"), "influences": ("→", "←"), "conflict": ("✕", "✕")}


def write_map(view: MapView, path: Path, privacy: Privacy, paper: Paper) -> list[Path]:
    """Write the map in the form that the name of the file says; returns the files. Problem for another form.

    Needs a QGuiApplication. The file appears whole or not at all (Trouble).
    """
    return keep(path, drawn(view, path, privacy, paper))


def drawn(view: MapView, path: Path, privacy: Privacy, paper: Paper) -> Drawn:
    """The map painted, in the form that the name of the file says; on the thread of the window, like all painting."""
    paint = _FORMS.get(path.suffix.casefold())
    if paint is None:
        raise Problem(tr("“{name}” must end in .png, .svg or .pdf.", name=path.name))
    return paint(view, privacy, paper)


def keep(path: Path, drawn: Drawn) -> list[Path]:
    """Write what was painted; squeezing a large picture takes longest and may be done beside the window."""
    content = drawn if isinstance(drawn, bytes) else _squeezed(drawn)
    return [write_whole(path, lambda file: file.write(content))]


def map_pictures(view: MapView, privacy: Privacy, paper: Paper) -> tuple[bytes, ...]:
    """The pages of the map without their margins, each as a PNG at twice its size: for a sheet of a workbook."""
    made = prepared(view, privacy, paper)
    return tuple(
        _squeezed(_image(made, sheet, QRectF(MARGIN, MARGIN, sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN)))
        for sheet in made.pages
    )


def paint_sheet(painter: QPainter, made: Prepared, sheet: Sheet, colours: theme.Colours = INK) -> None:
    """Paint one page, in points."""
    paint_head(painter, sheet, made.head, len(made.pages), colours)
    _paint_list(painter, made, sheet, colours)
    painter.save()
    bounds = sheet.layout.bounds
    left = sheet.drawing.x + (sheet.drawing.width - bounds.width * sheet.scale) / 2
    painter.translate(left, sheet.drawing.y)
    painter.scale(sheet.scale, sheet.scale)
    painter.translate(-bounds.x, -bounds.y)
    paint_ground(painter, sheet.layout, colours)
    paint_heads(painter, sheet.layout, colours)
    for route in routes(sheet.layout, made.lines):
        paint_line(painter, route, colours)
    above = {one.key: one.says for one in sheet.references if one.kind == "reports_to" and one.upward}
    for card in sheet.layout.cards:
        face = made.faces[card.key]
        if card.key in above:
            face = replace(face, manager=above[card.key])
        box = QRectF(card.rect.x, card.rect.y, card.rect.width, card.rect.height)
        paint_face(painter, box, face, colours, on_paper=True, level=made.level)
        if marks := _marks(sheet, card.key):
            _paint_marks(painter, box, marks, colours)
    painter.restore()


def _marks(sheet: Sheet, key: int | str) -> str:
    """The pages to which the other lines of a card lead: "↓ 2, 3  → 3"."""
    pages: dict[str, set[int]] = {}
    for one in sheet.references:
        if one.key == key and not (one.kind == "reports_to" and one.upward):
            pages.setdefault(_SHORT[one.kind][not one.upward], set()).add(one.page)
    return "  ".join(f"{sign} {', '.join(map(number, sorted(on)))}" for sign, on in pages.items())


def _paint_marks(painter: QPainter, box: QRectF, marks: str, colours: theme.Colours) -> None:
    """The marks on the lower border, at the right."""
    wide = min(metrics(FINE).horizontalAdvance(marks) + 10, box.width() - 16)
    place = QRectF(box.right() - 8 - wide, box.bottom() - 6, wide, 14)
    painter.setPen(colours.muted)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRoundedRect(place, 3, 3)
    words(painter, place, marks, colours.muted, FINE, align=Qt.AlignmentFlag.AlignCenter)


def _paint_list(painter: QPainter, made: Prepared, sheet: Sheet, colours: theme.Colours) -> None:
    """The lines in words, under a heading, in columns."""
    columns = made.listed.get(sheet.page, ())
    if not columns:
        return
    left, top, wide = sheet.drawing.x, list_top(sheet), sheet.drawing.width
    heading = tr("Lines that are not drawn from end to end")
    words(painter, QRectF(left, top - 12, wide, 12), heading, colours.text, 9, bold=True)
    for at, rows in enumerate(columns):
        for down, row in enumerate(rows):
            x = left + at * wide / across(wide)
            words(painter, QRectF(x, top + down * ROW, column_width(wide) + 4, ROW), row, colours.text, SIZE)


def _image(made: Prepared, sheet: Sheet, part: QRectF) -> QImage:
    wide, high = max(part.width(), 1.0), max(part.height(), 1.0)
    factor = min(TWICE / POINTS, LARGEST / max(wide, high), sqrt(MOST / (wide * high)))
    image = QImage(round(part.width() * factor), round(part.height() * factor), QImage.Format.Format_RGB32)
    if image.isNull():
        raise Problem(tr("The map is too large for one picture; Tidy it, or write a PDF."))
    per_metre = round(factor * 72 / 0.0254)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(factor, factor)
    painter.translate(-part.x(), -part.y())
    paint_sheet(painter, made, sheet)
    painter.end()
    return image


def _squeezed(image: QImage) -> bytes:
    """The picture as a PNG, squeezed so far that it is quick."""
    buffer = _buffer()
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setQuality(80)
    writer.write(image)
    return bytes(buffer.data().data())


def _as_png(view: MapView, privacy: Privacy, paper: Paper) -> QImage:
    made = whole(view, privacy)
    sheet = made.pages[0]
    return _image(made, sheet, QRectF(0, 0, sheet.width, sheet.height))


def _as_svg(view: MapView, privacy: Privacy, paper: Paper) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    made = whole(view, privacy)
    sheet = made.pages[0]
    size = QSize(round(sheet.width / POINTS), round(sheet.height / POINTS))
    buffer = _buffer()
    canvas = QSvgGenerator()
    canvas.setOutputDevice(buffer)
    canvas.setResolution(96)  # the pixels of a browser
    canvas.setSize(size)
    canvas.setViewBox(QRect(0, 0, size.width(), size.height()))
    canvas.setTitle(made.head.account)
    canvas.setDescription(f"{made.head.about} · {made.head.counts} · {made.head.level}")
    painter = QPainter(canvas)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), Qt.GlobalColor.white)
    painter.scale(1 / POINTS, 1 / POINTS)
    paint_sheet(painter, made, sheet)
    painter.end()
    mine = f'font-family="{QGuiApplication.font().family()}'
    svg = bytes(
        buffer.data().data()
    ).decode()  # with the fonts of other systems behind ours, which a reader may not have
    return svg.replace(f'{mine}"', f'{mine}, Segoe UI, Helvetica Neue, Arial, sans-serif"').encode()


def _as_pdf(view: MapView, privacy: Privacy, paper: Paper) -> bytes:
    made = prepared(view, privacy, paper)
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(f"{made.head.account} · {made.head.about} · {made.head.level}")
    writer.setCreator(tr("Assay"))
    painter: QPainter | None = None
    for sheet in made.pages:
        size = QPageSize(
            QSizeF(sheet.width, sheet.height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
        )
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        if painter is None:
            painter = QPainter(writer)
        else:
            writer.newPage()
        painter.resetTransform()
        painter.scale(_DOTS / 72, _DOTS / 72)
        paint_sheet(painter, made, sheet)
    if painter is not None:
        painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    return made


_FORMS: Mapping[str, Callable[[MapView, Privacy, Paper], Drawn]] = {".png": _as_png, ".svg": _as_svg, ".pdf": _as_pdf}
