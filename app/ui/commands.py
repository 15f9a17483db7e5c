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

    def answers(self, on_screen: dict[QWidget, bool]) -> bool:
        """True where the owner is on screen and would act now; `on_screen` keeps which owners are."""
        if self.owner not in on_screen:
            on_screen[self.owner] = shiboken6.isValid(self.owner) and self.owner.isVisible()
        return on_screen[self.owner] and self.enabled()


class Commands(QObject):
    """Every command as an action of the window; whichever bound widget is on screen last answers it."""

    refreshed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.actions: dict[str, QAction] = {}
        self._bound: dict[str, list[_Binding]] = {}
        self._owners: set[QWidget] = set()
        self.read_only = False
        self._said = ""  # why nothing may be changed, as the actions say it
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
        bound = [one for one in self._bound.get(id, ()) if shiboken6.isValid(one.owner)]
        self._bound[id] = [*bound, _Binding(owner, act, enabled)]
        self._owners.add(owner)

    def act(self, id: str) -> None:
        """Do a command, if somebody on screen answers it now."""
        binding = self._answering(id)
        if binding is not None:
            binding.act()

    def can(self, id: str) -> bool:
        """True where the command would do something now."""
        return self._answering(id) is not None

    def refresh(self) -> None:
        """Enable exactly what can be done now; after every key, so each owner is looked for on screen once."""
        self._say_why()
        self._let_go()
        on_screen: dict[QWidget, bool] = {}
        for one in COMMANDS:
            refused = self.read_only and one.changes
            able = not refused and any(binding.answers(on_screen) for binding in reversed(self._bound.get(one.id, ())))
            self.actions[one.id].setEnabled(able)
        self.refreshed.emit()

    def _let_go(self) -> None:
        """Forget who is gone: what they would have done holds a closed workspace with all that was read of it."""
        gone = {owner for owner in self._owners if not shiboken6.isValid(owner)}
        if gone:
            self._owners -= gone
            for id, bound in self._bound.items():
                self._bound[id] = [one for one in bound if one.owner not in gone]

    def _say_why(self) -> None:
        said = tr(READ_ONLY) if self.read_only else ""
        if said != self._said:
            self._said = said
            for one in COMMANDS:
                self.actions[one.id].setToolTip(said if one.changes else "")

    def _answering(self, id: str) -> _Binding | None:
        if self.read_only and command(id).changes:
            return None
        for binding in reversed(self._bound.get(id, ())):
            if binding.answers({}):
                return binding
        return None
