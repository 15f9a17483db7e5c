"""The leads as a review reads them: who they are, what is known and proven of them, what they wait for."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import repeat
from typing import NamedTuple

from sqlalchemy import case, func, select

from app.domain.judging import holds
from app.domain.lead import Answer, Answered
from app.domain.playbook import Playbook
from app.domain.review.facts import CriterionFact, LeadFact
from app.domain.review.metrics.working import FIELDS
from app.domain.review.quality import FAULTS
from app.domain.stage import Stage
from app.services.committee.alarmed import alarms_of
from app.services.guarding import fit_to_leave
from app.services.review_events import Labels
from app.services.work import Work
from app.store.bulk import kept_rows
from app.store.by_column import Columns, aware, pattern
from app.store.tables import Account, AnswerRow, Lead, Person, StakeholderRow
from app.store.tables.person import somebody_at

Given = Mapping[int, Mapping[str, Answer]]
"""The latest answer of each lead to each criterion."""

_NO_WORK_ADDRESS = frozenset({"free", "disposable"})  # kinds of e-mail addresses
WINDOW = timedelta(weeks=13)  # how far back criteria are counted
_NOTHING: Mapping[str, Answer] = {}
_OF_ACCOUNT = {"account": Account.name, "segment": Account.segment, "region": Account.region}
_WORDS = ("service_line", "segment", "source", "offer", "region")  # kept as ids of the playbook, read as its labels


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
    words = {kind: Labels({entry.id: entry.label for entry in book.words(kind)}) for kind in _WORDS}
    read, seats, known, faults = _read(work), _Seats(work), _Subsets(FIELDS), _Subsets(FAULTS)
    at_sql = work.session.scalars(select(Lead.id).where(Lead.stage == Stage.SQL.value)).all()
    weak = alarms_of(work, at_sql)
    allowed, usual = book.deadlines.first_outreach_by_offer, book.deadlines.first_outreach_hours
    proof, nothing = _Proof(book), _Proven(fit=False, gates=frozenset())
    leaving = cache(fit_to_leave)  # the same steps are written of many
    ids = list(read["id"])
    proven = [
        proof.of(line, given[id]) if id in given else nothing
        for id, line in zip(ids, read["service_line"], strict=True)
    ]
    return read.as_rows(
        LeadFact,
        ref=map(str, ids),
        person=[name or somebody_at(account) for name, account in zip(read["person"], read["account"], strict=True)],
        created_at=read.moments("created_at"),
        stage=read.few("stage"),
        path=read.few("path"),
        owner=read.few("owner"),
        **{kind: map(labels.__getitem__, read[kind]) for kind, labels in words.items()},
        qualifier=map(qualifiers.get, ids, repeat("")),
        next_step=map(leaving, read["next_step"]),
        due=[date.fromisoformat(due) if due else None for due in read["due"]],
        waits_for=map(leaving, read["trigger"]),
        fit_evidence=[one.fit for one in proven],
        proven=[one.gates for one in proven],
        asked=map(bool, read["asked"]),
        seats_known=map(seats.known, read["account_id"], read["service_line"]),
        seats_required=map(seats.required.__getitem__, read["service_line"]),
        committee=map(weak.get, ids, repeat(())),
        outreach_hours=map(allowed.get, read["offer"], repeat(usual)),
        known=map(known.__getitem__, read["known"]),
        faults=map(faults.__getitem__, read["faults"]),
    )


def _read(work: Work) -> Columns:
    """The leads with their people and accounts, as far as SQL tells it at once."""
    of, p, a, deciding = Lead, Person, Account, work.playbook.preset_in_force
    would_be_mql = (of.fit >= deciding.mql_fit_at_least) & (of.intent >= deciding.mql_intent_at_least)
    shared = select(p.email_key).where(p.email_key != "").group_by(p.email_key).having(func.count() > 1)
    known = {
        "name": p.full_name != "",
        "title": p.job_title != "",
        "reach": (p.email != "") | (p.phone != ""),
        "account": a.name != "",
        "segment": a.segment != "",
        "region": a.region != "",
        "service_line": of.service_line != "",
        "source": of.source != "",
    }
    faults = {
        "title": p.job_title == "",
        "size": func.coalesce(a.size, 0) == 0,
        "region": func.coalesce(a.region, "") == "",
        "domain": p.email_kind.in_(_NO_WORK_ADDRESS),
        "source": of.source.not_in([entry.id for entry in work.playbook.words("source")]),
        "twice": p.email_key.in_(shared),
    }
    query = (
        select(
            *(of.id, aware(of.created_at), of.stage, of.path, of.cycle, of.service_line, of.source, of.offer, of.owner),
            *(of.next_step, of.due, of.trigger, of.fit, of.intent, (of.asked_for != "").label("asked"), of.account_id),
            func.coalesce(func.nullif(p.full_name, ""), func.nullif(p.email, ""), p.phone).label("person"),
            *(func.coalesce(column, "").label(name) for name, column in _OF_ACCOUNT.items()),
            # what the thresholds of the preset in force would propose; a proposal, never a decision (R2)
            case((would_be_mql, Stage.MQL.value), else_=Stage.LEAD.value).label("score_says"),
            pattern(*(known[field] for field in FIELDS)).label("known"),
            pattern(*(faults[fault] for fault in FAULTS)).label("faults"),
        )
        .join(p, p.id == of.person_id)
        .outerjoin(a, a.id == of.account_id)
        .order_by(of.id)
    )
    return Columns(work.session.connection(), query)


class _Subsets(dict[int, frozenset[str]]):
    """Which of some names hold, by their `pattern`; the patterns are few, so that each is one set for all its leads."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    def __missing__(self, holding: int) -> frozenset[str]:
        self[holding] = made = frozenset(name for place, name in enumerate(self._names) if holding >> place & 1)
        return made


class _Proven(NamedTuple):
    """What the answers of a lead prove."""

    fit: bool  # a fit criterion is answered Yes, with evidence
    gates: frozenset[str]  # whose required criteria are all answered Yes


class _Proof:
    """Which gates the answers of a lead prove; the checklists are looked up once per service line."""

    def __init__(self, book: Playbook) -> None:
        self._book = book
        self._criteria = {criterion.id: criterion for criterion in book.criteria}
        self._fit = frozenset(criterion.id for criterion in book.criteria if criterion.gate == "fit")
        self._required: dict[str, dict[str, set[str]]] = {}
        self._alike: dict[tuple[str, frozenset[str]], frozenset[str]] = {}

    def of(self, line: str, answers: Mapping[str, Answer]) -> _Proven:
        asked = self._criteria
        held = frozenset(id for id, answer in answers.items() if id in asked and holds(asked[id], answer))
        if (line, held) not in self._alike:  # leads fall into few patterns of what holds
            required = self._asked(line).items()
            self._alike[line, held] = frozenset(gate for gate, criteria in required if criteria <= held)
        return _Proven(any(answers[id].evidence for id in held & self._fit), self._alike[line, held])

    def _asked(self, line: str) -> Mapping[str, set[str]]:
        if line not in self._required:
            by_gate = self._required[line] = defaultdict(set)
            for criterion in self._book.checklist(Stage.SQL, line).criteria:
                if criterion.required:
                    by_gate[criterion.gate].add(criterion.id)
        return self._required[line]


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
