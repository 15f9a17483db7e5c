"""Keys that a widget hears itself while it has the keyboard, whatever command of the window they belong to."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

Takes = Callable[[QKeyEvent], bool]


class OwnKeys(QObject):
    """Asks for the keys that `takes` names: no command hears them, but `act`, or the widget itself where none is given.

    A command takes its key as long as it was possible when the commands were last refreshed, although nobody may
    answer it by now; what a widget does by itself must not hang on that.
    """

    def __init__(self, of: QWidget, takes: Takes, act: Callable[[QKeyEvent], None] | None = None) -> None:
        super().__init__(of)
        self._takes, self._act = takes, act
        of.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks first whether a key is for who has the keyboard, then brings it."""
        if not isinstance(event, QKeyEvent) or event.type() not in _HEARD or not self._takes(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self._act is not None:
            self._act(event)
        return self._act is not None


def plain(*keys: Qt.Key) -> Takes:
    """These keys with nothing held; those of the keypad count as the others."""
    return lambda event: event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


_HEARD = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
