"""The registry of commands: every act of the table as an action of the window, answered by whoever is on screen."""

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.language import tr
from app.ui import icons
from app.ui.command_table import COMMANDS, READ_ONLY, command, key_text


@dataclass(slots=True)
class _Binding:
    owner: QWidget
    act: Callable[[], None]
    enabled: Callable[[], bool]


class Commands(QObject):
    """Every command as an action of the window; whichever bound widget is on screen last answers it."""

    refreshed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.actions: dict[str, QAction] = {}
        self._bound: dict[str, list[_Binding]] = {}
        self.read_only = False
        for one in COMMANDS:
            action = QAction(window)
            if not one.near:
                action.setShortcut(QKeySequence(one.key))
            action.setObjectName(one.id)
            action.setEnabled(False)
            action.triggered.connect(lambda _=False, id=one.id: self.act(id))
            window.addAction(action)
            self.actions[one.id] = action
        self.speak()

    def speak(self) -> None:
        """Call every act what it is called in the language in force."""
        for one in COMMANDS:
            words = tr(one.text) + ("…" if one.opens else "")
            if one.near:
                words = f"{words}\t{key_text(one)}"  # shown in the menu, heard by its page alone
            self.actions[one.id].setText(words)

    def dress(self) -> None:
        """Give the actions their icons; done after the window is painted, because drawing them takes time."""
        for one in COMMANDS:
            icons.dress(self.actions[one.id], one.icon)

    def bind(
        self, id: str, owner: QWidget, act: Callable[[], None], enabled: Callable[[], bool] = lambda: True
    ) -> None:
        """Let a widget answer a command while it is on screen."""
        living = [one for one in self._bound.get(id, ()) if shiboken6.isValid(one.owner)]
        self._bound[id] = [*living, _Binding(owner, act, enabled)]

    def act(self, id: str) -> None:
        """Do a command, if somebody on screen answers it now."""
        binding = self._answering(id)
        if binding is not None:
            binding.act()

    def can(self, id: str) -> bool:
        """True where the command would do something now."""
        return self._answering(id) is not None

    def refresh(self) -> None:
        """Enable exactly what can be done now."""
        for one in COMMANDS:
            action = self.actions[one.id]
            action.setEnabled(self.can(one.id))
            action.setToolTip(tr(READ_ONLY) if self.read_only and one.changes else "")
        self.refreshed.emit()

    def _answering(self, id: str) -> _Binding | None:
        if self.read_only and command(id).changes:
            return None
        for binding in reversed(self._bound.get(id, ())):
            if shiboken6.isValid(binding.owner) and binding.owner.isVisible() and binding.enabled():
                return binding
        return None
