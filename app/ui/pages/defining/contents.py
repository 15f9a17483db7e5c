"""The contents of the playbook page: what can be opened, with a mark beside what changed or is wrong."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.language import tr
from app.ui import theme

_TITLE = Qt.ItemDataRole.UserRole


class Contents(QListWidget):
    """Arrows and letters choose a line, Enter goes into it; headings are stepped over."""

    chosen = Signal(object)  # title
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Parts of the playbook"))
        self.setFixedWidth(min(theme.px(212), 240))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(lambda _: self.entered.emit())

    def add_heading(self, words: str) -> None:
        """A line that names the lines below it."""
        item = QListWidgetItem(tr(words))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(theme.FINE, bold=True))
        self.addItem(item)

    def add_title(self, title: str) -> None:
        """A line that can be opened."""
        item = QListWidgetItem(tr(title))
        item.setData(_TITLE, title)
        self.addItem(item)

    def open(self, title: str) -> None:
        """Choose a line by its title."""
        for item in self._titled():
            if item.data(_TITLE) == title:
                self.setCurrentItem(item)

    def mark(self, marks: Mapping[str, str]) -> None:
        """Put words beside titles; a title without any stands alone."""
        for item in self._titled():
            mark = marks.get(str(item.data(_TITLE)), "")
            title = tr(str(item.data(_TITLE)))
            item.setText(f"{title}   {mark}" if mark else title)
            item.setToolTip(
                tr("{title}: {mark} changed in the draft", title=title, mark=mark) if mark.isdecimal() else ""
            )

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the lines out again: their height was measured before the style was known."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    def _titled(self) -> list[QListWidgetItem]:
        items = [self.item(at) for at in range(self.count())]
        return [item for item in items if item.data(_TITLE)]

    def _on_current(self, current: QListWidgetItem | None) -> None:
        if current is not None and current.data(_TITLE):
            self.chosen.emit(str(current.data(_TITLE)))
