"""What a use case gets and gives: the work at hand, and what it changed."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import Session

from app.services.definitions import Definitions

if TYPE_CHECKING:
    from app.domain.playbook import Playbook


class Cancelled(Exception):
    """The person stopped a long act; nothing of it is kept."""


class Progress:
    """Says how far a long act is, and stops it where the person asked for that."""

    def __init__(self, say: Callable[[int, int, str], None] | None = None) -> None:
        self._say = say
        self._stop = threading.Event()

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Report; raises Cancelled once `cancel` was called, from whichever thread."""
        if self._stop.is_set():
            raise Cancelled
        if self._say is not None:
            self._say(done, total, what)

    def cancel(self) -> None:
        """Ask the act to stop at its next report."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """True once `cancel` was called."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class Work:
    """What a use case or a question may use: the session, who asks, the moment, the definitions in force."""

    session: Session
    by: str
    now: datetime
    definitions: Definitions
    progress: Progress = field(default_factory=Progress)
    action: int = 0  # the number of the action going on; 0 for a question
    door: str = "window"  # through which door it came (R5)
    path: Path = field(default_factory=Path)  # of the workspace: attached files lie beside it

    @property
    def playbook(self) -> "Playbook":
        """The playbook in force, with every rule."""
        return self.definitions.playbook

    @property
    def today(self) -> date:
        """The date on the wall where the team works; late in the evening the date in UTC is another."""
        return self.day_of(self.now)

    def day_of(self, at: datetime) -> date:
        """The day of a moment where the team works."""
        return self.here(at).date()

    def here(self, at: datetime) -> datetime:
        """A moment by the clock of the team, whatever machine shows it."""
        return at.astimezone(self.definitions.zone)

    def label(self, kind: str, id: str) -> str:
        """The written form of an id of the playbook; for a list that asks no rule."""
        return self.definitions.label(kind, id)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a use case changed; screens that show any of it ask again."""

    label: str
    leads: frozenset[int] = frozenset()
    accounts: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()  # imports, handoffs, reviews, playbook
    action: int | None = None  # its number in the history; None: there was nothing to write
    kept: tuple[str, ...] = ()  # sentences on what was left alone
    outcome: object = None


@contextmanager
def collecting_later() -> Iterator[None]:
    """Put off the search for reference cycles while many plain values are made; it would walk them all, often."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # what was made joins the oldest values at once, so that the next search does not begin with it
            gc.unfreeze()
            gc.enable()


U = TypeVar("U", bound=Callable[..., Any])
RISKY: set[Callable[..., Any]] = set()


def risky(use_case: U) -> U:
    """Mark a use case that changes many rows: a verified backup is made before it."""
    RISKY.add(use_case)
    return use_case
