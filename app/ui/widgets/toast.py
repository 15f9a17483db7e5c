"""Short words at the foot of the window that go by themselves, with Undo where there is something to undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from app.language import tr
from app.ui import theme
from app.ui.widgets.text import button, label, row, tip

SHOWN_FOR = 6000  # milliseconds


class Toast(QFrame):
    """Lies over the foot of a widget; a new word replaces the one before."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("part", "toast")
        self._text = label("")
        self._act = button(tr("Undo"))
        self._act.clicked.connect(self._pressed)
        self._call: Callable[[], None] | None = None
        self.setLayout(row(self._text, self._act, edges=(theme.LARGE, theme.SMALL, theme.SMALL, theme.SMALL)))
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._clock.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def redress(self) -> None:
        """Take the text size in force."""
        self._text.setFont(theme.font())
        self._act.setFont(theme.font())
        if self.isVisible():
            self._place()

    def say(self, text: str, act: str = "", call: Callable[[], None] | None = None) -> None:
        """Show a sentence, with an act beside it where one is given."""
        self._text.setText(text if len(text) < 120 else text[:119] + "…")
        self._text.setToolTip(tip(text))
        self._act.setText(act)
        self._act.setAccessibleName(act)
        self._act.setVisible(bool(act))
        self._call = call
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        over = self._over
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - theme.px(44))

    def _pressed(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()
