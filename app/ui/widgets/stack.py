"""Pages on top of each other, as small as the one on screen allows, not as the largest of all."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """A stack that asks for no more room than the page on screen.

    Qt asks all of them at each change of one: pages within pages, each as high as it is wide, thousands of times a key.
    """

    def sizeHint(self) -> QSize:
        """What the page on screen likes best."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """What the page on screen needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize(0, 0)
