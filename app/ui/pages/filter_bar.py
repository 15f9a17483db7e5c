"""The bar above the leads: text as you type, and one chip for each part of the filter."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QPushButton

from app.domain.listing import Condition, ListFilter, said
from app.language import later, number, tr
from app.services.leads import LeadFilter
from app.services.lists.places import AnyFilter, as_list_filter, column_view, in_parts
from app.ui import theme
from app.ui.pages.listed.asking_bar import AskingBar
from app.ui.pages.listed.condition_chips import ConditionChips
from app.ui.widgets.flow import Flow
from app.ui.widgets.reading_order import read_in_order
from app.ui.widgets.text import button, column

PARTS = (("stages", later("Stage")), ("paths", later("Path")), ("owners", later("Owner")))
MORE = (
    ("fit_bands", later("Fit")),
    ("intent_bands", later("Intent")),
    ("service_lines", later("Service line")),
    ("segments", later("Segment")),
    ("sources", later("Source")),
    ("countries", later("Country")),
)


class FilterBar(AskingBar):
    """Builds a LeadFilter; the choices and their counts come from the desk."""

    nothing: ClassVar[AnyFilter] = LeadFilter()
    edges: ClassVar[tuple[int, int]] = (theme.SMALL, theme.TIGHT)

    def __init__(self) -> None:
        super().__init__(tr("Filter: name, account, address, note"))
        self._choices: Any = None
        self._words: dict[Condition, str] = {}  # as the list said them
        self.open_only = button(tr("Open only"), part="", name=tr("Open leads only"))
        self.open_only.setCheckable(True)
        self.open_only.toggled.connect(self._on_open_only)
        line = self._line(self.text, self.reset, self.count, self.columns)
        self._parts = Flow((theme.MIDDLE, 0, theme.MIDDLE, theme.SMALL))
        self._parts.addWidget(self.open_only)
        self._offer_parts()
        self._chips = ConditionChips(self._parts, self._drop)
        self.setLayout(column(line, self._parts, space=0))
        self._took()

    def _offer_parts(self) -> None:
        self.buttons: dict[str, QPushButton] = {}
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

    @property
    def asked(self) -> ListFilter:
        """The filter with every part as a condition."""
        return as_list_filter(self.filter)

    def take(self, wish: ListFilter) -> None:
        """Show the filter of a saved view in parts, where it can be."""
        self.show_filter(in_parts(wish))

    def narrow(self, wish: ListFilter) -> None:
        """Show in parts what a count says; whose leads they are stays."""
        now = self.filter
        kept = replace(in_parts(wish), ids=now.ids, account_id=now.account_id, person_id=now.person_id)
        self.show_filter(kept, tell=True)

    def show_choices(self, choices: Any) -> None:
        """Take the values each part can have."""
        self._choices = choices
        self._took()

    def words(self) -> list[str]:
        """What the filter asks for, part by part, as people read it."""
        parts = self._typed()
        parts += [tr("open only")] if self.filter.open_only else []
        parts += [words for part, name in (*PARTS, *MORE) if (words := self._said(part, tr(name)))]
        return parts + [self._told(one) for one in self.filter.conditions]

    def say(self, words: Sequence[str]) -> None:
        """The conditions as the list says them, which knows what their values are called."""
        self._words = dict(zip(self.filter.conditions, words, strict=False))
        self._draw_conditions()

    def _told(self, condition: Condition) -> str:
        return self._words.get(condition) or said(condition, column_view("leads", condition.column).label)

    def _draw_conditions(self) -> None:
        """After the parts what is asked of columns; each goes with a press."""
        self._chips.show(self.filter.conditions, [self._told(one) for one in self.filter.conditions])
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

    def _took(self) -> None:
        self.open_only.blockSignals(True)
        self.open_only.setChecked(self.filter.open_only)
        self.open_only.blockSignals(False)
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
        self.reset.setVisible(self.restricts)

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
