"""A handoff package composed from what is stored: nothing is invented, what is unknown stays visible."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from app.domain import handoff as package
from app.domain.clock import clock_of
from app.domain.committee.privacy import Privacy
from app.domain.evidence import TOUCH_KINDS
from app.domain.handoff import ChangeRow, HandoffSheet, changes_since, completeness, from_json, let_out, stricter
from app.domain.scoring import cell, score
from app.domain.stage import Stage
from app.language import tr
from app.services import handoff_facts as told
from app.services.committee.alarmed import said_of
from app.services.committee.handed import handed
from app.services.guarding import fit_to_leave
from app.services.handoff_discovery import discovery
from app.services.handoff_questions import questions
from app.services.handoff_technical import technical
from app.services.touches import lead_of
from app.services.work import Work
from app.store import journal
from app.store.facts import facts_of
from app.store.tables import HandoffRow, Lead, Move, WorkspaceIdentity

_TEXTS = ("why_asked", "learned", "next_step", "override", "gap_override")
_ROWS = {
    "checks": ("evidence", "earlier"),
    "discovery": ("question", "answer", "value"),
    "scope": ("test", "sample", "container", "sites"),
    "documents": ("name", "note"),
    "steps": ("owner", "note"),
    "touches": ("outcome",),
    "signals": ("asked_for", "asset"),
    "moves": ("learned", "next_step"),
    "gaps": ("question",),
    "ledger": ("fact",),  # it quotes what they asked for
    "committee": ("next_step",),
    "committee_lines": ("note",),
}
"""What people wrote in their own words, by the rows of the package."""


def handoff_sheet(work: Work, lead_id: int, gap_override: str = "") -> HandoffSheet:
    """The whole package of a lead as it would leave now, with its completeness; questions are those still to be asked.

    `gap_override` is why it leaves in spite of a question that stops the deal. See `sent_as` for what leaves of it.
    """
    sheet = _without_patients(_composed(work, lead_of(work, lead_id), gap_override))
    found = completeness(sheet, work.playbook.handoff)
    return replace(sheet, percent=found.percent, missing=tuple(label for _, label in found.missing))


def sent_as(work: Work, sheet: HandoffSheet, privacy: Privacy, older: HandoffRow | None = None) -> HandoffSheet:
    """A whole package as a level of privacy lets it out; with `older` as the version after that one.

    What has changed since is told at the level that lets less out of the two.
    """
    if older is not None:
        sheet = _next_version(work, sheet, older, privacy)
    return let_out(sheet, privacy)


def _composed(work: Work, lead: Lead, gap_override: str) -> HandoffSheet:
    facts = facts_of(work.session, lead.id)
    scored = score(work.playbook, facts, work.now)
    last = work.session.scalar(select(Move).where(Move.lead_id == lead.id).order_by(Move.id.desc()).limit(1))
    clock = clock_of(work.playbook.hours)
    label = work.playbook.label
    committee = handed(work, lead.account_id, lead.service_line)
    side = technical(work, lead.id)
    return HandoffSheet(
        form=package.FORM,
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
        account_facts=told.account_facts(work, lead),
        service_line=label("service_line", lead.service_line),
        stage=Stage(lead.stage).label,
        path=label("path", lead.path),
        cycle=lead.cycle,
        why_asked=told.why(work, facts),
        content=told.content(facts),
        checks=told.checks(work, facts),
        discovery=discovery(work, facts),
        scope=side.scope,
        integration=side.integration,
        documents=side.documents,
        pilot=side.pilot,
        steps=side.steps,
        committee=committee.seats,
        coverage=committee.coverage,
        committee_lines=committee.lines,
        committee_says=said_of(work, lead),
        gaps=told.gaps(work, lead),
        fit=scored.fit,
        intent=scored.intent,
        cell=cell(work.playbook, scored).label,
        ledger=tuple(package.PointRow(p.axis, p.label, p.points, p.fact, p.at) for p in scored.ledger),
        learned=last.learned if last else "",
        next_step=lead.next_step,
        owner=lead.owner,
        due=lead.due,
        override=last.override if last else "",
        gap_override=gap_override,
        questions=questions(work, lead),
        signals=told.signals(work, facts),
        touches=tuple(
            package.TouchRow(t.at, tr(TOUCH_KINDS.get(t.kind, t.kind)), t.outcome, t.reached, t.by)
            for t in facts.touches
        ),
        moves=told.moves(work, lead.id),
        playbook=work.playbook.title,
        playbook_version=work.playbook.version,
        journal_head=journal.head(work.session.connection()).hash,
        zone=work.playbook.hours.timezone,
    )


def _next_version(work: Work, sheet: HandoffSheet, older: HandoffRow, privacy: Privacy) -> HandoffSheet:
    """The same package as the version after an earlier one; compared at the level that lets less out of the two."""
    sent = from_json(json.dumps(older.sheet))
    level = stricter(sent.privacy, privacy)
    said = _asked_for_more(work, older) if older.verdict == "need_more" and level != "shareable" else ()
    before = replace(let_out(sent, level), privacy=sent.privacy)  # what both let out, and for whom each is
    now = replace(let_out(sheet, level), privacy=privacy)
    return replace(
        sheet,
        version=older.version + 1,
        replaces=older.number,
        replaced_sent=older.sent_at,
        changes=(*said, *changes_since(before, now)),
    )


def _asked_for_more(work: Work, older: HandoffRow) -> tuple[ChangeRow, ...]:
    """What was asked when the earlier version came back; that it was asked is the reason for this one."""
    if not older.note:
        return ()
    who, day = older.verdict_by or tr("Sales"), _day(work, older.verdict_at)
    words = tr("{who} asked on {day}: {note}", who=who, day=day, note=fit_to_leave(older.note))
    return (ChangeRow(tr("Their question"), words),)


def _day(work: Work, at: datetime | None) -> str:
    return work.day_of(at or work.now).isoformat()


def _without_patients(sheet: HandoffSheet) -> HandoffSheet:
    """Leave out every free text that looks like patient data, and count them (R16)."""
    left_out = 0

    def clean(text: str) -> str:
        nonlocal left_out
        fit = fit_to_leave(text)
        left_out += fit != text
        return fit

    changed: dict[str, Any] = {name: clean(getattr(sheet, name)) for name in _TEXTS}
    for name, texts in _ROWS.items():
        changed[name] = tuple(_each(row, texts, clean) for row in getattr(sheet, name))
    changed["content"] = tuple(clean(text) for text in sheet.content)
    changed["questions"] = tuple(clean(text) for text in sheet.questions)
    changed["integration"] = tuple((label, clean(value)) for label, value in sheet.integration)
    if sheet.pilot is not None:
        listed = {
            name: tuple(clean(text) for text in getattr(sheet.pilot, name)) for name in ("criteria", "conditions")
        }
        changed["pilot"] = replace(_each(sheet.pilot, ("goal", "sites", "judge", "if_passes"), clean), **listed)
    return replace(sheet, **changed, left_out=left_out)


def _each(row: Any, names: tuple[str, ...], clean: Callable[[str], str]) -> Any:
    return replace(row, **{name: clean(getattr(row, name)) for name in names})
