"""What every page is: a widget that asks again when something it shows has changed, and only while it is on screen."""

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.ui.bench import Bench


@dataclass(frozen=True, slots=True)
class ChosenLeads:
    """Leads to go through one after the other, and how they were chosen."""

    ids: tuple[int, ...]
    about: str


class Page(QWidget):
    """Keeps an id and what is half-typed, never a copy of the world."""

    half_screen: ClassVar[bool] = False  # in a narrow window it has the room of the places as well

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self._stale = True
        self.drawn = False  # its first rows are there
        bench.runner.changed.connect(self._on_changed)

    def appear(self, what: Any = None) -> None:
        """The page comes on screen; `what` says which thing of its kind to show."""
        self._stale = False
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what is shown."""
        raise TypeError(f"{type(self).__name__} does not say what it asks for")

    @property
    def topic(self) -> str:
        """Which help is for what is shown now; empty where it is that of the place."""
        return ""

    @property
    def holds_input(self) -> bool:
        """True while something is half-typed here that would be lost with the page."""
        return False

    def finish(self) -> None:
        """The workspace closes: what is typed here and wants to be kept is kept now."""

    def concerns(self, changed: Any) -> bool:
        """True where a change touches what this page shows."""
        return True

    def _on_changed(self, changed: Any) -> None:
        if not self.concerns(changed):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
