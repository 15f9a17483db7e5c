"""The quality of the records: what is missing or doubtful, among open leads and by week of arrival."""

from collections import Counter

from app.domain.review.facts import ReviewFacts
from app.domain.review.flow import period_name
from app.domain.review.passage import PERIODS, Passage
from app.domain.review.sheet import QualityRow, QualityTrendRow
from app.language import later, tr

FAULTS = {
    "title": later("No job title"),
    "size": later("No size of the account"),
    "region": later("No region"),
    "domain": later("Free or throw-away e-mail address"),
    "source": later("Source missing or not in the playbook"),
    "twice": later("May be known twice: shares an e-mail address"),
}
"""What may be wrong with a record, in the order in which it is shown."""


def quality(facts: ReviewFacts, p: Passage) -> tuple[QualityRow, ...]:
    """Every fault, counted among the open leads and among those that arrived in the week."""
    all_open, fresh = Counter[frozenset[str]](), Counter[frozenset[str]]()
    for lead in p.open_leads():
        all_open[lead.faults] += 1
        if p.born[lead.id] >= facts.start:
            fresh[lead.faults] += 1
    of, of_week = all_open.total(), fresh.total()
    return tuple(
        QualityRow(label, _having(all_open, fault), of, _having(fresh, fault), of_week)
        for fault, label in FAULTS.items()
    )


def quality_trend(p: Passage) -> tuple[QualityTrendRow, ...]:
    """The faults of all leads by their week of arrival, as their records are now."""
    weeks = [Counter[frozenset[str]]() for _ in range(PERIODS)]
    for id, born in p.born.items():
        if 0 <= (number := p.period(born)) < PERIODS:
            weeks[number][p.leads[id].faults] += 1
    return tuple(
        QualityTrendRow(period_name(p, number), week.total(), *(_having(week, fault) for fault in FAULTS))
        for number, week in enumerate(weeks)
    )


def lacking(faults: frozenset[str]) -> str:
    """The faults of one record in words."""
    return "; ".join(tr(label) for fault, label in FAULTS.items() if fault in faults)


def _having(counted: Counter[frozenset[str]], fault: str) -> int:
    return sum(n for faults, n in counted.items() if fault in faults)
