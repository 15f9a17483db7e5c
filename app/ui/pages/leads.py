"""Leads: a table, a board or the fit x intent grid of those that pass; the one in hand stands in the side panel."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.grid import Grid
from app.domain.listing import ListFilter, Order
from app.domain.stage import Stage
from app.language import later, tr
from app.services.grid import grid_view
from app.services.leads import LeadFilter, filter_choices
from app.services.lists.places import as_list_filter, column_view, columns, columns_of, in_parts, place_of
from app.services.lists.reading import count
from app.services.views import ViewSettings
from app.ui import settings
from app.ui.bench import Bench
from app.ui.command_table import told_of
from app.ui.dialogs import bulk
from app.ui.pages.board import BoardPane
from app.ui.pages.bulk_bar import BulkBar
from app.ui.pages.filter_bar import FilterBar
from app.ui.pages.lead_acts import PATH_COMMANDS, path_by_key
from app.ui.pages.listed.answer import ListAnswer, list_answer
from app.ui.pages.listed.groups_panel import GroupsPanel
from app.ui.pages.listed.kinds import KINDS
from app.ui.pages.listed.sorting import ask_order, kept_order, remember_order
from app.ui.pages.page import Page
from app.ui.pages.views_button import ViewsButton
from app.ui.tables.editing import let_edit
from app.ui.tables.list_table import ListTable
from app.ui.tables.list_view import ListView
from app.ui.tables.row_table import WINDOW
from app.ui.widgets.empty import Empty
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.score_grid import ScoreGrid
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, column, row

SHAPES = (
    ("list", later("List")),
    ("board", later("Board")),
    ("grid", later("Grid")),
)  # the ways in which the same leads are shown


class LeadsPage(Page):
    """Keeps the filter and the order; the ids are asked for again when something changed."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._order = kept_order("leads")
        self._entered = False  # the grid was chosen: it takes the keyboard once its cells are there
        self._anew = True  # another list than before: its first screen shows at once, the rest of the ids right after
        self.bar = FilterBar()
        self.shape = Segmented(tr("Show leads as"), SHAPES)
        self.bar.begin_with(self.shape)
        self.views = ViewsButton(bench, "leads", self._set_up)
        self.count = button(tr("Count by"), name=tr("Count by a column"))
        self.columns = button("", "columns", name=tr("Choose columns"))
        for told, id in ((self.count, "list.count"), (self.views, "list.views"), (self.columns, "view.columns")):
            told.setToolTip(told_of(id))
            self.bar.end_with(told)
        self.count.setCheckable(True)
        self.groups = GroupsPanel(bench, KINDS["leads"], lambda: as_list_filter(self.bar.filter))
        self.grid, self.board = ScoreGrid(), BoardPane(bench)
        self.table = ListTable("leads", columns("leads"), lambda: bench.definitions.words("path"), bench.runner)
        self.view = ListView(self.table, tr("Leads"), "leads", KINDS["leads"].proposed)
        self.view.show_sort(self._order.column, self._order.descending)
        self._whole: int | None = None  # how many leads there are, whatever the filter
        self._bulk = BulkBar(bench, self.view.chosen_ids, self.view.shown_ids)
        self._bulk.path.clicked.connect(self._move_many)
        self._bulk.copy.clicked.connect(self.view.copy)
        self.nothing = Empty(
            "users",
            tr("No lead here"),
            tr("Import a spreadsheet, or clear the filter."),
            tr("Import files"),
            lambda: bench.commands.act("import.files"),
        )
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        for shown in (self.view, self.board, self.grid, self.nothing):
            self._stack.addWidget(shown)
        self.shape.choose(settings.text("leads/shape", "list"))
        middle = row(self.groups, holder, space=0)
        middle.setStretch(1, 1)
        whole = column(self.bar, middle, self._bulk, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._join()
        self.groups.begin()
        self.count.setChecked(not self.groups.isHidden())

    def _join(self) -> None:
        self.bar.changed.connect(self._on_filter)
        self.bar.left.connect(self._to_leads)
        self.bar.column_wanted.connect(self._filter_by_column)
        self.views.wanted.connect(self._show_view)
        self.count.clicked.connect(self._show_counts)
        self.groups.wanted.connect(self._on_group)
        self.groups.closed.connect(self._on_counts_closed)
        self.columns.clicked.connect(self.view.choose_columns)
        self.view.columns_chosen.connect(lambda _: self.refresh())
        self.shape.chosen.connect(self.show_as)
        self.grid.chosen.connect(self._list_cell)
        self.board.list_wanted.connect(self._list_filter)
        self.board.drawn.connect(self._drew_board)
        self.view.sort_asked.connect(self._on_sort)
        self.view.opened.connect(self.bench.lead_wanted)
        self.view.current_changed.connect(self.bench.lead_shown)
        self.view.chosen_changed.connect(self._on_chosen)
        let_edit(self.bench, self.view, "leads", self)
        commands = self.bench.commands
        commands.bind("edit.filter", self, self._to_filter)
        some = self._some_chosen
        commands.bind("lead.tag", self, lambda: bulk.add_tag(self.bench, self.view.chosen_ids(), self.window()), some)
        commands.bind(
            "lead.delete", self, lambda: bulk.delete_them(self.bench, self.view.chosen_ids(), self.window()), some
        )
        commands.bind("list.export", self, self._export, lambda: self._listed and bool(self.table.ids))
        commands.bind("list.views", self, self.views.pop_up)
        commands.bind("list.save_view", self, self.views.save, lambda: not self.bench.read_only)
        commands.bind("edit.by_column", self, self._filter_by_column)
        commands.bind("list.count", self, self._show_counts)
        commands.bind("list.sort", self, self._ask_order, lambda: self._listed)
        commands.bind("view.columns", self, self.view.choose_columns, lambda: self._listed)
        commands.bind("lead.next", self, lambda: self.view.step(1), lambda: self._listed)
        commands.bind("lead.previous", self, lambda: self.view.step(-1), lambda: self._listed)
        commands.bind("lead.wide", self, self._open, lambda: self._listed and self.view.current_id is not None)
        commands.bind("lead.ledger", self, self._show_ledger, lambda: self._listed and self.view.current_id is not None)
        commands.bind("lead.call", self, self._open_call, lambda: self._listed and self.view.current_id is not None)
        commands.bind("call.plan", self, self._plan_call, lambda: self._listed and not self.bench.read_only)
        commands.bind(
            "lead.owner", self, lambda: bulk.give_owner(self.bench, self.view.chosen_ids(), self.window()), some
        )
        for id, stage in (("move.mql", Stage.MQL), ("move.sql", Stage.SQL)):
            commands.bind(id, self, partial(self._move_many, stage), some)
        for id, (key, path) in PATH_COMMANDS.items():
            commands.bind(id, self, partial(self._move_along, key, path), some)
        for id, _ in SHAPES:
            commands.bind(f"leads.{id}", self, partial(self.show_as, id))
        commands.bind(
            "move.any",
            self,
            self._move_many,
            self._some_chosen,
        )

    def _some_chosen(self) -> bool:
        return self._listed and self.view.current_id is not None and not self.bench.read_only

    @property
    def _listed(self) -> bool:
        return self.shape.value == "list"

    @property
    def topic(self) -> str:
        """The board and the grid have help of their own."""
        return "" if self._listed else str(self.shape.value)

    def show_as(self, shape: str) -> None:
        """Show the same leads in another way, and remember it."""
        self.shape.choose(shape)
        settings.remember("leads/shape", shape)
        self._anew = self._entered = True
        self._bulk.setVisible(self._listed and len(self.view.chosen_ids()) > 1)
        self.refresh()
        self.bench.commands.refresh()  # what needs a row of the list goes with it, not once the cells are painted

    def appear(self, what: Any = None) -> None:
        """Show a filter where one is given."""
        read_from_the_top(self)
        if isinstance(what, LeadFilter):
            self.bar.show_filter(what)
            self.shape.choose("list")  # who names leads wants to see them
            self._anew = True
        if isinstance(what, ViewSettings):
            self._show_view(what)
        super().appear(what)
        self._to_leads()

    def refresh(self) -> None:
        """Ask for the ids and the first rows, or for the counts of the grid."""
        if self.shape.value == "board":
            self.board.ask(self.bar.filter)
            return
        if not self._listed:
            self.bench.ask(grid_view, self.bar.filter, then=self._draw_grid, key="leads")
            return
        limit = WINDOW if self._anew else None
        read = tuple(dict.fromkeys((*self.view.shown_ids(), "overridden")))
        self.table.read(read)
        wish = (self.bar.filter, (self._order,), read, limit)
        self.bench.ask(list_answer, "leads", *wish, then=self._draw, key="leads")

    def _draw(self, listing: ListAnswer) -> None:
        cut, self._anew, self.drawn = self._anew and len(listing.ids) == WINDOW, False, True
        self.bar.say(listing.words)
        self.table.show_ids(listing.ids, listing.first)
        self._show(self.view, bool(listing.ids))
        if not cut:
            self._say_count(len(listing.ids))
        QTimer.singleShot(20, self, self.refresh if cut else self._draw_the_rest)

    def _say_count(self, shown: int) -> None:
        """Say at the foot how many leads are shown, of how many."""
        if self.bar.filter == LeadFilter():
            self._whole = shown
        self.bench.counted.emit(KINDS["leads"].counted(shown, self._whole))

    def _draw_whole(self, whole: int) -> None:
        self._whole = whole
        if self.isVisible() and self._listed:
            self.bench.counted.emit(KINDS["leads"].counted(len(self.table.ids), whole))

    def _draw_grid(self, grid: Grid) -> None:
        entered, self._entered, self.drawn = self._entered, False, True
        self.grid.draw(grid, self.bar.filter.fit_bands, self.bar.filter.intent_bands)
        self._show(self.grid, bool(grid.count))
        if entered:
            self.grid.take_focus()
        self._say_count(grid.count)
        QTimer.singleShot(20, self, self._draw_the_rest)

    def _drew_board(self, view: Any) -> None:
        entered, self._entered, self.drawn = self._entered, False, True
        self._show(self.board, bool(view.count))
        if entered:
            self.board.take_focus()
        self._say_count(view.count)
        QTimer.singleShot(20, self, self._draw_the_rest)

    @property
    def holds_input(self) -> bool:
        """The reason of a move on the board is half-typed."""
        return self.shape.value == "board" and self.board.open_strip is not None

    def _show(self, shown: QWidget, any_leads: bool) -> None:
        self._stack.setCurrentWidget(shown if any_leads else self.nothing)
        if any_leads:
            return
        filtered = self.bar.filter != LeadFilter()
        title = tr("No lead passes this filter") if filtered else tr("No leads yet")
        about = (
            tr("Loosen the filter above, or clear it.")
            if filtered
            else tr("Drop a spreadsheet on the window to import it.")
        )
        self.nothing.say(title, about)

    def _draw_the_rest(self) -> None:
        """What stands beside the rows waits until they are painted."""
        self.bench.commands.refresh()  # what needs a row in hand can be done from now on
        if self.shape.value == "board":
            self.bench.lead_shown.emit(self.board.board.current_id)
        else:
            self.bench.lead_shown.emit(self.view.current_id if self._listed else None)
        self.bench.recall(filter_choices, then=self.bar.show_choices, key="leads.choices")
        self.bench.recall(columns_of, "leads", then=self.table.add_columns, key="leads.columns")
        if self._whole is None or self.bar.filter != LeadFilter():
            self.bench.recall(count, "leads", LeadFilter(), then=self._draw_whole, key="leads.whole")
        self.groups.refresh()
        self.views.ask()

    def _on_filter(self, filter: LeadFilter) -> None:
        self._anew = True
        self.refresh()

    def _on_sort(self, order: tuple[str, bool]) -> None:
        self._sort_by(Order(*order))

    def _sort_by(self, order: Order) -> None:
        self._order, self._anew = order, True
        self.view.show_sort(order.column, order.descending)
        remember_order("leads", order)
        self.refresh()

    def _ask_order(self) -> None:
        ask_order(tuple(self.table.views.values()), self._sort_by, self.window())

    # --- counts at the side ------------------------------------------------------------------------------------------

    def _show_counts(self, *_: Any) -> None:
        if self.groups.isHidden():
            self.groups.open()
        else:
            self.groups.leave()
        self.count.setChecked(not self.groups.isHidden())

    def _on_counts_closed(self) -> None:
        self.count.setChecked(False)
        self._to_leads()

    def _on_group(self, wish: ListFilter) -> None:
        """A value was chosen there; the parts of the bar show it."""
        now = self.bar.filter
        kept = replace(in_parts(wish), account_id=now.account_id, person_id=now.person_id)
        self.bar.show_filter(kept, tell=True)

    def _on_chosen(self, count: int) -> None:
        self._bulk.setVisible(count > 1)
        self._bulk.count(count)

    def _list_cell(self, bands: tuple[str, str]) -> None:
        """List the leads of one cell, keeping the rest of the filter."""
        self.bar.show_filter(replace(self.bar.filter, fit_bands=(bands[0],), intent_bands=(bands[1],)))
        self.show_as("list")
        self.view.setFocus()

    def _list_filter(self, filter: LeadFilter) -> None:
        """List the leads of one column of the board."""
        self.bar.show_filter(filter)
        self.show_as("list")
        self.view.setFocus()

    def _to_leads(self) -> None:
        if self._listed:
            self.view.setFocus()
        elif self.shape.value == "board":
            self.board.take_focus()
        else:
            self._entered = True
            self.grid.take_focus()

    def _to_filter(self) -> None:
        self.bar.text.setFocus()
        self.bar.text.selectAll()

    def _set_up(self) -> ViewSettings:
        """The list as it is set up now."""
        order = (self._order,)
        filter, shape = as_list_filter(self.bar.filter), self.shape.value
        return ViewSettings(filter, order, tuple(self.view.shown_ids()), self.view.widths(), shape)

    def _show_view(self, wish: ViewSettings) -> None:
        """Set the list up as a saved view says."""
        named = (*wish.columns, *(one.column for one in wish.order))
        self.table.add_columns([column_view("leads", id) for id in named if id not in self.table.views])
        self.bar.show_filter(in_parts(wish.filter))
        self._order = (*wish.order, place_of("leads").order)[0]
        self.view.show_sort(self._order.column, self._order.descending)
        self.view.arrange_columns(wish.columns, wish.widths)
        self.show_as(wish.shape)
        self._to_leads()

    def _filter_by_column(self) -> None:
        from app.ui.dialogs.condition import ConditionDialog

        ConditionDialog(self.bench, "leads", self.bar.filter, self.bar.add_condition, self.window()).open()

    def _export(self) -> None:
        """Write the whole list as it is shown."""
        bulk.export_them(self.bench, self.table.ids, self.view.shown_ids(), "leads", self.bar.filter, self.window())

    def _open(self) -> None:
        self.bench.lead_wanted.emit(self.view.current_id)

    def _open_call(self) -> None:
        self.bench.place_wanted.emit(("call", ("lead", self.view.current_id)))

    def _plan_call(self) -> None:
        from app.ui.calls.plan_dialog import PlanDialog

        if self.view.current_id is not None:
            PlanDialog(self.bench, self.view.current_id, self._go_to_call, self.window()).open()

    def _go_to_call(self, call_id: int) -> None:
        self.bench.place_wanted.emit(("call", call_id))

    def _show_ledger(self) -> None:
        from app.ui.dialogs.ledger import show_ledger

        show_ledger(self.bench, self.view.current_id, self.window())

    def _move_many(self, to: Stage | str | bool = "") -> None:
        """Ask for one reason for all that are selected, and for where they go, unless that was said."""
        from app.ui.dialogs.bulk_move import BulkMoveDialog

        where = "" if isinstance(to, bool) else to  # a button says whether it is pressed
        BulkMoveDialog(self.bench, self.view.chosen_ids(), self.window(), where).open()

    def _move_along(self, key: str, otherwise: str) -> None:
        path = path_by_key(self.bench, key, otherwise)
        if any(one.id == path for one in self.bench.playbook.paths):
            self._move_many(path)
