"""A list with everything that goes with one: bar, counts at the side, table, empty state, selection, export, views."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.listing import ListFilter, Order
from app.domain.problems import Problem
from app.language import tr
from app.services.leads import LeadFilter
from app.services.lists.places import AnyFilter, columns
from app.services.views import ViewSettings
from app.ui.bench import Bench
from app.ui.pages.listed.answer import ListAnswer
from app.ui.pages.listed.asking import Asking
from app.ui.pages.listed.asking_bar import AskingBar
from app.ui.pages.listed.groups_panel import GroupsPanel
from app.ui.pages.listed.kinds import KINDS
from app.ui.pages.listed.list_acts import ListActs
from app.ui.pages.listed.list_bar import ListBar
from app.ui.pages.listed.selection_bar import SelectionBar
from app.ui.pages.listed.ways import Way, Ways
from app.ui.pages.views_button import ViewsButton
from app.ui.tables.list_cells import ListCells
from app.ui.tables.list_table import ListTable
from app.ui.tables.list_view import ListView
from app.ui.widgets.empty import Empty
from app.ui.widgets.kept_switch import KeptSwitch
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column, row


class ListPane(QWidget):
    """Keeps the filter and the order of one list; its page says when to ask again, and what opening a row means.

    A page may give it a bar, a selection bar or an empty state of its own, and offer other ways of looking at the rows.
    """

    opened = Signal(object)  # id: Enter or double click
    current_changed = Signal(object)  # id or None
    filtered = Signal(object)  # the filter, as it is in force
    drawn = Signal(object)  # the number of rows
    completed = Signal()  # the rows are painted: what a page shows beside them may be asked for
    counted = Signal(object)  # how many rows there are, in words

    def __init__(
        self,
        bench: Bench,
        place: str,
        within: Sequence[int] | None = None,
        besides: Sequence[str] = (),
        *,
        bar: AskingBar | None = None,
        selection: SelectionBar | None = None,
        nothing: Empty | None = None,
    ) -> None:
        super().__init__()
        self.bench, self.place, self.kind = bench, place, KINDS[place]
        self._within = None if within is None else tuple(within)
        self._besides = tuple(besides)  # columns that the page needs of each row, shown or not
        self.bar: Any = bar or ListBar(tr(self.kind.hint))
        self.views = ViewsButton(bench, place, self._set_up)
        self.bar.put_views(self.views)
        self.table = ListTable(place, columns(place), lambda: bench.definitions.words("path"), bench.runner)
        self.table.setParent(self)  # a list in a dialog ends with it
        self.view = ListView(self.table, tr(self.kind.title), place, self.kind.proposed)
        self.groups = GroupsPanel(bench, self.kind, lambda: self._within_page(self.bar.asked))
        self.selection = selection or SelectionBar()
        self.nothing = nothing or Empty(self.kind.icon, *self.kind.words_of_none())
        self._asking, self._ways = Asking(bench, self.table, self), Ways(self)
        self._show_order()
        self.table.read(self._read)
        self._build()
        self._join()
        self.groups.begin()
        self.acts = ListActs(bench, self)

    def _build(self) -> None:
        self._stack = Stack()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        middle = row(self.groups, self._stack, space=0)
        middle.setStretch(1, 1)
        whole = column(self.bar, middle, self.selection, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _join(self) -> None:
        self.bar.changed.connect(self._on_filter)
        self.bar.left.connect(self.take_focus)
        self.groups.wanted.connect(self.bar.narrow)
        self.views.wanted.connect(self.show_view)
        self._asking.answered.connect(self._draw)
        self._asking.refused.connect(self._refused)
        self._asking.counted.connect(self._on_whole)
        self._ways.chosen.connect(self.show_as)
        self._ways.drawn.connect(self._drew)
        self.view.sort_asked.connect(lambda order: self.sort_by(Order(*order)))
        self.view.columns_chosen.connect(lambda _: self.refresh())
        self.view.opened.connect(self.opened)
        self.view.current_changed.connect(self.current_changed)
        self.view.chosen_changed.connect(self.selection.count)

    # --- what is asked -----------------------------------------------------------------------------------------------

    @property
    def filter(self) -> AnyFilter:
        """What the rows have to pass."""
        found: AnyFilter = self._within_page(self.bar.filter)
        return found

    def _within_page(self, filter: Any) -> Any:
        return filter if self._within is None else replace(filter, ids=self._within)

    @property
    def _read(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.view.shown_ids(), *self._besides)))

    def refresh(self) -> None:
        """Ask for the ids and the first rows, or for what the way shows in which they are looked at."""
        if self.way is None:
            self._asking.rows(self.filter, self._read)
        else:
            self.way.ask(self.filter)

    def _ask_anew(self) -> None:
        self._asking.begin_anew()
        self.refresh()

    def restrict(self, ids: Sequence[int]) -> None:
        """Show only some of the rows there are, whatever the filter."""
        self._within = tuple(ids)
        self.refresh()

    def sort_by(self, order: Order) -> None:
        """Put the rows in another order, and remember it."""
        self._asking.sort_by(order)
        self._show_order()
        self._ask_anew()

    def _show_order(self) -> None:
        self.view.show_sort(self._asking.order.column, self._asking.order.descending)

    def show_filter(self, filter: AnyFilter, *, keep_focus: bool = False) -> None:
        """Show the rows that pass another filter."""
        self.bar.show_filter(filter, tell=True)
        if not keep_focus:
            self.take_focus()

    def _on_filter(self, filter: AnyFilter) -> None:
        self._ask_anew()
        self.filtered.emit(filter)

    def follow(self, wish: object) -> bool:
        """Show a filter or a saved view; False where it is neither, so that the rows are still to be asked for."""
        if isinstance(wish, ViewSettings):
            self.show_view(wish)
        elif isinstance(wish, (ListFilter, LeadFilter)):
            self.show_filter(wish)
        else:
            return False
        return True

    def show_view(self, wish: ViewSettings) -> None:
        """Set the list up as a saved view says: filter, order, columns and widths, and the way of looking at it."""
        self._asking.take_view(wish)
        self.view.arrange_columns(wish.columns, wish.widths)
        self._show_order()
        self.bar.take(wish.filter)
        self.show_as(wish.shape)
        self.filtered.emit(self.bar.filter)
        self.take_focus()

    def _set_up(self) -> ViewSettings:
        """The list as it is set up now."""
        shown = tuple(self.view.shown_ids())
        return ViewSettings(self.bar.asked, (self._asking.order,), shown, self.view.widths(), self._ways.shape)

    # --- what is shown -----------------------------------------------------------------------------------------------

    @property
    def current_id(self) -> int | None:
        """The row in hand."""
        return self.view.current_id

    @property
    def current(self) -> ListCells | None:
        """What is known of the row in hand."""
        found: ListCells | None = self.table.row_at(self.view.currentIndex().row()) if self.current_id else None
        return found

    def offer_ways(self, switch: KeptSwitch, ways: Mapping[str, Way]) -> None:
        """Let the same rows be looked at in other ways than as lines."""
        self.bar.begin_with(switch)
        for way in ways.values():
            self._stack.addWidget(way)
        self._ways.offer(switch, ways)

    @property
    def way(self) -> Way | None:
        """The way in which the rows are looked at, None where they are lines."""
        return self._ways.current

    def show_as(self, shape: str) -> None:
        """Look at the same rows in another way, and remember it."""
        self._ways.enter(shape)
        self.selection.setVisible(self.way is None and len(self.view.chosen_ids()) > 1)
        self._ask_anew()
        self.bench.commands.refresh()  # what needs a row of the list goes with it, not once the cells are painted

    def take_focus(self) -> None:
        """Give the keyboard to the rows; where there are none, to the act that is offered, else to the filter."""
        if self.way is not None:
            self.way.take_focus()
        elif self._stack.currentWidget() is self.view:
            self.view.setFocus()
        elif self.nothing.offers and not self.bar.text.hasFocus():
            self.nothing.take_focus()
        else:
            self.bar.text.setFocus()

    def _draw(self, answer: ListAnswer) -> None:
        self.bar.say(answer.words)
        self._drew(len(answer.ids))

    def _drew(self, count: int) -> None:
        """The rows, or what shows them in another way, are there; what stands beside waits until they are painted."""
        held = self.view.hasFocus()
        self._stack.setCurrentWidget((self.way or self.view) if count else self.nothing)
        if not count:
            self.nothing.say(*self.kind.words_of_none(filtered=self.bar.restricts))
            if held:
                self.take_focus()
        if not self._asking.cut:
            self._say_count(count)
        self.drawn.emit(count)
        self._asking.soon(self.refresh if self._asking.cut else self._complete)

    def _say_count(self, shown: int) -> None:
        """Say how many rows are shown, of how many."""
        if not self.bar.restricts:
            self._asking.whole = shown
        self.counted.emit(self.kind.counted(shown, self._asking.whole))

    def _on_whole(self) -> None:
        if self.isVisible() and self.way is None:
            self._say_count(len(self.table.ids))

    def _complete(self) -> None:
        self.bench.commands.refresh()  # what needs a row in hand can be done from now on
        self.completed.emit()
        if self.bar.restricts:
            self._asking.count_all(self._within_page(self.bar.nothing))
        self._asking.all_columns()
        self.groups.refresh()
        self.views.ask()

    def _refused(self, error: Exception) -> None:
        """A filter that cannot be asked is said beside it where there is room; what was shown stays."""
        if not (isinstance(error, Problem) and self.bar.refuse(error.message)):
            self.bench.problems.show(error, retry=self.refresh)
