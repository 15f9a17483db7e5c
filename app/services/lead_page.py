"""One lead as its page shows it: who, what is proven, the story so far, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from app.domain.clock import clock_of
from app.domain.committee import Stakeholder
from app.domain.committee.gating import DecisionHint, Hindrance, decision_hint
from app.domain.deadlines import pause_now
from app.domain.evidence import Ground, grounds
from app.domain.groups import GROUPS
from app.domain.lead import LeadFacts, Pause
from app.domain.proposals import Proposal
from app.domain.scoring import Score, cell, score
from app.domain.stage import Stage
from app.domain.what_if import nearest
from app.language import tr
from app.services.attachments import AttachmentRow, attachments
from app.services.calls.around import CallsAround, calls_of_lead
from app.services.checklists import Around, ChecklistView, checklist_view
from app.services.committee.alarmed import of_one, stops_sql, with_alarms
from app.services.committees import CoverageView, coverage_of, coverage_view, stakeholders
from app.services.gaps import GapView, gap_rows
from app.services.nurturing import NurtureView, nurture_view
from app.services.owners import Owner
from app.services.proposing import PutOffView, proposals_now, put_off_view
from app.services.route_verdicts import JudgedRoute, judged_routes
from app.services.routes import routed
from app.services.standing import DeadlineView, deadline_views, place_now
from app.services.story import StoryRow, story
from app.services.touches import lead_of
from app.services.work import Work
from app.store.facts import gather
from app.store.tables import Account, Alternative, Lead


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
    relation: str
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
    relation: str
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
    id: str
    label: str
    why_owner: str
    due_at: datetime  # its deadline, were the lead routed now


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
    deadline: DeadlineView | None  # the nearest
    deadlines: tuple[DeadlineView, ...]
    paused: Pause | None  # why its clock stands still now
    routes: tuple[JudgedRoute, ...]  # every route proposed so far, with what became of it
    timeline: tuple[StoryRow, ...]
    grounds: tuple[Ground, ...]  # what an answer may rest on, the newest first
    coverage: CoverageView
    alarms: tuple[str, ...]  # what is weak about the committee, of a lead on whom somebody works
    decision: DecisionHint | None  # what the committee suggests of the decision path; a person ticks (CM7)
    hindrance: Hindrance | None  # what of it counts before SQL
    gaps: tuple[GapView, ...]
    calls: CallsAround
    extra: Mapping[str, str]
    remarks: tuple[str, ...]
    proposals: tuple[Proposal, ...]  # what the rules propose to do now
    put_off: PutOffView | None  # how it was laid aside last
    nurture: NurtureView | None  # the track it hears, or would hear
    files: tuple[AttachmentRow, ...]  # its own, then those of its person and account


def lead_view(work: Work, lead_id: int) -> LeadView:
    """Everything the page of a lead shows, computed now. Raises Problem where the lead is gone."""
    lead = lead_of(work, lead_id)
    one = gather(work.session, [lead_id])[lead_id]
    facts = one.facts
    scored = score(work.playbook, facts, work.now)
    place, deadlines = place_now(work, one), deadline_views(work, one)
    paused = pause_now(facts.pauses, work.now)
    said, hindrance = of_one(work, lead)
    stopped = stops_sql(place.group, lead.stage, hindrance) if place else ""
    label, route = work.playbook.label, _route_view(work, facts, scored)
    committee = stakeholders(work, lead.account_id, lead.service_line) if lead.account_id is not None else None
    found = grounds(work.playbook, facts, work.day_of)
    decision = _decision(work, lead, committee)
    routes = judged_routes(work, lead_id)
    around = Around({ground.link: ground for ground in found}, committee or (), decision)
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
        path_label=label("path", lead.path) if lead.path else tr("No path yet"),
        is_open=lead.is_open,
        owner=lead.owner,
        next_step=lead.next_step,
        due=lead.due,
        due_overdue=bool(lead.is_open and lead.due and lead.due < work.today and paused is None),
        trigger=lead.trigger,
        cycle=lead.cycle,
        created_at=lead.created_at,
        source=label("source", lead.source),
        campaign=lead.campaign,
        offer=label("offer", lead.offer),
        asked_for=lead.asked_for,
        evaluation_stage=label("evaluation_stage", lead.evaluation_stage),
        group=place.group if place else "",
        group_label=next((tr(group.label) for group in GROUPS if place and group.id == place.group), ""),
        group_why=with_alarms(place.why, [*filter(None, (stopped,)), *said]) if place else "",
        score=_score_view(work, facts, scored),
        route=route,
        mql=checklist_view(work, facts, Stage.MQL, around),
        sql=checklist_view(work, facts, Stage.SQL, around),
        deadline=next(iter(deadlines), None),
        deadlines=deadlines,
        paused=paused,
        routes=routes,
        timeline=story(work, lead_id, routes),
        grounds=found,
        coverage=_coverage(work, lead, committee),
        alarms=said,
        decision=decision,
        hindrance=hindrance,
        gaps=tuple(gap_rows(work, lead=lead_id)),
        calls=calls_of_lead(work, lead_id),
        extra=dict(lead.extra or {}),
        remarks=tuple(lead.remarks or ()),
        proposals=proposals_now(work, facts, place, route.path, lead.person.consent or {}),
        put_off=put_off_view(work, facts, lead.trigger),
        nurture=nurture_view(work, facts),
        files=attachments(work, Owner("lead", lead_id), around=True),
    )


_A = Alternative
_FORMER = (  # made once: to make it takes longer than to run it
    select(_A.field, _A.value, _A.at).where(_A.person_id == bindparam("person")).order_by(_A.at.desc())
)


def _person(work: Work, lead: Lead) -> PersonCard:
    person = lead.person
    former = work.session.execute(_FORMER, {"person": person.id})
    return PersonCard(
        id=person.id,
        name=person.shown_name,
        first_name=person.first_name,
        last_name=person.last_name,
        title=person.job_title,
        email=person.email,
        email_kind=person.email_kind,
        relation=person.relation,
        phone=person.phone,
        consent=dict(person.consent or {}),
        notes=person.notes,
        alternatives=tuple((field, value, at) for field, value, at in former),
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
        relation=account.relation,
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
        would_change=tuple(
            f"{rule.adds:+d} {rule.axis}: {rule.how}" for rule in nearest(work.playbook, facts, scored, work.now)
        ),
    )


def _route_view(work: Work, facts: LeadFacts, scored: Score) -> RouteView:
    found = routed(work, facts, scored)
    due = clock_of(work.playbook.hours).add_hours(work.now, found.deadline_hours)
    return RouteView(
        path=found.path,
        path_label=work.playbook.label("path", found.path),
        why=found.why,
        why_not=found.why_not,
        owner=found.owner,
        deadline_hours=found.deadline_hours,
        id=found.route,
        label=found.label,
        why_owner=found.why_owner,
        due_at=due,
    )


def _decision(work: Work, lead: Lead, committee: tuple[Stakeholder, ...] | None) -> DecisionHint | None:
    if committee is None:
        return None
    covered = coverage_of(work, committee, lead.service_line)
    return decision_hint(work.playbook, lead.service_line, covered, committee)


def _coverage(work: Work, lead: Lead, committee: tuple[Stakeholder, ...] | None) -> CoverageView:
    if committee is None:
        return CoverageView(tr("no account"), 0, 0, ())
    return coverage_view(work, committee, lead.service_line)
