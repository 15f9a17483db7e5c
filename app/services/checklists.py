"""The checklists of a lead as they stand, with suggestions and the questions that would prove what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.judging import Verdict, holds, judge
from app.domain.lead import Answer, Answered, LeadFacts
from app.domain.playbook import Criterion
from app.domain.scoring import suggested_answers
from app.domain.stage import Stage
from app.services.work import Work


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with its answer, who would know, and the question that would prove it."""

    id: str
    gate: str
    question: str
    guidance: str
    qualifies: tuple[str, ...]
    does_not: tuple[str, ...]
    required: bool
    answer: str
    evidence: str
    who: str
    by: str
    at: datetime | None
    certainty: str
    contradicted: bool
    holds: bool
    suggestion: str  # what facts suggest, for MQL criteria only
    seat_label: str
    proof_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """The checklist of one stage as it stands."""

    stage: str
    rows: tuple[CriterionRow, ...]
    met: int  # required ones that hold
    required: int
    ready: bool
    missing: tuple[tuple[str, str], ...]


def checklist_view(work: Work, facts: LeadFacts, stage: Stage) -> ChecklistView:
    """A checklist with answers, suggestions and the questions that would prove what is missing."""
    checklist = work.playbook.checklist(stage, facts.service_line)
    verdict = judge(checklist, facts.answers)
    hints = suggested_answers(work.playbook, facts) if stage is Stage.MQL else {}
    rows = tuple(_criterion_row(work, facts, c, hints.get(c.id, "")) for c in checklist.criteria)
    required = sum(row.required for row in rows)
    met = sum(row.required and row.holds for row in rows)
    return ChecklistView(stage.value, rows, met, required, verdict.ready, _missing(verdict, rows))


def _missing(verdict: Verdict, rows: Iterable[CriterionRow]) -> tuple[tuple[str, str], ...]:
    questions = {row.id: row.question for row in rows}
    return tuple((id, questions[id]) for id in verdict.missing)


def _criterion_row(work: Work, facts: LeadFacts, criterion: Criterion, hint: str) -> CriterionRow:
    answer = facts.answers.get(criterion.id) or Answer(criterion.id, value=Answered.UNKNOWN)
    return CriterionRow(
        id=criterion.id,
        gate=criterion.gate,
        question=criterion.question,
        guidance=criterion.guidance,
        qualifies=criterion.qualifies,
        does_not=criterion.does_not,
        required=criterion.required,
        answer=answer.value.value,
        evidence=answer.evidence,
        who=answer.who,
        by=answer.by,
        at=answer.at,
        certainty=answer.certainty.value if answer.at else "",
        contradicted=answer.contradicted,
        holds=holds(criterion, answer),
        suggestion=hint if not answer.at else "",
        seat_label=work.playbook.label("seat", criterion.seat) if criterion.seat != "other" else "",
        proof_questions=tuple(q.text for q in work.playbook.questions_for(criterion, facts.service_line)[:3]),
    )
