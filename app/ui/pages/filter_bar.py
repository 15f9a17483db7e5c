"""The bar above a table: text as you type, and one chip for each part of the filter."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from app.domain.listing import Condition, said
from app.language import later, number, tr
from app.services.leads import LeadFilter
from app.services.lists.places import column_view
from app.ui import theme
from app.ui.pages.listed.condition_chip import condition_chip
from app.ui.pages.listed.text_filter import TextFilter
from app.ui.widgets.flow import Flow
from app.ui.widgets.reading_order import read_in_order
from app.ui.widgets.text import Link, button, column, row

PARTS = (("stages", later("Stage")), ("paths", later("Path")), ("owners", later("Owner")))
MORE = (
    ("fit_bands", later("Fit")),
    ("intent_bands", later("Intent")),
    ("service_lines", later("Service line")),
    ("segments", later("Segment")),
    ("sources", later("Source")),
    ("countries", later("Country")),
)


class FilterBar(QFrame):
    """Builds a LeadFilter; the choices and their counts come from the desk."""

    changed = Signal(object)  # LeadFilter
    column_wanted = Signal()  # a condition on any column is to be asked for
    left = Signal()  # Esc or Down in the text field: the table should have the keyboard

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self.filter = LeadFilter()
        self._choices: Any = None
        self._words: dict[Condition, str] = {}  # as the list said them
        self.text = TextFilter(tr("Filter: name, account, address, note"))
        self.text.typed.connect(self._apply_text)
        self.text.left.connect(self.left)
        self.open_only = button(tr("Open only"), part="", name=tr("Open leads only"))
        self.open_only.setCheckable(True)
        self.open_only.toggled.connect(self._on_open_only)
        self.reset = Link(tr("Clear"), name=tr("Clear the filter"))
        self.reset.clicked.connect(lambda: self.show_filter(LeadFilter(), tell=True))
        self.buttons: dict[str, QPushButton] = {}
        edges = (theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.TIGHT)
        self._box = row(self.text, self.reset, space=theme.TIGHT, edges=edges)
        self._box.setStretch(0, 1)
        self._parts = Flow((theme.MIDDLE, 0, theme.MIDDLE, theme.SMALL))
        self._parts.addWidget(self.open_only)
        self._chips: list[QPushButton] = []
        for part, words in PARTS:
            words = tr(words)
            made = button(words, name=tr("Filter by {words}", words=words.lower()))
            made.setMenu(self._menu(part, made))
            self.buttons[part] = made
            self._parts.addWidget(made)
        self.more = button(tr("More"), name=tr("Filter by more"))
        menu = QMenu(self.more)
        for part, words in MORE:
            words = tr(words)
            inner = menu.addMenu(words)
            inner.aboutToShow.connect(partial(self._fill, inner, part))
        menu.addSeparator()
        menu.addAction(tr("Any column…")).triggered.connect(self.column_wanted)
        self.more.setMenu(menu)
        self._parts.addWidget(self.more)
        self.setLayout(column(self._box, self._parts, space=0))
        self._draw()

    def begin_with(self, widget: QWidget) -> None:
        """Put something before the text: the switch between the views of a page."""
        self._box.insertWidget(0, widget)

    def end_with(self, widget: QWidget) -> None:
        """Put something at the end of the first line: counts, saved views and columns of a page."""
        self._box.addWidget(widget)

    def show_choices(self, choices: Any) -> None:
        """Take the values each part can have."""
        self._choices = choices
        self._draw()

    def show_filter(self, filter: LeadFilter, *, tell: bool = False) -> None:
        """Show another filter."""
        self.filter = filter
        self.text.show_text(filter.text)
        self.open_only.blockSignals(True)
        self.open_only.setChecked(filter.open_only)
        self.open_only.blockSignals(False)
        self._draw()
        if tell:
            self.changed.emit(self.filter)

    def add_condition(self, condition: Condition) -> None:
        """Restrict further by a column."""
        self._set(replace(self.filter, conditions=(*self.filter.conditions, condition)))

    def words(self) -> list[str]:
        """What the filter asks for, part by part, as people read it."""
        parts = [f"“{self.filter.text}”"] if self.filter.text else []
        parts += [tr("open only")] if self.filter.open_only else []
        parts += [words for part, name in (*PARTS, *MORE) if (words := self._said(part, tr(name)))]
        return parts + [self._told(one) for one in self.filter.conditions]

    def say(self, words: Sequence[str]) -> None:
        """The conditions as the list says them, which knows what their values are called."""
        told = dict(zip(self.filter.conditions, words, strict=False))
        if told != self._words:
            self._words = told
            self._draw_conditions()

    def _told(self, condition: Condition) -> str:
        return self._words.get(condition) or said(condition, column_view("leads", condition.column).label)

    def _drop_condition(self, condition: Condition) -> None:
        kept = tuple(one for one in self.filter.conditions if one != condition)
        self._set(replace(self.filter, conditions=kept))

    def _draw_conditions(self) -> None:
        """After the parts what is asked of columns; each goes with a press."""
        for chip in self._chips:
            self._parts.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [
            condition_chip(self._told(one), partial(self._drop_condition, one)) for one in self.filter.conditions
        ]
        for chip in self._chips:
            self._parts.addWidget(chip)
        read_in_order(self)

    def _menu(self, part: str, over: QPushButton) -> QMenu:
        menu = QMenu(over)
        menu.aboutToShow.connect(partial(self._fill, menu, part))
        return menu

    def _fill(self, menu: QMenu, part: str) -> None:
        menu.clear()
        chosen: Sequence[str] = getattr(self.filter, part)
        offered = getattr(self._choices, part) if self._choices is not None else ()
        for id, words, count in offered[:40]:
            action = menu.addAction(f"{words}   {number(count)}")
            action.setCheckable(True)
            action.setChecked(id in chosen)
            action.toggled.connect(partial(self._toggle, part, id))
        if not offered:
            menu.addAction(tr("Nothing to choose from yet")).setEnabled(False)

    def _toggle(self, part: str, id: str, on: bool) -> None:
        chosen = [other for other in getattr(self.filter, part) if other != id] + ([id] if on else [])
        changes: dict[str, Any] = {part: tuple(chosen)}
        self._set(replace(self.filter, **changes))

    def _on_open_only(self, on: bool) -> None:
        self._set(replace(self.filter, open_only=on))

    def _apply_text(self, text: str) -> None:
        self._set(replace(self.filter, text=text))

    def _set(self, filter: LeadFilter) -> None:
        if filter != self.filter:
            self.filter = filter
            self._draw()
            self.changed.emit(filter)

    def _draw(self) -> None:
        for part, words in PARTS:
            self.buttons[part].setText(self._said(part, tr(words)) or tr(words))
        more = [said for part, words in MORE if (said := self._said(part, tr(words)))]
        self.more.setText(", ".join(more) if len(more) < 3 else tr("{count} more parts", count=len(more)))
        self.more.setAccessibleName(
            tr("Filter by more: {names}", names=", ".join(more)) if more else tr("Filter by more")
        )
        if not more:
            self.more.setText(tr("More"))
        self._draw_conditions()
        self.reset.setVisible(self.filter != LeadFilter())

    def _said(self, part: str, words: str) -> str:
        """What is chosen of a part: its only value, or how many; nothing where it does not restrict."""
        chosen: tuple[str, ...] = getattr(self.filter, part)
        if not chosen:
            return ""
        labels = {id: label for id, label, _ in getattr(self._choices, part, ())}
        shown = labels.get(chosen[0], chosen[0] or tr("none")) if len(chosen) == 1 else str(len(chosen))
        return f"{words}: {_short(shown)}"


def _short(text: str) -> str:
    return text if len(text) <= 16 else text[:15] + "…"
