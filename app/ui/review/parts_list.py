"""The list of the parts of the review at the left, each with its count; arrows walk it, Enter goes into the part."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy

from app.language import number, tr
from app.ui import theme


class PartsList(QListWidget):
    """One line for each part; which is chosen is told by its id."""

    chosen = Signal(object)  # id, by the person
    entered = Signal()  # Enter or Right: into the part

    def __init__(self, parts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Parts of the review"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._words = {id: tr(words) for id, words in parts}
        for id, words in self._words.items():
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, id)
            self.addItem(item)
        self.currentRowChanged.connect(lambda at: self.chosen.emit(self.id_at(at)) if at >= 0 else None)
        self._fit()

    def id_at(self, at: int) -> str:
        """The part in a line."""
        return str(self.item(at).data(Qt.ItemDataRole.UserRole))

    @property
    def part(self) -> str:
        """The part that is chosen."""
        return self.id_at(max(self.currentRow(), 0))

    def choose(self, id: str) -> None:
        """Choose a part without telling anybody."""
        self.blockSignals(True)
        self.setCurrentRow(list(self._words).index(id))
        self.blockSignals(False)
        self.viewport().update()

    def step(self, by: int) -> None:
        """Go some parts down or up, and tell it."""
        self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def count_parts(self, counts: dict[str, int | str]) -> None:
        """Say how much is in each part; nothing stands where there is nothing."""
        for id, words in self._words.items():
            told = counts.get(id) or ""
            told = number(told) if isinstance(told, int) else told
            self.item(list(self._words).index(id)).setText(f"{words}  {told}" if told else words)
        self._fit()

    def count_part(self, id: str, count: int) -> None:
        """Say how much is in one of them by now."""
        item = self.item(list(self._words).index(id))
        item.setText(f"{self._words[id]}  {number(count)}" if count else self._words[id])
        self._fit()

    def _fit(self) -> None:
        """As wide as its longest line, within bounds."""
        words = (self.item(at).text() for at in range(self.count()))
        widest = max((self.fontMetrics().horizontalAdvance(one) for one in words), default=0)
        self.setFixedWidth(min(max(widest + theme.HUGE + theme.LARGE, theme.px(130)), theme.px(210)))

    def minimumSizeHint(self) -> QSize:
        """It scrolls where it is low."""
        return QSize(theme.px(130), theme.px(120))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Right go into the part; letters are commands of the page and look for nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            self.entered.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
