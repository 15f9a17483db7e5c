"""Calls: who meets whom, with which questions; what is being typed meanwhile; and the answers that came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.store.tables.account import Account
from app.store.tables.foundation import UNRECORDED, Base, new_uuid
from app.store.tables.person import Person


class Call(Base):
    """One conversation with an account: planned, held or called off; it has one goal and one exit that is wanted."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("state in ('planned', 'done', 'cancelled')", name="state_is_known"),
        CheckConstraint("reached in ('', 'yes', 'partly', 'no')", name="reached_is_known"),
        CheckConstraint("minutes > 0", name="takes_time"),
        Index(None, "account_id"),
        Index(None, "state", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    service_line: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(40), default="call")  # call, video, on_site
    at: Mapped[datetime]  # when it is to begin
    minutes: Mapped[int] = mapped_column(default=30)
    site: Mapped[str] = mapped_column(String(200), default="")  # of theirs, where it matters
    goal: Mapped[str] = mapped_column(default="")  # one sentence
    exit_wanted: Mapped[str] = mapped_column(default="")  # the single next step that is wanted
    state: Mapped[str] = mapped_column(String(12), default="planned")
    started_at: Mapped[datetime | None]  # when the live capture began
    ended_at: Mapped[datetime | None]  # when it was closed out
    reached: Mapped[str] = mapped_column(String(8), default="")  # the exit: yes, partly, no
    learned: Mapped[str] = mapped_column(default="")  # why the route was chosen, or why it was called off
    route: Mapped[str] = mapped_column(String(60), default="")  # the path chosen at the close-out
    next_step: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(String(200), default="")  # of the next step
    due: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))

    account: Mapped[Account | None] = relationship()


class CallLead(Base):
    """A lead that a call is about; two of one lead, as a merge may leave them, count once."""

    __tablename__ = "call_lead"
    __table_args__ = (Index(None, "call_id", "lead_id"), Index(None, "lead_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))


class CallAttendee(Base):
    """Somebody who takes part, of their side or of ours; one without a person is known by name only."""

    __tablename__ = "call_attendee"
    __table_args__ = (
        CheckConstraint("side in ('theirs', 'ours')", name="side_is_known"),
        Index(None, "call_id"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    side: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(300), default="")
    came: Mapped[bool | None]  # None: not known yet

    person: Mapped[Person | None] = relationship()


class CallQuestion(Base):
    """What was decided by hand about one question of a call: pinned, skipped, moved, reworded, or of our own."""

    __tablename__ = "call_question"
    __table_args__ = (Index(None, "call_id", "question", unique=True), Index(None, "question"))

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(60))  # its id in the bank, kept by a rewording; "own-1" for one's own
    text: Mapped[str] = mapped_column(default="")  # the other wording; empty: as in the bank
    place: Mapped[int | None]  # where it was moved to, from 0; None: where the picker puts it
    pinned: Mapped[bool] = mapped_column(default=False)
    skipped: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime | None]  # when it was asked in the call


class DiscoveryRow(Base):
    """One answer to a question of the bank, with its value, who said it and how certain it is (CP3)."""

    __tablename__ = "discovery"
    __table_args__ = (
        CheckConstraint("kind in ('', 'number', 'date', 'choice')", name="kind_is_known"),
        CheckConstraint("certainty in ('told', 'document', 'guess')", name="certainty_is_known"),
        CheckConstraint("length(trim(text)) > 0 or kind <> ''", name="says_something"),
        Index(None, "lead_id", "question", "id"),
        Index(None, "call_id"),
        Index(None, "person_id"),
        Index(None, "question"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id", ondelete="SET NULL"))
    question: Mapped[str] = mapped_column(String(60))  # its id in the bank
    asked: Mapped[str]  # the words in which it was asked
    text: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(String(8), default="")  # of the value: number, date, choice; empty: text alone
    low: Mapped[float | None]  # a number, or the lower end of a range
    high: Mapped[float | None]  # the upper end; None: one number
    unit: Mapped[str] = mapped_column(String(40), default="")
    day: Mapped[date | None]
    choice: Mapped[str] = mapped_column(String(100), default="")
    who: Mapped[str] = mapped_column(String(200), default="")  # who said it
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    certainty: Mapped[str] = mapped_column(String(10), default="told")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    criterion: Mapped[str] = mapped_column(String(60), default="")  # the criterion whose tick it suggests
    settled: Mapped[str] = mapped_column(String(10), default="", server_default="")  # ticked, declined; empty: not yet
    answer_id: Mapped[int | None]  # the answer of the checklist that a person made of it; kept when that is gone


class TypingRow(Base):
    """What is being typed in a call and is no answer yet, so that nothing is lost where the machine dies."""

    __tablename__ = "typing"
    __table_args__ = (Index(None, "call_id", "field", unique=True), {"info": UNRECORDED})

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(100))  # such as "answer:HL1" or "gap"
    text: Mapped[str]
    at: Mapped[datetime]
