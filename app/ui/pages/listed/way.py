"""Another way of looking at the rows of a list than as lines, such as a board or a grid."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.lists.places import AnyFilter


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
