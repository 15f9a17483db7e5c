"""A table on screen: sorting by header, selection kept by id, copying for spreadsheets, widths remembered."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QStatusTipEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from app.language import tr, tr_many
from app.ui import settings, theme
from app.ui.tables import clipboard
from app.ui.tables.column import typed_form
from app.ui.tables.frozen import FrozenColumn
from app.ui.tables.row_delegate import RowDelegate, row_height
from app.ui.tables.row_table import Index, RowTable

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RowView(QTableView):
    """Shows a RowTable. Its page decides what the ids are."""

    sort_asked = Signal(object)  # (name to sort by, whether descending)
    opened = Signal(object)  # id: Enter or double click
    current_changed = Signal(object)  # id or None
    chosen_changed = Signal(object)  # how many rows are selected

    def __init__(self, table: RowTable, name: str, remembered_as: str = "") -> None:
        super().__init__()
        self.table, self._remembered_as = table, remembered_as
        self.setAccessibleName(name)
        self.delegate = RowDelegate(table, self)
        self._build()
        self.setModel(table)
        self._widths()
        table.modelReset.connect(self._keep)
        self._kept: int | None = None
        self._column = 0
        self.empty = tr("Nothing here yet.")
        self._frozen: FrozenColumn | None = None
        self._giving: tuple[str, ...] = ()
        self.horizontalScrollBar().valueChanged.connect(self._freeze)

    def _build(self) -> None:
        self.setItemDelegate(self.delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())
        header = self.horizontalHeader()
        header.setFont(theme.font(theme.FINE, bold=True))
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header)
        self._sorted: tuple[int, bool] = (-1, False)

    def _widths(self) -> None:
        header = self.horizontalHeader()
        for at, column in enumerate(self.table.columns):
            self.setColumnWidth(at, theme.px(column.width))
        if self._remembered_as:
            self._as_remembered(header)
            header.sectionResized.connect(self._remember)
            header.sectionMoved.connect(self._remember)
        header.setSortIndicatorShown(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _: self.choose_columns())

    def _as_remembered(self, header: QHeaderView) -> None:
        """Order, what is hidden, and widths as they were left; the widths grow with the text since.

        Earlier versions did not tell how large the text was: as a rule as usual, and where it is not so now, widths
        begin anew.
        """
        kept, now = settings.state(self._name), _scale()
        if kept.isEmpty():
            return
        header.restoreState(kept)
        then = settings.number(f"{self._name}-scale", 0) or (1 if now == 1 else 0)
        for at in range(header.count()) if then != now else ():
            if not header.isSectionHidden(at):
                usual = theme.px(self.table.columns[at].width)
                header.resizeSection(at, round(header.sectionSize(at) * now / then) if then else usual)

    # --- columns ------------------------------------------------------------------------------------------------------

    def choose_columns(self) -> None:
        """Ask which columns are shown, and in which order."""
        from app.ui.dialogs.columns import ColumnsDialog

        ColumnsDialog(self, self.window()).open()

    def show_column(self, at: int, shown: bool) -> None:
        """Show or hide a column; its width is kept."""
        self.setColumnHidden(at, not shown)
        if shown and not self.columnWidth(at):
            self.setColumnWidth(at, theme.px(self.table.columns[at].width))
        if self._frozen is not None:
            self._frozen.arrange()
        self._remember()

    def shown_places(self) -> list[int]:
        """The columns that are shown, by their place in the table, from left to right."""
        header = self.horizontalHeader()
        places = map(header.logicalIndex, range(header.count()))
        return [at for at in places if not header.isSectionHidden(at)]

    def shown_ids(self) -> list[str]:
        """The columns that are shown, by id, in their order."""
        return [self.table.columns[at].id for at in self.shown_places()]

    def arrange_columns(self, ids: Sequence[str], widths: Mapping[str, int]) -> None:
        """Show these columns in this order and hide the others; without any, all as they were at first."""
        known = {column.id: at for at, column in enumerate(self.table.columns)}
        wanted = [known[id] for id in ids if id in known]
        self.columns_as_at_first()
        header = self.horizontalHeader()
        for place, at in enumerate(wanted):
            header.moveSection(header.visualIndex(at), place)
        for at in known.values():
            self.setColumnHidden(at, bool(wanted) and at not in wanted)
        for id, width in widths.items():
            if id in known and not self.isColumnHidden(known[id]):
                self.setColumnWidth(known[id], theme.px(width))
        self._remember()

    def widths(self) -> dict[str, int]:
        """The widths of the columns that are shown, in pixels at 100 %."""
        scale = _scale()
        known = {column.id: at for at, column in enumerate(self.table.columns)}
        return {id: round(self.columnWidth(known[id]) / scale) for id in self.shown_ids()}

    def shown_columns(self) -> int:
        """How many columns are shown."""
        header = self.horizontalHeader()
        return header.count() - header.hiddenSectionCount()

    def columns_as_at_first(self) -> None:
        """Every column, in the order and with the widths that it was made with."""
        header = self.horizontalHeader()
        for at, column in enumerate(self.table.columns):
            header.moveSection(header.visualIndex(at), at)
            self.setColumnHidden(at, False)
            self.setColumnWidth(at, theme.px(column.width))
        self._remember()

    def _freeze(self) -> None:
        """Keep the first column in sight; made when somebody scrolls sideways, which most never do."""
        if self._frozen is None:
            self._frozen = FrozenColumn(self)
            self._frozen.arrange()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll to a cell; one that would lie under the first column is drawn out from under it."""
        super().scrollTo(index, hint)
        if self._frozen is not None and self._frozen.isVisible() and not self._frozen.shows(index.column()):
            hidden = self._frozen.width() - self.visualRect(index).left()
            if hidden > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)

    def show_sort(self, name: str, descending: bool) -> None:
        """Show by which column the ids are sorted."""
        for at, column in enumerate(self.table.columns):
            if column.sort == name:
                self._sorted = (at, descending)
                order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicator(at, order)
                self.horizontalHeader().setSortIndicatorShown(True)

    @property
    def current_id(self) -> int | None:
        """The id of the current row."""
        at = self.currentIndex().row()
        return self.table.ids[at] if 0 <= at < len(self.table.ids) else None

    def chosen_ids(self) -> list[int]:
        """The ids of all selected rows, in order."""
        rows = {row for one in self._blocks() for row in range(one.top(), one.bottom() + 1)}
        return [self.table.ids[row] for row in sorted(rows)]

    def _blocks(self) -> list[QItemSelectionRange]:
        """What is selected, in blocks of whole rows: asking for each of 100,000 rows would take seconds."""
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def choose(self, id: int | None) -> bool:
        """Make the row with this id the current one; False where it is not in the table."""
        at = self.table.place_of(id) if id is not None else -1
        if at < 0:
            return False
        self.selectionModel().setCurrentIndex(self.table.index(at, self._across), _SELECT)
        return True

    def choose_cell(self, id: int, across: int) -> bool:
        """Make a cell the one in hand; other rows that are selected with its row stay selected."""
        at = self.table.place_of(id)
        if at < 0:
            return False
        chosen = self.selectionModel().isRowSelected(at, QModelIndex())
        how = QItemSelectionModel.SelectionFlag.NoUpdate if chosen else _SELECT
        self.selectionModel().setCurrentIndex(self.table.index(at, across), how)
        return True

    @property
    def _across(self) -> int:
        """The column of the cell in hand; another row is come to in the same column."""
        return self._column if self._column < len(self.table.columns) else 0

    def step(self, by: int) -> None:
        """Go some rows down or up."""
        last = self.table.rowCount() - 1
        if last >= 0:
            at = min(max(self.currentIndex().row() + by, 0), last)
            self.selectionModel().setCurrentIndex(self.table.index(at, self._across), _SELECT)

    def redress(self) -> None:
        """Take the colours in force."""
        self.delegate.dress()
        self.viewport().update()

    def copy(self) -> None:
        """Copy the selected rows as a table with its titles, the way spreadsheets paste it."""
        wanted = self.chosen_ids()
        if wanted:
            self.table.fetch(wanted, self._to_clipboard)

    def _to_clipboard(self, rows: Sequence[Any]) -> None:
        order = [self.table.columns[at] for at in self.shown_places()]
        clipboard.put(
            [[column.heading for column in order], *([typed_form(one, row) for one in order] for row in rows)]
        )
        said = tr_many("Copied {count} cell", "Copied {count} cells", len(order) * len(rows))
        QApplication.sendEvent(self, QStatusTipEvent(said))  # to the foot of whatever window this is in

    # --- what Qt tells -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies; letters are commands of the page and never search the first column."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id is not None:
            self.opened.emit(self.current_id)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.text() and event.text().isprintable() and not event.modifiers() & _HELD:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:
        """A double click opens the row."""
        if self.current_id is not None:
            self.opened.emit(self.current_id)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is in hand."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._column = current.column()
        if current.row() != previous.row():
            self._kept = self.current_id
            self.current_changed.emit(self.current_id)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many rows are selected."""
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit(sum(one.height() for one in self._blocks()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows; where there are none, say so."""
        super().paintEvent(event)
        if not self.table.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours().muted))
            box = self.viewport().rect().adjusted(theme.LARGE, theme.LARGE, -theme.LARGE, -theme.LARGE)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap), self.empty)
            painter.end()

    def give_way(self, *ids: str) -> None:
        """These columns are as narrow as it takes for nothing to be scrolled sideways; what is cut needs its tip."""
        self._giving = ids
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _share(self) -> None:
        """The columns that give way share what the others leave, each by its own width."""
        columns = self.table.columns
        giving = {at: column.width for at, column in enumerate(columns) if column.id in self._giving}
        room = self.viewport().width() - sum(self.columnWidth(at) for at in range(len(columns)) if at not in giving)
        for at, width in giving.items():
            self.setColumnWidth(at, max(1, room * width // sum(giving.values())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A column that stretches takes the room that is left, and never less than its own width."""
        super().resizeEvent(event)
        if self._giving:
            self._share()
            return
        for at, column in enumerate(self.table.columns):
            if column.stretch:
                others = sum(self.columnWidth(other) for other in range(len(self.table.columns)) if other != at)
                self.setColumnWidth(at, max(theme.px(column.width), self.viewport().width() - others))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.delegate.dress()

    def _keep(self) -> None:
        kept = self._kept
        if not self.choose(kept) and self.table.rowCount():
            self.selectionModel().setCurrentIndex(self.table.index(0, self._across), _SELECT)

    def _on_header(self, at: int) -> None:
        column = self.table.columns[at]
        if column.sort:
            descending = self._sorted == (at, False)
            self.show_sort(column.sort, descending)
            self.sort_asked.emit((column.sort, descending))
        elif self._sorted[0] >= 0:
            self.show_sort(self.table.columns[self._sorted[0]].sort, self._sorted[1])

    def _remember(self) -> None:
        if not self._remembered_as:
            return
        settings.remember_state(self._name, self.horizontalHeader().saveState())
        settings.remember(f"{self._name}-scale", _scale())

    @property
    def _name(self) -> str:
        """Under which its columns are remembered; with others of another number it is another table."""
        return f"{self._remembered_as}/{len(self.table.columns)}"


def _scale() -> float:
    """How large text is, from 1 on."""
    return theme.px(100) / 100


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
