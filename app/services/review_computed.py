"""Weeks computed from the facts as they stand: read and computed once, as long as nothing in the workspace changes.

At 100,000 leads it takes some seconds to read the facts, and as long again to compute a week. The facts are one for all
weeks, and the numbers of one week are looked at one after another; so both are kept for the next question. They are
200 MB there: once nobody looks they are laid aside, all but what a week shows. That is folded into a few texts, for
small values would lie scattered among the large ones, and the system would get nothing back.
"""

import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.domain.clock import clock_of
from app.domain.playbook import Playbook
from app.domain.review import Review, ReviewFacts
from app.domain.review.facts import HoursBetween
from app.domain.review.frozen import LARGE, from_json, head_of, rows_of_part, rows_to_json, to_json
from app.domain.review.issue import review_of_passage
from app.domain.review.metrics import Look, look_at
from app.domain.review.narrowing import ALL, Only
from app.domain.review.weeks import named
from app.language import spoken, tr
from app.services.review_facts import STEPS, of_some, of_week, review_facts
from app.services.work import Work, collecting_later
from app.store import journal
from app.store.tables import Lead, WorkspaceIdentity

HEADS_KEPT = 12  # of weeks that others were held against; only the last one is kept whole
STANDS_FOR = timedelta(minutes=10)  # clocks run: what was computed longer ago is computed anew
_PATIENCE = 0.1  # seconds between two looks whether somebody cancelled while another computes

State = tuple[str, str, str, str]
"""Of what a computed week depends besides its name and the playbook: the file, its history, the language."""


Key = tuple[str, int, Only]
Rows = tuple[Any, ...]


class Basis(NamedTuple):
    """On what the numbers of a week rest that is over: as long as it is the same, so are they."""

    head: str  # of the journal
    scores: int  # no history has them: they follow time and the playbook while nobody does anything
    today: date


@dataclass(frozen=True, slots=True)
class ComputedWeek:
    """One week as the facts stand: what was looked at, and what it says."""

    look: Look
    review: Review


class ComputedHead(NamedTuple):
    """The same without the parts that have a row for many leads; how many rows those have."""

    review: Review
    rows: Mapping[str, int]


class _Folded(NamedTuple):
    """What a week shows, as packed text."""

    head: bytes
    rows: Mapping[str, int]
    parts: Mapping[str, bytes]


class _Known:
    """What was computed last, and for which state of which workspace."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Give everything back."""
        self.state: State | None = None
        self.playbook: Playbook | None = None
        self.read_at: datetime | None = None
        self.heads: OrderedDict[Key, ComputedHead] = OrderedDict()
        self.parts: tuple[Key, Mapping[str, Rows]] | None = None  # of the last week, but the rows of all leads
        self.folded: dict[Key, _Folded] = {}
        self._let_go()

    def lay_aside(self) -> None:
        """Give back what is large, and fold what weeks show."""
        parts = {self.parts[0]: self.parts[1]} if self.parts is not None else {}
        for key, head in self.heads.items():
            texts = {part: _packed(rows_to_json(rows)) for part, rows in parts.get(key, {}).items()}
            self.folded[key] = _Folded(_packed(to_json(head.review)), head.rows, texts)
        self.heads, self.parts = OrderedDict(), None
        self._let_go()

    def unfold(self) -> None:
        """Have at hand again what weeks show."""
        for key, of in self.folded.items():
            self.heads[key] = ComputedHead(from_json(_unpacked(of.head)), of.rows)
            if of.parts:
                self.parts = key, {part: rows_of_part(part, _unpacked(text)) for part, text in of.parts.items()}
        self.folded = {}

    def _let_go(self) -> None:
        self.facts: ReviewFacts | None = None
        self.basis: Basis | None = None  # of the facts, when they were read
        self.look: tuple[Key, Look] | None = None
        self.whole: tuple[Key, Review] | None = None

    def stands(self, work: Work) -> bool:
        """True where nothing changed since, and not so much time passed that clocks would say something else."""
        if self.playbook is not work.playbook or self.state != _state(work):
            return False
        then = self.read_at or work.now  # somebody else may give it back meanwhile
        return timedelta(0) <= work.now - then < STANDS_FOR and work.day_of(then) == work.today

    def keep(self, key: Key, review: Review) -> None:
        """Keep a week whole, and the heads of those before it."""
        self.whole = key, review
        self.parts = key, {part: getattr(review, part) for part in LARGE if part != "leads"}
        rows = {part: len(getattr(review, part)) for part in LARGE}
        self.heads[key] = ComputedHead(head_of(review), rows)
        while len(self.heads) > HEADS_KEPT:
            self.heads.popitem(last=False)


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode())


def _unpacked(packed: bytes) -> str:
    return zlib.decompress(packed).decode()


_known = _Known()


def computed_week(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> ComputedWeek:
    """A week as the facts stand now, of some leads or of all; Problem for a week that is none.

    It can be cancelled, also while it waits for somebody else who computes.
    """
    week = named(week)
    with _turn(work), collecting_later():
        return _week(work, (week, weeks, only))


def computed_head(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> ComputedHead:
    """The head of such a week."""
    week = named(week)
    key = (week, weeks, only)
    with _turn(work), collecting_later():
        if key not in _known.heads:
            _week(work, key)
        return _known.heads[key]


def computed_part(work: Work, week: str, weeks: int, part: str, only: Only = ALL) -> Rows:
    """The rows of one of its large parts."""
    week = named(week)
    key = (week, weeks, only)
    with _turn(work), collecting_later():
        if _known.parts is not None and _known.parts[0] == key and part in _known.parts[1]:
            return _known.parts[1][part]
        rows: Rows = getattr(_week(work, key).review, part)
        return rows


def basis_of(work: Work) -> Basis:
    """On what the numbers of a week that is over rest as of now; told in some 20 ms at 100,000 leads."""
    return Basis(journal.head(work.session.connection()).hash, _scores(work), work.today)


def week_to_freeze(work: Work, week: str, weeks: int = 1) -> Review:
    """A week that is over as it stands now: what was just looked at where nothing changed since, else computed."""
    week = named(week)
    key = (week, weeks, ALL)
    with _turn(work), collecting_later():
        if _known.whole is not None and _known.whole[0] == key and _known.basis == basis_of(work):
            review = _known.whole[1]
            if review.end <= review.issued_at:  # its clocks stand still
                return replace(review, issued_at=work.now)
        return _review(work, look_at(review_facts(work, week, weeks), _hours_between(work)))  # nobody asks for it again


def look_of(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> Look:
    """What a week is computed from: the facts as they stand and the course of all leads, read once for all who ask."""
    week = named(week)
    with _turn(work), collecting_later():
        return _look(work, (week, weeks, only))


def is_computed(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> bool:
    """True where its head is at hand."""
    key = (week, weeks, only)
    return _known.stands(work) and (key in _known.heads or key in _known.folded)


def forget_computed() -> None:
    """Give back the memory; what is asked next is computed anew. Where somebody is computing now, nothing happens."""
    _give_back(_known.forget)


def lay_computed_aside() -> None:
    """Give back what is large; weeks that were looked at show the same at once, and only their rows are found anew."""
    _give_back(_known.lay_aside)


def _give_back(how: Callable[[], None]) -> None:
    if _known.lock.acquire(blocking=False):
        try:
            how()
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
        _known.unfold()
        yield
    finally:
        _known.lock.release()


def _week(work: Work, key: Key) -> ComputedWeek:
    look = _look(work, key)
    if _known.whole is None or _known.whole[0] != key:
        _known.keep(key, _review(work, look))
    assert _known.whole is not None
    return ComputedWeek(look, _known.whole[1])


def _review(work: Work, look: Look) -> Review:
    parts = count(4)

    def report() -> None:
        work.progress(next(parts), STEPS, tr("Computing the week"))

    report()
    return review_of_passage(look.facts, look.p, look.running, work.playbook.diagnoses, report)


def _look(work: Work, key: Key) -> Look:
    if _known.look is not None and _known.look[0] == key:
        return _known.look[1]
    week, weeks, only = key
    if _known.facts is None:
        _known.facts, _known.basis = review_facts(work, week, weeks), basis_of(work)
        _known.read_at = _known.read_at or work.now
    facts = of_some(work, of_week(work, _known.facts, week, weeks), only)
    work.progress(3, STEPS, tr("Following every lead"))
    look = look_at(facts, _hours_between(work))
    _known.look = key, look
    return look


def _hours_between(work: Work) -> HoursBetween:
    return clock_of(work.playbook.hours).hours_between


def _scores(work: Work) -> int:
    """A number that is another one once the scores of leads are; each half is read from its index alone."""
    n = Lead.id % 65_537 + 1
    fit, intent = (work.session.scalar(select(func.sum(score * n))) or 0 for score in (Lead.fit, Lead.intent))
    return int(fit) * 3 + int(intent)


def _state(work: Work) -> State:
    identity = work.session.get_one(WorkspaceIdentity, 1)
    head = journal.head(work.session.connection()).hash
    return str(work.path), identity.uuid, head, spoken()
