"""A field for what can be counted, dated or chosen; beside it stands how it was understood, in words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.calls.values import Value, parse_value, say_value
from app.language import later, tr
from app.ui import dates, theme
from app.ui.strips.strip import line
from app.ui.widgets.text import column, label, tone

_Choice = tuple[str, str, tuple[str, ...]]
_EXAMPLES = {
    "number": later("a number with its unit: 120-150 / month"),
    "date": later("a day: 14.03.2027, mid March, Q2, week 12"),
    "choice": later("one of these: {choices}"),
}
_NAMES = {"number": later("Number"), "date": later("Date"), "choice": later("Choice")}


class ValueField(QWidget):
    """Reads what is typed at every letter; nothing firm in it is said, and is no value."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kinds: tuple[str, ...] = ()
        self._choices: tuple[_Choice, ...] = ()
        self._shown: tuple[str, Value | None] = ("", None)  # what was kept before, in words, and what it is
        self.field: QLineEdit = line(tr("Value"))
        self.says = label("", theme.FINE, tone="muted", wrap=True)
        self.setLayout(column(self.field, self.says, space=2))
        self.field.textChanged.connect(self._on_typed)

    def ask_for(self, kinds: Sequence[str], choices: Sequence[_Choice] = ()) -> None:
        """Ask for a value of one of these kinds; without kinds the words say it all."""
        self._kinds, self._choices = tuple(kinds), tuple(choices)
        names = [tr(_NAMES[kind]) for kind in self._kinds]
        self.field.setAccessibleName(tr("Value: {kinds}", kinds=", ".join(names)) if names else tr("Value"))
        self.field.setPlaceholderText("; ".join(self._examples()) or tr("a number, a day, if there is one"))
        self._say()

    def show_text(self, text: str, value: Value | None = None) -> None:
        """Show what was typed before, or a value that was kept, without telling."""
        text = text or say_value(value, self._choices)
        self._shown = (text, value)
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)
        self._say()

    @property
    def text(self) -> str:
        """As it is typed."""
        return self.field.text()

    @property
    def value(self) -> Value | None:
        """What is understood; None where there is nothing firm."""
        text = self.field.text().strip()
        if not text or (text == self._shown[0] and self._shown[1] is not None):
            return self._shown[1] if text else None
        if "choice" in self._kinds and text.isdecimal() and 1 <= int(text) <= len(self._choices):
            return Value("choice", choice=self._choices[int(text) - 1][0])
        kind = self._kinds[0] if len(self._kinds) == 1 else ""
        return parse_value(text, dates.today(), kind, self._choices)

    def _examples(self) -> list[str]:
        numbered = " · ".join(f"{at} {label}" for at, (_, label, _) in enumerate(self._choices, start=1))
        return [tr(_EXAMPLES[kind], choices=numbered) if kind == "choice" else tr(_EXAMPLES[kind])
                for kind in self._kinds]  # fmt: skip

    def _on_typed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        text, value = self.field.text().strip(), self.value
        if not text:
            said, hue = "", "muted"
        elif value is not None:
            said, hue = tr("✓ Understood: {value}", value=say_value(value, self._choices)), "good"
        else:
            examples = "; ".join(self._examples()) or tr("a number or a day")
            said, hue = tr("? Nothing firm in it. Write {examples}", examples=examples), "wait"
        self.says.setText(said)
        self.says.setVisible(bool(said))
        tone(self.says, hue)
