"""Meets the code of a place before anybody goes there, while the window has nothing to do, so that it comes at once.

Code is met where it is first wanted, so that the window opens soon; of the review that is half of what its first
opening takes. So once a workspace has been open for a moment, that code is met one module at a time: those that a
module stands on come before it, so no turn takes longer than one of them, some milliseconds, and a key waits no longer
than that. Whoever does something, or waits for an answer, has the window to himself.

What draws charts (pyqtgraph and numpy: 38 MB, 0.3 s) is met with the first chart, not here: many a sitting sees none.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.runner import Runner

QUIET = 1_000  # milliseconds since the last answer; whoever walks through leads asks more often
BETWEEN = 15  # milliseconds in which the window has everything to itself
_TABLES = ("movement", "funnel", "conversion", "acceptance", "clocks", "cohorts", "exceptions", "diagnoses", "metrics")
REVIEW = (
    "app.domain.review.frozen",
    "app.services.review_sight",
    "app.ui.pages.review",
    *(f"app.ui.review.parts.{part}" for part in (*_TABLES, "quality", "checks")),
    "app.ui.review.summary",
    "app.domain.review.charts",
    "app.ui.charts.chart",
    "app.ui.review.sheet_part",
    "app.ui.review.diagnoses",
    "app.ui.review.decisions",
    "app.ui.review.presenting",
    "app.domain.review.issue",
    "app.services.review_computed",
    "app.domain.review.rows.freeze",
)
"""The place of the review with its parts, then its meeting, and last what counts a week and finds rows."""
_ROOT = Path(__file__).resolve().parents[2]
_IMPORT = re.compile(r"^from (app[.\w]*) import (\([^)]*\)|.*)", re.MULTILINE)


class Leisure(QObject):
    """Takes a turn now and then until everything is met."""

    met = Signal()  # nothing is left

    def __init__(self, runner: Runner, wanted: Iterable[str] = REVIEW) -> None:
        super().__init__(runner)
        self._runner = runner
        self._ahead = [*wanted][::-1]  # the next one last, after what stands on it
        self._opened: set[str] = set()  # those of which it was seen what they stand on
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._turn)
        runner.rested.connect(self._put_off)

    def begin(self) -> None:
        """Begin in a moment, unless everything is met already."""
        if self._left():
            self._next.start(QUIET)

    def end(self) -> None:
        """The workspace closes: what is not met yet waits until it is wanted."""
        self._next.stop()

    def _put_off(self) -> None:
        """Somebody did something a moment ago, and may go on."""
        if self._next.isActive():
            self._next.start(QUIET)

    def _turn(self) -> None:
        if self._runner.busy:
            self._next.start(QUIET)
        elif self.step():
            self._next.start(BETWEEN)
        else:
            self.met.emit()

    def step(self) -> bool:
        """Meet one module; False once nothing is left."""
        while self._left() and self._ahead[-1] not in self._opened:
            name = self._ahead[-1]
            self._opened.add(name)
            self._ahead += [one for one in foundations(name) if one not in self._opened][::-1]
        if self._left():
            import_module(self._ahead[-1])
        return self._left()

    def _left(self) -> bool:
        """Pass over what was met meanwhile; False where nothing is left."""
        while self._ahead and self._ahead[-1] in sys.modules:
            self._ahead.pop()
        return bool(self._ahead)


def foundations(name: str) -> Iterator[str]:
    """The modules of ours without which this one cannot be met: its packages, and what its text imports at the top.

    Only the order rests on it. In a bundle there is no text; a module is then met with all that it stands on.
    """
    parts = name.split(".")
    yield from (".".join(parts[:n]) for n in range(1, len(parts)))
    file = _file(name)
    for found in _IMPORT.finditer(file.read_text(encoding="utf-8")) if file is not None else ():
        yield found[1]
        inside = (f"{found[1]}.{part}" for part in re.findall(r"\w+", found[2]))
        yield from (part for part in inside if _file(part) is not None)


def _file(name: str) -> Path | None:
    """Where the text of a module or a package is; None where it is not at hand, or there is no such module."""
    stem = _ROOT.joinpath(*name.split("."))
    return next((file for file in (stem.with_suffix(".py"), stem / "__init__.py") if file.is_file()), None)
