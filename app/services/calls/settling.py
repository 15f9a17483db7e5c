"""What an answer suggests, and a person settles: a tick with the sentence as its evidence, or none (CP3)."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.domain.calls.counting import speaks_against
from app.domain.calls.picking import criterion_of
from app.domain.lead import Answered, Certainty
from app.domain.problems import Problem
from app.language import tr
from app.services.answers import answer
from app.services.calls.answering import answer_row
from app.services.calls.facts import CallFacts
from app.services.calls.keeping import PLACE
from app.services.calls.said import SaidView, judged, shown_answer, view_of
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import AnswerRow, Call, DiscoveryRow


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer that would settle a criterion; a person confirms it or does not."""

    discovery_id: int
    lead_id: int
    question: str
    asked: str
    criterion: str
    criterion_question: str
    answer: str  # yes; no where it takes something back
    evidence: str  # the sentence that would be kept with the tick
    who: str
    certainty: str
    why: str  # why it counts


@dataclass(frozen=True, slots=True)
class Doubt:
    """A criterion that a later answer calls into question; both answers stay until a person settles it."""

    discovery_id: int  # of the later answer
    lead_id: int
    criterion: str
    criterion_question: str
    question: str
    now: SaidView
    before: SaidView
    says: str


def settle_suggestion(
    work: Work, discovery_id: int, accept: bool, value: Answered | None = None, evidence: str = ""
) -> Changed:
    """Confirm what an answer suggests, with its sentence as evidence, or decline it; either way it asks no more.

    `value` and `evidence` say it otherwise than suggested. Raises Problem where the answer suggests nothing.
    """
    row = answer_row(work, discovery_id)
    if row.settled:
        raise Problem(tr("Somebody settled this answer already."))
    lead = lead_of(work, row.lead_id)
    criterion = row.criterion or _criterion(work, row, lead.service_line)
    if accept and not criterion:
        raise Problem(tr("This question proves no criterion; nothing is to be ticked."))
    if not accept:
        row.settled = "declined"
        label = tr("Leave “{answer}” without a tick", answer=_short(work, row))
        return Changed(label, leads=frozenset({lead.id}), accounts=_account(lead.account_id), places=frozenset({PLACE}))
    told = value or (Answered.NO if speaks_against(row.text) else Answered.YES)
    sentence = evidence.strip() or shown_answer(work, row)
    done = answer(work, lead.id, criterion, told, sentence, row.who, Certainty(row.certainty))
    work.session.flush()
    row.settled, row.criterion, row.answer_id = "ticked", criterion, _newest(work, lead.id, criterion)
    return Changed(
        done.label,
        leads=frozenset({lead.id}),
        accounts=_account(lead.account_id),
        places=frozenset({PLACE}),
        kept=done.kept,
        outcome=row.answer_id,
    )


def suggestions_of(facts: CallFacts) -> tuple[Suggestion, ...]:
    """What the answers about the leads of a call suggest and nobody has settled, the oldest first."""
    return tuple(_suggestion(facts, row) for row in _latest(facts) if row.criterion and not row.settled)


def doubts_of(facts: CallFacts) -> tuple[Doubt, ...]:
    """The criteria that a later answer calls into question."""
    work, known = facts.work, facts.known
    return tuple(
        Doubt(
            discovery_id=one.later.id,
            lead_id=one.lead_id,
            criterion=one.criterion,
            criterion_question=_asks(work, one.criterion),
            question=one.question,
            now=view_of(work, one.later, known),
            before=view_of(work, one.earlier, known),
            says=one.says,
        )
        for one in facts.contradictions
    )


def _latest(facts: CallFacts) -> list[DiscoveryRow]:
    """The last answer to each question about each lead."""
    return list({(row.lead_id, row.question): row for row in facts.said}.values())


def _suggestion(facts: CallFacts, row: DiscoveryRow) -> Suggestion:
    found = judged(facts.work, row, facts.known)
    return Suggestion(
        discovery_id=row.id,
        lead_id=row.lead_id,
        question=row.question,
        asked=row.asked,
        criterion=row.criterion,
        criterion_question=_asks(facts.work, row.criterion),
        answer=(Answered.NO if speaks_against(row.text) else Answered.YES).value,
        evidence=shown_answer(facts.work, row),
        who=row.who,
        certainty=row.certainty,
        why="" if found is None else found.why,
    )


def _asks(work: Work, criterion: str) -> str:
    known = work.playbook.criterion(criterion)
    return known.question if known is not None else criterion


def _short(work: Work, row: DiscoveryRow) -> str:
    said = shown_answer(work, row)
    return said if len(said) <= 60 else f"{said[:59].rstrip()}…"


def _criterion(work: Work, row: DiscoveryRow, line: str) -> str:
    call = work.session.get(Call, row.call_id) if row.call_id is not None else None
    asked_of = call.service_line if call is not None and call.service_line else line
    return criterion_of(work.playbook, row.question, asked_of)


def _newest(work: Work, lead_id: int, criterion: str) -> int | None:
    rows = select(func.max(AnswerRow.id)).where(AnswerRow.lead_id == lead_id, AnswerRow.criterion == criterion)
    return work.session.scalar(rows)


def _account(account_id: int | None) -> frozenset[int]:
    return frozenset({account_id} if account_id is not None else ())
