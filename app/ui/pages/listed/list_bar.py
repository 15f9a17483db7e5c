"""The bar above a list: text as one types, what is asked of columns, counts, saved views, columns."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.domain.listing import Condition, ListFilter
from app.language import tr
from app.ui import theme
from app.ui.command_table import told_of
from app.ui.pages.listed.condition_chip import condition_chip
from app.ui.pages.listed.text_filter import TextFilter
from app.ui.widgets.flow import Flow
from app.ui.widgets.reading_order import read_in_order
from app.ui.widgets.text import Link, button, clear, column, label, row


class ListBar(QFrame):
    """Keeps a ListFilter; what its conditions say in words comes with the rows."""

    changed = Signal(object)  # ListFilter
    left = Signal()  # the rows should have the keyboard

    def __init__(self, hint: str, views: QPushButton) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self.filter = ListFilter()
        self.text = TextFilter(hint)
        self.text.typed.connect(lambda text: self._set(replace(self.filter, text=text)))
        self.text.left.connect(self.left)
        self.by_column = button(tr("Any column…"), name=tr("Filter by any column"))
        self.count = button(tr("Count by"), name=tr("Count by a column"))
        self.count.setCheckable(True)
        self.columns = button("", "columns", name=tr("Choose columns"))
        self.views = views
        for pressed, id in ((self.by_column, "edit.by_column"), (self.count, "list.count"),
                            (self.columns, "view.columns"), (self.views, "list.views")):  # fmt: skip
            pressed.setToolTip(told_of(id))
        self.reset = Link(tr("Clear"), name=tr("Clear the filter"))
        self.reset.clicked.connect(self.clear)
        edges = (theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        self._box = row(
            self.text, self.by_column, self.count, self.views, self.columns, self.reset, space=theme.TIGHT, edges=edges
        )
        self._box.setStretch(0, 1)
        self._chips = Flow()
        self.problem = label("", tone="bad", wrap=True)
        self.problem.setContentsMargins(theme.MIDDLE, 0, theme.MIDDLE, theme.SMALL)
        self.problem.hide()
        self.setLayout(column(self._box, self._chips, self.problem, space=0))
        self._draw(())

    def begin_with(self, widget: QWidget) -> None:
        """Put something before the text, such as a switch between lists."""
        self._box.insertWidget(0, widget)

    def end_with(self, widget: QWidget) -> None:
        """Put something at the end, such as what a page does."""
        self._box.addWidget(widget)

    def show_filter(self, filter: ListFilter, *, tell: bool = False) -> None:
        """Show another filter."""
        self.filter = filter
        self.text.show_text(filter.text)
        if tell:
            self.changed.emit(filter)

    def clear(self) -> None:
        """Let everything pass."""
        self.show_filter(ListFilter(), tell=True)
        self.text.setFocus()

    def add_condition(self, condition: Condition) -> None:
        """Restrict further by a column."""
        self._set(replace(self.filter, conditions=(*self.filter.conditions, condition)))

    def say(self, words: Sequence[str]) -> None:
        """The conditions in words, as they are in force."""
        self.problem.hide()
        self._draw(words)

    def refuse(self, sentence: str) -> None:
        """Say beside the filter why it cannot be asked for; its chips stay, so that they can be taken away."""
        self._draw([one.column for one in self.filter.conditions])
        self.problem.setText(sentence)
        self.problem.show()

    def words(self) -> list[str]:
        """What is asked for, as people read it."""
        texts = [f"“{self.filter.text}”"] if self.filter.text else []
        return [*texts, *self._said]

    def _set(self, filter: ListFilter) -> None:
        if filter != self.filter:
            self.filter = filter
            self.changed.emit(filter)

    def _drop(self, condition: Condition) -> None:
        kept = tuple(one for one in self.filter.conditions if one != condition)
        self._set(replace(self.filter, conditions=kept))
        self.left.emit()

    def _draw(self, words: Sequence[str]) -> None:
        self._said = list(words)
        clear(self._chips)
        self._chips.setContentsMargins(theme.MIDDLE, 0, theme.MIDDLE, theme.SMALL if words else 0)
        for said, condition in zip(words, self.filter.conditions, strict=False):
            self._chips.addWidget(condition_chip(said, partial(self._drop, condition)))
        read_in_order(self)
        self.reset.setVisible(self.filter != ListFilter())
