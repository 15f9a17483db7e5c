"""Facts of a person or an account: each with where it came from, and with what else is known, to be used instead."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import tr
from app.services.alternatives import forget_alternative, use_alternative
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.dialogs.chooser import Choice, FixedChooser
from app.ui.widgets.text import Link, clear, column, label, row


def breakable(text: str) -> str:
    """Addresses may break after a dot, so that they stay inside a narrow card."""
    return text.replace(".", ".\u200b").replace("@", "@\u200b")


def origin_in_words(origin: Any) -> str:
    """Where a value came from, in one line."""
    return f"{origin.says} · {dates.ago(origin.at)}" if origin is not None else ""


def origin_in_full(origin: Any) -> str:
    """The same with who wrote it and the exact moment."""
    return f"{origin.says}\n{origin.by} · {dates.exact(origin.at)}" if origin is not None else ""


class FactLines(QWidget):
    """A grid of names and values; `origins` shows where each came from below it, else it is in the tooltip."""

    def __init__(self, bench: Bench, *, origins: bool) -> None:
        super().__init__()
        self.bench, self._origins = bench, origins
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnStretch(1, 1)
        self._facts: tuple[Any, ...] = ()
        self._named = 0  # the width of the names
        self.setLayout(self._grid)

    def draw(self, facts: Iterable[Any], always: Iterable[str] = (), more: Iterable[tuple[str, str]] = ()) -> None:
        """Show facts, an empty one only where it is among `always` or something else is known, then plain ones."""
        self._facts, always = tuple(facts), set(always)
        more = [(words, value) for words, value in more if value]
        clear(self._grid)
        shown = [fact for fact in self._facts if fact.value or fact.alternatives or fact.field in always]
        self._named = self._room_for([*(fact.label for fact in shown), *(words for words, _ in more)])
        for fact in shown:
            self._line(fact.label, fact.value, fact.origin)
            for other in fact.alternatives:
                self._beside(fact, other)
        for words, value in more:
            self._line(words, value, None)

    def _room_for(self, names: Sequence[str]) -> int:
        """How wide the names are: as the widest, within a limit below which only single words break."""
        wide = QFontMetrics(theme.font(theme.FINE)).horizontalAdvance
        widest = max(map(wide, names), default=0)
        longest_word = max((wide(word) for name in names for word in name.split()), default=0)
        return min(widest, max(theme.px(92), longest_word)) + theme.TIGHT

    def choose(self) -> None:
        """Ask which of the other values is to be used; the keyboard's way to all of them."""
        choices = [
            Choice(
                tr("{value} as {field}", value=other.value, field=fact.label),
                other.source,
                partial(self.bench.do, use_alternative, other.id),
            )
            for fact in self._facts
            for other in fact.alternatives
        ]
        FixedChooser(tr("Use another value"), tr("Use"), choices, self.window()).open()

    @property
    def has_others(self) -> bool:
        """True where a field has another value that could be used."""
        return any(fact.alternatives for fact in self._facts)

    def _line(self, words: str, value: str, origin: Any) -> None:
        at = self._grid.rowCount()
        shown = label(breakable(value) or tr("not known"), wrap=True, tone="" if value else "wait")
        came_from = origin_in_words(origin)
        shown.setToolTip(origin_in_full(origin))
        shown.setAccessibleDescription(came_from)
        name = label(words, theme.FINE, tone="muted", wrap=True)
        name.setFixedWidth(self._named)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, at, 1)
        if came_from and self._origins:
            below = label(came_from, theme.FINE, tone="muted", wrap=True)
            below.setToolTip(origin_in_full(origin))
            self._grid.addWidget(below, at + 1, 1)

    def _beside(self, fact: Any, other: Any) -> None:
        """What else is known, below the value in use."""
        said = label(tr("also: {value}", value=breakable(other.value)), wrap=True)
        said.setToolTip(f"{other.source} · {dates.exact(other.at)}")
        use = Link(tr("Use this one"), name=tr("Use {value} as {field}", value=other.value, field=fact.label))
        use.clicked.connect(partial(self._do, use_alternative, other.id))
        forget = Link(tr("Forget"), name=tr("Forget {value} as {field}", value=other.value, field=fact.label))
        forget.clicked.connect(partial(self._do, forget_alternative, other.id))
        for link in (use, forget):
            link.setFont(theme.font(theme.FINE))
        self.bench.guard(use, forget)
        acts = row(use, forget, None)
        self._grid.addLayout(column(said, acts, space=0), self._grid.rowCount(), 1)

    def _do(self, use_case: Any, id: int, *_: bool) -> None:
        self.bench.do(use_case, id)
