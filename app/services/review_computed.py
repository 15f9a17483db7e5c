"""Weeks computed from the facts as they stand: read and computed once, as long as nothing in the workspace changes.

At 100,000 leads it takes some seconds to read the facts, and as long again to compute a week. The facts are one for all
weeks, and the numbers of one week are looked at one after another; so both are kept for the next question.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from threading import Lock

from app.domain.clock import clock_of
from app.domain.review import Review, ReviewFacts
from app.domain.review.issue import review_of_passage
from app.domain.review.metrics import Look, look_at
from app.domain.review.narrowing import ALL, Only
from app.domain.review.weeks import first_day
from app.language import spoken, tr
from app.services.review_facts import STEPS, of_some, of_week, review_facts
from app.services.work import Work, collecting_later
from app.store import journal
from app.store.tables import WorkspaceIdentity

WEEKS_KEPT = 2  # one, and the one that it is held against
STANDS_FOR = timedelta(minutes=10)  # clocks run: what was computed longer ago is computed anew
_PATIENCE = 0.1  # seconds between two looks whether somebody cancelled while another computes

State = tuple[str, str, str, int, str]
"""Of what a computed week depends besides its name: the file, its history, its playbook, the language."""


@dataclass(frozen=True, slots=True)
class ComputedWeek:
    """One week as the facts stand: what was looked at, and what it says."""

    look: Look
    review: Review


class _Known:
    """What was computed last, and for which state of which workspace."""

    def __init__(self) -> None:
        self.state: State | None = None
        self.facts: ReviewFacts | None = None
        self.weeks: OrderedDict[tuple[str, int, Only], ComputedWeek] = OrderedDict()
        self.lock = Lock()

    def stand(self, work: Work) -> None:
        """Forget everything that something changed since."""
        state = _state(work)
        old = self.facts is not None and not timedelta(0) <= work.now - self.facts.now < STANDS_FOR
        if state != self.state or old or (self.facts is not None and work.day_of(self.facts.now) != work.today):
            self.state, self.facts = state, None
            self.weeks.clear()


_known = _Known()


def computed_week(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> ComputedWeek:
    """A week as the facts stand now, of some leads or of all; Problem for a week that is none.

    It can be cancelled, also while it waits for somebody else who computes.
    """
    first_day(week)
    while not _known.lock.acquire(timeout=_PATIENCE):
        work.progress(0, STEPS, tr("Reading"))
    try:
        _known.stand(work)
        key = (week, weeks, only)
        if key not in _known.weeks:
            with collecting_later():
                _known.weeks[key] = _compute(work, week, weeks, only)
        _known.weeks.move_to_end(key)
        while len(_known.weeks) > WEEKS_KEPT:
            _known.weeks.popitem(last=False)
        return _known.weeks[key]
    finally:
        _known.lock.release()


def is_computed(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> bool:
    """True where asking again costs nothing."""
    return _known.state == _state(work) and (week, weeks, only) in _known.weeks


def forget_computed() -> None:
    """Give back the memory."""
    with _known.lock:
        _known.state, _known.facts = None, None
        _known.weeks.clear()


def _compute(work: Work, week: str, weeks: int, only: Only) -> ComputedWeek:
    if _known.facts is None:
        _known.facts = review_facts(work, week, weeks)
    facts = of_some(work, of_week(work, _known.facts, week, weeks), only)
    work.progress(3, STEPS, tr("Following every lead"))
    look = look_at(facts, clock_of(work.playbook.hours).hours_between)
    parts = count(4)

    def report() -> None:
        work.progress(next(parts), STEPS, tr("Computing the week"))

    report()
    review = review_of_passage(look.facts, look.p, look.running, work.playbook.diagnoses, report)
    return ComputedWeek(look, review)


def _state(work: Work) -> State:
    identity = work.session.get_one(WorkspaceIdentity, 1)
    head = journal.head(work.session.connection()).hash
    return str(work.path), identity.uuid, head, work.playbook.version, spoken()
