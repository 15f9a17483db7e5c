"""Answers that contradict earlier ones: both stay, and a person settles which holds (CP3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.calls.contradicting import contradicts
from app.domain.calls.counting import Known
from app.domain.calls.picking import criterion_of
from app.services.calls.said import by_question, said_of
from app.services.work import Work
from app.store.tables import DiscoveryRow


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A later answer that says something else than an earlier one to the same question."""

    lead_id: int
    question: str
    criterion: str  # the one that is flagged; empty where the question proves none
    later: DiscoveryRow
    earlier: DiscoveryRow
    says: str


def contradictions(work: Work, rows: Iterable[DiscoveryRow], line: str, known: Known) -> tuple[Contradiction, ...]:
    """Where the last answer to a question speaks against the one before, as long as nobody settled it."""
    of_leads: dict[int, list[DiscoveryRow]] = defaultdict(list)
    for row in rows:
        of_leads[row.lead_id].append(row)
    told = [answers for said in of_leads.values() for answers in by_question(said).values()]
    found = (_against(work, before, later, line, known) for *before, later in told if not later.settled)
    return tuple(one for one in found if one is not None)


def against(
    work: Work, row: DiscoveryRow, rows: Iterable[DiscoveryRow], line: str, known: Known
) -> Contradiction | None:
    """Which earlier answer of the same lead to the same question this one contradicts, or None."""
    same = [one for one in rows if one.question == row.question and one.lead_id == row.lead_id and one.id != row.id]
    return _against(work, same, row, line, known)


def _against(
    work: Work, before: list[DiscoveryRow], later: DiscoveryRow, line: str, known: Known
) -> Contradiction | None:
    """The newest earlier answer stands for what was known; one that was declined never stood."""
    standing = [row for row in before if row.settled != "declined"]
    if not standing:
        return None
    earlier = next((row for row in reversed(standing) if row.criterion), standing[-1])
    question = work.playbook.question(later.question)
    says = contradicts(said_of(work, earlier), said_of(work, later), question, known)
    if not says:
        return None
    criterion = later.criterion or earlier.criterion
    if not criterion:
        criterion = criterion_of(work.playbook, later.question, line)
    return Contradiction(later.lead_id, later.question, criterion, later, earlier, says)
