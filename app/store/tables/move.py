"""A move: one change of stage or path, with the reason a person wrote."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import Base


class Move(Base):
    """One change of stage or path. Rows are added, never edited."""

    __tablename__ = "move"
    __table_args__ = (
        CheckConstraint("length(trim(learned)) > 0", name="learned_is_written"),
        CheckConstraint("length(trim(next_step)) > 0", name="next_step_is_written"),
        Index(None, "lead_id", "at"),
        Index(None, "at"),
        Index(None, "route", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    door: Mapped[str] = mapped_column(String(40))  # where it came through: window, command_line, reply, import, bulk
    from_stage: Mapped[str] = mapped_column(String(16))
    to_stage: Mapped[str] = mapped_column(String(16))
    from_path: Mapped[str] = mapped_column(String(60))
    to_path: Mapped[str] = mapped_column(String(60))
    learned: Mapped[str]
    next_step: Mapped[str]
    owner: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[date | None]
    code: Mapped[str] = mapped_column(String(60), default="")
    override: Mapped[str] = mapped_column(default="")  # why the gate was overridden; marked for ever (R6)
    missing: Mapped[list[Any]] = mapped_column(default=list)  # what was unproven when it was overridden
    cycle: Mapped[int] = mapped_column(default=1)
    playbook_version: Mapped[int]  # in force then, so an old decision can be understood
    fit: Mapped[int]
    intent: Mapped[int]
    ledger: Mapped[list[Any]] = mapped_column(default=list)  # the score as it stood (J2)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the answers as they stood
    suggested_path: Mapped[str] = mapped_column(String(60), default="")  # what the route proposed then
    route: Mapped[str] = mapped_column(String(60), default="", server_default="")  # the route that proposed it


class RouteVerdict(Base):
    """A person's word on whether the route that a move followed, or left, was right; the latest of a move counts."""

    __tablename__ = "route_verdict"
    __table_args__ = (Index(None, "move_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    move_id: Mapped[int] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"))
    right: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
