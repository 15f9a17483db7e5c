"""A line across the page that stays until it is dealt with: read-only, trouble with Retry, a warning."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from app.language import tr
from app.ui import theme
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import Link, clear, label, row


class Banner(QFrame):
    """One sentence with the word of its kind, and the acts that help."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self._kind = Chip(tr("Note"), "note")
        self._text = label("", wrap=True)
        self._acts = QHBoxLayout()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(tr("Working"))
        self._busy.setFixedWidth(theme.px(160))
        box = row(self._kind, self._text, edges=(theme.MIDDLE, theme.TIGHT, theme.MIDDLE, theme.TIGHT))
        box.setStretch(1, 1)
        box.addWidget(self._busy)
        box.addLayout(self._acts)
        self.setLayout(box)
        self.hide()

    def redress(self) -> None:
        """Take the text size in force."""
        self._kind.setFont(theme.font(theme.FINE, bold=True))
        self._text.setFont(theme.font())

    def say(
        self, kind: str, hue: str, text: str, acts: Sequence[tuple[str, Callable[[], None]]] = (), *, busy: bool = False
    ) -> None:
        """Show a sentence; every act hides the banner again. A busy one shows that something goes on."""
        self._busy.setVisible(busy)
        self._kind.say(kind, hue)
        self._text.setText(text)
        self.setAccessibleName(f"{kind}: {text}")
        clear(self._acts)
        for words, call in acts:
            link = Link(words)
            link.clicked.connect(self.hide)
            link.clicked.connect(lambda _=False, call=call: call())
            self._acts.addWidget(link)
        self.show()
