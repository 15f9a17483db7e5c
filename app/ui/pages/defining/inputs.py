"""Inputs for the values of a playbook: each shows a value, and tells when a person has settled on another one."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.domain.problems import Problem
from app.language import tr
from app.ui import theme
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import column, row

Options = Sequence[tuple[str, str]]  # ids with their labels

MOST_LINES = 24  # of a long text at once


def listed(value: Any) -> list[Any]:
    """A value as a list. A draft taken from a file may hold what is none: its fault says so, and here it is empty."""
    return list(value) if isinstance(value, (list, tuple)) else []


def paired(value: Any) -> dict[str, Any]:
    """A value as pairs; what is none is empty, as with `listed`."""
    return dict(value) if isinstance(value, Mapping) else {}


class Input(QWidget):
    """What every input shares: it settles when the keyboard leaves it or on Enter, and only if something changed."""

    settled = Signal(object)  # the new value
    refused = Signal(object)  # the words of a Problem, "" once it is read again
    half_typed: ClassVar[bool] = True  # False where every change settles at once

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._shown: Any = None

    def show_value(self, value: Any) -> None:
        """Show a value that was settled, unless somebody is writing another one."""
        if not (self.dirty and self.holds_focus):
            self._shown = value
            self.write(value)
            self.refused.emit("")

    def write(self, value: Any) -> None:
        """Put a value on screen."""
        raise TypeError(f"{type(self).__name__} does not say how it shows a value")

    def read(self) -> Any:
        """The value on screen. Raises Problem where it cannot be read."""
        raise TypeError(f"{type(self).__name__} does not say how it reads its value")

    @property
    def holds_focus(self) -> bool:
        """True while the keyboard is here."""
        inner = self.focusWidget()
        return self.hasFocus() or (inner is not None and inner.hasFocus())

    @property
    def dirty(self) -> bool:
        """True while something stands here that is not settled."""
        try:
            return bool(self.read() != self._shown)
        except Problem:
            return True

    def settle(self) -> None:
        """Tell the value, if it is another one; say what cannot be read."""
        try:
            value = self.read()
        except Problem as problem:
            self.refused.emit(problem.message)
            return
        self.refused.emit("")
        if value != self._shown:
            self._shown = value
            self.settled.emit(value)

    def give_up(self) -> None:
        """Show the settled value again."""
        self.write(self._shown)
        self.refused.emit("")


class LineInput(Input):
    """One line of text."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.editingFinished.connect(self.settle)
        self.setLayout(column(self.line))
        self.setFocusProxy(self.line)

    def write(self, value: Any) -> None:
        """Show the text."""
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def read(self) -> Any:
        """The text without what surrounds it."""
        return self.line.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what is half-typed, before it leaves anything."""
        if event.key() == Qt.Key.Key_Escape and self.dirty:
            self.give_up()
        else:
            super().keyPressEvent(event)


class NumberInput(LineInput):
    """A number; `whole` ones have no decimals, and an empty one is none where that is legal."""

    def __init__(self, name: str, *, whole: bool = False, required: bool = True) -> None:
        super().__init__(name)
        self._whole, self._required = whole, required
        self.line.setMaximumWidth(theme.px(110))

    def write(self, value: Any) -> None:
        """Show the number."""
        super().write("" if value is None else f"{value:.15g}" if isinstance(value, float) else value)

    def read(self) -> Any:
        """The number; a decimal comma is one too."""
        text = self.line.text().strip().replace(",", ".").replace("−", "-")
        if not text and not self._required:
            return None
        try:
            value = float(text)
        except ValueError:
            raise Problem(tr("Write a number, such as 10.")) from None
        if value != value or abs(value) > 1e9:
            raise Problem(tr("Write a number, such as 10."))
        if self._whole and value != int(value):
            raise Problem(tr("Write a whole number, such as 10."))
        return int(value) if value == int(value) else value


class LongInput(Input):
    """Text as high as it needs; Ctrl+Enter settles it, Enter too where it is one `sentence`, Tab leaves it."""

    entered = Signal()  # it was settled by Enter: a dialog may go on

    def __init__(self, name: str, hint: str = "", lines: int = 2, *, sentence: bool = False) -> None:
        super().__init__(name)
        self._lines, self._sentence = lines, sentence
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(name)
        self.text.setPlaceholderText(hint)
        self.text.setTabChangesFocus(True)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._grow)
        self.setLayout(column(self.text))
        self.setFocusProxy(self.text)
        self._grow()

    def write(self, value: Any) -> None:
        """Show the text."""
        self.text.setPlainText(str(value or ""))

    def read(self) -> Any:
        """The text, its paragraphs as they were written; a sentence has one."""
        text = self.text.toPlainText().strip()
        return " ".join(text.split()) if self._sentence else text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving settles, Ctrl+Enter too; Esc takes back what is half-typed. Another width breaks other lines."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._grow)
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.settle()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if (held or self._sentence) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.settle()
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.dirty:
                self.give_up()
                return True
        return False

    def _grow(self) -> None:
        """As high as its text, so that the form alone scrolls; what is longer than a screen scrolls in itself."""
        metrics = self.text.fontMetrics()
        blocks = int(self.text.document().size().height())  # lines, for plain text
        lines = min(max(self._lines, blocks), MOST_LINES)
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if blocks > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.text.setVerticalScrollBarPolicy(bar)
        self.text.setFixedHeight(lines * metrics.lineSpacing() + 2 * theme.SMALL + 4)


class WordsInput(LongInput):
    """Several texts, one a line; or several whole numbers."""

    def __init__(self, name: str, hint: str = "", lines: int = 2, *, numbers: bool = False) -> None:
        super().__init__(name, hint, lines)
        self._numbers = numbers

    def write(self, value: Any) -> None:
        """Show each on its line."""
        super().write("\n".join(str(one) for one in listed(value)))

    def read(self) -> Any:
        """Every line that says something."""
        lines = [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()]
        if not self._numbers:
            return lines
        try:
            return [int(line) for line in lines]
        except ValueError:
            raise Problem(tr("Write one whole number a line.")) from None

    def show_value(self, value: Any) -> None:
        """Show the texts."""
        super().show_value(listed(value))


class YesNoInput(Input):
    """Yes or no, both visible."""

    half_typed = False

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._choice = Segmented(name, (("yes", tr("Yes")), ("no", tr("No"))))
        self._choice.chosen.connect(lambda _: self.settle())
        self.setLayout(row(self._choice, None))
        self.setFocusProxy(self._choice)

    def write(self, value: Any) -> None:
        """Press one."""
        self._choice.choose("yes" if value else "no")

    def read(self) -> Any:
        """Whether Yes is down."""
        return self._choice.value == "yes"


class ChoiceInput(Input):
    """One of several; a value outside them is kept and shown as it is written."""

    half_typed = False

    def __init__(self, name: str, options: Options, *, required: bool = True) -> None:
        super().__init__(name)
        self.box = _QuietBox()
        self.box.setAccessibleName(name)
        if not required:
            self.box.addItem("–", "")
        for id, words in options:
            self.box.addItem(words, id)
        self.box.activated.connect(lambda _: self.settle())
        self.setLayout(column(self.box))
        self.setFocusProxy(self.box)

    def write(self, value: Any) -> None:
        """Choose it in the list."""
        at = self.box.findData(value if value is not None else "")
        if at < 0 and value not in (None, ""):
            self.box.addItem(tr("{value} (not defined)", value=value), value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)

    def read(self) -> Any:
        """The id in hand."""
        found = self.box.currentData()
        return "" if found is None else found


class _QuietBox(QComboBox):
    """A choice that the wheel does not change while one scrolls past it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def wheelEvent(self, event: Any) -> None:
        """Let the page scroll, unless the keyboard is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class PairsInput(Input):
    """A number for each of several named things, one a line: "Pricing request: 4"."""

    def __init__(self, name: str, options: Callable[[], Options], *, numbers: bool = True) -> None:
        super().__init__(name)
        self._options, self._numbers = options, numbers
        self.pairs = LongInput(name, tr("One a line, such as  Name: value"))
        self.pairs.settled.connect(lambda _: self.settle())
        self.setLayout(column(self.pairs))
        self.setFocusProxy(self.pairs)

    def write(self, value: Any) -> None:
        """Show each pair on its line."""
        labels = dict(self._options())
        lines = [f"{labels.get(id, id)}: {_plain(one)}" for id, one in paired(value).items()]
        self.pairs._shown = "\n".join(lines)
        self.pairs.write("\n".join(lines))

    def read(self) -> Any:
        """The pairs by id."""
        ids = {words.casefold(): id for id, words in self._options()} | {id.casefold(): id for id, _ in self._options()}
        found: dict[str, Any] = {}
        for line in self.pairs.read().splitlines():
            name, colon, text = (part.strip() for part in line.rpartition(":"))
            if not line.strip():
                continue
            if not colon or not name or not text:
                raise Problem(tr("Write “{line}” as a name, a colon and a value.", line=line.strip()))
            found[ids.get(name.casefold(), name)] = _number(text, line) if self._numbers else text
        return found

    def show_value(self, value: Any) -> None:
        """Show the pairs."""
        super().show_value(paired(value))


def _plain(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _number(text: str, line: str) -> float | int:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise Problem(tr("Write a number after the colon of “{line}”.", line=line.strip()))
    return int(value) if value == int(value) else value
