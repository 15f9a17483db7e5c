"""Which columns a table shows, and in which order; remembered for the table."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from app.language import tr
from app.ui import theme
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row

_AT = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """A line for each column in the order of the table; what is changed shows at once."""

    def __init__(self, view: RowView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Columns"))
        self._view = view
        self.list = _Lines(self)
        self.list.setAccessibleName(tr("Columns of the table"))
        self.up = button(tr("Earlier"), "chevron-up")
        self.down = button(tr("Later"), "chevron-down")
        again = button(tr("As at first"))
        close = button(tr("Close"), part="main")
        self.up.clicked.connect(lambda: self.move_line(-1))
        self.down.clicked.connect(lambda: self.move_line(1))
        again.clicked.connect(self._reset)
        close.clicked.connect(self.accept)
        self.setLayout(
            column(
                label(tr("Columns"), theme.LEAD, bold=True),
                label(
                    tr("Space shows or hides one, Alt+Up and Alt+Down move it."), theme.FINE, tone="muted", wrap=True
                ),
                self.list,
                row(self.up, self.down, again, None, close),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(420), min(theme.px(520), 760))
        self._fill()
        self.list.itemChanged.connect(self._on_item)
        self.list.setFocus()

    def move_line(self, by: int) -> None:
        """Move the column in hand one place."""
        at = self.list.currentRow()
        to = at + by
        if 0 <= to < self.list.count():
            self._view.horizontalHeader().moveSection(at, to)
            self._fill()
            self.list.setCurrentRow(to)

    def _fill(self) -> None:
        header, columns = self._view.horizontalHeader(), self._view.table.columns
        kept = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for place in range(header.count()):
            at = header.logicalIndex(place)
            item = QListWidgetItem(columns[at].heading)
            item.setData(_AT, at)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if header.isSectionHidden(at) else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(kept, self.list.count() - 1))

    def _on_item(self, item: QListWidgetItem) -> None:
        shown = item.checkState() == Qt.CheckState.Checked
        if not shown and self._view.shown_columns() == 1:
            self._fill()  # a table without any column could not be found again
            return
        self._view.show_column(int(item.data(_AT)), shown)

    def _reset(self) -> None:
        self._view.columns_as_at_first()
        self._fill()


class _Lines(QListWidget):
    """The lines; Alt and an arrow move the one in hand."""

    def __init__(self, owner: ColumnsDialog) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move."""
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key())) if held else None
        if step is not None:
            self._owner.move_line(step)
        else:
            super().keyPressEvent(event)
