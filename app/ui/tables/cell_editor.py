"""The editor over a cell: a line or a few, proposals below it, and the sentence where what was typed cannot stand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from app.domain.matching import fold
from app.services.table_edits import Proposed
from app.ui import theme
from app.ui.widgets.own_keys import OwnKeys
from app.ui.widgets.text import column, frame, label, tone

_SHOWN = 8  # proposals at a time
_STEPS = {  # what a key means when it is done: columns to the right, rows down
    Qt.Key.Key_Return: (0, 1),
    Qt.Key.Key_Enter: (0, 1),
    Qt.Key.Key_Tab: (1, 0),
    Qt.Key.Key_Backtab: (-1, 0),
}
_OURS = (*_STEPS, Qt.Key.Key_Escape, Qt.Key.Key_F2)
Step = tuple[int, int]


class CellEditor(QObject):
    """One cell being typed. `done` says where to go next; None: nowhere, somebody clicked elsewhere."""

    done = Signal(object)  # Step or None
    left = Signal()  # Escape: what was typed is given up

    def __init__(self, over: QWidget, name: str, text: str, *, lines: bool, numeric: bool) -> None:
        super().__init__(over)
        self._over, self._was, self._waiting, self._cell = over, text, False, QRect()
        self._held: list[QKeyEvent] = []
        self._proposed = Proposed(())
        self._reads: Callable[[str], str] = lambda text: ""
        self.field: QLineEdit | QPlainTextEdit = _lines(over, text) if lines else _line(over, text, numeric=numeric)
        self.field.setAccessibleName(name)
        self.field.installEventFilter(self)
        OwnKeys(self.field, lambda event: event.key() in _OURS)
        self.says = label("", theme.FINE, wrap=True)
        self.says.hide()
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.itemClicked.connect(lambda item: self._take(item.text()))
        self.list.hide()
        self.below = frame("card")
        self.below.setParent(over)
        self.below.setLayout(column(self.says, self.list, edges=(theme.SMALL, theme.TIGHT, theme.SMALL, theme.TIGHT)))
        self.below.hide()
        self.field.textChanged.connect(self._on_typed)

    # --- what the table asks -----------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is typed; of a closed list the one word that fits it, unless it stood there before anybody typed."""
        typed = self.field.text() if isinstance(self.field, QLineEdit) else self.field.toPlainText()
        chosen = self.list.currentItem()
        if not self.list.isHidden() and chosen is not None:
            return chosen.text()
        if not self._proposed.closed or not typed.strip() or typed == self._was:
            return typed
        found = self._matching(typed)
        return found[0] if len(found) == 1 else typed

    def open(self) -> None:
        """Take the keyboard, with everything selected."""
        self.field.show()
        self.field.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def stand_at(self, cell: QRect) -> None:
        """Stand over a cell; what belongs below it goes above where there is no room."""
        self._cell, room = cell, self._over.rect()
        wide = min(max(cell.width(), theme.px(180)), max(room.width(), theme.px(180)))
        high = cell.height() * 3 if isinstance(self.field, QPlainTextEdit) else cell.height()
        at = QRect(cell.left(), cell.top(), wide, high)
        at.moveLeft(max(min(at.left(), room.right() - wide), 0))
        self.field.setGeometry(at)
        self.below.setFixedWidth(max(wide, theme.px(280)))
        self.below.adjustSize()
        under = at.bottom() + 1
        fits = under + self.below.height() <= room.bottom() or at.top() < self.below.height()
        left = max(min(at.left(), room.right() - self.below.width()), 0)
        self.below.move(left, under if fits else at.top() - self.below.height())

    def propose(self, proposed: Proposed) -> None:
        """Offer words below the field from now on."""
        self._proposed = proposed
        if self.field.isVisible() and proposed.words:
            self._draw_list("")

    def reads(self, words: Callable[[str], str]) -> None:
        """Say below the field how what is typed is understood, as a date in full."""
        self._reads = words
        self._on_typed()

    def fix(self, sentence: str) -> None:
        """Nothing can be typed here, and this is why; the text can still be read and copied."""
        self.field.setReadOnly(True)
        self._say(sentence, "muted")
        self.field.setAccessibleDescription(sentence)

    @property
    def is_fixed(self) -> bool:
        """True where nothing can be typed."""
        return self.field.isReadOnly()

    def write(self, text: str) -> None:
        """Put a text in the place of what is typed."""
        if isinstance(self.field, QLineEdit):
            self.field.setText(text)
        else:
            self.field.setPlainText(text)

    def refuse(self, sentence: str) -> None:
        """Say why what was typed cannot stand there; it stays, to be put right."""
        self._waiting = False
        self._held.clear()
        self.list.hide()
        self._say(sentence, "bad")
        self.field.setAccessibleDescription(sentence)

    def wait(self) -> None:
        """What is typed is on its way: keys are kept for whichever cell comes next."""
        self._waiting = True

    def close(self) -> list[QKeyEvent]:
        """Go, and hand on the keys that came meanwhile."""
        self.field.removeEventFilter(self)
        for one in (self.field, self.below):
            one.hide()
            one.deleteLater()
        self.deleteLater()
        return self._held

    # --- keys --------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and Escape are the table's; while an answer is awaited every key is kept."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._waiting:
                self._held.append(event.clone())
                return True
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            elsewhere = event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
            if elsewhere and not self._waiting:
                self.done.emit(None)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.list.isHidden():
            self._step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key not in _STEPS:
            return False
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.AltModifier and isinstance(self.field, QPlainTextEdit):
            self.field.insertPlainText("\n")
            return True
        right, down = _STEPS[key]
        self.done.emit((right, -down if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else down))
        return True

    # --- proposals and sentences -------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        typed = self.field.text() if isinstance(self.field, QLineEdit) else ""
        self._say(self._reads(typed), "muted")
        self.field.setAccessibleDescription("")
        self._draw_list(typed)

    def _matching(self, typed: str) -> Sequence[str]:
        words = fold(typed).split()
        exact = [one for one in self._proposed.words if fold(one) == fold(typed)]
        return exact or [one for one in self._proposed.words if all(word in fold(one) for word in words)]

    def _draw_list(self, typed: str) -> None:
        found = self._matching(typed)[:_SHOWN] if self._proposed.words else []
        self.list.clear()
        self.list.addItems(list(found))
        self.list.setCurrentRow(-1)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * len(found) + 2 if found else 0)
        self.list.setHidden(not found or [typed] == list(found))
        self._arrange()

    def _step(self, by: int) -> None:
        self.list.setCurrentRow(max(min(self.list.currentRow() + by, self.list.count() - 1), -1))

    def _take(self, word: str) -> None:
        if isinstance(self.field, QLineEdit):
            self.field.setText(word)
        self.field.setFocus()

    def _say(self, sentence: str, hue: str) -> None:
        self.says.setText(sentence)
        tone(self.says, hue)
        self.says.setHidden(not sentence)
        self._arrange()

    def _arrange(self) -> None:
        """Show what there is to show below the field."""
        self.below.setHidden(self.says.isHidden() and self.list.isHidden())
        self.below.raise_()
        self.stand_at(self._cell)


def _line(over: QWidget, text: str, *, numeric: bool) -> QLineEdit:
    made = QLineEdit(text, over)
    made.setProperty("part", "cell")
    if numeric:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _lines(over: QWidget, text: str) -> QPlainTextEdit:
    made = QPlainTextEdit(text, over)
    made.setTabChangesFocus(True)
    return made
