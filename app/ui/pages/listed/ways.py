"""The ways of looking at the rows of a list: as lines, and those that its page adds, such as a board or a grid."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.lists.places import AnyFilter
from app.ui.widgets.kept_switch import KeptSwitch


def key_of(place: str) -> str:
    """The key under which a list is asked for, in whatever way it is looked at: only the newest question is drawn."""
    return f"list/{place}"


class Way(QWidget):
    """Asks for what passes the filter of its list and draws it."""

    drawn = Signal(object)  # how many rows it shows

    def ask(self, filter: AnyFilter) -> None:
        """Ask for what passes."""
        raise TypeError(f"{type(self).__name__} does not say what it asks for")

    def take_focus(self) -> None:
        """Take the keyboard, once something is there."""
        self.setFocus()

    @property
    def current_id(self) -> int | None:
        """The row in hand, or None."""
        return None


class Ways(QObject):
    """Which way is in force; a list without a switch shows lines."""

    chosen = Signal(object)  # its id, by the person
    drawn = Signal(object)  # how many rows the way in force shows

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._switch: KeptSwitch | None = None
        self._ways: Mapping[str, Way] = {}
        self._entered = False  # the way was chosen: it takes the keyboard once something is there

    def offer(self, switch: KeptSwitch, ways: Mapping[str, Way]) -> None:
        """Let one be chosen; whatever else the switch names means lines."""
        self._switch, self._ways = switch, ways
        switch.chosen.connect(self.chosen)
        for way in ways.values():
            way.drawn.connect(self._on_drawn)

    @property
    def shape(self) -> str:
        """The id of the way in force, as a saved view keeps it."""
        return self._switch.value if self._switch is not None else "list"

    @property
    def current(self) -> Way | None:
        """The way in force, None for lines."""
        return self._ways.get(self.shape)

    def enter(self, shape: str) -> None:
        """Put another way in force, and remember it."""
        self._entered = True
        if self._switch is not None:
            self._switch.keep(shape)

    def _on_drawn(self, count: int) -> None:
        way, entered, self._entered = self.current, self._entered, False
        if way is None:
            return
        self.drawn.emit(count)
        if entered:
            way.take_focus()
