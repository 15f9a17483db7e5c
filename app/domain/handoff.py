"""A handoff: everything that sales or pre-sales need to take a lead over, frozen as sent, and how complete it is."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from app.domain.playbook import HandoffParts
from app.language import later, tr


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One criterion with its answer and the evidence for it."""

    stage: str  # mql, sal, sql
    question: str
    answer: str = "unknown"  # yes, no, unknown
    required: bool = True
    evidence: str = ""
    who: str = ""  # who said it
    at: datetime | None = None
    certainty: str = ""  # told, document, guess
    contradicted: bool = False
    criterion: str = ""  # its id
    gate: str = ""
    earlier: str = ""  # the answer that it contradicts, with who said it, when, and why
    rests_on: str = ""  # what the evidence is: signal, call, e-mail ... or note

    @property
    def proven(self) -> bool:
        """True where the answer is Yes and somebody wrote down why."""
        return self.answer == "yes" and bool(self.evidence.strip())


@dataclass(frozen=True, slots=True)
class DiscoveryRow:
    """One answer from discovery. Topics: scope, restrictions, volume, dates, decision, delivery, budget, other."""

    topic: str
    question: str
    answer: str = ""
    who: str = ""
    at: datetime | None = None
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat of the buying committee; without a person it is a place that nobody fills yet."""

    seat: str
    need: str = ""  # required, expected, optional
    person: str = ""
    title: str = ""
    power: str = ""
    influence: str = ""
    stance: str = ""
    certainty: str = ""
    last_contact: date | None = None
    next_step: str = ""
    lane: str = ""  # the function, in words
    band: str = ""  # the seniority, in words
    depth: str = ""  # of contact
    reports_to: str = ""
    outside: str = ""  # the organisation of somebody external
    left: bool = False  # they are not there any more
    ours: str = ""  # who of ours knows them


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the committee's map, apart from whom somebody reports to."""

    one: str
    kind: str  # reports to as well, influences, in conflict with
    other: str
    strength: str = ""
    certainty: str = ""
    note: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class GapRow:
    """An open technical question."""

    question: str
    area: str = ""
    severity: str = ""  # stops, slows, nice
    owed_by: str = ""  # ours, theirs
    owner: str = ""
    due: date | None = None
    blocks: str = ""


@dataclass(frozen=True, slots=True)
class PointRow:
    """One line of the score's ledger."""

    axis: str  # fit, intent
    rule: str
    points: int
    fact: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One thing the person did."""

    at: datetime
    kind: str
    asset: str = ""
    offer: str = ""
    asked_for: str = ""
    source: str = ""
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One thing we did with them."""

    at: datetime
    kind: str
    outcome: str = ""
    reached: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change of stage or path with both parts of its reason."""

    at: datetime
    change: str  # "MQL to SQL, path sales discovery"
    learned: str = ""
    next_step: str = ""
    owner: str = ""
    due: date | None = None
    by: str = ""
    overridden: bool = False
    playbook_version: int = 0


@dataclass(frozen=True, slots=True)
class HandoffSheet:
    """The package as it is sent. Labels are written out for a stranger; times are aware, in UTC."""

    uuid: str
    workspace: str  # the workspace's uuid
    number: int
    created_at: datetime
    by: str = ""
    to: str = ""  # whom it is for
    reply_by: datetime | None = None
    # who
    lead: str = ""  # the lead's uuid
    person: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    account: str = ""
    account_facts: tuple[tuple[str, str], ...] = ()  # label and value: facility type, size, region, systems ...
    service_line: str = ""
    stage: str = ""
    path: str = ""
    cycle: int = 1
    # why
    why_asked: str = ""
    content: tuple[str, ...] = ()  # what they read, watched and attended
    checks: tuple[CheckRow, ...] = ()
    discovery: tuple[DiscoveryRow, ...] = ()
    committee: tuple[SeatRow, ...] = ()
    coverage: str = ""  # "4 of 7"
    committee_lines: tuple[LineRow, ...] = ()
    committee_says: tuple[str, ...] = ()  # what is weak about it: single-threaded, never met the signer
    gaps: tuple[GapRow, ...] = ()
    fit: int | None = None
    intent: int | None = None
    cell: str = ""  # the name of their cell of the grid
    ledger: tuple[PointRow, ...] = ()
    # the reason
    learned: str = ""
    next_step: str = ""
    owner: str = ""
    due: date | None = None
    override: str = ""  # the reason, where a gate was overridden
    questions: tuple[str, ...] = ()  # suggested questions
    signals: tuple[SignalRow, ...] = ()
    touches: tuple[TouchRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
    # how it was made
    privacy: str = "internal"  # the level chosen
    left_out: int = 0  # notes that look like patient data and stay out (R16)
    playbook: str = ""
    playbook_version: int = 0
    journal_head: str = ""
    zone: str = "UTC"
    percent: int | None = None  # completeness when it was sent
    missing: tuple[str, ...] = ()  # labels of what was missing then


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
    "scope": (later("Scope and restrictions"), _answered("scope", "restrictions", "need", "fit")),
    "volume": (later("Volume and growth"), _answered("volume", "growth")),
    "dates": (later("Evaluation and start dates"), _answered("dates", "timeline")),
    "decision": (later("Decision makers"), _answered("decision")),
    "delivery": (later("Results delivery and integration"), _answered("delivery", "integration")),
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


def _known_as(part: str) -> str:
    return ALIASES.get(part, part)


def _has(sheet: HandoffSheet, part: str) -> bool:
    known = PARTS.get(part)
    return known is not None and known[1](sheet)


def digest(sheet: HandoffSheet) -> str:
    """SHA-256 of the package in canonical JSON: the same package gives the same digest on every machine."""
    return hashlib.sha256(to_json(sheet).encode()).hexdigest()


def to_json(sheet: HandoffSheet) -> str:
    """The package as canonical JSON, to be kept as sent."""
    return json.dumps(asdict(sheet), default=_written, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> HandoffSheet:
    """The package that `to_json` wrote."""
    kept: dict[str, Any] = json.loads(text)
    rows = {f.name: kept.get(f.name, ()) for f in fields(HandoffSheet) if f.name in _ROWS}
    simple = {f.name: kept[f.name] for f in fields(HandoffSheet) if f.name in kept and f.name not in _ROWS}
    for name in ("content", "questions", "missing", "committee_says"):
        simple[name] = tuple(simple.get(name, ()))
    simple["account_facts"] = tuple((label, value) for label, value in simple.get("account_facts", ()))
    lists: dict[str, Any] = {name: tuple(_ROWS[name](**_dated(row)) for row in rows[name]) for name in rows}
    return HandoffSheet(**_dated(simple), **lists)


_ROWS: Mapping[str, Callable[..., Any]] = {
    "checks": CheckRow,
    "discovery": DiscoveryRow,
    "committee": SeatRow,
    "committee_lines": LineRow,
    "gaps": GapRow,
    "ledger": PointRow,
    "signals": SignalRow,
    "touches": TouchRow,
    "moves": MoveRow,
}
_TIMES = ("at", "created_at", "reply_by")
_DATES = ("due", "last_contact", "since")


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(row[name]) for name in _TIMES if row.get(name)}
    dates = {name: date.fromisoformat(row[name]) for name in _DATES if row.get(name)}
    return {**row, **times, **dates}


def _written(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"a handoff cannot hold a {type(value).__name__}")
