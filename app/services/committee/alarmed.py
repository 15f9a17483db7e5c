"""How the committees of many accounts stand, in a few questions to the store: for Today, handoffs and the review."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import committee
from app.domain.committee import Coverage, Stakeholder
from app.domain.committee.gating import Alarm, Hindrance, alarms, hindrance
from app.services.committee.reading import all_seats, met, of_line, people_of
from app.services.work import Work

Pair = tuple[int, str]
"""An account and a service line."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one committee stands."""

    people: tuple[Stakeholder, ...]
    coverage: Coverage
    alarms: tuple[Alarm, ...]
    hindrance: Hindrance

    @property
    def says(self) -> tuple[str, ...]:
        """The alarms in words."""
        return tuple(alarm.says for alarm in self.alarms)


def standings(work: Work, pairs: Iterable[Pair]) -> dict[Pair, Standing]:
    """How the committees of these accounts and service lines stand now."""
    asked = list(dict.fromkeys(pairs))
    rows = all_seats(work, {account for account, _ in asked})
    known = met(work, {row.person_id for of_account in rows.values() for row in of_account if row.person_id})
    nobody: dict[str, Standing] = {}
    found = {}
    for account, line in asked:
        if account not in rows:
            found[account, line] = nobody.get(line) or nobody.setdefault(line, _standing(work, line, ()))
        else:
            found[account, line] = _standing(work, line, people_of(work, of_line(rows[account], line), known))
    return found


def _standing(work: Work, line: str, people: tuple[Stakeholder, ...]) -> Standing:
    book, today = work.playbook, work.today
    covered = committee.coverage(book.template(line), people, book)
    return Standing(
        people,
        covered,
        alarms(book, covered, people, today),
        hindrance(book, line, covered, people, today),
    )
