"""A handoff: one package given to sales or pre-sales, frozen as sent, and the replies that came back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import PERMANENT, Base, new_uuid


class HandoffRow(Base):
    """One package as it was sent; nothing in it is ever edited, only its verdict is written."""

    __tablename__ = "handoff"
    __table_args__ = (
        CheckConstraint("verdict in ('', 'accept', 'reject', 'need_more')", name="verdict_is_known"),
        Index(None, "lead_id"),
        Index(None, "verdict", "due_at"),
        Index(None, "sent_at"),
        Index(None, "replaces_id"),
        {"info": PERMANENT},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    number: Mapped[int] = mapped_column(unique=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="RESTRICT"))
    sent_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    due_at: Mapped[datetime]  # when the verdict is due, by the business clock of that day
    sheet: Mapped[dict[str, Any]]  # the package, frozen as sent
    digest: Mapped[str] = mapped_column(String(64))
    completeness: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(300), default="")
    verdict: Mapped[str] = mapped_column(String(12), default="")
    verdict_at: Mapped[datetime | None]
    verdict_by: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of what one number was sent as
    replaces_id: Mapped[int | None]  # the package that this one takes the place of
    privacy: Mapped[str] = mapped_column(String(20), default="internal", server_default="internal")
    override: Mapped[str] = mapped_column(default="", server_default="")  # why it left in spite of an open gap


class ReplyRow(Base):
    """One returned workbook, as it was read."""

    __tablename__ = "reply"
    __table_args__ = (Index(None, "handoff_id"), {"info": PERMANENT})

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="RESTRICT"))
    taken_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(300))
    file_digest: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(String(200), default="")
    on: Mapped[date | None]
    edited: Mapped[list[Any]] = mapped_column(default=list)  # what differs outside the reply sheet
