"""Issuing a week from the window: a reader makes it ready, and can be stopped; the writer only stores it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.services.reviews import TRIES, Outdated, Ready, issue_review, ready_to_issue
from app.ui.bench import Bench
from app.ui.runner import alive

Then = Callable[[Any], None]


class Issuing:
    """One week on its way to be frozen. Where somebody changes anything meanwhile it is made ready again."""

    def __init__(
        self,
        bench: Bench,
        week: str,
        weeks: int,
        path: Path | None = None,
        *,
        names: bool = True,
        say: bool = True,
        then: Then,
        failed: Then | None = None,
        key: str = "review/issue",
    ) -> None:
        self._bench, self._of, self._path = bench, (week, weeks), path
        self._names, self._say = names, say
        self._then, self._failed = then, failed or bench.problems.show
        self._key, self._tries = key, TRIES

    def begin(self) -> None:
        """Make the week ready; after some tries in vain the act does it all by itself."""
        self._tries -= 1
        self._bench.study(
            ready_to_issue,
            *self._of,
            book=self._path is not None,
            names=self._names,
            over=self._path,
            then=self._act,
            key=self._key,
            failed=self._failed,
        )

    def _act(self, ready: Ready | None) -> None:
        week, weeks = self._of
        told = {"then": self._then, "failed": self._refused}
        self._bench.do(issue_review, week, self._path, weeks, names=self._names, ready=ready, say=self._say, **told)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Outdated):
            (self._failed if alive(self._failed) else self._bench.problems.show)(error)
        elif self._tries:
            self.begin()
        else:
            self._act(None)
