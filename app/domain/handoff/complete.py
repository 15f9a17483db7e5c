"""How complete a handoff is, part by part, and where each part is filled in (H2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.handoff.rows import DocumentLine, ScopeLine
from app.domain.handoff.sheet import HandoffSheet
from app.domain.playbook import HandoffParts
from app.language import later, tr


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what the playbook asks for is there; `blocking` are mandatory parts that are missing (H2)."""

    percent: int
    missing: tuple[tuple[str, str], ...] = ()  # id and label, mandatory ones first
    blocking: tuple[tuple[str, str], ...] = ()

    @property
    def may_leave(self) -> bool:
        """True where nothing mandatory is missing."""
        return not self.blocking


def _answered(*topics: str) -> Callable[[HandoffSheet], bool]:
    """Holds where discovery has an answer on one of the topics, or a proven criterion belongs to such a gate."""

    def test(sheet: HandoffSheet) -> bool:
        spoken = any(row.topic in topics and row.answer.strip() for row in sheet.discovery)
        return spoken or any(check.proven and check.stage == "sql" and check.gate in topics for check in sheet.checks)

    return test


def _checked(stage: str) -> Callable[[HandoffSheet], bool]:
    """Holds where every required criterion of the stage has an answer that is not Unknown."""

    def test(sheet: HandoffSheet) -> bool:
        rows = [check for check in sheet.checks if check.stage == stage and check.required]
        return bool(rows) and all(check.answer != "unknown" for check in rows)

    return test


def _owed_late(line: DocumentLine, today: date) -> bool:
    return line.owed_by == "ours" and line.sent_on is None and line.due is not None and line.due < today


def _has_volume(line: ScopeLine) -> bool:
    return any(one is not None for one in (line.now_low, line.now_high, line.expected_low, line.expected_high))


PARTS: Mapping[str, tuple[str, Callable[[HandoffSheet], bool]]] = {
    "reason": (later("Reason: what was learned"), lambda s: bool(s.learned.strip())),
    "next_step": (
        later("Recommended next step with owner and date"),
        lambda s: bool(s.next_step.strip() and s.owner and s.due),
    ),
    "why_asked": (later("Why they asked"), lambda s: bool(s.why_asked.strip())),
    "content": (later("Content consumed"), lambda s: bool(s.content or s.signals)),
    "contact": (later("A way to reach the person"), lambda s: bool(s.email or s.phone)),
    "account": (later("Account facts"), lambda s: bool(s.account and any(value for _, value in s.account_facts))),
    "mql_checklist": (later("MQL checklist answered"), _checked("mql")),
    "sql_checklist": (later("SQL checklist answered"), _checked("sql")),
    "evidence": (
        later("Evidence for every Yes"),
        lambda s: any(c.proven for c in s.checks) and all(c.proven for c in s.checks if c.answer == "yes"),
    ),
    "scope": (
        later("Scope and restrictions"),
        lambda s: bool(s.scope) or _answered("scope", "restrictions", "need", "fit")(s),
    ),
    "volume": (
        later("Volume and growth"),
        lambda s: any(_has_volume(line) for line in s.scope) or _answered("volume", "growth")(s),
    ),
    "dates": (
        later("Evaluation and start dates"),
        lambda s: bool(s.pilot and s.pilot.starts_on) or _answered("dates", "timeline")(s),
    ),
    "decision": (
        later("Decision makers"),
        lambda s: any(step.owner for step in s.steps) or _answered("decision")(s),
    ),
    "delivery": (
        later("Results delivery and integration"),
        lambda s: any(value for _, value in s.integration) or _answered("delivery", "integration")(s),
    ),
    "budget": (later("Budget"), _answered("budget")),
    "compliance": (later("Compliance"), _answered("compliance")),
    "committee": (
        later("Committee with at least one named person"),
        lambda s: any(seat.person for seat in s.committee),
    ),
    "gaps": (later("Open gaps, each with a side that owes it"), lambda s: all(gap.owed_by for gap in s.gaps)),
    "score": (later("Score with ledger"), lambda s: s.fit is not None and bool(s.ledger)),
    "questions": (later("Suggested questions"), lambda s: bool(s.questions)),
    "history": (later("History of moves"), lambda s: bool(s.moves)),
    "documents": (
        later("Documents, none of ours overdue"),
        lambda s: bool(s.documents) and not any(_owed_late(line, s.created_at.date()) for line in s.documents),
    ),
    "pilot": (later("Pilot that could be agreed"), lambda s: s.pilot is not None and not s.pilot.lacks),
    "steps": (later("Steps of their decision with owners"), lambda s: bool(s.steps) and all(x.owner for x in s.steps)),
}
"""The parts that a playbook may ask for: id, label, and the test that says whether a sheet has it."""

ALIASES = {
    "learned": "reason",
    "recommended_next_step": "next_step",
    "content_consumed": "content",
    "checklists": "sql_checklist",
    "qualification": "sql_checklist",
    "scope_and_restrictions": "scope",
    "volume_and_growth": "volume",
    "evaluation_and_start_dates": "dates",
    "timeline": "dates",
    "decision_makers": "decision",
    "results_delivery": "delivery",
    "integration": "delivery",
    "open_gaps": "gaps",
    "suggested_questions": "questions",
}
ALWAYS = ("reason", "next_step")  # mandatory whatever the playbook says (H2)

PLACES: Mapping[str, str] = {
    "move": later("a move of the lead, with its reason"),
    "next": later("the lead: what happens next"),
    "signal": later("the lead: what they did"),
    "lead": later("the lead: its fields"),
    "account": later("the account: its facts"),
    "proof": later("the lead: its checklists"),
    "call": later("a call: scope, systems, documents, pilot, decision"),
    "committee": later("the account: the map of the committee"),
    "gaps": later("the gaps"),
    "score": later("the lead: its score"),
}
"""Where people fill a part in, as they call it."""

_PLACE_OF: Mapping[str, str] = {
    "reason": "move",
    "next_step": "next",
    "why_asked": "lead",
    "content": "signal",
    "contact": "lead",
    "account": "account",
    "mql_checklist": "proof",
    "sql_checklist": "proof",
    "evidence": "proof",
    "budget": "proof",
    "compliance": "proof",
    "committee": "committee",
    "gaps": "gaps",
    "score": "score",
    "history": "move",
}


def completeness(sheet: HandoffSheet, parts: HandoffParts) -> Completeness:
    """Judge a package against the parts its playbook asks for; a part that nobody knows counts as missing."""
    mandatory = list(dict.fromkeys([*ALWAYS, *(_known_as(part) for part in parts.mandatory)]))
    asked = list(dict.fromkeys([*mandatory, *(_known_as(part) for part in parts.counted)]))
    missing = tuple((part, part_label(part)) for part in asked if not _has(sheet, part))
    blocking = tuple(entry for entry in missing if entry[0] in mandatory)
    return Completeness(percent=100 * (len(asked) - len(missing)) // len(asked), missing=missing, blocking=blocking)


def part_label(part: str) -> str:
    """What people call a part of a handoff."""
    known = PARTS.get(_known_as(part))
    return tr(known[0]) if known else part.replace("_", " ").capitalize()


def place_of_part(part: str) -> str:
    """The id of the place, of PLACES, where a part is filled in."""
    return _PLACE_OF.get(_known_as(part), "call")


def _known_as(part: str) -> str:
    return ALIASES.get(part, part)


def _has(sheet: HandoffSheet, part: str) -> bool:
    known = PARTS.get(part)
    return known is not None and known[1](sheet)
