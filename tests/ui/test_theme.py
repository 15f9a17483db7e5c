"""The look: contrast of every pair that is shown, one sheet of modest length, icons without an image library."""

import sys
from dataclasses import fields

import pytest
from PySide6.QtWidgets import QApplication

from app.ui import icons, theme
from app.ui.command_table import COMMANDS, PLACES

HUES = ("good", "wait", "bad", "note", "accent", "muted")


@pytest.mark.parametrize("name", theme.PALETTES)
def test_text_can_be_read(name: str) -> None:
    c = theme.PALETTES[name]
    grounds = (c.ground, c.surface, c.soft("accent"))
    for ground in grounds:
        assert theme.contrast(c.text, ground) >= 4.5
        assert theme.contrast(c.muted, ground) >= 4.5
    for hue in HUES:
        assert theme.contrast(getattr(c, hue), c.surface) >= 4.5, hue
        assert theme.contrast(getattr(c, hue), c.soft(hue)) >= 4.5, f"chip {hue}"
    assert theme.contrast(c.on_accent, c.accent) >= 4.5
    assert theme.contrast(c.surface, c.text) >= 4.5  # toasts


@pytest.mark.parametrize("name", theme.PALETTES)
def test_parts_can_be_seen(name: str) -> None:
    c = theme.PALETTES[name]
    for ground in (c.surface, c.ground):
        assert theme.contrast(c.strong, ground) >= 3  # borders of fields, rings of unknown answers
        assert theme.contrast(c.accent, ground) >= 3  # focus, bars
    assert theme.contrast(c.accent, c.line) >= 3  # a score bar on its track
    assert theme.contrast(c.note, c.line) >= 3


def test_the_sheet_is_short_and_every_colour_in_it_is_ours(dressed: QApplication) -> None:
    sheet = dressed.styleSheet()
    assert len(sheet.splitlines()) < 150
    ours = {getattr(theme.LIGHT, f.name).lower() for f in fields(theme.LIGHT) if f.name != "name"} | {
        theme.LIGHT.soft("accent").lower()
    }
    used = {
        word.strip(";")
        for word in sheet.replace("}", " ").split()
        if word.startswith("#") and len(word.strip(";")) == 7
    }
    assert used <= ours


def test_contrast_is_the_one_of_the_guideline() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_icon_exists_and_takes_the_colour_of_the_palette(dressed: QApplication) -> None:
    for name in {c.icon for c in COMMANDS} | {icon for _, _, icon in PLACES}:
        assert not icons.icon(name).isNull()
    image = icons.pixmap("check", "#ff0000", 20, 2).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() > 250
    }
    assert colours == {"#ff0000"}
    assert "pytablericons" not in sys.modules
    assert "PIL" not in sys.modules


def test_a_switch_of_palette_redraws_icons(dressed: QApplication) -> None:
    from PySide6.QtGui import QAction

    action = QAction()
    icons.dress(action, "check")
    light = action.icon().pixmap(20).toImage()
    theme.apply(dressed, "dark")
    icons.redress()
    assert action.icon().pixmap(20).toImage() != light
