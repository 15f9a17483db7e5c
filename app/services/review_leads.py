"""The leads as a review reads them: who they are, what is known and proven of them, what they wait for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain, repeat
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.review.facts import LeadFact
from app.domain.review.metrics.working import FIELDS
from app.domain.review.quality import FAULTS
from app.domain.stage import Stage
from app.services.committee.alarmed import alarms_of
from app.services.guarding import fit_to_leave
from app.services.review_answers import Given, Proof, Proven
from app.services.review_events import Labels
from app.services.work import Work
from app.store.bulk import kept_rows
from app.store.by_column import Columns, aware, pattern
from app.store.tables import Account, Lead, Person, StakeholderRow
from app.store.tables.person import somebody_at

_NO_WORK_ADDRESS = frozenset({"free", "disposable"})  # kinds of e-mail addresses
_WORDS = ("service_line", "segment", "source", "offer", "region")  # kept as ids of the playbook, read as its labels


def leads(work: Work, given: Given, qualifiers: Mapping[int, str]) -> list[LeadFact]:
    """All leads, by their number; `qualifiers` are those who made their last move up."""
    read, seats, proof = _read(work, _counted(), _told(work)), _Seats(work), Proof(work.playbook)
    faults, nothing = _Subsets(FAULTS), Proven(fit=False, gates=frozenset())
    at_sql = work.session.scalars(select(Lead.id).where(Lead.stage == Stage.SQL.value)).all()
    weak, ids, names = alarms_of(work, at_sql), read["id"], zip(read["person"], read["account"], strict=True)
    leaving = cache(fit_to_leave)  # the same steps are written of many
    proven = [
        proof.of(line, given[id]) if id in given else nothing
        for id, line in zip(ids, read["service_line"], strict=True)
    ]
    return read.as_rows(
        LeadFact,
        **_in_words(work, read),
        ref=map(str, ids),
        person=[name or somebody_at(account) for name, account in names],
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
        faults=map(faults.__getitem__, read["faults"]),
    )


def leads_to_count(work: Work) -> list[LeadFact]:
    """The same as far as metrics look: where leads stand and what is known of them, not who they are or what is proven.

    That is read in half the time. Names are empty, and so is all that rests on answers, seats and scores. Of what comes
    next one learns only that it is written: the words and the day stand for any.
    """
    of = Lead
    planned = pattern(of.next_step != "", of.due.is_not(None), of.trigger != "").label("planned")
    read = _read(work, _counted(), [planned])
    plans, nobody = read["planned"], [""] * len(read["id"])
    return read.as_rows(
        LeadFact,
        **_in_words(work, read),
        ref=nobody,
        person=nobody,
        account=nobody,
        next_step=[_WRITTEN[plan & 1] for plan in plans],
        due=[_SOME_DAY[plan >> 1 & 1] for plan in plans],
        waits_for=[_WRITTEN[plan >> 2] for plan in plans],
    )


_WRITTEN, _SOME_DAY = ("", "written"), (None, date.max)


def _in_words(work: Work, read: Columns) -> dict[str, Iterable[Any]]:
    """What is counted of leads, as a review says it."""
    book, known = work.playbook, _Subsets(FIELDS)
    allowed, usual = book.deadlines.first_outreach_by_offer, book.deadlines.first_outreach_hours
    labels = {kind: Labels({entry.id: entry.label for entry in book.words(kind)}) for kind in _WORDS}
    return {
        "created_at": read.moments("created_at"),
        **{name: read.few(name) for name in ("stage", "path", "owner")},
        **{kind: map(of_kind.__getitem__, read[kind]) for kind, of_kind in labels.items()},
        "outreach_hours": map(allowed.get, read["offer"], repeat(usual)),
        "known": map(known.__getitem__, read["known"]),
    }


Asked = Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]]


def _read(work: Work, *asked: Asked) -> Columns:
    """The leads with their people and accounts, by their number."""
    people = select(*chain.from_iterable(asked)).select_from(Lead).join(Person, Person.id == Lead.person_id)
    query = people.outerjoin(Account, Account.id == Lead.account_id).order_by(Lead.id)
    return Columns(work.session.connection(), query)


def _counted() -> Asked:
    """Where leads stand, and what is known of them."""
    of, p, a = Lead, Person, Account
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
    return [
        of.id,
        aware(of.created_at),
        of.stage,
        of.path,
        of.service_line,
        of.source,
        of.offer,
        of.owner,
        *(func.coalesce(column, "").label(column.key) for column in (a.segment, a.region)),
        pattern(*(known[field] for field in FIELDS)).label("known"),
    ]


def _told(work: Work) -> Asked:
    """Who they are, what comes next, how they score, and what is wrong with their records."""
    of, p, a, deciding = Lead, Person, Account, work.playbook.preset_in_force
    would_be_mql = (of.fit >= deciding.mql_fit_at_least) & (of.intent >= deciding.mql_intent_at_least)
    shared = select(p.email_key).where(p.email_key != "").group_by(p.email_key).having(func.count() > 1)
    faults = {
        "title": p.job_title == "",
        "size": func.coalesce(a.size, 0) == 0,
        "region": func.coalesce(a.region, "") == "",
        "domain": p.email_kind.in_(_NO_WORK_ADDRESS),
        "source": of.source.not_in([entry.id for entry in work.playbook.words("source")]),
        "twice": p.email_key.in_(shared),
    }
    return [
        func.coalesce(func.nullif(p.full_name, ""), func.nullif(p.email, ""), p.phone).label("person"),
        func.coalesce(a.name, "").label("account"),
        of.cycle,
        of.next_step,
        of.due,
        of.trigger,
        of.account_id,
        of.fit,
        of.intent,
        # what the thresholds of the preset in force would propose; a proposal, never a decision (R2)
        case((would_be_mql, Stage.MQL.value), else_=Stage.LEAD.value).label("score_says"),
        (of.asked_for != "").label("asked"),
        pattern(*(faults[fault] for fault in FAULTS)).label("faults"),
    ]


class _Subsets(dict[int, frozenset[str]]):
    """Which of some names hold, by their `pattern`; the patterns are few, so that each is one set for all its leads."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    def __missing__(self, holding: int) -> frozenset[str]:
        self[holding] = made = frozenset(name for place, name in enumerate(self._names) if holding >> place & 1)
        return made


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
