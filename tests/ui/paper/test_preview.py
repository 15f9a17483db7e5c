"""The sheet beside the answers: the same paper that prints, white in every palette, and as text for a screen reader."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.calls.preview import SheetPreview
from app.ui.paper.call_sheet import call_pages
from tests.domain.calls import sheets


@pytest.fixture
def preview(qtbot: QtBot, dressed: QApplication) -> SheetPreview:
    """A preview of the full sheet, on screen."""
    made = SheetPreview()
    qtbot.addWidget(made)
    made.resize(640, 700)
    made.show_sheet(sheets.full())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_screen_shows_the_pages_that_print(preview: SheetPreview) -> None:
    assert preview.paper.pages == call_pages(sheets.full())
    assert preview.counts.text() == "1 page · 23 not known"
    preview.show_sheet(sheets.overflowing())
    assert preview.paper.pages == call_pages(sheets.overflowing()) and len(preview.paper.pages) == 2


def test_the_paper_is_as_wide_as_there_is_room_and_never_wider(qtbot: QtBot, preview: SheetPreview) -> None:
    sheet = preview.paper.widget()
    for wide in (480, 640, 900):
        preview.resize(wide, 700)
        qtbot.waitUntil(lambda: abs(preview.paper.viewport().width() - sheet.width()) <= 1)
    preview.resize(320, 700)  # there it is as small as it may become, and scrolls
    assert preview.paper.scale >= 0.5
    preview.resize(900, 700)
    fits = preview.paper.scale
    preview.paper.setFocus()
    qtbot.keyClick(preview.paper, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.paper.scale > fits
    qtbot.keyClick(preview.paper, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.paper.scale == fits


@pytest.mark.parametrize("palette", list(theme.PALETTES))
def test_paper_is_white_and_its_type_dark_in_every_palette(
    dressed: QApplication, preview: SheetPreview, palette: str
) -> None:
    theme.apply(dressed, palette)
    image = preview.paper.viewport().grab().toImage()
    inside = [QColor(image.pixel(x, y)).lightness() for x in range(20, image.width() - 20) for y in range(20, 400, 3)]
    assert inside.count(255) > 0.7 * len(inside)  # the ground of the page
    assert min(inside) < 60  # with type on it


def test_a_screen_reader_gets_every_part_with_its_heading(qtbot: QtBot, preview: SheetPreview) -> None:
    described = preview.paper.accessibleDescription()
    assert preview.paper.accessibleName() == "Call sheet as it prints"
    for words in (
        "Northgate Hospital Labs",
        "Must learn",
        "Middleware: not known",
        "8. What would a small parallel run",
    ):
        assert words in described
    preview.setFocus()
    qtbot.waitUntil(preview.paper.hasFocus)
    qtbot.mouseClick(preview.turn, Qt.MouseButton.LeftButton)
    assert preview.as_text and "See as it prints" in preview.turn.text()
    blocks = [preview.text.document().findBlockByNumber(n) for n in range(preview.text.document().blockCount())]
    headings = [block.text() for block in blocks if block.blockFormat().headingLevel() == 3]
    assert headings[:3] == ["Call", "Since last call", "Why they asked"] and headings[-1] == "Questions"
    assert "Middleware: not known" in preview.text.toPlainText()
    preview.show_as_text(False)
    assert not preview.as_text and preview.focusProxy() is preview.paper


def test_text_of_a_stranger_stays_text(preview: SheetPreview) -> None:
    sheet = sheets.full()
    preview.show_as_text(True)
    preview.show_sheet(replace(sheet, why=replace(sheet.why, words="<img src='http://x.example/a.png'> & more")))
    assert "<img src='http://x.example/a.png'> & more" in preview.text.toPlainText()


def test_without_a_sheet_it_says_so(preview: SheetPreview) -> None:
    preview.show_sheet(None)
    assert preview.counts.text() == "No sheet yet" and preview.paper.pages == ()
