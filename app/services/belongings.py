"""What belongs to records that are to be merged, asked once for many: who has nothing of a kind is not asked again.

Everything stays as up to date as the merges that go through here: what one record had becomes the other's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app.services.work import Work
from app.store.numbers import chunks
from app.store.tables import (
    Account,
    Alternative,
    AnswerRow,
    Attachment,
    Call,
    CallAttendee,
    CallLead,
    ClockPause,
    DecisionStep,
    DiscoveryRow,
    DocumentRow,
    GapRow,
    HandoffRow,
    IntegrationRow,
    Lead,
    MapExport,
    Move,
    Person,
    PilotRow,
    SampleVerdict,
    ScopeRow,
    SeparatePair,
    SignalRow,
    StakeholderRow,
    TagRow,
    TouchRow,
)

STORY: tuple[type[Any], ...] = (
    SignalRow,
    TouchRow,
    AnswerRow,
    Move,
    GapRow,
    HandoffRow,
    ClockPause,
    TagRow,
    Attachment,
    CallLead,
    DiscoveryRow,
    ScopeRow,
    IntegrationRow,
    DocumentRow,
    PilotRow,
    DecisionStep,
    SampleVerdict,
)
AT_ACCOUNT: tuple[type[Any], ...] = (Person, Lead, StakeholderRow, GapRow, Attachment, MapExport, Call)
OF_PERSON: tuple[type[Any], ...] = (
    StakeholderRow,
    Attachment,
    CallAttendee,
    DiscoveryRow,
)  # besides the leads, which are joined one by one
Mark = tuple[Any, ...]


class Belongings:
    """What some people or accounts have, and what their leads have."""

    def __init__(self, work: Work, stored: str, ids: Collection[int]) -> None:
        self._work, self.stored = work, stored
        self.records: dict[int, Any] = {}
        self.leads: defaultdict[int, list[Lead]] = defaultdict(list)  # of a person
        self.alternatives: defaultdict[int, list[Alternative]] = defaultdict(list)
        self.signals: defaultdict[int, dict[int, Mark]] = defaultdict(dict)  # of a lead: each with what it tells
        self.answers: defaultdict[int, list[Any]] = defaultdict(list)  # of a lead, in order
        self._holders: dict[tuple[type[Any], str], set[int]] = {}  # who has rows of a table, by its column
        self._apart: set[int] = set()
        for some in chunks(sorted(set(ids))):
            self._look(some)

    def has(self, table: type[Any], column: str, id: int) -> bool:
        """True where rows of a table name this record, or this lead, in a column."""
        return id in self._holders[table, column]

    def may_be_apart(self, *ids: int) -> bool:
        """False where none of these was ever judged to be somebody else."""
        return not self._apart.isdisjoint(ids)

    def pass_on(self, gone: int, keep: int) -> None:
        """What was the one's is the other's now; leads are passed on one by one."""
        self.alternatives[keep] += self.alternatives.pop(gone, [])
        if gone in self._apart:
            self._apart.add(keep)
        self._hand_over(gone, keep, AT_ACCOUNT if self.stored == "account" else OF_PERSON, f"{self.stored}_id")
        self.records.pop(gone, None)

    def pass_on_lead(self, gone: int, keep: int) -> None:
        """What one lead had is the other's now."""
        self.signals[keep] |= self.signals.pop(gone, {})
        self.answers[keep] = sorted(self.answers[keep] + self.answers.pop(gone, []), key=lambda answer: answer.id)
        self._hand_over(gone, keep, STORY, "lead_id")

    def _hand_over(self, gone: int, keep: int, tables: Iterable[type[Any]], column: str) -> None:
        for table in tables:
            holders = self._holders[table, column]
            if gone in holders:
                holders.add(keep)

    # --- asking -------------------------------------------------------------------------------------------------------

    def _look(self, ids: Sequence[int]) -> None:
        session = self._work.session
        if self.stored == "person":
            people = select(Person).where(Person.id.in_(ids)).options(joinedload(Person.account))
            self.records |= {one.id: one for one in session.scalars(people)}
            self._look_at_leads(ids)
            for table in OF_PERSON:
                self._note_holders(table, "person_id", ids)
        else:
            self.records |= {one.id: one for one in session.scalars(select(Account).where(Account.id.in_(ids)))}
            for table in AT_ACCOUNT:
                self._note_holders(table, "account_id", ids)
        owner = Alternative.person_id if self.stored == "person" else Alternative.account_id
        for row in session.scalars(select(Alternative).where(owner.in_(ids)).order_by(Alternative.id)):
            self.alternatives[getattr(row, owner.key)].append(row)
        pair = SeparatePair
        for column in (pair.low_id, pair.high_id):
            self._apart |= set(session.scalars(select(column).where(pair.kind == self.stored, column.in_(ids))))

    def _look_at_leads(self, people: Sequence[int]) -> None:
        session, found = self._work.session, list[int]()
        for lead in session.scalars(select(Lead).where(Lead.person_id.in_(people)).order_by(Lead.id)):
            self.leads[lead.person_id].append(lead)
            found.append(lead.id)
        for ids in chunks(found):
            s, a = SignalRow, AnswerRow
            told = (s.kind, s.at, s.asset, s.offer, s.asked_for, s.source, s.campaign, s.extra)
            for row in session.execute(select(s.lead_id, s.id, *told).where(s.lead_id.in_(ids))):
                self.signals[row[0]][row[1]] = (*row[2:-1], tuple(sorted((row[-1] or {}).items())))
            for answer in session.execute(select(*a.__table__.columns).where(a.lead_id.in_(ids)).order_by(a.id)):
                self.answers[answer.lead_id].append(answer)
            for table in STORY:
                self._note_holders(table, "lead_id", ids)

    def _note_holders(self, table: type[Any], column: str, ids: Sequence[int]) -> None:
        named: ColumnElement[int] = getattr(table, column)
        holders = self._work.session.scalars(select(named).where(named.in_(ids)).distinct())
        self._holders.setdefault((table, column), set()).update(holders)
