"""What can be done with any list: another order, a condition, counts at the side, export; each has its key."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.language import tr
from app.services.lists.places import AnyFilter
from app.ui.bench import Bench
from app.ui.dialogs import bulk
from app.ui.pages.listed.sorting import ask_order
from app.ui.tables.editing import let_edit

if TYPE_CHECKING:
    from app.ui.pages.listed.list_pane import ListPane


class ListActs(QObject):
    """Answers the buttons around a list and its commands; what needs rows is off where they are no lines."""

    def __init__(self, bench: Bench, pane: "ListPane") -> None:
        super().__init__(pane)
        self._bench, self._pane = bench, pane
        self.editing = let_edit(bench, pane.view, pane.place)
        pane.bar.column_wanted.connect(self.filter_by_column)
        pane.bar.count.clicked.connect(self.show_counts)
        pane.bar.columns.clicked.connect(pane.view.choose_columns)
        pane.bar.count.setChecked(not pane.groups.isHidden())
        pane.groups.closed.connect(self._on_counts_closed)
        pane.selection.copied.connect(pane.view.copy)
        pane.selection.exported.connect(lambda: self._export(pane.view.chosen_ids(), None))
        self._bind()

    def _bind(self) -> None:
        pane, bind = self._pane, self._bind_one
        bind("edit.filter", pane.bar.text.take_focus)
        bind("edit.by_column", self.filter_by_column)
        bind("list.count", self.show_counts)
        bind("list.views", pane.views.pop_up)
        bind("list.save_view", pane.views.save, lambda: not self._bench.read_only)
        bind("list.sort", self.ask_order, self._listed)
        bind("view.columns", pane.view.choose_columns, self._listed)
        bind("list.export", lambda: self._export(pane.table.ids, pane.filter), self._any_rows)
        bind("lead.next", lambda: pane.view.step(1), self._any_rows)
        bind("lead.previous", lambda: pane.view.step(-1), self._any_rows)

    def _bind_one(self, id: str, act: Callable[[], None], enabled: Callable[[], bool] = lambda: True) -> None:
        self._bench.commands.bind(id, self._pane, act, enabled)

    def _listed(self) -> bool:
        return self._pane.way is None

    def _any_rows(self) -> bool:
        return self._listed() and bool(self._pane.table.ids)

    def ask_order(self) -> None:
        """Ask for another order."""
        ask_order(tuple(self._pane.table.views.values()), self._pane.sort_by, self._pane.window())

    def filter_by_column(self) -> None:
        """Ask for a condition on any column."""
        from app.ui.dialogs.condition import ConditionDialog

        pane = self._pane
        ConditionDialog(self._bench, pane.place, pane.filter, pane.bar.add_condition, pane.window()).open()

    def show_counts(self, *_: Any) -> None:
        """Show the counts at the side with the keyboard in them, or hide them."""
        groups = self._pane.groups
        if groups.isHidden():
            groups.open()
        else:
            groups.leave()
        self._pane.bar.count.setChecked(not groups.isHidden())

    def _on_counts_closed(self) -> None:
        self._pane.bar.count.setChecked(False)
        self._pane.take_focus()

    def _export(self, ids: Sequence[int], asked: AnyFilter | None) -> None:
        """Write these rows with the columns that are shown; None `asked` for selected ones."""
        kind, pane = self._pane.kind, self._pane
        name = kind.file or tr(kind.title)
        bulk.export_them(self._bench, ids, pane.view.shown_ids(), name, asked, pane.window(), pane.place)
