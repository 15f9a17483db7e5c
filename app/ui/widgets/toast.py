"""Short words over the foot of the window that go by themselves, with Undo where there is something to undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from app.language import tr
from app.ui import theme
from app.ui.widgets.text import button, label, row, tip

SHOWN_FOR = 6000  # milliseconds


class Toast(QFrame):
    """Lies over the foot of a widget, or of the part that a page names; a new word replaces the one before."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over, self._parts = over, tuple[QWidget, ...]()
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

    def lie_on(self, *parts: QWidget) -> None:
        """Cover the first of these that is on screen, and nothing else; without any the window, as usual."""
        self._parts = parts
        if self.isVisible():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        part = next((one for one in self._parts if one.isVisible()), None)
        if part is None:
            self._fit(self._over.width())
            self.move((self._over.width() - self.width()) // 2, self._over.height() - self.height() - theme.px(44))
            return
        self._fit(part.width() - 2 * theme.SMALL)
        corner = part.mapTo(self._over, part.rect().bottomLeft())
        aside, above = (part.width() - self.width()) // 2, min(self.height() + theme.SMALL, part.height())
        self.move(corner.x() + aside, corner.y() - above)

    def _fit(self, most: int) -> None:
        """As wide as the words; in several lines where they have less room."""
        self._text.setWordWrap(False)
        self.adjustSize()
        if self.width() > most:
            self._text.setWordWrap(True)
            self.resize(most, self.heightForWidth(most))

    def _pressed(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()
