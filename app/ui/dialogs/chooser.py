"""Type a few letters, choose a line: the command palette, the global search and the choice of a move."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.language import tr
from app.ui import icons, theme
from app.ui.widgets.text import column, label


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a chooser and what it does."""

    text: str
    detail: str
    act: Callable[[], None]
    icon: str = ""


class Chooser(QDialog):
    """A field above a list; arrows walk the list while the field keeps the keyboard."""

    def __init__(self, title: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setFont(theme.font(theme.LEAD))
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.foot = label("", theme.FINE, tone="muted")
        self._choices: Sequence[Choice] = ()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.typed)
        self.list.itemActivated.connect(lambda _: self.take())
        self.list.itemClicked.connect(lambda _: self.take())
        self.setLayout(column(self.field, self.list, self.foot, edges=(theme.MIDDLE,) * 4))
        self.resize(theme.px(600), theme.px(420))

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these lines; the first is in hand."""
        self._choices = choices
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.text + (f"   {choice.detail}" if choice.detail else ""))
            if choice.icon:
                item.setIcon(icons.icon(choice.icon))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.foot.setText(
            tr("{count} found. Enter takes the line in hand.", count=len(choices)) if choices else tr("Nothing found.")
        )

    def typed(self, text: str) -> None:
        """The field changed."""

    def take(self) -> None:
        """Do what the line in hand says."""
        at = self.list.currentRow()
        if 0 <= at < len(self._choices):
            act = self._choices[at].act
            self.accept()
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter belong to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return False


class FixedChooser(Chooser):
    """Chooses from lines that are all known; every typed word must be found in the line."""

    def __init__(self, title: str, hint: str, choices: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(title, hint, parent)
        self._all = choices
        self.offer(choices)

    def typed(self, text: str) -> None:
        """Show the lines that hold every word."""
        words = text.casefold().split()
        fitting = [c for c in self._all if all(word in f"{c.text} {c.detail}".casefold() for word in words)]
        self.offer(sorted(fitting, key=lambda c: not c.text.casefold().startswith(text.casefold())))
