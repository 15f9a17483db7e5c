"""The field in which a list is filtered as one types."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.language import tr
from app.ui import theme
from app.ui.widgets.own_keys import ENTER, OwnKeys, plain

WAIT = 120  # milliseconds after the last letter


class TextFilter(QLineEdit):
    """Tells its text a moment after the last letter; Esc empties it, then leaves it, Down and Enter go to the rows."""

    typed = Signal(object)
    left = Signal()  # the rows should have the keyboard

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(f"{hint}   (/)")
        self.setAccessibleName(tr("Filter by text"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(theme.px(120))
        OwnKeys(self, plain(*ENTER))  # or Enter would open the row that was in hand before the filter
        self._clock = QTimer(self, singleShot=True, interval=WAIT)
        self._clock.timeout.connect(self._tell)
        self.textChanged.connect(lambda _: self._clock.start())

    def show_text(self, text: str) -> None:
        """Show another text without telling."""
        if text != self.text():
            self.blockSignals(True)
            self.setText(text)
            self.blockSignals(False)
        self._clock.stop()

    def take_focus(self) -> None:
        """Take the keyboard; what is typed replaces what stands here."""
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field, then leaves it; Down and Enter leave it."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (*ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._clock.stop()
        self.typed.emit(self.text())
