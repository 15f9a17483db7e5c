"""A handoff package composed from what is stored: nothing is invented, what is unknown stays visible."""

from dataclasses import replace
from uuid import uuid4

from sqlalchemy import func, select

from app.domain import handoff as package
from app.domain.clock import clock_of
from app.domain.evidence import TOUCH_KINDS, grounds, kind_of, lost
from app.domain.handoff import HandoffSheet, completeness
from app.domain.judging import judge
from app.domain.lead import Answer, Answered, LeadFacts
from app.domain.scoring import cell, score
from app.domain.stage import Stage
from app.language import later, tr, within
from app.services.committee.alarmed import said_of
from app.services.committee.handed import handed
from app.services.guarding import fit_to_leave
from app.services.touches import lead_of
from app.services.work import Work
from app.store import journal
from app.store.facts import facts_of
from app.store.tables import GapRow, HandoffRow, Lead, Move, WorkspaceIdentity

OPEN = ("open", "waiting")
_VALUES = {Answered.YES: later("Yes"), Answered.NO: later("No"), Answered.UNKNOWN: later("Unknown")}


def handoff_sheet(work: Work, lead_id: int) -> HandoffSheet:
    """The package of a lead as it would leave now, with its completeness; questions are those still to be asked."""
    lead = lead_of(work, lead_id)
    facts = facts_of(work.session, lead_id)
    scored = score(work.playbook, facts, work.now)
    last = work.session.scalar(select(Move).where(Move.lead_id == lead_id).order_by(Move.id.desc()).limit(1))
    clock = clock_of(work.playbook.hours)
    label = work.playbook.label
    committee = handed(work, lead.account_id, lead.service_line)
    sheet = HandoffSheet(
        uuid=str(uuid4()),
        workspace=work.session.get_one(WorkspaceIdentity, 1).uuid,
        number=(work.session.scalar(select(func.max(HandoffRow.number))) or 0) + 1,
        created_at=work.now,
        by=work.by,
        to=lead.owner,
        reply_by=clock.add_hours(work.now, work.playbook.deadlines.verdict_hours),
        lead=lead.uuid,
        person=lead.person.shown_name,
        title=lead.person.job_title,
        email=lead.person.email,
        phone=lead.person.phone,
        account=lead.account.name if lead.account else "",
        account_facts=_account_facts(work, lead),
        service_line=label("service_line", lead.service_line),
        stage=Stage(lead.stage).label,
        path=label("path", lead.path),
        cycle=lead.cycle,
        why_asked=_why(work, facts),
        content=_content(facts),
        checks=_checks(work, facts),
        discovery=_discovery(work, facts),
        committee=committee.seats,
        coverage=committee.coverage,
        committee_lines=committee.lines,
        committee_says=said_of(work, lead),
        gaps=_gaps(work, lead),
        fit=scored.fit,
        intent=scored.intent,
        cell=cell(work.playbook, scored).label,
        ledger=tuple(package.PointRow(p.axis, p.label, p.points, p.fact, p.at) for p in scored.ledger),
        learned=last.learned if last else "",
        next_step=lead.next_step,
        owner=lead.owner,
        due=lead.due,
        override=last.override if last else "",
        questions=open_questions(work, facts),
        signals=_signals(work, facts),
        touches=tuple(
            package.TouchRow(t.at, tr(TOUCH_KINDS.get(t.kind, t.kind)), t.outcome, t.reached, t.by)
            for t in facts.touches
        ),
        moves=_moves(work, lead_id),
        playbook=work.playbook.title,
        playbook_version=work.playbook.version,
        journal_head=journal.head(work.session.connection()).hash,
        zone=work.playbook.hours.timezone,
    )
    return _judged(work, _without_patients(sheet))


def _judged(work: Work, sheet: HandoffSheet) -> HandoffSheet:
    found = completeness(sheet, work.playbook.handoff)
    return replace(sheet, percent=found.percent, missing=tuple(label for _, label in found.missing))


def _without_patients(sheet: HandoffSheet) -> HandoffSheet:
    """Leave out evidence, outcomes and notes that look like patient data, and count them (R16)."""
    left_out = 0

    def clean(text: str) -> str:
        nonlocal left_out
        fit = fit_to_leave(text)
        left_out += fit != text
        return fit

    checks = tuple(replace(row, evidence=clean(row.evidence), earlier=clean(row.earlier)) for row in sheet.checks)
    discovery = tuple(replace(row, answer=clean(row.answer)) for row in sheet.discovery)
    touches = tuple(replace(row, outcome=clean(row.outcome)) for row in sheet.touches)
    signals = tuple(replace(row, asked_for=clean(row.asked_for), asset=clean(row.asset)) for row in sheet.signals)
    moves = tuple(replace(row, learned=clean(row.learned), next_step=clean(row.next_step)) for row in sheet.moves)
    gaps = tuple(replace(row, question=clean(row.question)) for row in sheet.gaps)
    ledger = tuple(replace(row, fact=clean(row.fact)) for row in sheet.ledger)  # it quotes what they asked for
    committee = tuple(replace(row, next_step=clean(row.next_step)) for row in sheet.committee)
    lines = tuple(replace(row, note=clean(row.note)) for row in sheet.committee_lines)
    why, learned = clean(sheet.why_asked), clean(sheet.learned)
    return replace(
        sheet,
        checks=checks,
        discovery=discovery,
        touches=touches,
        signals=signals,
        moves=moves,
        gaps=gaps,
        ledger=ledger,
        committee=committee,
        committee_lines=lines,
        content=tuple(clean(text) for text in sheet.content),
        why_asked=why,
        learned=learned,
        next_step=clean(sheet.next_step),
        override=clean(sheet.override),
        left_out=left_out,
    )


def _account_facts(work: Work, lead: Lead) -> tuple[tuple[str, str], ...]:
    account = lead.account
    if account is None:
        return ()
    label = work.playbook.label
    place = ", ".join(part for part in (account.city, label("region", account.region), account.country) if part)
    pairs = (
        (tr("Facility type"), label("facility_type", account.facility_type)),
        (tr("Segment"), label("segment", account.segment)),
        (tr("Place"), place),
        (tr("Size"), str(account.size) if account.size is not None else ""),
        (tr("Testing focus"), label("testing_focus", account.testing_focus)),
        (tr("Accreditation"), account.accreditation),
        (tr("Systems"), account.systems),
        (tr("Web domain"), account.domain),
    )
    return tuple((name, value) for name, value in pairs if value)


def _why(work: Work, facts: LeadFacts) -> str:
    """Their own words where we have them, else the strongest thing they did."""
    asked = [facts.asked_for] + [signal.asked_for for signal in reversed(facts.signals)]
    words = list(dict.fromkeys(text for text in asked if text))
    if words:
        return " / ".join(words)
    offers = [work.playbook.label("offer", s.offer) for s in reversed(facts.signals) if s.offer]
    return offers[0] if offers else work.playbook.label("offer", facts.offer)


def _content(facts: LeadFacts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(signal.asset for signal in facts.signals if signal.asset))


def _checks(work: Work, facts: LeadFacts) -> tuple[package.CheckRow, ...]:
    rows = []
    known = {ground.link: ground for ground in grounds(work.playbook, facts, work.day_of)}
    for stage in (Stage.MQL, Stage.SQL):
        for criterion in work.playbook.checklist(stage, facts.service_line).criteria:
            answer = facts.answers.get(criterion.id) or Answer(criterion.id, Answered.UNKNOWN)
            rows.append(
                package.CheckRow(
                    stage=stage.value,
                    question=criterion.question,
                    answer=answer.value.value,
                    required=criterion.required,
                    evidence=answer.evidence,
                    who=answer.who,
                    at=answer.at,
                    certainty=answer.certainty.value if answer.at else "",
                    contradicted=answer.contradicted,
                    earlier=_earlier(work, answer.earlier) if answer.earlier else "",
                    rests_on=", ".join(part for part in (kind_of(answer, known), lost(answer, known)) if part),
                    criterion=criterion.id,
                    gate=criterion.gate,
                )
            )
    return tuple(rows)


def _earlier(work: Work, answer: Answer) -> str:
    """The answer that another contradicts, with its source."""
    parts = [tr(_VALUES[answer.value])]
    if answer.at:
        parts = [tr("{answer} on {day}", answer=parts[0], day=work.day_of(answer.at).isoformat())]
    parts += [tr("said {who}", who=answer.who)] if answer.who else []
    parts.append(tr("written by {by}", by=answer.by))
    return ", ".join(parts) + (f": {answer.evidence}" if answer.evidence else "")


def _discovery(work: Work, facts: LeadFacts) -> tuple[package.DiscoveryRow, ...]:
    """What discovery brought: every SQL criterion somebody answered, under the topic of its gate."""
    rows = []
    for criterion in work.playbook.checklist(Stage.SQL, facts.service_line).criteria:
        answer = facts.answers.get(criterion.id)
        if answer is not None and answer.evidence:
            rows.append(
                package.DiscoveryRow(
                    topic=criterion.gate,
                    question=criterion.question,
                    answer=answer.evidence,
                    who=answer.who,
                    at=answer.at,
                    certainty=answer.certainty.value,
                )
            )
    return tuple(rows)


def _gaps(work: Work, lead: Lead) -> tuple[package.GapRow, ...]:
    rows = work.session.scalars(
        select(GapRow)
        .where(GapRow.lead_id == lead.id, GapRow.status.in_(OPEN))
        .order_by(GapRow.severity.desc(), GapRow.id)
    )
    asked = {c.id: c.question for c in work.playbook.criteria}
    return tuple(
        package.GapRow(
            question=row.question,
            area=row.area,
            severity=row.severity,
            owed_by=row.owed_by,
            owner=row.owner,
            due=row.due,
            blocks=asked.get(row.criterion, row.criterion),
        )
        for row in rows
    )


def _signals(work: Work, facts: LeadFacts) -> tuple[package.SignalRow, ...]:
    label = work.playbook.label
    return tuple(
        package.SignalRow(
            at=s.at,
            kind=label("signal", s.kind),
            asset=s.asset,
            offer=label("offer", s.offer),
            asked_for=s.asked_for,
            source=label("source", s.source),
            campaign=s.campaign,
        )
        for s in facts.signals
    )


def _moves(work: Work, lead_id: int) -> tuple[package.MoveRow, ...]:
    rows = work.session.scalars(select(Move).where(Move.lead_id == lead_id).order_by(Move.id))
    return tuple(
        package.MoveRow(
            at=row.at,
            change=_change(work, row),
            learned=row.learned,
            next_step=row.next_step,
            owner=row.owner,
            due=row.due,
            by=row.by,
            overridden=bool(row.override),
            playbook_version=row.playbook_version,
        )
        for row in rows
    )


def _change(work: Work, row: Move) -> str:
    parts = []
    if row.from_stage != row.to_stage:
        before, after = Stage(row.from_stage).label, Stage(row.to_stage).label
        parts.append(tr("{before} to {after}", before=before, after=after))
    if row.to_path and row.from_path != row.to_path:
        parts.append(tr("path {path}", path=within(work.playbook.label("path", row.to_path))))
    return ", ".join(parts) or tr("no change of stage or path")


def open_questions(work: Work, facts: LeadFacts, at_most: int = 8) -> tuple[str, ...]:
    """Questions whose criterion is not proven yet, the four SQL gates first (CP2)."""
    checklist = work.playbook.checklist(Stage.SQL, facts.service_line)
    missing = judge(checklist, facts.answers).missing
    unproven = [c for c in checklist.criteria if c.id in missing]
    unproven += [c for c in checklist.criteria if c not in unproven and c.id not in facts.answers]
    gates = {"need": 0, "intent": 1, "fit": 2, "next_step": 3}
    unproven.sort(key=lambda c: gates.get(c.gate, 4))
    texts = [q.text for c in unproven for q in work.playbook.questions_for(c, facts.service_line)[:2]]
    return tuple(dict.fromkeys(texts))[:at_most]
