"""The leads that the gate stops in a bulk move: what each still needs, and the reason to go past it all the same."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from app.domain.problems import Problem
from app.language import tr
from app.services.bulk_moves import Stopped
from app.ui import theme
from app.ui.widgets.text import tip

_NAME, _MISSING, _WHY, _LEARNED = range(4)
_ID = Qt.ItemDataRole.UserRole
_TYPED = Qt.ItemFlag.ItemIsEditable
_WRITES = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StoppedList(QTreeWidget):
    """Space ticks a lead to go past the gate, F2 or Enter writes its reason; what is not ticked stays where it is."""

    ticked = Signal(object)  # how many go past the gate
    told = Signal(object)  # all that stops the one in hand

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Leads that would not move"))
        self.setColumnCount(4)
        self.setHeaderLabels(
            [tr("Past the gate"), tr("What stops it"), tr("Why all the same"), tr("Learned, where it differs")]
        )
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.header().setFont(theme.font(theme.FINE, bold=True))
        self.setAllColumnsShowFocus(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # two columns alone are written: see _write
        self.itemDoubleClicked.connect(self._write)
        for at, wide in ((_NAME, 150), (_WHY, 210), (_LEARNED, 180)):
            self.setColumnWidth(at, theme.px(wide))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(_MISSING, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._on_changed)
        self.currentItemChanged.connect(lambda item, _: self.told.emit(item.toolTip(_MISSING) if item else ""))

    def show_stopped(self, stopped: Sequence[Stopped]) -> None:
        """Show these; who was ticked before stays here, with what was written."""
        kept = {id: item for id, item in self._items().items() if _is_ticked(item)}
        self.blockSignals(True)
        fresh = [item.clone() for item in kept.values()] + [self._item(one) for one in stopped if one.id not in kept]
        self.clear()
        self.addTopLevelItems(fresh)
        self.blockSignals(False)
        if fresh:
            self.setCurrentItem(fresh[0], _NAME)
        self.ticked.emit(len(self.past_gate()))

    def past_gate(self) -> dict[int, str]:
        """The written reason of each lead that is ticked; empty text where none is written yet."""
        return {id: item.text(_WHY).strip() for id, item in self._items().items() if _is_ticked(item)}

    def learned(self) -> dict[int, str]:
        """What was learned of single ones that are ticked, where that was written."""
        items = self._items().items()
        return {
            id: item.text(_LEARNED).strip() for id, item in items if _is_ticked(item) and item.text(_LEARNED).strip()
        }

    def check(self) -> None:
        """Raises Problem at the first that is ticked without a reason, with the keyboard there."""
        for item in self._items().values():
            if _is_ticked(item) and not item.text(_WHY).strip():
                self.setFocus()
                self.setCurrentItem(item, _WHY)
                raise Problem(tr("Write why {name} goes past the gate.", name=item.text(_NAME)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks from any column; Enter writes in the columns that are written."""
        item, at = self.currentItem(), self.currentColumn()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter ended a field, which hands it on
        if item is not None and event.key() == Qt.Key.Key_Space and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            item.setCheckState(_NAME, Qt.CheckState.Unchecked if _is_ticked(item) else Qt.CheckState.Checked)
        elif item is not None and event.key() in _WRITES:
            self._write(item, at if at in (_WHY, _LEARNED) else _WHY)
        else:
            super().keyPressEvent(event)

    def _write(self, item: QTreeWidgetItem, at: int) -> None:
        if at in (_WHY, _LEARNED) and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            self.editItem(item, at)

    def _items(self) -> dict[int, QTreeWidgetItem]:
        found = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return {item.data(_NAME, _ID): item for item in found if item is not None}

    def _item(self, one: Stopped) -> QTreeWidgetItem:
        missing = "; ".join(gap.question for gap in one.missing) or one.says
        item = QTreeWidgetItem([one.name, missing, "", ""])
        item.setData(_NAME, _ID, one.id)
        item.setToolTip(_MISSING, tip("\n".join(gap.question for gap in one.missing) or one.says))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        if one.by_gate:  # anything else has no override
            item.setFlags(item.flags() | _TYPED | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_NAME, Qt.CheckState.Unchecked)
        return item

    def _on_changed(self, item: QTreeWidgetItem, at: int) -> None:
        """A reason that is written ticks its lead."""
        if at == _WHY and item.text(_WHY).strip() and not _is_ticked(item):
            item.setCheckState(_NAME, Qt.CheckState.Checked)
        self.ticked.emit(len(self.past_gate()))


def _is_ticked(item: QTreeWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable) and item.checkState(_NAME) == Qt.CheckState.Checked
