"""What every bar above a list is: it keeps what the rows have to pass, and has the buttons of what any list can do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.domain.listing import Condition, ListFilter
from app.language import tr
from app.services.lists.places import AnyFilter
from app.ui import theme
from app.ui.command_table import told_of
from app.ui.pages.listed.text_filter import TextFilter
from app.ui.widgets.text import Link, button, row


class AskingBar(QFrame):
    """Text as one types, conditions on columns; a bar of its own kind says them in its own parts."""

    changed = Signal(object)  # the filter, by the person
    column_wanted = Signal()  # a condition on any column is to be asked for
    left = Signal()  # the rows should have the keyboard

    nothing: ClassVar[AnyFilter] = ListFilter()  # asked for: every row passes
    edges: ClassVar[tuple[int, int]] = (theme.SMALL, theme.SMALL)  # above and below the first line

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self.filter: Any = self.nothing
        self.text = TextFilter(hint)
        self.text.typed.connect(lambda text: self._set(replace(self.filter, text=text)))
        self.text.left.connect(self.left)
        self.count = button(tr("Count by"), name=tr("Count by a column"))
        self.count.setCheckable(True)
        self.columns = button("", "columns", name=tr("Choose columns"))
        for pressed, id in ((self.count, "list.count"), (self.columns, "view.columns")):
            pressed.setToolTip(told_of(id))
        self.reset = Link(tr("Clear"), name=tr("Clear the filter"))
        self.reset.clicked.connect(self.clear)

    def _line(self, *parts: QWidget) -> QHBoxLayout:
        """The first line, in which the text has what room is left."""
        above, below = self.edges
        self._box = row(*parts, space=theme.TIGHT, edges=(theme.MIDDLE, above, theme.MIDDLE, below))
        self._box.setStretch(0, 1)
        return self._box

    def begin_with(self, widget: QWidget) -> None:
        """Put something before the text, such as a switch between lists."""
        self._box.insertWidget(0, widget)

    def end_with(self, widget: QWidget) -> None:
        """Put something at the end, such as what a page does."""
        self._box.addWidget(widget)

    def put_views(self, views: QPushButton) -> None:
        """Put the saved views of the list in their place."""
        views.setToolTip(told_of("list.views"))
        self._box.insertWidget(self._box.indexOf(self.columns), views)

    # --- the filter --------------------------------------------------------------------------------------------------

    @property
    def restricts(self) -> bool:
        """True where not every row passes."""
        return bool(self.filter != self.nothing)

    @property
    def asked(self) -> ListFilter:
        """The filter as views and counts keep it: every part as a condition."""
        found: ListFilter = self.filter
        return found

    def take(self, wish: ListFilter) -> None:
        """Show the filter of a saved view, without telling."""
        self.show_filter(wish)

    def narrow(self, wish: ListFilter) -> None:
        """Filter by what a count says; the rows that a page restricts the list to are no wish of the person."""
        self.show_filter(replace(wish, ids=self.filter.ids), tell=True)

    def show_filter(self, filter: AnyFilter, *, tell: bool = False) -> None:
        """Show another filter."""
        self.filter = filter
        self.text.show_text(filter.text)
        self._took()
        if tell:
            self.changed.emit(filter)

    def clear(self) -> None:
        """Let everything pass."""
        self.show_filter(self.nothing, tell=True)

    def add_condition(self, condition: Condition) -> None:
        """Restrict further by a column."""
        self._set(replace(self.filter, conditions=(*self.filter.conditions, condition)))

    def say(self, words: Sequence[str]) -> None:
        """The conditions in words, as the list says them that knows what their values are called."""
        raise TypeError(f"{type(self).__name__} does not say what it asks for")

    def refuse(self, sentence: str) -> bool:
        """Say beside the filter why it cannot be asked for; False where there is no room for that."""
        return False

    # --- for a bar of its own kind -----------------------------------------------------------------------------------

    def _took(self) -> None:
        """Another filter is in force."""

    def _set(self, filter: AnyFilter) -> None:
        if filter != self.filter:
            self.filter = filter
            self._took()
            self.changed.emit(filter)

    def _drop(self, condition: Condition) -> None:
        kept = tuple(one for one in self.filter.conditions if one != condition)
        self._set(replace(self.filter, conditions=kept))

    def _typed(self) -> list[str]:
        """The text that is looked for, as people read it."""
        return [f"“{self.filter.text}”"] if self.filter.text else []
