"""A lead: one person's interest in one service line, being qualified."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.store.tables.account import Account
from app.store.tables.foundation import DERIVED, Base, new_uuid
from app.store.tables.person import Person


class Lead(Base):
    """One person's interest in one service line; re-qualified in cycles, never copied."""

    __tablename__ = "lead"
    __table_args__ = (
        CheckConstraint("stage in ('lead', 'mql', 'sal', 'sql', 'opportunity')", name="stage_is_known"),
        CheckConstraint("cycle >= 1", name="cycle_counts_from_one"),
        Index(None, "person_id", "service_line", unique=True),
        Index(None, "account_id", "owner", "is_open", "stage"),  # all that accounts are sorted by in one pass
        Index(None, "person_id", "is_open"),  # as people by their leads
        Index(None, "is_open", "due", "id"),
        Index(None, "due", "id"),
        Index(None, "fit", "id"),
        Index(None, "intent", "id"),
        Index(None, "created_at", "id"),
        Index(None, "stage", "path", "is_open"),
        Index(None, "owner", "due"),
        Index(None, "service_line", "due"),
        Index(None, "source", "due"),
        Index(None, "today_group", "today_at", "id"),
        Index(None, "judged_until"),
        Index(None, "is_open", "fit_band", "intent_band"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    service_line: Mapped[str] = mapped_column(String(60), default="")
    stage: Mapped[str] = mapped_column(String(16), default="lead")
    path: Mapped[str] = mapped_column(String(60), default="")
    is_open: Mapped[bool] = mapped_column(default=True)  # the path is one on which something still happens
    cycle: Mapped[int] = mapped_column(default=1)
    owner: Mapped[str] = mapped_column(String(200), default="")
    next_step: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    trigger: Mapped[str] = mapped_column(String(300), default="")  # what brings a not-now lead back, where no date does
    source: Mapped[str] = mapped_column(String(100), default="")
    campaign: Mapped[str] = mapped_column(String(300), default="")
    offer: Mapped[str] = mapped_column(String(100), default="")
    asked_for: Mapped[str] = mapped_column(default="")
    track: Mapped[str] = mapped_column(String(60), default="", server_default="")  # the nurture track chosen by hand
    evaluation_stage: Mapped[str] = mapped_column(String(60), default="")
    intent_context: Mapped[str] = mapped_column(String(60), default="")
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)  # columns of the file that had no field
    remarks: Mapped[list[Any]] = mapped_column(default=list)  # what the import noticed
    created_at: Mapped[datetime]
    moved_at: Mapped[datetime | None]
    import_id: Mapped[int | None]  # the import that made it
    # recomputed from facts, playbook and day
    fit: Mapped[int] = mapped_column(default=0, info=DERIVED)
    intent: Mapped[int] = mapped_column(default=0, info=DERIVED)
    fit_band: Mapped[str] = mapped_column(String(40), default="", info=DERIVED)
    intent_band: Mapped[str] = mapped_column(String(40), default="", info=DERIVED)
    today_group: Mapped[str] = mapped_column(String(40), default="", info=DERIVED)
    today_at: Mapped[datetime | None] = mapped_column(info=DERIVED)  # since when it belongs there
    judged_until: Mapped[datetime | None] = mapped_column(info=DERIVED)  # time alone changes nothing before this

    person: Mapped[Person] = relationship()
    account: Mapped[Account | None] = relationship()


class ClockPause(Base):
    """A time in which the deadlines of a lead stand still, as while the buyer's own approval runs."""

    __tablename__ = "clock_pause"
    __table_args__ = (
        CheckConstraint("length(trim(reason)) > 0", name="reason_is_written"),
        CheckConstraint("until is null or until >= since", name="ends_after_it_begins"),
        Index(None, "lead_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]  # none while it lasts
    reason: Mapped[str]
    by: Mapped[str] = mapped_column(String(200))
