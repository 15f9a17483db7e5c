"""Boxes to tick are seen in every palette, at every text size and in every state."""

from itertools import product

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QStyle, QStyleOptionButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme, tick_box

STATES = tuple(product((False, True), repeat=3))


@pytest.mark.parametrize("name", theme.PALETTES)
def test_edge_and_tick_can_be_told_from_what_is_behind_them(name: str) -> None:
    c = theme.PALETTES[name]
    for ticked, enabled, near in STATES:
        box = tick_box.box_of(c, ticked=ticked, enabled=enabled, near=near)
        assert theme.contrast(box.tick, box.fill) >= 3, (ticked, enabled, near)
        strip = (c.soft("accent"),) if enabled else ()
        for ground in (c.ground, c.surface, *strip):
            assert theme.contrast(box.edge, ground) >= 3, (ticked, enabled, near, ground)


class Page(QWidget):
    """A page with one box in a state of its own."""

    def __init__(self, *, ticked: bool, enabled: bool) -> None:
        super().__init__()
        self.box = QCheckBox("Done ones too")
        self.box.setChecked(ticked)
        self.box.setEnabled(enabled)
        QVBoxLayout(self).addWidget(self.box)
        self.resize(300, 80)
        self.show()

    @property
    def place(self) -> QRect:
        """Where the box is."""
        option = QStyleOptionButton()
        self.box.initStyleOption(option)
        found = self.box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self.box)
        return found.translated(self.box.pos())

    def drawn(self) -> QImage:
        """The page as it is painted."""
        return self.grab().toImage()


def _edges(image: QImage, place: QRect) -> list[str]:
    """The colours in the middle of the four edges of the box."""
    middle = place.center()
    at = ((place.left(), middle.y()), (place.right(), middle.y()), (middle.x(), place.top()))
    return [image.pixelColor(*one).name() for one in (*at, (middle.x(), place.bottom()))]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("name", theme.PALETTES)
def test_the_box_is_painted_so(qtbot: QtBot, dressed: QApplication, name: str, scale: float) -> None:
    theme.apply(dressed, name, scale)
    drawn: list[QImage] = []
    for ticked, enabled in product((False, True), repeat=2):
        page = Page(ticked=ticked, enabled=enabled)
        qtbot.addWidget(page)
        page.box.clearFocus()
        image, place = page.drawn(), page.place
        assert place.height() == theme.px(tick_box.SIZE)
        ground = image.pixelColor(1, 1).name()
        assert all(theme.contrast(edge, ground) >= 3 for edge in _edges(image, place)), (ticked, enabled)
        drawn.append(image.copy(place))
    assert all(one != other for at, one in enumerate(drawn) for other in drawn[at + 1 :]), "each state looks otherwise"


def test_the_keyboard_is_seen_on_it(qtbot: QtBot, dressed: QApplication) -> None:
    page = Page(ticked=False, enabled=True)
    qtbot.addWidget(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.box.clearFocus()
    without = page.drawn().copy(page.place)
    page.box.setFocus(Qt.FocusReason.TabFocusReason)
    on_it = page.drawn().copy(page.place)
    assert on_it != without
    assert QColor(theme.LIGHT.accent).name() in _edges(on_it, on_it.rect())


def test_what_is_ticked_in_part_has_a_mark_of_its_own(qtbot: QtBot, dressed: QApplication) -> None:
    page = Page(ticked=True, enabled=True)
    qtbot.addWidget(page)
    whole = page.drawn().copy(page.place)
    page.box.setTristate(True)
    page.box.setCheckState(Qt.CheckState.PartiallyChecked)
    assert page.drawn().copy(page.place) != whole
