"""The checklists of a lead as they stand: evidence, contradictions, suggestions, who would know and what to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.committee import Stakeholder
from app.domain.committee.gating import DecisionHint
from app.domain.evidence import Ground, Link, kind_of, lost
from app.domain.judging import Verdict, holds, judge
from app.domain.lead import Answer, Answered, LeadFacts
from app.domain.playbook import Criterion
from app.domain.stage import Stage
from app.domain.suggesting import Suggestion, suggestions
from app.language import tr
from app.services.work import Work


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """The answer that a later one contradicts, with its own source."""

    answer: str
    evidence: str
    who: str
    by: str
    at: datetime | None
    certainty: str
    kind: str  # what its evidence is: signal, call, note ...


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with its answer, what that rests on, who would know, and the question that would prove it."""

    id: str
    gate: str
    question: str
    guidance: str
    qualifies: tuple[str, ...]
    does_not: tuple[str, ...]
    required: bool
    answer: str
    evidence: str
    kind: str  # what the evidence is, in a word: signal, call, e-mail ... or note; empty where there is none
    source: str  # signal or touch, where it rests on one
    source_id: int | None
    lost: str  # what to say where that row was taken back
    who: str
    by: str
    at: datetime | None
    certainty: str
    contradicted: bool
    earlier: EarlierAnswer | None
    holds: bool
    suggestion: str  # what facts suggest, for MQL criteria only
    suggested_by: int | None  # the signal that suggests it
    seat_label: str
    knows: str  # who would know: "Lab director: Ada Berg", or that nobody is known yet
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


@dataclass(frozen=True, slots=True)
class Around:
    """What the checklists of a lead draw on beside its own facts."""

    known: Mapping[Link, Ground]  # what its answers may rest on
    committee: tuple[Stakeholder, ...] = ()
    decision: DecisionHint | None = None  # what the committee says of the decision path; it ticks nothing (CM7)


def checklist_view(work: Work, facts: LeadFacts, stage: Stage, around: Around) -> ChecklistView:
    """A checklist with answers, suggestions and the questions that would prove what is missing."""
    checklist = work.playbook.checklist(stage, facts.service_line)
    verdict = judge(checklist, facts.answers)
    hints = suggestions(work.playbook, facts) if stage is Stage.MQL else {}
    rows = tuple(_criterion_row(work, facts, c, hints.get(c.id), around) for c in checklist.criteria)
    required = sum(row.required for row in rows)
    met = sum(row.required and row.holds for row in rows)
    return ChecklistView(stage.value, rows, met, required, verdict.ready, _missing(verdict, rows))


def who_would_know(work: Work, seat: str, committee: Iterable[Stakeholder]) -> str:
    """Who sits where somebody would know: "Lab director: Ada Berg", or that nobody is known there yet."""
    if seat == "other":
        return ""
    names = dict.fromkeys(one.name for one in committee if one.seat == seat and one.name and not one.gone)
    return f"{work.playbook.label('seat', seat)}: {', '.join(names) or tr('nobody known yet')}"


def _knows(work: Work, criterion: Criterion, around: Around) -> str:
    """Who would know, and for the decision path how far the committee is known."""
    named, hint = who_would_know(work, criterion.seat, around.committee), around.decision
    if hint is None or criterion.id not in hint.criteria:
        return named
    return tr("{who}; {committee}", who=named, committee=hint.says) if named else hint.says


def _missing(verdict: Verdict, rows: Iterable[CriterionRow]) -> tuple[tuple[str, str], ...]:
    questions = {row.id: row.question for row in rows}
    return tuple((id, questions[id]) for id in verdict.missing)


def _criterion_row(
    work: Work, facts: LeadFacts, criterion: Criterion, hint: Suggestion | None, around: Around
) -> CriterionRow:
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
        kind=kind_of(answer, around.known),
        source=answer.source,
        source_id=answer.source_id,
        lost=lost(answer, around.known),
        who=answer.who,
        by=answer.by,
        at=answer.at,
        certainty=answer.certainty.value if answer.at else "",
        contradicted=answer.contradicted,
        earlier=_earlier(answer.earlier, around.known) if answer.earlier else None,
        holds=holds(criterion, answer),
        suggestion=hint.because if hint and not answer.at else "",
        suggested_by=hint.signal if hint and not answer.at else None,
        seat_label=work.playbook.label("seat", criterion.seat) if criterion.seat != "other" else "",
        knows=_knows(work, criterion, around),
        proof_questions=tuple(q.text for q in work.playbook.questions_for(criterion, facts.service_line)[:3]),
    )


def _earlier(answer: Answer, known: Mapping[Link, Ground]) -> EarlierAnswer:
    return EarlierAnswer(
        answer=answer.value.value,
        evidence=answer.evidence,
        who=answer.who,
        by=answer.by,
        at=answer.at,
        certainty=answer.certainty.value,
        kind=kind_of(answer, known),
    )
