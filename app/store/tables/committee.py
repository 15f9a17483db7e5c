"""The buying committee: stakeholders in their seats, lines between them, and how opinions changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.store.tables.foundation import Base
from app.store.tables.person import Person


class StakeholderRow(Base):
    """A seat on one account's committee and who sits in it; an empty service line means account-wide."""

    __tablename__ = "stakeholder"
    __table_args__ = (
        CheckConstraint("reports_to_id is null or reports_to_id <> id", name="is_not_own_manager"),
        Index(None, "account_id", "service_line"),
        Index(None, "person_id"),
        Index(None, "reports_to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    service_line: Mapped[str] = mapped_column(String(60), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    seat: Mapped[str] = mapped_column(String(60), default="other")
    seat_is_guess: Mapped[bool] = mapped_column(default=True)
    power: Mapped[str] = mapped_column(String(200), default="")  # signs budget veto recommends uses gates, with spaces
    influence: Mapped[str] = mapped_column(String(20), default="")  # high, medium, low; empty: unknown
    stance: Mapped[int | None]  # -2 opposed ... +2 champion; None: unknown, which is not neutral
    depth: Mapped[int | None]  # 0 none, 1 one brief, 2 several, 3 regular working contact
    wanted_depth: Mapped[int | None]
    certainty: Mapped[str] = mapped_column(String(20), default="guess")
    can_show: Mapped[str] = mapped_column(default="")
    champion_test: Mapped[str] = mapped_column(default="")  # power, acted without us, what they gain
    external: Mapped[bool] = mapped_column(default=False)
    reports_to_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder.id", ondelete="SET NULL"))
    last_contact: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    next_step: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(String(200), default="")  # of the next step
    due: Mapped[date | None]
    created_at: Mapped[datetime]
    lane: Mapped[str] = mapped_column(String(60), default="", server_default="")  # by hand; empty: that of the seat
    band: Mapped[str] = mapped_column(String(20), default="", server_default="")  # by hand; empty: guessed by title
    position: Mapped[int] = mapped_column(default=0, server_default="0")  # among the cards of a lane and band
    pins: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")  # [view, x, y] of cards put by hand
    behaviour: Mapped[str] = mapped_column(String(20), default="", server_default="")
    influence_why: Mapped[str] = mapped_column(default="", server_default="")  # where it disagrees with seniority
    channel: Mapped[str] = mapped_column(String(40), default="", server_default="")  # of the last contact
    our_owner: Mapped[str] = mapped_column(String(200), default="", server_default="")  # whose contact they are
    colleagues: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")  # others of ours who know them
    organisation: Mapped[str] = mapped_column(String(200), default="", server_default="")  # of somebody from outside
    reports_certainty: Mapped[str] = mapped_column(String(20), default="guess", server_default="guess")
    reports_note: Mapped[str] = mapped_column(default="", server_default="")
    reports_since: Mapped[date | None]  # when we learned whom they report to

    person: Mapped[Person | None] = relationship()


class CommitteeLine(Base):
    """A line between two stakeholders that is not the solid reporting line."""

    __tablename__ = "committee_line"
    __table_args__ = (
        CheckConstraint("kind in ('dotted', 'influences', 'conflict')", name="kind_is_known"),
        CheckConstraint("from_id <> to_id", name="joins_two"),
        Index(None, "from_id"),
        Index(None, "to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id", ondelete="CASCADE"))
    to_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    strength: Mapped[str] = mapped_column(String(20), default="")
    certainty: Mapped[str] = mapped_column(String(20), default="guess")
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class StanceChange(Base):
    """A change of stance, power or influence, with its reason (CM12)."""

    __tablename__ = "stance_change"
    __table_args__ = (Index(None, "stakeholder_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stakeholder_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(String(200))
    after: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class MapExport(Base):
    """A map that left the house: what changed since then is marked on the cards (CM12)."""

    __tablename__ = "map_export"
    __table_args__ = (Index(None, "account_id", "service_line", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    service_line: Mapped[str] = mapped_column(String(60), default="")
    privacy: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(20))  # png, svg, pdf, handoff
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class GapRow(Base):
    """An open technical question: severity, side that owes it, owner, due, what it blocks."""

    __tablename__ = "gap"
    __table_args__ = (
        CheckConstraint("length(trim(question)) > 0", name="asks_something"),
        CheckConstraint("severity in ('stops', 'slows', 'nice')", name="severity_is_known"),
        CheckConstraint("owed_by in ('ours', 'theirs')", name="side_is_known"),
        CheckConstraint("status in ('open', 'waiting', 'answered', 'accepted', 'closed')", name="status_is_known"),
        Index(None, "account_id"),
        Index(None, "lead_id"),
        Index(None, "status", "due"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    area: Mapped[str] = mapped_column(String(40))
    question: Mapped[str]
    severity: Mapped[str] = mapped_column(String(10))
    owed_by: Mapped[str] = mapped_column(String(10))
    owner: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(20), default="open")
    answer: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    criterion: Mapped[str] = mapped_column(String(60), default="")
    raised_at: Mapped[datetime]
    raised_by: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]  # when its status last changed
    call_id: Mapped[int | None]  # the call in which it came up; kept also when that row is gone
