"""The leads as a review reads them: who they are, what is known and proven of them, what they wait for."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import func, select

from app.domain.judging import holds
from app.domain.lead import Answer, Answered
from app.domain.playbook import Criterion, Playbook
from app.domain.review.facts import CriterionFact, LeadFact
from app.domain.review.metrics.working import FIELDS
from app.domain.review.quality import FAULTS
from app.domain.stage import Stage
from app.services.committee.alarmed import alarms_of
from app.services.guarding import fit_to_leave
from app.services.work import Work
from app.store.bulk import kept_rows
from app.store.tables import Account, AnswerRow, Lead, Person, StakeholderRow
from app.store.tables.foundation import moment
from app.store.tables.person import somebody_at

Given = Mapping[int, Mapping[str, Answer]]
"""The latest answer of each lead to each criterion."""

_NO_WORK_ADDRESS = frozenset({"free", "disposable"})  # kinds of e-mail addresses
WINDOW = timedelta(weeks=13)  # how far back criteria are counted
_NOTHING: Mapping[str, Answer] = {}


class _Row(NamedTuple):
    """A lead with its person and account, as they are kept."""

    id: int
    created_at: str
    stage: str
    path: str
    cycle: int
    service_line: str
    source: str
    offer: str
    owner: str
    next_step: str
    due: str | None
    trigger: str
    fit: int
    intent: int
    asked_for: str
    account_id: int | None
    person_id: int
    full_name: str
    email: str
    phone: str
    job_title: str
    email_kind: str
    account: str | None
    segment: str | None
    region: str | None
    size: int | None


def answered(work: Work) -> Given:
    """What was answered last, of every lead that anything was asked of.

    A review looks at no more than the value and whether evidence is written, so equal answers are one object.
    """
    a, found = AnswerRow, defaultdict[int, dict[str, Answer]](dict)
    query = select(a.lead_id, a.criterion, a.value, a.evidence).order_by(a.id)
    for lead, criterion, value, evidence in kept_rows(work.session.connection(), query):
        found[lead][criterion] = _answer(criterion, value, bool(evidence.strip()))
    return found


@cache
def _answer(criterion: str, value: str, written: bool) -> Answer:
    return Answer(criterion, Answered(value), "written" if written else "")


def leads(work: Work, given: Given, qualifiers: Mapping[int, str]) -> list[LeadFact]:
    """All leads, by their number; `qualifiers` are those who made their last move up."""
    book = work.playbook
    lines, segments, sources, offers, regions = (
        _Words({entry.id: entry.label for entry in book.words(kind)})
        for kind in ("service_line", "segment", "source", "offer", "region")
    )
    mapped, known, faults = frozenset(sources), _Subsets(FIELDS), _Subsets(FAULTS)
    seats, twice, proof = _Seats(work), _known_twice(work), _Proof(book)
    at_sql = work.session.scalars(select(Lead.id).where(Lead.stage == Stage.SQL.value)).all()
    weak = alarms_of(work, at_sql)
    allowed, usual = book.deadlines.first_outreach_by_offer, book.deadlines.first_outreach_hours
    fit_at_least, intent_at_least = book.preset_in_force.mql_fit_at_least, book.preset_in_force.mql_intent_at_least
    mql, lead, nothing = Stage.MQL.value, Stage.LEAD.value, frozenset[str]()
    leaving, day = cache(fit_to_leave), cache(date.fromisoformat)
    return [
        LeadFact(
            id=r.id,
            ref=str(r.id),
            person=r.full_name or r.email or r.phone or somebody_at(r.account or ""),
            account=r.account or "",
            created_at=moment(r.created_at),
            stage=r.stage,
            path=r.path,
            cycle=r.cycle,
            service_line=lines[r.service_line],
            segment=segments[r.segment or ""],
            source=sources[r.source],
            offer=offers[r.offer],
            region=regions[r.region or ""],
            owner=r.owner,
            qualifier=qualifiers.get(r.id, ""),
            next_step=leaving(r.next_step),
            due=day(r.due) if r.due else None,
            waits_for=leaving(r.trigger),
            fit=r.fit,
            intent=r.intent,
            # what the thresholds of the preset in force would propose; a proposal, never a decision (R2)
            score_says=mql if r.fit >= fit_at_least and r.intent >= intent_at_least else lead,
            fit_evidence=r.id in given and proof.of_fit(given[r.id]),
            proven=proof.gates(r.service_line, given[r.id]) if r.id in given else nothing,
            asked=bool(r.asked_for),
            seats_known=seats.known(r.account_id, r.service_line),
            seats_required=seats.required[r.service_line],
            committee=weak.get(r.id, ()),
            outreach_hours=allowed.get(r.offer, usual),
            known=known[
                bool(r.full_name),
                bool(r.job_title),
                bool(r.email or r.phone),
                bool(r.account),
                bool(r.segment),
                bool(r.region),
                bool(r.service_line),
                bool(r.source),
            ],
            faults=faults[
                not r.job_title,
                not r.size,
                not r.region,
                r.email_kind in _NO_WORK_ADDRESS,
                r.source not in mapped,
                r.person_id in twice,
            ],
        )
        for r in _rows(work)
    ]


def _rows(work: Work) -> Iterable[_Row]:
    of, p, a = Lead, Person, Account
    query = (
        select(
            *(of.id, of.created_at, of.stage, of.path, of.cycle, of.service_line, of.source, of.offer, of.owner),
            *(of.next_step, of.due, of.trigger, of.fit, of.intent, of.asked_for, of.account_id),
            *(p.id, p.full_name, p.email, p.phone, p.job_title, p.email_kind),
            *(a.name, a.segment, a.region, a.size),
        )
        .join(p, p.id == of.person_id)
        .outerjoin(a, a.id == of.account_id)
        .order_by(of.id)
    )
    return map(_Row._make, kept_rows(work.session.connection(), query))


class _Words(dict[str, str]):
    """The labels of a vocabulary; what it does not know stands for itself (R14)."""

    def __missing__(self, id: str) -> str:
        self[id] = id
        return id


class _Subsets(dict[tuple[bool, ...], frozenset[str]]):
    """Which of some names hold; the patterns are few, so that each is one set for all its leads."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    def __missing__(self, holding: tuple[bool, ...]) -> frozenset[str]:
        self[holding] = made = frozenset(name for name, holds in zip(self._names, holding, strict=True) if holds)
        return made


def _known_twice(work: Work) -> frozenset[int]:
    """The people who share an e-mail address with somebody else."""
    shared = select(Person.email_key).where(Person.email_key != "").group_by(Person.email_key).having(func.count() > 1)
    return frozenset(work.session.scalars(select(Person.id).where(Person.email_key.in_(shared))))


class _Proof:
    """Which gates the answers of a lead prove; the checklists are looked up once per service line."""

    def __init__(self, book: Playbook) -> None:
        self._book = book
        self._fit = [c for c in book.criteria if c.gate == "fit"]
        self._required: dict[str, dict[str, list[Criterion]]] = {}

    def of_fit(self, answers: Mapping[str, Answer]) -> bool:
        return any(c.id in answers and holds(c, answers[c.id]) and answers[c.id].evidence for c in self._fit)

    def gates(self, line: str, answers: Mapping[str, Answer]) -> frozenset[str]:
        if line not in self._required:
            by_gate = self._required[line] = defaultdict(list)
            for criterion in self._book.checklist(Stage.SQL, line).criteria:
                if criterion.required:
                    by_gate[criterion.gate].append(criterion)
        required = self._required[line].items()
        return frozenset(gate for gate, asked in required if all(holds(c, answers.get(c.id)) for c in asked))


class _Seats:
    """Required seats of each service line, and how many of them are filled at each account."""

    def __init__(self, work: Work) -> None:
        self._seats = defaultdict[str, set[str]](set)
        for template in work.playbook.templates:
            self._seats[template.service_line] = {seat for seat, need in template.seats.items() if need == "required"}
        self.required = Counter({line: len(seats) for line, seats in self._seats.items()})
        s = StakeholderRow
        self._filled: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for account_id, line, seat in kept_rows(
            work.session.connection(), select(s.account_id, s.service_line, s.seat).where(s.person_id.is_not(None))
        ):
            self._filled[account_id].add((line, seat))
        self._known: dict[tuple[int, str], int] = {}

    def known(self, account_id: int | None, line: str) -> int:
        if account_id is None or account_id not in self._filled:
            return 0
        if (account_id, line) not in self._known:  # an account has many leads
            filled, asked = self._filled[account_id], self._seats[line]
            self._known[account_id, line] = sum((line, seat) in filled or ("", seat) in filled for seat in asked)
        return self._known[account_id, line]


def criteria(work: Work, given: Given, among: Container[int] | None = None) -> list[CriterionFact]:
    """How each criterion was answered on the leads that took part in the last 13 weeks, or on some of them only."""
    since, asked, lines = work.now - WINDOW, work.playbook.criteria, Counter[str]()
    said = {criterion.id: Counter[tuple[str, Answered]]() for criterion in asked}
    took_part = (Lead.created_at >= since) | (Lead.moved_at >= since)
    for lead, line in kept_rows(work.session.connection(), select(Lead.id, Lead.service_line).where(took_part)):
        if among is not None and lead not in among:
            continue
        lines[line] += 1
        for id, answer in given.get(lead, _NOTHING).items():
            if id in said:
                said[id][line, answer.value] += 1
    facts = []
    for c in asked:
        of = [line for line in lines if not c.service_lines or line in c.service_lines]
        yes, no = (sum(said[c.id][line, value] for line in of) for value in (Answered.YES, Answered.NO))
        facts.append(CriterionFact(c.id, c.question, c.stage, yes, no, sum(lines[line] for line in of) - yes - no))
    return facts
