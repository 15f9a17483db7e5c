"""Counts at the side of a list: how many rows have each value of a column; a value chosen there filters the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame

from app.domain.listing import ListFilter
from app.language import later, number, tr
from app.services.lists.places import AnyFilter, ColumnView, columns_of
from app.services.lists.reading import Counted, commonest
from app.ui import settings, theme
from app.ui.bench import Bench
from app.ui.pages.listed.grouping import is_chosen, only, toggled, without
from app.ui.pages.listed.kinds import ListKind
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.own_keys import ENTER, OwnKeys, plain
from app.ui.widgets.text import button, column, label, row

MOST = 500  # values that are listed; whoever has more filters by text


@dataclass(frozen=True, slots=True)
class _Group:
    id: str
    label: str
    count: int
    chosen: bool


COLUMNS = (
    Column("chosen", "", 26, lambda one: "yes" if one.chosen else "", "mark"),
    Column("value", later("Value"), 110, lambda one: one.label, stretch=True, tip=lambda one: one.label),
    Column("count", later("Rows"), 50, lambda one: number(one.count), "number"),
)


class GroupsPanel(QFrame):
    """One column, its values and their counts. `filter` is asked for whenever the counts are asked again."""

    wanted = Signal(object)  # ListFilter: filter the list by it
    closed = Signal()

    def __init__(self, bench: Bench, kind: ListKind, filter: Callable[[], ListFilter]) -> None:
        super().__init__()
        self.setProperty("part", "side")
        self._bench, self._place, self._filter = bench, kind.place, filter
        self._wish = settings.text(f"counts/{kind.place}", kind.count_by)
        self._columns: dict[str, ColumnView] = {}
        self.column = QComboBox()
        self.column.setAccessibleName(tr("Count by"))
        self.column.activated.connect(self._on_column)
        self.close_it = button("", "x", name=tr("Close the counts"))
        self.close_it.setToolTip(tr("Close the counts"))
        self.close_it.clicked.connect(self.leave)
        self.table = HeldTable(COLUMNS, self)
        self.lines = _Lines(self.table, tr("Counts"))
        self.lines.chosen.connect(self.choose)
        self.lines.added.connect(self.add)
        self.lines.left.connect(self.leave)
        self.lines.empty = tr("No rows to count.")
        self.foot = label(tr("Enter filters by a value, Space adds one."), theme.FINE, tone="muted", wrap=True)
        head = row(self.column, self.close_it, space=theme.TIGHT)
        head.setStretch(0, 1)
        whole = column(
            head,
            self.lines,
            self.foot,
            edges=(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL),
        )
        whole.setStretch(1, 1)
        self.column.setMinimumContentsLength(6)
        self.column.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setLayout(whole)
        self.setFixedWidth(min(theme.px(256), 330))
        self.hide()

    @property
    def by(self) -> str:
        """The column that is counted by."""
        return str(self.column.currentData() or "")

    def open(self, by: str = "") -> None:
        """Show the counts by a column: the one that is named, else the last one, and take the keyboard."""
        self._wish = by or self._wish
        self.show()
        settings.remember(f"counts/{self._place}/shown", "yes")
        self._bench.ask(columns_of, self._place, then=self._offer, key=f"counts/{self._place}/columns")
        self.lines.setFocus()

    def begin(self) -> None:
        """Show the counts again where they were shown last."""
        if settings.text(f"counts/{self._place}/shown") == "yes":
            self.show()

    def leave(self) -> None:
        """Hide the counts."""
        settings.remember(f"counts/{self._place}/shown", "no")
        self.hide()
        self.closed.emit()

    def refresh(self) -> None:
        """Count again, where the counts are shown."""
        if self.isHidden():
            return
        if not self._columns:
            self._bench.ask(columns_of, self._place, then=self._offer, key=f"counts/{self._place}/columns")
            return
        asked: AnyFilter = without(self._filter(), self._columns[self.by])
        self._bench.ask(
            commonest,
            self._place,
            asked,
            self.by,
            MOST,
            then=self._draw,
            key=f"counts/{self._place}",
            failed=self._refused,
        )

    def choose(self, at: int) -> None:
        """Filter by this value alone; chosen again, no longer by it."""
        self._tell(at, only)

    def add(self, at: int) -> None:
        """Filter by this value besides the others."""
        self._tell(at, toggled)

    def _tell(self, at: int, change: Callable[[ListFilter, ColumnView, str], ListFilter]) -> None:
        group = self.table.row_at(at)
        if group is not None:
            self.wanted.emit(change(self._filter(), self._columns[self.by], group.id))

    def _offer(self, found: Sequence[ColumnView]) -> None:
        self._columns = {one.id: one for one in found if one.grouped}
        kept = self._wish if self._wish in self._columns else next(iter(self._columns))
        self.column.clear()
        for one in self._columns.values():
            self.column.addItem(one.label, one.id)
        self.column.setCurrentIndex(self.column.findData(kept))
        self.refresh()

    def _on_column(self) -> None:
        self._wish = self.by
        settings.remember(f"counts/{self._place}", self.by)
        self.refresh()

    def _draw(self, answer: tuple[Sequence[Counted], int]) -> None:
        found, all = answer
        filter, by = self._filter(), self._columns[self.by]
        at = self.lines.currentIndex().row()
        kept = self.table.row_at(at)
        shown = [_Group(one.id, one.label, one.count, is_chosen(filter, by, one.id)) for one in found]
        self.table.show_rows(shown)
        self.lines.setAccessibleName(tr("Counts by {column}", column=by.label))
        if kept is not None:
            self.lines.choose(next((place for place, one in enumerate(shown) if one.id == kept.id), 0))
        self.foot.setText(
            tr("The {some} commonest of {all} values.", some=number(MOST), all=number(all))
            if all > len(shown)
            else tr("Enter filters by a value, Space adds one.")
        )

    def _refused(self, error: Exception) -> None:
        """The filter cannot be asked; the list says so."""
        self.table.show_rows(())


class _Lines(RowView):
    """Enter and a click choose a value, Space adds one."""

    chosen = Signal(object)  # its place
    added = Signal(object)
    left = Signal()

    def __init__(self, table: HeldTable, name: str) -> None:
        super().__init__(table, name)
        OwnKeys(self, plain(*ENTER))  # Enter is for the value in hand here, not for the row of the list beside it
        self.horizontalHeader().hide()
        self.setSelectionMode(RowView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.opened.connect(self.chosen)
        self.clicked.connect(self._on_click)

    def _on_click(self, index: Any) -> None:
        self.chosen.emit(index.row())

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Its first click has chosen the value already."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space adds a value, Esc goes back to the list; everything else is as in any table."""
        if event.key() == Qt.Key.Key_Space and self.current_id is not None:
            self.added.emit(self.current_id)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
