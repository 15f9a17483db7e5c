"""The working list: every rule that a lead breaks, by name, with what to do about it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from app.domain.review.facts import HandoffFact, LeadFact, ReviewFacts
from app.domain.review.passage import RANK, Passage
from app.domain.review.sheet import ExceptionRow
from app.domain.review.verdicts import sent
from app.language import later, tr

LISTED = 200  # rows of one rule that are listed by name; the rest is counted in one row
STALLED_DAYS = 14

OUTREACH, VERDICT, OWNER, STEP, DATE = (
    later("First outreach overdue"),
    later("Verdict overdue"),
    later("No owner"),
    later("No next step"),
    later("No date"),
)
LATE, OVERRIDDEN, UNPROVEN, COMMITTEE, DISAGREE, STALLED = (
    later("Next step overdue"),
    later("Gate overridden"),
    later("SQL without full proof"),
    later("SQL with a weak committee"),
    later("Score and person disagree"),
    later("SQL without movement"),
)
ACTIONS: Mapping[str, str] = {
    OUTREACH: later("Call or write today"),
    VERDICT: later("Ask for accept, reject or need more"),
    OWNER: later("Give it an owner"),
    STEP: later("Write the next step"),
    DATE: later("Set a date"),
    LATE: later("Do it or re-date it"),
    OVERRIDDEN: later("Prove what was missing"),
    UNPROVEN: later("Prove it or move back"),
    COMMITTEE: later("Meet whom the map names first"),
    DISAGREE: later("Look again, or change the rule"),
    STALLED: later("Act, or move it back"),
}
"""The rules by severity, each with what to do."""

_WHY = {
    OUTREACH: later("nobody has been in touch"),
    OWNER: later("nobody owns it"),
    STEP: later("no next step"),
    DATE: later("no date and no trigger"),
    OVERRIDDEN: later("a gate was overridden this week"),
}
_GATES = {"need": later("need"), "intent": later("intent"), "fit": later("fit"), "next_step": later("next step")}


class Breach(NamedTuple):
    """One rule broken by one lead; words are found only for those that are listed."""

    days: int
    lead: LeadFact
    handoff: HandoffFact | None = None


Broken = dict[str, list[Breach]]


def breaches(facts: ReviewFacts, p: Passage, late: Sequence[LeadFact], overdue: set[int]) -> Broken:
    """Every breach by its rule; `late` waits for first outreach, `overdue` are numbers of packages."""
    until, broken = facts.until, Broken({rule: [] for rule in ACTIONS})
    broken[OUTREACH] = [Breach(_days(until, p, lead), lead) for lead in late]
    for handoff in sent(facts):
        lead_of = p.leads.get(handoff.lead_id)
        if handoff.number in overdue and lead_of is not None:
            broken[VERDICT].append(Breach((until - handoff.sent_at).days, lead_of, handoff))
    overridden = {move.lead_id for move in p.overridden}
    today = facts.last_day
    for lead in p.open_leads():
        _look_for_gaps(facts, p, lead, (until, today), broken)
        if lead.id in overridden:
            broken[OVERRIDDEN].append(Breach(_days(until, p, lead), lead))
    return {rule: found for rule, found in broken.items() if found}


def _look_for_gaps(facts: ReviewFacts, p: Passage, lead: LeadFact, at: tuple[datetime, date], broken: Broken) -> None:
    until, today = at
    waiting = p.path[lead.id] in facts.waiting_paths
    if not lead.owner:
        broken[OWNER].append(Breach(_days(until, p, lead), lead))
    if not lead.next_step and not waiting:
        broken[STEP].append(Breach(_days(until, p, lead), lead))
    if lead.due is None:
        if not (waiting and lead.waits_for):
            broken[DATE].append(Breach(_days(until, p, lead), lead))
    elif lead.due < today:
        broken[LATE].append(Breach((today - lead.due).days, lead))
    state = p.standing[lead.id]
    if state == "sql":
        if _unproven(lead):
            broken[UNPROVEN].append(Breach(_days(until, p, lead), lead))
        if lead.committee:
            broken[COMMITTEE].append(Breach(_days(until, p, lead), lead))
        idle = (until - p.last_seen(lead.id)).days
        if idle > STALLED_DAYS:
            broken[STALLED].append(Breach(idle, lead))
    if lead.score_says and lead.score_says != state and "sql" in (lead.score_says, state):
        broken[DISAGREE].append(Breach(_days(until, p, lead), lead))


def _unproven(lead: LeadFact) -> list[str]:
    return [gate for gate in _GATES if gate not in lead.proven]


def _days(until: datetime, p: Passage, lead: LeadFact) -> int:
    return (until - p.since[lead.id]).days


def _why(rule: str, breach: Breach, p: Passage) -> str:
    """What is wrong, in words with this lead's own facts."""
    lead = breach.lead
    if rule == VERDICT and breach.handoff is not None:
        to = breach.handoff.to or tr("sales")
        return tr("package {number} to {name} has no verdict", number=breach.handoff.number, name=to)
    if rule == LATE and lead.due is not None:
        step = lead.next_step or tr("no step written")
        return tr("due {day}: {step}", day=lead.due.isoformat(), step=step)
    if rule == UNPROVEN:
        return tr("not proven: {gates}", gates=", ".join(tr(_GATES[gate]) for gate in _unproven(lead)))
    if rule == COMMITTEE:
        return ", ".join(lead.committee)
    if rule == DISAGREE:
        higher = RANK.get(lead.score_says, 0) > RANK[p.standing[lead.id]]
        if higher:
            return tr("the score says {stage}, a person left it below", stage=lead.score_says.upper())
        return tr("the score says {stage}, a person left it above", stage=lead.score_says.upper())
    if rule == STALLED:
        return tr("no move and no touch for {days} days", days=breach.days)
    return tr(_WHY[rule])


def exception_rows(broken: Broken, p: Passage) -> tuple[ExceptionRow, ...]:
    """The working list by severity, the oldest first; beyond 200 of one rule the rest is one row."""
    rows: list[ExceptionRow] = []
    for rule, action in ACTIONS.items():
        found = sorted(broken.get(rule, ()), key=lambda breach: (-breach.days, breach.lead.id))
        for breach in found[:LISTED]:
            lead, why = breach.lead, _why(rule, breach, p)
            due = None if rule in (VERDICT, DATE) else lead.due
            rows.append(
                ExceptionRow(rule, lead.ref, lead.person, lead.account, lead.owner, breach.days, why, action, due)
            )
        if len(found) > LISTED:
            why = tr("and {count} more: filter 'Attention' on the sheet Leads", count=len(found) - LISTED)
            rows.append(ExceptionRow(rule, "", "", "", "", found[LISTED].days, why, "", None))
    return tuple(rows)
