"""What stands in the place of the numbers where there are none yet: no lead at all, or a week being counted."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.widgets.empty import Empty
from app.ui.widgets.text import column

SLIM = 300  # pixels at 100 %


class Slim(Empty):
    """No wider than half a screen has room for beside the list of parts."""

    def __init__(
        self, icon: str, title: str, about: str, act: str = "", call: Callable[[], None] | None = None
    ) -> None:
        super().__init__(icon, title, about, act, call)
        self.about.setFixedWidth(theme.px(SLIM))
        self.say(title, about)


class Nothing(Slim):
    """No lead ever: says what brings the first numbers."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            "chart-bar",
            tr("Nothing to review yet"),
            tr("A review counts what leads did in a week. Import some, settle a few in Today, and look again."),
            tr("Import files"),
            lambda: bench.commands.act("import.files"),
        )


class Counting(QWidget):
    """A week that is being counted, and can be stopped; once it was, it can be counted after all."""

    def __init__(self, stop: Callable[[], None], again: Callable[[], None]) -> None:
        super().__init__()
        about = tr("Numbers that are not frozen are counted from all leads. It can be stopped, nothing is lost.")
        self._running = Slim("hourglass", "", about, tr("Stop counting"), stop)
        self._over = Slim(
            "player-stop",
            "",
            tr("Count it again, or choose an issued week: frozen numbers are there at once."),
            tr("Count it again"),
            again,
        )
        self.setLayout(column(self._running, self._over))
        self._over.hide()

    def say(self, week: str) -> None:
        """This week is being counted."""
        self._running.say(tr("Counting {week}", week=week), self._running.about.text())
        self._over.hide()
        self._running.show()

    def stopped(self, week: str) -> None:
        """It was stopped before it was counted."""
        self._over.say(tr("{week} was not counted", week=week), self._over.about.text())
        self._running.hide()
        self._over.show()

    def take_focus(self) -> None:
        """The keyboard goes to what can be done."""
        (self._over if self._over.isVisible() else self._running).take_focus()
