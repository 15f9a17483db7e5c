"""Icons: the SVG files of pytablericons, drawn by Qt in the colours of the palette in force."""

import weakref
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import shiboken6
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from app.language import tr
from app.ui import theme

_SIZE = 20
_dressed: weakref.WeakKeyDictionary[QAction | QAbstractButton, tuple[str, str]] = weakref.WeakKeyDictionary()


def pixmap(name: str, colour: str, size: int = _SIZE, ratio: float = 2.0) -> QPixmap:
    """One icon in one colour, sharp on screens of up to `ratio` device pixels per pixel."""
    found = QPixmap(round(size * ratio), round(size * ratio))
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    drawing = _drawing(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(found.rect()))
    painter.end()
    found.setDevicePixelRatio(ratio)
    return found


def icon(name: str, hue: str = "muted") -> QIcon:
    """The icon in a hue of the palette; checked and selected it takes the accent."""
    return _icon(name, hue, theme.colours().name)


def dress(wearer: QAction | QAbstractButton, name: str, hue: str = "muted") -> None:
    """Give an action or a button an icon that follows the palette."""
    _dressed[wearer] = (name, hue)
    wearer.setIcon(icon(name, hue))


def redress() -> None:
    """Draw every icon again after the palette changed."""
    for wearer, (name, hue) in list(_dressed.items()):
        if shiboken6.isValid(wearer):
            wearer.setIcon(icon(name, hue))
        else:
            del _dressed[wearer]


@cache
def _icon(name: str, hue: str, palette: str) -> QIcon:
    colours = theme.PALETTES[palette]
    made = QIcon(pixmap(name, getattr(colours, hue)))
    made.addPixmap(pixmap(name, colours.accent), QIcon.Mode.Normal, QIcon.State.On)
    made.addPixmap(pixmap(name, colours.strong), QIcon.Mode.Disabled)
    return made


@cache
def _drawing(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _folder() -> Path:
    """The folder of outline drawings. The package is found, not imported: its code wants an image library."""
    spec = find_spec("pytablericons")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(tr("pytablericons is not installed"))
    return Path(spec.submodule_search_locations[0]) / "icons" / "outline"
