"""The empty state: says why nothing is here and teaches the next act."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui import icons, theme
from app.ui.widgets.text import button, column, label


class Empty(QWidget):
    """A picture, a sentence, and at most one act."""

    def __init__(
        self, icon: str, title: str, about: str, act: str = "", call: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self._icon = icon
        self._picture = label()
        self._picture.setPixmap(icons.pixmap(icon, theme.colours().strong, 40))
        self.title, self.about = label(title, theme.LEAD, bold=True), label(about, tone="muted", wrap=True)
        self.about.setFixedWidth(theme.px(420))
        self._act: QWidget | None = None
        box = column(None, self._picture, self.title, self.about)
        for part in (self._picture, self.title, self.about):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.setAlignment(part, Qt.AlignmentFlag.AlignHCenter)
        if act and call is not None:
            pressed = self._act = button(act, part="main")
            pressed.clicked.connect(lambda: call())
            box.addSpacing(theme.SMALL)
            box.addWidget(pressed, alignment=Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)
        self.setLayout(box)
        self._fit()

    @property
    def offers(self) -> bool:
        """True where there is an act."""
        return self._act is not None

    def take_focus(self) -> None:
        """The keyboard goes to the act, where there is one."""
        (self._act or self).setFocus()

    def say(self, title: str, about: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.about.setText(about)
        self._fit()

    def _fit(self) -> None:
        """Leave room for every line of the sentence; a centred label is not asked how high it grows."""
        self.about.setMinimumHeight(self.about.heightForWidth(self.about.width()))

    def redress(self) -> None:
        """Draw the picture in the palette in force."""
        self._picture.setPixmap(icons.pixmap(self._icon, theme.colours().strong, 40))
