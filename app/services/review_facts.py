"""The facts of one week's review: plain rows from the store, with words instead of ids where people read them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import func, select

from app.domain.clock import Span, clock_of
from app.domain.evidence import TOUCH_KINDS
from app.domain.judging import holds
from app.domain.lead import Answer
from app.domain.paths import RESEARCH, SALES, is_active
from app.domain.playbook import Hours, Playbook
from app.domain.review.facts import (
    CriterionFact,
    Decision,
    HandoffFact,
    LeadFact,
    MoveFact,
    ReviewFacts,
    SignalFact,
    TouchFact,
)
from app.domain.review.metrics.working import FIELDS
from app.domain.review.quality import FAULTS
from app.domain.review.weeks import span_name, week_bounds
from app.domain.stage import Stage
from app.language import tr
from app.services.committee.alarmed import alarms_of
from app.services.guarding import fit_to_leave
from app.services.work import Work
from app.store import journal
from app.store.facts import latest_answers
from app.store.tables import (
    Account,
    AnswerRow,
    ClockPause,
    DecisionRow,
    HandoffRow,
    Lead,
    Move,
    Person,
    PlaybookVersion,
    ReplyRow,
    SignalRow,
    StakeholderRow,
    TouchRow,
    WorkspaceIdentity,
)
from app.store.tables.person import somebody_at

TALKS = frozenset({"call", "meeting", "visit"})  # kinds of touches in which people speak
_NO_WORK_ADDRESS = frozenset({"free", "disposable"})  # kinds of e-mail addresses
WINDOW = timedelta(weeks=13)  # how far back criteria are counted


def review_facts(work: Work, week: str, weeks: int = 1) -> ReviewFacts:
    """Everything the review of a week looks at, or of several up to it, as it stands now; Problem for a wrong week."""
    book = work.playbook
    start, end = week_bounds(week, book.hours.timezone, book.hours.week_starts, weeks)
    answers = _answers(work)
    since = work.session.scalar(select(PlaybookVersion.adopted_at).order_by(PlaybookVersion.version.desc()).limit(1))
    return ReviewFacts(
        week=span_name(week, weeks),
        start=start,
        end=end,
        now=work.now,
        zone=book.hours.timezone,
        workspace=work.session.get_one(WorkspaceIdentity, 1).name,
        playbook=book.title,
        playbook_version=book.version,
        playbook_since=since,
        calendar=calendar_in_words(book.hours),
        journal_head=journal.head(work.session.connection()).hash,
        use_sal=book.use_sal,
        leads=_leads(work, answers),
        moves=_moves(work),
        touches=_touches(work),
        signals=_signals(work),
        handoffs=_handoffs(work),
        criteria=_criteria(work, answers),
        decisions=_decisions(work),
        pauses=_pauses(work),
        closed_paths=frozenset(path.id for path in book.paths if not path.open),
        waiting_paths=frozenset(path.id for path in book.paths if path.open and path.needs_date),
        quiet_paths=frozenset(p.id for p in book.paths if p.id == RESEARCH or not is_active(book, p.id)),
        hours_a_day=clock_of(book.hours).a_day,
        sales_paths=SALES & {path.id for path in book.paths},
        syndicated=frozenset(entry.label for entry in book.vocabularies.source if "syndicat" in entry.id),
        path_labels={path.id: path.label for path in book.paths},
        targets={
            "outreach": book.deadlines.first_outreach_hours,
            "verdict": book.deadlines.verdict_hours,
            "pending": 0.0,
            "in_order": 1.0,
        },
    )


def calendar_in_words(hours: Hours) -> str:
    """Business hours as one line: "mon-fri 09:00-17:00 America/New_York, 11 holidays"."""
    days = f"{hours.days[0]}-{hours.days[-1]}" if len(hours.days) > 1 else hours.days[0]
    n = len(hours.holidays)
    begins = "" if hours.week_starts == "mon" else f", weeks from {hours.week_starts}"
    holidays = f"{n} {'holiday' if n == 1 else 'holidays'}"
    return f"{days} {hours.start:%H:%M}-{hours.end:%H:%M} {hours.timezone}, {holidays}{begins}"


def _labels(book: Playbook, kind: str) -> dict[str, str]:
    return {entry.id: entry.label for entry in book.words(kind)}


def _answers(work: Work) -> dict[int, dict[str, Answer]]:
    a = AnswerRow
    columns = (a.lead_id, a.criterion, a.value, a.evidence, a.who, a.certainty, a.at, a.by, a.source, a.source_id)
    by_lead = defaultdict(list)
    for row in work.session.execute(select(*columns).order_by(a.lead_id, a.criterion, a.id)):
        by_lead[row.lead_id].append(row)
    return {lead_id: latest_answers(rows) for lead_id, rows in by_lead.items()}


def _leads(work: Work, answers: Mapping[int, Mapping[str, Answer]]) -> list[LeadFact]:
    book = work.playbook
    lines, segments, sources = (_labels(book, kind) for kind in ("service_line", "segment", "source"))
    offers, regions = _labels(book, "offer"), _labels(book, "region")
    qualifiers, seats = _qualifiers(work), _Seats(work)
    at_sql = work.session.scalars(select(Lead.id).where(Lead.stage == Stage.SQL.value)).all()
    weak, twice = alarms_of(work, at_sql), _known_twice(work)
    allowed, usual = book.deadlines.first_outreach_by_offer, book.deadlines.first_outreach_hours
    query = (
        select(
            Lead.id,
            Lead.created_at,
            Lead.stage,
            Lead.path,
            Lead.cycle,
            Lead.service_line,
            Lead.source,
            Lead.offer,
            Lead.owner,
            Lead.next_step,
            Lead.due,
            Lead.trigger,
            Lead.fit,
            Lead.intent,
            Lead.asked_for,
            Lead.account_id,
            Person.full_name,
            Person.email,
            Person.phone,
            Person.job_title,
            Person.email_kind,
            Person.id.label("person_id"),
            Account.name,
            Account.segment,
            Account.region,
            Account.size,
        )
        .join(Person, Person.id == Lead.person_id)
        .outerjoin(Account, Account.id == Lead.account_id)
        .order_by(Lead.id)
    )
    nothing: Mapping[str, Answer] = {}
    proof = _Proof(book)
    return [
        LeadFact(
            id=r.id,
            ref=str(r.id),
            person=r.full_name or r.email or r.phone or somebody_at(r.name or ""),
            account=r.name or "",
            created_at=r.created_at,
            stage=r.stage,
            path=r.path,
            cycle=r.cycle,
            service_line=lines.get(r.service_line, r.service_line),
            segment=segments.get(r.segment or "", r.segment or ""),
            source=sources.get(r.source, r.source),
            offer=offers.get(r.offer, r.offer),
            region=regions.get(r.region or "", r.region or ""),
            owner=r.owner,
            qualifier=qualifiers.get(r.id, ""),
            next_step=fit_to_leave(r.next_step),
            due=r.due,
            waits_for=fit_to_leave(r.trigger),
            fit=r.fit,
            intent=r.intent,
            score_says=_score_says(book, r.fit, r.intent),
            fit_evidence=proof.of_fit(answers.get(r.id, nothing)),
            proven=proof.gates(r.service_line, answers.get(r.id, nothing)),
            asked=bool(r.asked_for),
            seats_known=seats.known(r.account_id, r.service_line),
            seats_required=seats.required(r.service_line),
            committee=weak.get(r.id, ()),
            outreach_hours=allowed.get(r.offer, usual),
            known=_known(r),
            faults=_faults(r, r.source in sources, r.person_id in twice),
        )
        for r in work.session.execute(query)
    ]


def _known(row: Any) -> frozenset[str]:
    """Which fields that a judgement rests on are filled in; few patterns, so that each is one set for all its leads."""
    return _pattern(
        bool(row.full_name),
        bool(row.job_title),
        bool(row.email or row.phone),
        bool(row.name),
        bool(row.segment),
        bool(row.region),
        bool(row.service_line),
        bool(row.source),
    )


def _faults(row: Any, mapped: bool, twice: bool) -> frozenset[str]:
    """What is missing or doubtful in the record of a lead."""
    return _faulty(
        not row.job_title,
        not row.size,
        not row.region,
        row.email_kind in _NO_WORK_ADDRESS,
        not mapped,
        twice,
    )


@cache
def _faulty(*there: bool) -> frozenset[str]:
    return frozenset(id for id, one in zip(FAULTS, there, strict=True) if one)


def _known_twice(work: Work) -> frozenset[int]:
    """The people who share an e-mail address with somebody else."""
    shared = select(Person.email_key).where(Person.email_key != "").group_by(Person.email_key).having(func.count() > 1)
    return frozenset(work.session.scalars(select(Person.id).where(Person.email_key.in_(shared))))


@cache
def _pattern(*filled: bool) -> frozenset[str]:
    return frozenset(id for id, there in zip(FIELDS, filled, strict=True) if there)


def _score_says(book: Playbook, fit: int, intent: int) -> str:
    """The stage that the thresholds of the preset in force would propose; a proposal, never a decision (R2)."""
    preset = book.preset_in_force
    return (
        Stage.MQL.value if fit >= preset.mql_fit_at_least and intent >= preset.mql_intent_at_least else Stage.LEAD.value
    )


class _Proof:
    """Which gates the answers of a lead prove; the checklists are looked up once per service line."""

    def __init__(self, book: Playbook) -> None:
        self._book = book
        self._fit = [c for c in book.criteria if c.gate == "fit"]
        self._required: dict[str, dict[str, list[str]]] = {}
        self._criteria = {c.id: c for c in book.criteria}

    def of_fit(self, answers: Mapping[str, Answer]) -> bool:
        return any(c.id in answers and holds(c, answers[c.id]) and answers[c.id].evidence for c in self._fit)

    def gates(self, line: str, answers: Mapping[str, Answer]) -> frozenset[str]:
        if not answers:
            return frozenset()
        if line not in self._required:
            by_gate: dict[str, list[str]] = defaultdict(list)
            for criterion in self._book.checklist(Stage.SQL, line).criteria:
                if criterion.required:
                    by_gate[criterion.gate].append(criterion.id)
            self._required[line] = dict(by_gate)
        return frozenset(
            gate
            for gate, ids in self._required[line].items()
            if all(id in answers and holds(self._criteria[id], answers[id]) for id in ids)
        )


class _Seats:
    """Required seats of each service line, and how many of them are filled at each account."""

    def __init__(self, work: Work) -> None:
        self._required = {
            template.service_line: {seat for seat, need in template.seats.items() if need == "required"}
            for template in work.playbook.templates
        }
        rows = work.session.execute(
            select(StakeholderRow.account_id, StakeholderRow.service_line, StakeholderRow.seat).where(
                StakeholderRow.person_id.is_not(None)
            )
        )
        self._filled: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for account_id, line, seat in rows:
            self._filled[account_id].add((line, seat))

    def required(self, line: str) -> int:
        return len(self._required.get(line, ()))

    def known(self, account_id: int | None, line: str) -> int:
        filled = self._filled.get(account_id or 0)
        if not filled:
            return 0
        return sum((line, seat) in filled or ("", seat) in filled for seat in self._required.get(line, ()))


def _qualifiers(work: Work) -> dict[int, str]:
    """Who made the last move of each lead to MQL or beyond."""
    beyond = [stage.value for stage in Stage if stage is not Stage.LEAD]
    last = (
        select(func.max(Move.id))
        .where(Move.to_stage.in_(beyond), Move.to_stage != Move.from_stage)
        .group_by(Move.lead_id)
        .scalar_subquery()
    )
    return dict(work.session.execute(select(Move.lead_id, Move.by).where(Move.id.in_(last))).all())


def _moves(work: Work) -> list[MoveFact]:
    m = Move
    query = select(m.lead_id, m.at, m.from_stage, m.to_stage, m.from_path, m.to_path, m.cycle, m.by, m.override, m.code)
    return [MoveFact(*row[:8], bool(row[8]), row[9]) for row in work.session.execute(query.order_by(m.id))]


def _touches(work: Work) -> list[TouchFact]:
    t = TouchRow
    rows = work.session.execute(select(t.lead_id, t.at, t.kind, t.reached, t.by).order_by(t.id))
    words = {kind: tr(label) for kind, label in TOUCH_KINDS.items()}
    return [TouchFact(r[0], r[1], words.get(r[2], r[2]), r[3], r[4], r[2] in TALKS) for r in rows]


def _signals(work: Work) -> list[SignalFact]:
    kinds = {kind.id: (kind.label, kind.engagement) for kind in work.playbook.signal_kinds}
    rows = work.session.execute(
        select(SignalRow.lead_id, SignalRow.at, SignalRow.kind, SignalRow.asset).order_by(SignalRow.id)
    )
    facts = []
    for lead, at, kind, asset in rows:
        label, engagement = kinds.get(kind, (kind, True))
        facts.append(SignalFact(lead, at, label, fit_to_leave(asset), engagement))
    return facts


def _handoffs(work: Work) -> list[HandoffFact]:
    reasons = {reason.id: reason for reason in work.playbook.reasons.reject}
    paths = {path.label: path.id for path in work.playbook.paths}
    facts = []
    rows = work.session.scalars(select(HandoffRow).order_by(HandoffRow.number)).all()
    again = {row.replaces_id: row.sent_at for row in rows if row.replaces_id is not None}
    earlier = _earlier(work)
    for row in rows:
        reason = reasons.get(row.reason)
        path = str(row.sheet.get("path", ""))
        facts.append(
            HandoffFact(
                number=row.number,
                lead_id=row.lead_id,
                sent_at=row.sent_at,
                verdict=row.verdict,
                verdict_at=row.verdict_at,
                reason=reason.label if reason else row.reason,
                code=row.reason,
                by=row.by,
                to=str(row.sheet.get("to", "")),
                path=paths.get(path, path),
                percent=row.completeness,
                too_early=bool(reason and reason.sent_too_early),
                verdict_hours=work.playbook.deadlines.verdict_hours,
                replaced_at=again.get(row.id),
                missing=tuple(str(label) for label in row.sheet.get("missing") or ()),
                action=reason.action if reason else "",
                earlier=earlier.get(row.id, ()),
            )
        )
    return facts


def _earlier(work: Work) -> dict[int, tuple[tuple[str, datetime], ...]]:
    """The verdicts of each package that another one followed."""
    r, found = ReplyRow, defaultdict[int, list[tuple[str, datetime]]](list)
    for handoff, verdict, at in work.session.execute(select(r.handoff_id, r.verdict, r.taken_at).order_by(r.id)):
        found[handoff].append((verdict, at))
    return {handoff: tuple(given[:-1]) for handoff, given in found.items() if len(given) > 1}


def _criteria(work: Work, answers: Mapping[int, Mapping[str, Answer]]) -> list[CriterionFact]:
    """How each criterion was answered on the leads that took part in the last 13 weeks."""
    since = work.now - WINDOW
    lines = dict(
        work.session.execute(
            select(Lead.id, Lead.service_line).where((Lead.created_at >= since) | (Lead.moved_at >= since))
        ).all()
    )
    counts = {c.id: {"yes": 0, "no": 0, "unknown": 0} for c in work.playbook.criteria}
    asked_of: dict[str, list[str]] = {}
    for lead_id, line in lines.items():
        if line not in asked_of:
            asked_of[line] = [c.id for c in work.playbook.criteria if not c.service_lines or line in c.service_lines]
        given = answers.get(lead_id, {})
        for id in asked_of[line]:
            counts[id][given[id].value.value if id in given else "unknown"] += 1
    return [CriterionFact(c.id, c.question, c.stage, **counts[c.id]) for c in work.playbook.criteria]


def _pauses(work: Work) -> dict[int, list[Span]]:
    """When the clocks of leads stood still; few ever do."""
    p, found = ClockPause, defaultdict[int, list[Span]](list)
    for lead_id, since, until in work.session.execute(select(p.lead_id, p.since, p.until).order_by(p.since, p.id)):
        found[lead_id].append((since, until))
    return dict(found)


def _decisions(work: Work) -> list[Decision]:
    rows = work.session.scalars(select(DecisionRow).where(DecisionRow.done_at.is_(None)).order_by(DecisionRow.id))
    return [
        Decision(
            fit_to_leave(row.decision),
            row.owner,
            row.due,
            rule=row.rule,
            id=row.id,
            ref=str(row.lead_id or ""),
            week=row.week,
        )
        for row in rows
    ]
