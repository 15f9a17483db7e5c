"""Weeks computed from the facts as they stand: read and computed once, as long as nothing in the workspace changes.

At 100,000 leads it takes some seconds to read the facts, and as long again to compute a week. The facts are one for all
weeks, and the numbers of one week are looked at one after another; so both are kept for the next question.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from threading import Lock
from typing import NamedTuple

from app.domain.clock import clock_of
from app.domain.playbook import Playbook
from app.domain.review import Review, ReviewFacts
from app.domain.review.frozen import LARGE, head_of
from app.domain.review.issue import review_of_passage
from app.domain.review.metrics import Look, look_at
from app.domain.review.narrowing import ALL, Only
from app.domain.review.weeks import first_day
from app.language import spoken, tr
from app.services.review_facts import STEPS, of_some, of_week, review_facts
from app.services.work import Work, collecting_later
from app.store import journal
from app.store.tables import WorkspaceIdentity

HEADS_KEPT = 12  # of weeks that others were held against; only the last one is kept whole
STANDS_FOR = timedelta(minutes=10)  # clocks run: what was computed longer ago is computed anew
_PATIENCE = 0.1  # seconds between two looks whether somebody cancelled while another computes

State = tuple[str, str, str, str]
"""Of what a computed week depends besides its name and the playbook: the file, its history, the language."""


Key = tuple[str, int, Only]


@dataclass(frozen=True, slots=True)
class ComputedWeek:
    """One week as the facts stand: what was looked at, and what it says."""

    look: Look
    review: Review


class ComputedHead(NamedTuple):
    """The same without the parts that have a row for many leads; how many rows those have."""

    review: Review
    rows: Mapping[str, int]


class _Known:
    """What was computed last, and for which state of which workspace."""

    def __init__(self) -> None:
        self.state: State | None = None
        self.playbook: Playbook | None = None
        self.facts: ReviewFacts | None = None
        self.last: tuple[Key, ComputedWeek] | None = None
        self.heads: OrderedDict[Key, ComputedHead] = OrderedDict()
        self.lock = Lock()

    def stands(self, work: Work) -> bool:
        """True where nothing changed since, and not so much time passed that clocks would say something else."""
        if self.playbook is not work.playbook or self.state != _state(work):
            return False
        facts = self.facts  # somebody else may give them back meanwhile
        then = facts.now if facts is not None else work.now
        return timedelta(0) <= work.now - then < STANDS_FOR and work.day_of(then) == work.today

    def forget(self) -> None:
        """Give everything back."""
        self.state, self.playbook, self.facts, self.last = None, None, None, None
        self.heads.clear()

    def keep(self, key: Key, made: ComputedWeek) -> ComputedWeek:
        """Keep a week whole, and the heads of those before it."""
        self.last = key, made
        rows = {part: len(getattr(made.review, part)) for part in LARGE}
        self.heads[key] = ComputedHead(head_of(made.review), rows)
        while len(self.heads) > HEADS_KEPT:
            self.heads.popitem(last=False)
        return made


_known = _Known()


def computed_week(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> ComputedWeek:
    """A week as the facts stand now, of some leads or of all; Problem for a week that is none.

    It can be cancelled, also while it waits for somebody else who computes.
    """
    first_day(week)
    key = (week, weeks, only)
    with _turn(work):
        if _known.last is not None and _known.last[0] == key:
            return _known.last[1]
        with collecting_later():
            return _known.keep(key, _compute(work, *key))


def computed_head(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> ComputedHead:
    """The head of such a week."""
    first_day(week)
    key = (week, weeks, only)
    with _turn(work):
        if key not in _known.heads:
            with collecting_later():
                _known.keep(key, _compute(work, *key))
        return _known.heads[key]


def look_of(work: Work, week: str, weeks: int = 1) -> Look:
    """What a week is computed from: the facts as they stand and the course of all leads, read once for all who ask."""
    first_day(week)
    with _turn(work), collecting_later():
        if _known.last is not None and _known.last[0] == (week, weeks, ALL):
            return _known.last[1].look
        return _look(work, week, weeks, ALL)


def is_computed(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> bool:
    """True where its head is at hand."""
    return _known.stands(work) and (week, weeks, only) in _known.heads


def forget_computed() -> None:
    """Give back the memory; what is asked next is computed anew. Where somebody is computing now, nothing happens."""
    if _known.lock.acquire(blocking=False):
        try:
            _known.forget()
        finally:
            _known.lock.release()


@contextmanager
def _turn(work: Work) -> Iterator[None]:
    """Compute one after another: who asks for the same meanwhile gets the same; whoever waits may cancel."""
    while not _known.lock.acquire(timeout=_PATIENCE):
        work.progress(0, STEPS, tr("Reading"))
    try:
        if not _known.stands(work):
            _known.forget()
            _known.state, _known.playbook = _state(work), work.playbook
        yield
    finally:
        _known.lock.release()


def _compute(work: Work, week: str, weeks: int, only: Only) -> ComputedWeek:
    look, parts = _look(work, week, weeks, only), count(4)

    def report() -> None:
        work.progress(next(parts), STEPS, tr("Computing the week"))

    report()
    review = review_of_passage(look.facts, look.p, look.running, work.playbook.diagnoses, report)
    return ComputedWeek(look, review)


def _look(work: Work, week: str, weeks: int, only: Only) -> Look:
    if _known.facts is None:
        _known.facts = review_facts(work, week, weeks)
    facts = of_some(work, of_week(work, _known.facts, week, weeks), only)
    work.progress(3, STEPS, tr("Following every lead"))
    return look_at(facts, clock_of(work.playbook.hours).hours_between)


def _state(work: Work) -> State:
    identity = work.session.get_one(WorkspaceIdentity, 1)
    head = journal.head(work.session.connection()).hash
    return str(work.path), identity.uuid, head, spoken()
