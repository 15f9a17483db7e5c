"""A few things side by side that Tab stops at once and arrows go through, as people walk a spreadsheet."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class Walk(QObject):
    """Arrows, Home and End among widgets in lines of `across`; the one that was left is come back to."""

    def __init__(self, parent: QObject, across: int = 1) -> None:
        super().__init__(parent)
        self.across = across
        self._stops: list[QWidget] = []

    def take(self, stops: Sequence[QWidget]) -> None:
        """Walk these from now on; Tab stops at the first."""
        self._stops = list(stops)
        for at, one in enumerate(self._stops):
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == 0 else Qt.FocusPolicy.ClickFocus)
            one.installEventFilter(self)

    @property
    def at(self) -> int:
        """Which one Tab stops at."""
        return next((at for at, one in enumerate(self._stops) if one.focusPolicy() is Qt.FocusPolicy.StrongFocus), 0)

    def go(self, to: int) -> None:
        """Give the keyboard to one of them, if there is any."""
        if self._stops:
            self._stops[min(max(to, 0), len(self._stops) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks here before a stop hears a key, and tells when one got the keyboard."""
        if event.type() is QEvent.Type.FocusIn and watched in self._stops:
            for one in self._stops:
                one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is watched else Qt.FocusPolicy.ClickFocus)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched in self._stops:
            return not event.modifiers() & _HELD and self._step(event.key())
        return False

    def _step(self, key: int) -> bool:
        at, last = self.at, len(self._stops) - 1
        steps = {
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Down: at + self.across,
            Qt.Key.Key_Up: at - self.across,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        to = steps.get(Qt.Key(key))
        if to is None:
            return False
        if 0 <= to <= last:
            self.go(to)
        return True
