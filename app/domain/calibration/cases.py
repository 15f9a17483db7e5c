"""Cases: a lead as it was judged at one moment, with nothing learned later, and what became of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal, NamedTuple

from app.domain.review.rates import Rate, percentile, rate

JudgedAt = Literal["first_move", "became_mql"]
SHORTEST, LONGEST = 7, 120  # days that a lead gets to convert
WITHOUT_ANY = 30  # where none has converted yet


class Case(NamedTuple):
    """One cycle of a lead, judged at a move by the score and answers that were frozen with it."""

    lead: int
    at: datetime
    fit: int
    intent: int
    rules: frozenset[str]  # that counted in the frozen ledger
    playbook_version: int
    service_line: str
    days_to_sql: float | None  # from the judged move until it became SQL or was accepted; None: not so far
    lost: bool  # disqualified in this cycle
    reached_mql: bool
    answers: str  # as they stood at the last move of the cycle, as one text; equal answers are equal texts


@dataclass(slots=True)
class Tally:
    """How many, and how many of them converted."""

    n: int = 0
    hits: int = 0

    def add(self, n: int, hits: int) -> None:
        """Count so many more."""
        self.n += n
        self.hits += hits

    @property
    def rate(self) -> Rate:
        """The share that converted."""
        return rate(self.hits, self.n)


@dataclass(frozen=True, slots=True)
class Ripe:
    """The cases that had their time to convert, counted by what they are compared by."""

    days: int  # the time each had
    too_young: int
    all: Tally
    lost: int
    scores: Mapping[tuple[int, int], Tally]  # by fit and intent
    rules: Mapping[str, Tally]  # by rule that counted
    versions: Mapping[int, Tally]  # by version of the playbook


def days_to_convert(cases: Iterable[Case]) -> int:
    """The days within which nine of ten conversions came; every case gets that long, no more and no less."""
    took = [case.days_to_sql for case in cases if case.days_to_sql is not None]
    found = percentile(took, 0.9)
    return WITHOUT_ANY if found is None else min(LONGEST, max(SHORTEST, ceil(found)))


def ripen(cases: Sequence[Case], now: datetime) -> Ripe:
    """Count the cases that are old enough; those that are not are left out, also where they have converted already.

    A conversion after the time that everybody gets does not count: otherwise old cases would look better than new.
    """
    days = days_to_convert(cases)
    until = now - timedelta(days=days)
    everybody, lost, too_young = Tally(), 0, 0
    scores: dict[tuple[int, int], Tally] = defaultdict(Tally)
    versions: dict[int, Tally] = defaultdict(Tally)
    fired: Counter[str] = Counter()
    fired_and_hit: Counter[str] = Counter()
    for case in cases:
        if case.at > until:
            too_young += 1
            continue
        took = case.days_to_sql
        hit = 1 if took is not None and took <= days else 0
        everybody.add(1, hit)
        lost += case.lost
        scores[case.fit, case.intent].add(1, hit)
        versions[case.playbook_version].add(1, hit)
        fired.update(case.rules)
        if hit:
            fired_and_hit.update(case.rules)
    rules = {rule: Tally(n, fired_and_hit[rule]) for rule, n in fired.items()}
    return Ripe(days, too_young, everybody, lost, scores, rules, versions)
