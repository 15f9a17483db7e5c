"""A sitting: how many leads somebody has settled since they sat down, and how long each took."""

import time
from collections.abc import Callable

from app.language import number, tr

BREAK = 300.0  # seconds; longer than this nobody looks at one lead: they were away


class Sitting:
    """Counts settled leads and the time between them; time spent away from the desk is left out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self.settled = 0
        self._spent = 0.0
        self._timed = 0  # leads whose time is known

    def settle(self) -> None:
        """One more lead is settled."""
        now = self._clock()
        took, self._since = now - self._since, now
        self.settled += 1
        if took <= BREAK:
            self._spent += took
            self._timed += 1

    def says(self, waiting: int) -> str:
        """How far it has come: "17 of 40 settled, 22 s each"; nothing before the first."""
        if not self.settled:
            return ""
        words = tr(
            "{settled} of {settled2} settled", settled=number(self.settled), settled2=number(self.settled + waiting)
        )
        return (
            tr("{words}, {round} s each", words=words, round=number(round(self._spent / self._timed)))
            if self._timed
            else words
        )
