"""A field above a list that narrows it while one types, and the keys between the two."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_WAIT = 120  # milliseconds after the last letter


class Finder(QLineEdit):
    """Narrows `below`: a slash there comes here, Down and Enter go back, Esc empties the field."""

    typed = Signal()  # a moment after the last letter, so that a word is one search

    def __init__(self, hint: str, name: str, below: QWidget) -> None:
        super().__init__()
        self._below = below
        self.setPlaceholderText(f"{hint}   (/)")
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self._clock = QTimer(self, singleShot=True, interval=_WAIT)
        self._clock.timeout.connect(self.typed)
        self.textChanged.connect(lambda _: self._clock.start())
        below.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go to the list; Esc empties the field first."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            self._below.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A slash in the list begins a search."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text() == "/":
            self.setFocus()
            return True
        return super().eventFilter(watched, event)
