"""What every part of the review is: a widget that shows a sight, takes the keyboard, and says what it wants opened."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.bench import Bench

if TYPE_CHECKING:
    from app.services.review_sight import Sight


class Part(QWidget):
    """Made when it is first looked at; drawn only while it is the one on screen."""

    rows_wanted = Signal(object)  # Address: the rows behind a number
    rows_there_wanted = Signal(object)  # Address: those behind the number of the week that is compared with
    part_wanted = Signal(object)  # id of another part

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.drawn_of: Any = None  # the sight that it shows
        self._opened_from: QWidget | None = None  # a bar, a sentence or a cell, whose rows are looked at
        self.rows_wanted.connect(self._on_rows_wanted)

    def show_sight(self, sight: "Sight") -> None:
        """Draw a sight, unless it is the one that is drawn."""
        if sight is not self.drawn_of:
            self.drawn_of = sight
            self.draw(sight)

    def draw(self, sight: "Sight") -> None:
        """Draw it."""
        raise TypeError(f"{type(self).__name__} does not say what it draws")

    def take_focus(self) -> None:
        """The keyboard goes to what is read first."""
        self.setFocus()

    def return_focus(self) -> bool:
        """Back to what opened the rows that were looked at; False where nothing did, or it is no longer there."""
        back, self._opened_from = self._opened_from, None
        if back is None or not isValid(back) or not back.isVisible():
            return False
        back.setFocus()
        return True

    def _on_rows_wanted(self, _: object) -> None:
        held = self.window().focusWidget()
        self._opened_from = held if held is not None and self.isAncestorOf(held) else None

    @property
    def holds_input(self) -> bool:
        """True while something is half-typed here."""
        return False

    def turn_chart(self) -> bool:
        """Show the chart as a table or the other way round; False where there is no chart."""
        return False
