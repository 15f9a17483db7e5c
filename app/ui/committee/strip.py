"""The one-line strip under the map: a name, a reason, a day. Enter settles it, Esc leaves it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from app.domain.problems import Problem
from app.language import tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.widgets.text import button, column, label, row


class AskStrip(QFrame):
    """Asks one thing; what it is told goes to `then`, which ends with `done` or `refuse`."""

    left = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self._bench = bench
        self._then: Callable[[str], None] = lambda text: None
        self.question = label("", bold=True, wrap=True)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Answer"))
        self.field.returnPressed.connect(self.settle)
        self.problem = label("", theme.FINE, tone="bad", wrap=True)
        self.save = button(tr("Save"), part="main")
        self.save.clicked.connect(self.settle)
        leave = button(tr("Leave"))
        leave.clicked.connect(self.leave)
        line = row(self.field, leave, self.save)
        line.setStretch(0, 1)
        edges = (theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        self.setLayout(column(self.question, line, self.problem, space=theme.TIGHT, edges=edges))
        self.hide()

    def ask(self, question: str, then: Callable[[str], None], text: str = "", hint: str = "") -> None:
        """Open with a question; `text` stands in the field already."""
        self._then = then
        self.question.setText(question)
        self.field.setAccessibleName(question)
        self.field.setText(text)
        self.field.setPlaceholderText(hint)
        self.field.selectAll()
        self.problem.hide()
        self.show()
        self.field.setFocus()

    def settle(self) -> None:
        """Hand on what is written."""
        self._then(self.field.text().strip())

    def done(self, changed: object = None) -> None:
        """It is saved."""
        self.leave()

    def refuse(self, error: Exception) -> None:
        """Say beside the field what is wrong with it."""
        if isinstance(error, Problem):
            self.problem.setText(error.message)
            self.problem.show()
            self.field.setFocus()
        else:
            self._bench.problems.show(error)

    def leave(self) -> None:
        """Close without another word."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
