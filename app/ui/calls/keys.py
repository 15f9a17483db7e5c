"""The keys of a call: heard before those of the window, also while one types into a field of its page."""

from collections.abc import Callable

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui.command_table import COMMANDS
from app.ui.widgets.own_keys import OwnKeys

_NEAR = {QKeySequence(c.key).toString(): c.id for c in COMMANDS if c.near == "call" and c.id != "call.said"}


class CallKeys:
    """Lets widgets hear the keys of a call: `act` does a command, `said` chooses who speaks by Alt and a digit."""

    def __init__(self, act: Callable[[str], None], said: Callable[[int], None]) -> None:
        self._act, self._said = act, said

    def heed(self, *widgets: QWidget, digits: bool = True) -> None:
        """Listen in these, and in everything inside them that takes the keyboard; a strip has digits of its own."""
        takes = self._takes if digits else self._takes_no_digit
        for widget in widgets:
            for one in (widget, *widget.findChildren(QWidget)):
                if one.focusPolicy() is not Qt.FocusPolicy.NoFocus and not one.property("in_call"):
                    one.setProperty("in_call", True)
                    OwnKeys(one, takes, self._heard)

    def _takes(self, event: QKeyEvent) -> bool:
        return written(event) in _NEAR or digit(event) is not None

    def _takes_no_digit(self, event: QKeyEvent) -> bool:
        return written(event) in _NEAR

    def _heard(self, event: QKeyEvent) -> None:
        number = digit(event)
        if number is not None:
            self._said(number)
        else:
            self._act(_NEAR[written(event)])


def digit(event: QKeyEvent) -> int | None:
    """The digit that is pressed with Alt alone, else None."""
    number = event.key() - Qt.Key.Key_0
    return number if _held(event) == Qt.KeyboardModifier.AltModifier and 0 <= number <= 9 else None


def written(event: QKeyEvent) -> str:
    """A key as the registry writes it; Enter of the keypad is Enter, and Ctrl+Shift+Tab is the same way back."""
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    return QKeySequence(QKeyCombination(_held(event), key)).toString()


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
