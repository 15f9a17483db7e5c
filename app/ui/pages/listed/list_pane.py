"""A list with everything that goes with one: bar, counts at the side, table, empty state, selection, export, views."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.listing import ListFilter, Order
from app.domain.problems import Problem
from app.language import tr
from app.services.lists.places import ColumnView, column_view, columns, columns_of, place_of
from app.services.lists.reading import count
from app.services.views import ViewSettings
from app.ui.bench import Bench
from app.ui.dialogs import bulk
from app.ui.pages.listed.answer import ListAnswer, list_answer
from app.ui.pages.listed.groups_panel import GroupsPanel
from app.ui.pages.listed.kinds import KINDS
from app.ui.pages.listed.list_bar import ListBar
from app.ui.pages.listed.selection_bar import SelectionBar
from app.ui.pages.listed.sorting import ask_order, kept_order, remember_order
from app.ui.pages.views_button import ViewsButton
from app.ui.tables.editing import let_edit
from app.ui.tables.list_cells import ListCells
from app.ui.tables.list_table import ListTable
from app.ui.tables.list_view import ListView
from app.ui.tables.row_table import WINDOW
from app.ui.widgets.empty import Empty
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column, row


class ListPane(QWidget):
    """Keeps the filter and the order of one list; its page says when to ask again, and what opening a row means."""

    opened = Signal(object)  # id: Enter or double click
    current_changed = Signal(object)  # id or None
    filtered = Signal(object)  # ListFilter, as it is in force
    drawn = Signal(object)  # the number of rows
    counted = Signal(object)  # how many rows there are, in words

    def __init__(
        self, bench: Bench, place: str, within: Sequence[int] | None = None, besides: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.bench, self.place, self.kind = bench, place, KINDS[place]
        self._within = None if within is None else tuple(within)
        self._besides = tuple(besides)  # columns that the page needs of each row, shown or not
        self._anew = True  # another list than before: its first screen shows at once, the rest of the ids right after
        self._whole: int | None = None
        self._order = kept_order(place)
        self.views = ViewsButton(bench, place, self._set_up)
        self.bar = ListBar(tr(self.kind.hint), self.views)
        self.table = ListTable(place, columns(place), lambda: bench.definitions.words("path"), bench.runner)
        self.table.setParent(self)  # a list in a dialog ends with it
        self.view = ListView(self.table, tr(self.kind.title), place, self.kind.proposed)
        self.view.show_sort(self._order.column, self._order.descending)
        self.table.read(self._read)
        self.groups = GroupsPanel(bench, self.kind, lambda: self.filter)
        self.selection = SelectionBar()
        self.nothing = Empty(self.kind.icon, tr(self.kind.none), tr(self.kind.teaches))
        self._build()
        self._join()
        self.groups.begin()
        self.bar.count.setChecked(not self.groups.isHidden())

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
        self.bar.by_column.clicked.connect(self.filter_by_column)
        self.bar.count.clicked.connect(self.show_counts)
        self.bar.columns.clicked.connect(self.view.choose_columns)
        self.views.wanted.connect(self.show_view)
        self.view.sort_asked.connect(lambda order: self.sort_by(Order(*order)))
        self.view.columns_chosen.connect(self._on_columns)
        self.view.opened.connect(self.opened)
        self.view.current_changed.connect(self.current_changed)
        self.view.chosen_changed.connect(self.selection.count)
        self.groups.wanted.connect(self._on_group)
        self.groups.closed.connect(self._on_counts_closed)
        self.selection.copied.connect(self.view.copy)
        let_edit(self.bench, self.view, self.place)
        self.selection.exported.connect(lambda: self.export(self.view.chosen_ids(), None))
        self._bind()

    def _bind(self) -> None:
        bind, any_rows = self.bench.commands.bind, lambda: bool(self.table.ids)
        bind("edit.filter", self, self.bar.text.take_focus)
        bind("edit.by_column", self, self.filter_by_column)
        bind("list.count", self, self.show_counts)
        bind("list.sort", self, self._ask_order)
        bind("list.export", self, lambda: self.export(self.table.ids, self.filter), any_rows)
        bind("list.views", self, self.views.pop_up)
        bind("list.save_view", self, self.views.save, lambda: not self.bench.read_only)
        bind("view.columns", self, self.view.choose_columns)
        bind("lead.next", self, lambda: self.view.step(1), any_rows)
        bind("lead.previous", self, lambda: self.view.step(-1), any_rows)

    # --- what is shown -----------------------------------------------------------------------------------------------

    @property
    def filter(self) -> ListFilter:
        """What the rows have to pass."""
        asked = self.bar.filter
        return asked if self._within is None else ListFilter(asked.text, asked.conditions, self._within)

    @property
    def current_id(self) -> int | None:
        """The row in hand."""
        return self.view.current_id

    @property
    def current(self) -> ListCells | None:
        """What is known of the row in hand."""
        found: ListCells | None = self.table.row_at(self.view.currentIndex().row()) if self.current_id else None
        return found

    @property
    def _read(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.view.shown_ids(), *self._besides)))

    def refresh(self) -> None:
        """Ask for the ids and the first rows."""
        limit = WINDOW if self._anew else None
        self.bench.ask(
            list_answer,
            self.place,
            self.filter,
            (self._order,),
            self._read,
            limit,
            then=self._draw,
            key=f"list/{self.place}",
            failed=self._refused,
        )

    def restrict(self, ids: Sequence[int]) -> None:
        """Show only some of the rows there are, whatever the filter."""
        self._within = tuple(ids)
        self.refresh()

    def show_filter(self, filter: ListFilter, *, keep_focus: bool = False) -> None:
        """Show the rows that pass another filter."""
        self.bar.show_filter(filter, tell=True)
        if not keep_focus:
            self.take_focus()

    def show_view(self, wish: ViewSettings) -> None:
        """Set the list up as a saved view says: filter, order, columns and widths."""
        named = (*wish.columns, *(one.column for one in wish.order))
        self._add_columns([column_view(self.place, id) for id in named if id not in self.table.views])
        self.view.arrange_columns(wish.columns, wish.widths)
        self._order = (*wish.order, place_of(self.place).order)[0]
        self.view.show_sort(self._order.column, self._order.descending)
        self.show_filter(wish.filter)

    def sort_by(self, order: Order) -> None:
        """Put the rows in another order, and remember it."""
        self._order, self._anew = order, True
        self.view.show_sort(order.column, order.descending)
        remember_order(self.place, order)
        self.refresh()

    def take_focus(self) -> None:
        """Give the keyboard to the rows; where there are none, to the filter."""
        if self._stack.currentWidget() is self.view:
            self.view.setFocus()
        else:
            self.bar.text.setFocus()

    def _draw(self, answer: ListAnswer) -> None:
        cut, self._anew = self._anew and len(answer.ids) == WINDOW, False
        self.bar.say(answer.words)
        self.table.read(self._read)
        self.table.show_ids(answer.ids, answer.first)
        self._show(bool(answer.ids))
        if self.bar.filter == ListFilter() and not cut:
            self._whole = len(answer.ids)
        self.say_count()
        self.drawn.emit(len(answer.ids))
        QTimer.singleShot(20, self, self.refresh if cut else self._draw_the_rest)

    def _show(self, any_rows: bool) -> None:
        held = self.view.hasFocus()
        self._stack.setCurrentWidget(self.view if any_rows else self.nothing)
        if any_rows:
            return
        if self.bar.filter == ListFilter():
            self.nothing.say(tr(self.kind.none), tr(self.kind.teaches))
        else:
            self.nothing.say(tr(self.kind.no_match), tr("Loosen the filter above, or clear it."))
        if held:
            self.bar.text.setFocus()

    def say_count(self) -> None:
        """Say how many rows are shown, of how many."""
        self.counted.emit(self.kind.counted(len(self.table.ids), self._whole))

    def _draw_the_rest(self) -> None:
        """What stands beside the rows waits until they are painted."""
        self.bench.commands.refresh()  # what needs a row in hand can be done from now on
        everything = ListFilter(ids=self._within)
        if self.bar.filter != ListFilter():
            self.bench.recall(count, self.place, everything, then=self._draw_whole, key=f"list/{self.place}/whole")
        self.bench.recall(columns_of, self.place, then=self._add_columns, key=f"list/{self.place}/columns")
        self.groups.refresh()
        self.views.ask()

    def _draw_whole(self, whole: int) -> None:
        self._whole = whole
        if self.isVisible():
            self.say_count()

    def _add_columns(self, views: Sequence[ColumnView]) -> None:
        self.table.add_columns(views)

    def _refused(self, error: Exception) -> None:
        """A filter that cannot be asked is said beside it; what was shown stays."""
        if isinstance(error, Problem):
            self.bar.refuse(error.message)
        else:
            self.bench.problems.show(error)

    # --- what is wished ----------------------------------------------------------------------------------------------

    def _on_filter(self, filter: ListFilter) -> None:
        self._anew = True
        self.refresh()
        self.filtered.emit(filter)

    def _on_group(self, wish: ListFilter) -> None:
        """Filter by a count; the rows that a page restricts the list to are no wish of the person."""
        self.show_filter(replace(wish, ids=self.bar.filter.ids), keep_focus=True)

    def _on_columns(self, shown: Sequence[str]) -> None:
        self.refresh()

    def _ask_order(self) -> None:
        ask_order(tuple(self.table.views.values()), self.sort_by, self.window())

    def filter_by_column(self) -> None:
        """Ask for a condition on any column."""
        from app.ui.dialogs.condition import ConditionDialog

        ConditionDialog(self.bench, self.place, self.filter, self.bar.add_condition, self.window()).open()

    def show_counts(self, *_: Any) -> None:
        """Show the counts at the side with the keyboard in them, or hide them."""
        if self.groups.isHidden():
            self.groups.open()
        else:
            self.groups.leave()
        self.bar.count.setChecked(not self.groups.isHidden())

    def _on_counts_closed(self) -> None:
        self.bar.count.setChecked(False)
        self.take_focus()

    def export(self, ids: Sequence[int], asked: ListFilter | None) -> None:
        """Write these rows with the columns that are shown; None `asked` for selected ones."""
        name, shown = tr(self.kind.title), self.view.shown_ids()
        bulk.export_them(self.bench, ids, shown, name, asked, self.window(), self.place)

    def _set_up(self) -> ViewSettings:
        """The list as it is set up now."""
        shown = tuple(self.view.shown_ids())
        return ViewSettings(self.bar.filter, (self._order,), shown, self.view.widths())
