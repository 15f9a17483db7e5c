"""Pages on top of each other, as small as the one on screen allows, not as the largest of all."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """A stack that asks for no more room than the page on screen."""

    def minimumSizeHint(self) -> QSize:
        """What the page on screen needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize(0, 0)
