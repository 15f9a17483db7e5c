"""A field above what it finds, by keyboard alone: the frame of the command palette and of the global search."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QStackedWidget, QWidget

from app.language import tr
from app.ui import theme
from app.ui.widgets.empty import Empty
from app.ui.widgets.found_lines import FoundLines, Line
from app.ui.widgets.text import column, label

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class QuickDialog(QDialog):
    """Arrows walk the lines while the field keeps the keyboard; Enter takes the line in hand, Esc leaves."""

    def __init__(self, title: str, hint: str, empty: Empty, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setFont(theme.font(theme.LEAD))
        self.field.setClearButtonEnabled(True)
        self.found = FoundLines(title)
        self.empty = empty
        self._middle = QStackedWidget()
        self._middle.addWidget(self.found)
        self._middle.addWidget(empty)
        self.foot = label("", theme.FINE, tone="muted")
        self._waits = False  # the answer to what is typed is not there yet
        self._wanted = False  # Enter was pressed meanwhile
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_typed)
        self.found.clicked.connect(lambda _: self.take())
        self.found.selectionModel().currentChanged.connect(lambda *_: self._say())
        box = column(self.field, self._middle, self.foot, edges=(theme.MIDDLE,) * 4)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.resize(min(theme.px(680), 1100), min(theme.px(520), 720))

    def typed(self, text: str) -> None:
        """The field changed."""

    def offer(self, lines: Sequence[Line], *, waits: bool = False) -> None:
        """Show these lines; `waits` says that more come. Without any the empty state speaks."""
        held = self.found.in_hand
        self.found.show_lines(lines)
        if held is not None and self._walked:
            for at, line in enumerate(lines):
                if (line.text, line.detail, line.below) == (held.text, held.detail, held.below) and not line.heading:
                    self.found.setCurrentIndex(self.found.lines.index(at))
                    break
        self._waits = waits
        self._middle.setCurrentWidget(self.found if lines or waits else self.empty)
        self._say()
        if self._wanted and not waits:
            self.take()

    def take(self) -> None:
        """Do what the line in hand says; what cannot be done stays and says why."""
        if self._waits and not self._walked:
            self._wanted = True
            return
        self._wanted = False
        line = self.found.in_hand
        if line is not None and line.act is not None:
            self.accept()
            line.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter belong to the lines."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._walked = True
                self.found.step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return False

    _walked = False  # a line was chosen with the arrows since the field changed

    def _on_typed(self, text: str) -> None:
        self._walked = self._wanted = False
        self.typed(text)

    def _say(self) -> None:
        line = self.found.in_hand
        count = sum(not one.heading for one in self.found.lines.lines)
        if line is None:
            self.foot.setText("")
        elif line.act is None:
            self.foot.setText(line.why_not)
        else:
            self.foot.setText(tr("{count} found. Enter takes the line in hand, Esc leaves.", count=count))
        self.field.setAccessibleDescription(line.spoken if line is not None else self.empty.title.text())
