"""What a handoff's package tells of a lead: why they asked, checks with evidence, discovery, gaps, signals, moves."""

from sqlalchemy import or_, select

from app.domain import handoff as package
from app.domain.evidence import grounds, kind_of, lost
from app.domain.lead import Answer, Answered, LeadFacts
from app.domain.stage import Stage
from app.language import later, tr, within
from app.services.work import Work
from app.store.tables import GapRow, Lead, Move

OPEN = ("open", "waiting")
_VALUES = {Answered.YES: later("Yes"), Answered.NO: later("No"), Answered.UNKNOWN: later("Unknown")}


def account_facts(work: Work, lead: Lead) -> tuple[tuple[str, str], ...]:
    """The account as labels and values; what nobody knows is left out."""
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


def why(work: Work, facts: LeadFacts) -> str:
    """Their own words where we have them, else the strongest thing they did."""
    asked = [facts.asked_for] + [signal.asked_for for signal in reversed(facts.signals)]
    words = list(dict.fromkeys(text for text in asked if text))
    if words:
        return " / ".join(words)
    offers = [work.playbook.label("offer", s.offer) for s in reversed(facts.signals) if s.offer]
    return offers[0] if offers else work.playbook.label("offer", facts.offer)


def content(facts: LeadFacts) -> tuple[str, ...]:
    """What they read, watched and attended."""
    return tuple(dict.fromkeys(signal.asset for signal in facts.signals if signal.asset))


def checks(work: Work, facts: LeadFacts) -> tuple[package.CheckRow, ...]:
    """Every criterion of both checklists with its answer and evidence."""
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


def gaps(work: Work, lead: Lead) -> tuple[package.GapRow, ...]:
    """The open questions of a lead and of its whole account, what stops the deal first."""
    of_account = (GapRow.lead_id.is_(None) & (GapRow.account_id == lead.account_id),) if lead.account_id else ()
    rows = work.session.scalars(
        select(GapRow)
        .where(or_(GapRow.lead_id == lead.id, *of_account), GapRow.status.in_(OPEN))
        .order_by(GapRow.severity.desc(), GapRow.id)
    )
    asked = {c.id: c.question for c in work.playbook.criteria}
    return tuple(
        package.GapRow(
            question=row.question,
            area=work.playbook.label("gap_area", row.area),
            severity=row.severity,
            owed_by=row.owed_by,
            owner=row.owner,
            due=row.due,
            blocks=asked.get(row.criterion, row.criterion),
            status=row.status,
            raised_on=work.day_of(row.raised_at),
            overdue=row.due is not None and row.due < work.today,
        )
        for row in rows
    )


def signals(work: Work, facts: LeadFacts) -> tuple[package.SignalRow, ...]:
    """What the person did."""
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


def moves(work: Work, lead_id: int) -> tuple[package.MoveRow, ...]:
    """Every change of stage or path."""
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
