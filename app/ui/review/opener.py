"""A framed piece of the summary that has something behind it: Enter, Space or a click opens it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame


class Opener(QFrame):
    """Takes the keyboard like a button, and shows with a ring that it has it."""

    opened = Signal(object)  # what it stands for

    def __init__(self, stands_for: object, part: str) -> None:
        super().__init__()
        self.setProperty("part", part)
        self.stands_for = stands_for
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if stands_for is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def open(self) -> None:
        """Open what is behind it, where there is anything."""
        if self.stands_for is not None:
            self.opened.emit(self.stands_for)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.stands_for is not None:
            self.open()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open()
