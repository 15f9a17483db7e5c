"""What every strip shares: a title, fields, the problem beside them, Enter to settle and Esc to leave."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.domain.problems import Problem
from app.language import tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.widgets.text import button, column, label, row, tip


class Strip(QFrame):
    """A frame at the foot of a page. `settled` follows a saved act, `left` an abandoned one."""

    settled = Signal(object)  # Changed
    left = Signal()
    takes_digits: ClassVar[bool] = True  # False where what is written often begins with a number

    def __init__(self, bench: Bench, act: str) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.bench = bench
        self._runs = False  # an act is on its way
        self.title = StripTitle()
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.save = button(act, part="main")
        self.save.clicked.connect(self.commit)
        self.leave = button(tr("Cancel"), name=tr("Leave without saving"))
        self.leave.clicked.connect(self.left)
        self.fields = column(space=theme.TIGHT)
        self.head = row(self.title, None, self.leave, self.save)
        self.setLayout(
            column(
                self.head,
                self.fields,
                self.problem,
                space=theme.TIGHT,
                edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL),
            )
        )

    def commit(self) -> None:
        """Save what is written."""
        raise TypeError(f"{type(self).__name__} does not say what it saves")

    def begin(self, first: QWidget) -> None:
        """Come on screen with an empty problem, ready to type in the first field, with nothing lying over it."""
        self.bench.toast.hide()  # its Undo is in the status bar as well
        self.refuse("")
        self._ran()
        self.show()
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, words: str) -> None:
        """Say beside the fields what is missing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def run(self, use_case: Callable[..., Any], *args: Any, **more: Any) -> None:
        """Do the act, once until it is done; a problem is said here, everything else by those who know how."""
        if self._runs:
            return
        self._runs = True
        self.save.setEnabled(False)
        self.bench.do(use_case, *args, then=self._did, failed=self._failed, **more)

    def _did(self, changed: Any) -> None:
        self._ran()
        self.settled.emit(changed)

    def _ran(self) -> None:
        self._runs = False
        self.save.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self._ran()
        if isinstance(error, Problem):
            self.refuse(error.message)
        else:
            self.bench.problems.show(error)

    def watch(self, *fields: QWidget) -> None:
        """Let Enter save and Esc leave from these fields."""
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc and, where a strip has them, templates on digits."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(watched, QPlainTextEdit) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self.commit()
            return True
        return self.digit(watched, event)

    def digit(self, watched: QObject, event: QKeyEvent) -> bool:
        """A digit that may choose a template for a field: held with Alt, or typed into an empty field of words."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        empty = isinstance(watched, QLineEdit) and not watched.text() and not event.modifiers() and self.takes_digits
        number = event.key() - Qt.Key.Key_0
        return 1 <= number <= 9 and (held or empty) and self.template(watched, number - 1)

    def template(self, field: QObject, number: int) -> bool:
        """Put a template into a field; False where there is none."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves from anywhere in the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class StripTitle(QLabel):
    """What a strip is about; cut where the window is too narrow for it, so that it never widens the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(theme.BODY, bold=True))

    def minimumSizeHint(self) -> QSize:
        """Some words; all of them where it may go on in another line."""
        whole = super().minimumSizeHint()
        return whole if self.wordWrap() else QSize(min(whole.width(), theme.px(60)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is cut is in the tooltip."""
        super().resizeEvent(event)
        self.setToolTip(tip(self.text()) if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, cut where they do not fit."""
        if self.wordWrap() or self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


def line(name: str, hint: str = "") -> QLineEdit:
    """A field for one line of text."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
