"""What the summary says in words: its sentences with their rules, the decisions that are needed, how checks stand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.ui import theme
from app.ui.review.opener import Opener
from app.ui.review.walking import Walk
from app.ui.widgets.text import Card, Elided, clear, column, label, row


class Sentence(Opener):
    """A sentence in full, or cut to one line, with what made it at its right."""

    def __init__(self, text: str, aside: str, stands_for: object, *, hue: str = "", one_line: bool = False) -> None:
        super().__init__(stands_for, "sentence")
        words = Elided(text, tone=hue) if one_line else label(text, tone=hue, wrap=True)
        line = row(words, edges=(theme.TIGHT, 1, theme.TIGHT, 1))
        line.setStretch(0, 1)
        if aside:
            line.addWidget(label(aside, theme.FINE, tone="muted"), alignment=Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.setAccessibleName(f"{text} ({aside})" if aside else text)


class Sentences(Card):
    """A card of sentences that arrows walk."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.body.setContentsMargins(theme.SMALL, theme.TIGHT + 2, theme.SMALL, theme.TIGHT + 2)
        self.body.setSpacing(1)
        self.title.setIndent(theme.TIGHT)
        self._lines = column(space=0)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.walk = Walk(self)
        self.sentences: list[Sentence] = []

    def say(self, sentences: Sequence[Sentence]) -> None:
        """Say these; the keyboard stays where it was."""
        held = next((at for at, one in enumerate(self.sentences) if one.hasFocus()), -1)
        clear(self._lines)
        self.sentences = list(sentences)
        for one in self.sentences:
            self._lines.addWidget(one)
        self.walk.take(self.sentences)
        if held >= 0:
            self.walk.go(held)
