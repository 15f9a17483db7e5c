"""Moves: the one way in which a lead changes stage or path, whatever door the wish comes through."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.counting import counted, together
from app.domain.gate import Missing, NotReady, Permit, allowed
from app.domain.lead import LeadFacts
from app.domain.ledger import frozen
from app.domain.paths import DISQUALIFIED, NOT_NOW, is_open
from app.domain.playbook import by_id
from app.domain.problems import Problem
from app.domain.reasons import Reason, due_in
from app.domain.relook import trigger_of
from app.domain.scoring import score
from app.domain.stage import Stage
from app.domain.templates import ReasonTemplates, templates
from app.language import tr, tr_many
from app.services.committee.alarmed import hindrances_of
from app.services.guarding import patient_warnings
from app.services.routes import Router
from app.services.touches import lead_of
from app.services.work import Changed, Work, risky
from app.store.facts import facts_of, gather
from app.store.numbers import chunks
from app.store.tables import Lead, Move, Person


@dataclass(frozen=True, slots=True)
class MoveAnswer:
    """Whether the gate would let a move through without an override, and what is missing where it would not."""

    allowed: bool
    missing: tuple[Missing, ...] = ()
    says: str = ""
    warnings: tuple[str, ...] = ()  # what is missing on the committee, where that does not stop the move


@dataclass(frozen=True, slots=True)
class MovedMany:
    """What became of a bulk move: which leads moved, and which stayed, each with its sentence."""

    moved: tuple[int, ...]
    blocked: tuple[tuple[int, str, str], ...]  # lead id, name, why


def move(
    work: Work,
    lead_id: int,
    *,
    stage: Stage | None = None,
    path: str | None = None,
    reason: Reason,
    override: str = "",
    trigger: str = "",
) -> Changed:
    """Move a lead if the gate allows it, and keep the written reason. Raises NotReady, which lists what is missing.

    `trigger` stands in for the date of a path that needs one: what would bring the lead back.
    """
    lead = lead_of(work, lead_id)
    facts = facts_of(work.session, lead_id)
    hindrance = hindrances_of(work, [lead_id], stage).get(lead_id)
    permit = allowed(work.playbook, facts, stage, path, reason, override, trigger, hindrance)
    _apply(work, lead, facts, permit, override, Router(work))
    warnings = (*permit.warnings, *patient_warnings(reason.learned, reason.next_step, override))
    label = tr("Move {name} to {target}", name=lead.person.shown_name, target=_target(work, facts, permit))
    return Changed(label, frozenset({lead.id}), kept=warnings)


@risky
def move_many(
    work: Work,
    lead_ids: Sequence[int],
    *,
    stage: Stage | None = None,
    path: str | None = None,
    reason: Reason,
    overrides: Mapping[int, Reason] | None = None,
    past_gate: Mapping[int, str] | None = None,
) -> Changed:
    """Move many leads with one reason, or with its own where a lead has one in `overrides`; who is stopped is listed.

    `past_gate` gives, by lead, the written reason for which the gate is overridden (R6); where the gate is open
    anyway it counts for nothing. The outcome is a MovedMany.
    """
    work = replace(work, door="bulk")
    moved: list[int] = []
    blocked: list[tuple[int, str, str]] = []
    warned: list[tuple[str, str]] = []
    router, hindrances = Router(work), hindrances_of(work, lead_ids, stage)
    for done, (lead, facts) in enumerate(_with_facts(work, list(dict.fromkeys(lead_ids)))):
        work.progress(done, len(lead_ids), tr("Moving leads"))
        override = (past_gate or {}).get(lead.id, "")
        try:
            own, hindrance = (overrides or {}).get(lead.id, reason), hindrances.get(lead.id)
            permit = allowed(work.playbook, facts, stage, path, own, override, hindrance=hindrance)
        except Problem as problem:
            blocked.append((lead.id, lead.person.shown_name, problem.message))
            continue
        _apply(work, lead, facts, permit, override, router)
        moved.append(lead.id)
        if permit.warnings:
            warned.append((lead.person.shown_name, "; ".join(permit.warnings)))
    target = together(([stage.label] if stage else []) + ([work.playbook.label("path", path)] if path else []))
    label = tr("Move {leads} to {target}", leads=counted(len(moved), "lead"), target=target)
    kept = (warning_of_many(warned),) if warned else ()
    return Changed(label, frozenset(moved), kept=kept, outcome=MovedMany(tuple(moved), tuple(blocked)))


def warning_of_many(warned: Sequence[tuple[str, str]]) -> str:
    """What is missing on the committees of leads that move all the same: how many, and the first of them by name."""
    name, says = warned[0]
    return tr_many(
        "{count} moves although its committee has gaps: {name}: {says}",
        "{count} move although their committees have gaps, the first {name}: {says}",
        len(warned),
        name=name,
        says=says,
    )


def _with_facts(work: Work, lead_ids: Sequence[int]) -> Iterator[tuple[Lead, LeadFacts]]:
    """Each lead with what the gate looks at, read some hundreds at a time. Raises Problem where one is gone."""
    beside = joinedload(Lead.person).joinedload(Person.account), joinedload(Lead.account)
    for some in chunks(lead_ids):
        leads = {lead.id: lead for lead in work.session.scalars(select(Lead).where(Lead.id.in_(some)).options(*beside))}
        gathered = gather(work.session, some)
        for id in some:
            yield leads.get(id) or lead_of(work, id), gathered[id].facts


def may_move(work: Work, lead_id: int, stage: Stage | None = None, path: str | None = None) -> MoveAnswer:
    """Ask the gate without moving, as if the reason were written. Raises Problem where the lead is gone."""
    lead_of(work, lead_id)
    facts = facts_of(work.session, lead_id)
    choice = work.playbook.path(path or facts.path)
    draft = Reason("(to be written)", "(to be written)", work.today, facts.owner or work.by)
    if choice is not None and not choice.open:
        draft = Reason("(to be written)", "(to be written)", None, facts.owner or work.by)
    try:
        hindrance = hindrances_of(work, [lead_id], stage).get(lead_id)
        permit = allowed(work.playbook, facts, stage, path, draft, hindrance=hindrance)
    except NotReady as blocked:
        return MoveAnswer(False, blocked.missing, blocked.message)
    except Problem as problem:
        return MoveAnswer(False, (), problem.message)
    return MoveAnswer(True, warnings=permit.warnings)


def _apply(work: Work, lead: Lead, facts: LeadFacts, permit: Permit, override: str, router: Router) -> None:
    scored = score(work.playbook, facts, work.now)
    proposed = router.first(facts, scored)
    reason = permit.reason
    cycle = lead.cycle + 1 if permit.new_cycle else lead.cycle
    work.session.add(
        Move(
            lead_id=lead.id,
            at=work.now,
            by=work.by,
            door=work.door,
            from_stage=lead.stage,
            to_stage=permit.stage.value,
            from_path=lead.path,
            to_path=permit.path,
            learned=reason.learned,
            next_step=reason.next_step,
            owner=reason.owner,
            due=reason.due,
            code=reason.code,
            override=override.strip() if permit.overridden else "",
            missing=[missing.criterion for missing in permit.missing] if permit.overridden else [],
            cycle=cycle,
            playbook_version=work.playbook.version,
            fit=scored.fit,
            intent=scored.intent,
            ledger=[frozen(point) for point in scored.ledger],
            answers={id: answer.value.value for id, answer in sorted(facts.answers.items())},
            suggested_path=proposed.path,
            route=proposed.id,
        )
    )
    router.took(proposed, facts, permit.path, reason.owner, is_open(work.playbook, permit.path))
    lead.stage, lead.path, lead.cycle = permit.stage.value, permit.path, cycle
    lead.is_open = is_open(work.playbook, permit.path)
    lead.owner, lead.next_step, lead.due, lead.moved_at = reason.owner, reason.next_step, reason.due, work.now
    lead.trigger = permit.trigger or _waits_for(work, facts, permit)


def _waits_for(work: Work, facts: LeadFacts, permit: Permit) -> str:
    """What else than its date brings back a lead that leaves by a written rule (J7)."""
    leaves = permit.path in (NOT_NOW, DISQUALIFIED)
    return trigger_of(work.playbook, facts, permit.reason.code) if leaves and permit.reason.code else ""


def _target(work: Work, facts: LeadFacts, permit: Permit) -> str:
    if permit.stage != facts.stage:
        return permit.stage.label
    return work.playbook.label("path", permit.path)


# --- templates of reasons ---------------------------------------------------------------------------------------------


def reason_templates(work: Work, lead_id: int, target: str) -> ReasonTemplates:
    """Templates for a move to a stage or path, made from what is stored of this lead; nothing is invented."""
    lead_of(work, lead_id)
    return templates(work.playbook, facts_of(work.session, lead_id), target, work.now, work.definitions.zone)


def default_due(days: int | None, today: date) -> date | None:
    """The date that lies so many days ahead, moved off a weekend."""
    return due_in(days, today)


def by_code(work: Work, group: str, code: str) -> str:
    """The label of a reason code of the playbook (reject, disqualify, not_now, override)."""
    found = by_id(getattr(work.playbook.reasons, group), code)
    return found.label if found else code
