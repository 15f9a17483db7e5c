"""One lead as its page shows it: who, what is proven, the story so far, what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.domain.judging import Verdict, holds, judge
from app.domain.lead import Answer, Answered, LeadFacts
from app.domain.playbook import Criterion
from app.domain.scoring import Score, cell, nearest, score, suggested_answers
from app.domain.stage import Stage
from app.domain.today import GROUPS
from app.services.committees import CoverageView, coverage_view, stakeholders
from app.services.deriving import due_states, placed
from app.services.moves import routed
from app.services.touches import TOUCH_KINDS, lead_of
from app.services.work import Work
from app.store.facts import facts_of
from app.store.tables import Account, Alternative, AnswerRow, GapRow, HandoffRow, Lead, Move, SignalRow, TouchRow


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Who it is."""

    id: int
    name: str
    first_name: str
    last_name: str
    title: str
    email: str
    email_kind: str
    phone: str
    consent: Mapping[str, Any]
    notes: str
    alternatives: tuple[tuple[str, str, datetime], ...]  # field, value, since


@dataclass(frozen=True, slots=True)
class AccountCard:
    """Where they are."""

    id: int
    name: str
    facility_type: str
    segment: str
    country: str
    region: str
    city: str
    size: int | None
    domain: str
    testing_focus: str
    identifier: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the score's ledger."""

    rule: str
    label: str
    axis: str
    points: int
    fact: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ScoreView:
    """Fit and intent, their ledger, the cell of the grid, and what would change them."""

    fit: int
    intent: int
    fit_band: str
    intent_band: str
    cell_label: str
    cell_path: str
    ledger: tuple[LedgerRow, ...]
    would_change: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteView:
    """The path the routing rules propose, and why."""

    path: str
    path_label: str
    why: str
    why_not: tuple[tuple[str, str], ...]
    owner: str
    deadline_hours: float


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


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One dated line of the story."""

    at: datetime
    kind: str  # signal, touch, answer, move, handoff
    title: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class GapView:
    """One open or closed technical question."""

    id: int
    question: str
    area: str
    severity: str
    owed_by: str
    owner: str
    due: date | None
    status: str
    answer: str
    criterion: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A deadline in business hours, computed now."""

    label: str
    at: datetime
    overdue: bool
    hours_left: float


@dataclass(frozen=True, slots=True)
class LeadView:
    """Everything the page of a lead shows."""

    id: int
    uuid: str
    person: PersonCard
    account: AccountCard | None
    service_line: str
    service_line_label: str
    stage: str
    stage_label: str
    path: str
    path_label: str
    is_open: bool
    owner: str
    next_step: str
    due: date | None
    due_overdue: bool
    trigger: str
    cycle: int
    created_at: datetime
    source: str
    campaign: str
    offer: str
    asked_for: str
    evaluation_stage: str
    group: str
    group_label: str
    group_why: str
    score: ScoreView
    route: RouteView
    mql: ChecklistView
    sql: ChecklistView
    deadline: DeadlineView | None
    timeline: tuple[StoryRow, ...]
    coverage: CoverageView
    gaps: tuple[GapView, ...]
    extra: Mapping[str, str]
    remarks: tuple[str, ...]


def lead_view(work: Work, lead_id: int) -> LeadView:
    """Everything the page of a lead shows, computed now. Raises Problem where the lead is gone."""
    lead = lead_of(work, lead_id)
    facts = facts_of(work.session, lead_id)
    scored = score(work.playbook, facts, work.now)
    place = placed(work, lead_id)
    label = work.playbook.label
    return LeadView(
        id=lead.id,
        uuid=lead.uuid,
        person=_person(work, lead),
        account=account_card(lead.account) if lead.account else None,
        service_line=lead.service_line,
        service_line_label=label("service_line", lead.service_line),
        stage=lead.stage,
        stage_label=Stage(lead.stage).label,
        path=lead.path,
        path_label=label("path", lead.path) if lead.path else "No path yet",
        is_open=lead.is_open,
        owner=lead.owner,
        next_step=lead.next_step,
        due=lead.due,
        due_overdue=bool(lead.is_open and lead.due and lead.due < work.now.date()),
        trigger=lead.trigger,
        cycle=lead.cycle,
        created_at=lead.created_at,
        source=label("source", lead.source),
        campaign=lead.campaign,
        offer=label("offer", lead.offer),
        asked_for=lead.asked_for,
        evaluation_stage=label("evaluation_stage", lead.evaluation_stage),
        group=place.group if place else "",
        group_label=next((group.label for group in GROUPS if place and group.id == place.group), ""),
        group_why=place.why if place else "",
        score=_score_view(work, facts, scored),
        route=_route_view(work, facts, scored),
        mql=checklist_view(work, facts, Stage.MQL),
        sql=checklist_view(work, facts, Stage.SQL),
        deadline=_deadline(work, lead_id),
        timeline=story(work, lead_id),
        coverage=_coverage(work, lead),
        gaps=gap_views(work, GapRow.lead_id == lead_id),
        extra=dict(lead.extra or {}),
        remarks=tuple(lead.remarks or ()),
    )


def _person(work: Work, lead: Lead) -> PersonCard:
    person = lead.person
    former = work.session.scalars(
        select(Alternative).where(Alternative.person_id == person.id).order_by(Alternative.at.desc())
    )
    return PersonCard(
        id=person.id,
        name=person.shown_name,
        first_name=person.first_name,
        last_name=person.last_name,
        title=person.job_title,
        email=person.email,
        email_kind=person.email_kind,
        phone=person.phone,
        consent=dict(person.consent or {}),
        notes=person.notes,
        alternatives=tuple((row.field, row.value, row.at) for row in former),
    )


def account_card(account: Account) -> AccountCard:
    """An account in two lines."""
    return AccountCard(
        id=account.id,
        name=account.name,
        facility_type=account.facility_type,
        segment=account.segment,
        country=account.country,
        region=account.region,
        city=account.city,
        size=account.size,
        domain=account.domain,
        testing_focus=account.testing_focus,
        identifier=account.identifier,
    )


def _score_view(work: Work, facts: LeadFacts, scored: Score) -> ScoreView:
    here = cell(work.playbook, scored)
    return ScoreView(
        fit=scored.fit,
        intent=scored.intent,
        fit_band=scored.fit_band,
        intent_band=scored.intent_band,
        cell_label=here.label,
        cell_path=here.path,
        ledger=tuple(LedgerRow(p.rule, p.label, p.axis, p.points, p.fact, p.at) for p in scored.ledger),
        would_change=tuple(f"{rule.adds:+d} {rule.axis}: {rule.how}" for rule in nearest(work.playbook, facts, scored)),
    )


def _route_view(work: Work, facts: LeadFacts, scored: Score) -> RouteView:
    found = routed(work, facts, scored)
    label = work.playbook.label("path", found.path)
    return RouteView(found.path, label, found.why, found.why_not, found.owner, found.deadline_hours)


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


def _deadline(work: Work, lead_id: int) -> DeadlineView | None:
    states = due_states(work, lead_id)
    if not states:
        return None
    label, state = min(states, key=lambda pair: pair[1].at)
    return DeadlineView(label, state.at, state.overdue, state.hours_left)


def _coverage(work: Work, lead: Lead) -> CoverageView:
    if lead.account_id is None:
        return CoverageView("no account", 0, 0, ())
    return coverage_view(work, stakeholders(work, lead.account_id, lead.service_line), lead.service_line)


def gap_views(work: Work, which: Any) -> tuple[GapView, ...]:
    """Gaps that pass a test, open ones first."""
    rows = work.session.scalars(select(GapRow).where(which).order_by(GapRow.status != "open", GapRow.due, GapRow.id))
    today = work.now.date()
    return tuple(
        GapView(
            id=row.id,
            question=row.question,
            area=row.area,
            severity=row.severity,
            owed_by=row.owed_by,
            owner=row.owner,
            due=row.due,
            status=row.status,
            answer=row.answer,
            criterion=row.criterion,
            overdue=bool(row.due and row.due < today and row.status in ("open", "waiting")),
        )
        for row in rows
    )


# --- the story --------------------------------------------------------------------------------------------------------


def story(work: Work, lead_id: int) -> tuple[StoryRow, ...]:
    """Signals, touches, answers, moves and handoffs of a lead, newest first."""
    rows = [*_signals(work, lead_id), *_touches(work, lead_id), *_answers(work, lead_id)]
    rows += [*_moves(work, lead_id), *_handoffs(work, lead_id)]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _signals(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(SignalRow).where(SignalRow.lead_id == lead_id)):
        offer = work.playbook.label("offer", row.offer)
        parts = (row.asset, offer, row.asked_for and f"asked for: {row.asked_for}", row.campaign)
        text = " · ".join(dict.fromkeys(part for part in parts if part))
        yield StoryRow(row.at, "signal", work.playbook.label("signal", row.kind), text, "")


def _touches(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(TouchRow).where(TouchRow.lead_id == lead_id)):
        reached = "reached" if row.reached else "not reached"
        yield StoryRow(row.at, "touch", f"{TOUCH_KINDS.get(row.kind, row.kind)}, {reached}", row.outcome, row.by)


def _answers(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(AnswerRow).where(AnswerRow.lead_id == lead_id)):
        criterion = work.playbook.criterion(row.criterion)
        said = f"{row.evidence} ({row.who})" if row.evidence and row.who else row.evidence or row.who
        title = f"{row.value.capitalize()}: {criterion.question if criterion else row.criterion}"
        yield StoryRow(row.at, "answer", title, said, row.by)


def _moves(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(Move).where(Move.lead_id == lead_id)):
        steps = []
        if row.from_stage != row.to_stage:
            steps.append(f"{Stage(row.from_stage).label} → {Stage(row.to_stage).label}")
        if row.from_path != row.to_path:
            steps.append(work.playbook.label("path", row.to_path))
        if row.override:
            steps.append("overridden")
        next_step = f"Next: {row.next_step}" + (f", {row.due.isoformat()}" if row.due else "")
        text = f"{row.learned}\n{next_step}" + (f"\nOverride: {row.override}" if row.override else "")
        yield StoryRow(row.at, "move", " · ".join(steps) or "Moved", text, row.by)


def _handoffs(work: Work, lead_id: int) -> Iterable[StoryRow]:
    for row in work.session.scalars(select(HandoffRow).where(HandoffRow.lead_id == lead_id)):
        yield StoryRow(row.sent_at, "handoff", f"Handoff {row.number} sent", f"{row.completeness} % complete", row.by)
        if row.verdict and row.verdict_at:
            words = {"accept": "accepted", "reject": "rejected", "need_more": "returned: needs more"}
            yield StoryRow(
                row.verdict_at, "handoff", f"Handoff {row.number} {words[row.verdict]}", row.note, row.verdict_by
            )
