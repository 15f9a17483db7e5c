"""What was said: answers to questions of the bank as they are kept, as they are judged, and as they are shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.calls.counting import Counts, Known, Said, counts, evidence
from app.domain.calls.values import Value, of_columns
from app.language import later, tr
from app.services.work import Work
from app.store.numbers import among, given
from app.store.tables import DiscoveryRow

CERTAINTIES: Mapping[str, str] = {
    "told": later("They said so"),
    "document": later("A document says so"),
    "guess": later("We infer it"),
}


@dataclass(frozen=True, slots=True)
class SaidView:
    """One answer as it is shown."""

    id: int
    call_id: int | None
    lead_id: int
    question: str
    asked: str
    text: str
    value: Value | None
    shown: str  # text and value in words
    who: str
    person_id: int | None
    certainty: str
    certainty_label: str
    at: datetime  # by the clock of the team
    by: str
    criterion: str  # whose tick it suggests
    settled: str  # ticked, declined; empty: not yet
    counts: bool  # it proves what its question asks
    why: str  # why it does, or what is missing
    also: tuple[int, ...] = ()  # the other leads of the call for which the same answer counts


_OF_LEADS = select(DiscoveryRow).where(DiscoveryRow.lead_id.in_(among())).order_by(DiscoveryRow.at, DiscoveryRow.id)


def rows_of(work: Work, lead_ids: Sequence[int]) -> list[DiscoveryRow]:
    """Everything that was said about these leads, the oldest first."""
    return list(work.session.scalars(_OF_LEADS, given(lead_ids)))


def value_of(row: DiscoveryRow) -> Value | None:
    """The typed value of an answer."""
    return of_columns(row.kind, row.low, row.high, row.unit, row.day, row.choice)


def said_of(work: Work, row: DiscoveryRow) -> Said:
    """An answer as the rules look at it."""
    return Said(row.text, value_of(row), row.who, row.certainty, work.day_of(row.at))


def judged(work: Work, row: DiscoveryRow, known: Known) -> Counts | None:
    """Whether an answer proves what its question asks; None for a question of our own, or one no longer in the bank."""
    question = work.playbook.question(row.question)
    return counts(question, said_of(work, row), known) if question is not None else None


def view_of(work: Work, row: DiscoveryRow, known: Known, also: tuple[int, ...] = ()) -> SaidView:
    """One answer as it is shown; `also` are other leads for which it counts."""
    found = judged(work, row, known)
    return SaidView(
        id=row.id,
        call_id=row.call_id,
        lead_id=row.lead_id,
        question=row.question,
        asked=row.asked,
        text=row.text,
        value=value_of(row),
        shown=shown_answer(work, row),
        who=row.who,
        person_id=row.person_id,
        certainty=row.certainty,
        certainty_label=tr(CERTAINTIES[row.certainty]),
        at=work.here(row.at),
        by=row.by,
        criterion=row.criterion,
        settled=row.settled,
        counts=found is not None and found.met,
        why="" if found is None else found.why,
        also=also,
    )


def shown_answer(work: Work, row: DiscoveryRow) -> str:
    """An answer in one line: what was said, and the value where the words do not hold it."""
    return evidence(said_of(work, row), work.playbook.question(row.question))


def by_question(rows: Iterable[DiscoveryRow]) -> dict[str, list[DiscoveryRow]]:
    """Answers by the question that they answer, each list in the order of the rows."""
    found: dict[str, list[DiscoveryRow]] = defaultdict(list)
    for row in rows:
        found[row.question].append(row)
    return found
