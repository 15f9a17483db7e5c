"""Where the window stands: remembered with its screens, and brought back inside where those are others now."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.ui import settings

USUAL = (1280, 800)
_FRAME = 40  # pixels of a title bar, so that it can be taken hold of


def restore(window: QWidget) -> None:
    """Put the window where it was; on other screens as much of it as fits, whole and on one of them."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    kept = settings.state("window")
    if kept.isEmpty():  # the system chooses the place
        window.resize(within(QRect(0, 0, *USUAL), screens).size())
    elif window.restoreGeometry(kept) and not window.isMaximized() and not window.isFullScreen():
        window.setGeometry(within(window.geometry(), screens))


def remember(window: QWidget) -> None:
    """Remember where the window is, and whether it fills the screen."""
    settings.remember_state("window", window.saveGeometry())


def within(wanted: QRect, screens: list[QRect]) -> QRect:
    """The nearest place inside the screen that shows most of it; smaller where that screen is."""
    best = max(screens, key=lambda screen: _area(screen.intersected(wanted)))
    if not best.intersects(wanted):
        best = screens[0]
    room = best.adjusted(0, _FRAME, 0, 0)
    placed = QRect(wanted.topLeft(), wanted.size().boundedTo(room.size()))
    placed.moveLeft(min(max(placed.left(), room.left()), room.right() + 1 - placed.width()))
    placed.moveTop(min(max(placed.top(), room.top()), room.bottom() + 1 - placed.height()))
    return placed


def _area(of: QRect) -> int:
    return of.width() * of.height() if of.isValid() else 0
