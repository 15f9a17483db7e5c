"""What happened with a lead: signals, touches and answers. Rows are added; a later answer follows an earlier one."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import Base


class SignalRow(Base):
    """One dated thing the person did."""

    __tablename__ = "signal"
    __table_args__ = (Index(None, "lead_id", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    asset: Mapped[str] = mapped_column(default="")
    offer: Mapped[str] = mapped_column(String(100), default="")
    asked_for: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(String(100), default="")
    campaign: Mapped[str] = mapped_column(String(300), default="")
    import_id: Mapped[int | None]
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)


class TouchRow(Base):
    """One dated thing we did with them."""

    __tablename__ = "touch"
    __table_args__ = (Index(None, "lead_id", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(default="")
    agreed: Mapped[str] = mapped_column(default="")
    reached: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str] = mapped_column(String(200))
    call_id: Mapped[int | None]  # the call that it tells of; kept also when that row is gone


class AnswerRow(Base):
    """One answer to one criterion, with its evidence; the latest of a lead and criterion counts (R8)."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("value in ('yes', 'no', 'unknown')", name="value_is_known"),
        CheckConstraint("certainty in ('told', 'document', 'guess')", name="certainty_is_known"),
        Index(None, "lead_id", "criterion", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    criterion: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(10))
    evidence: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(String(200), default="")
    certainty: Mapped[str] = mapped_column(String(10), default="guess")
    source: Mapped[str] = mapped_column(String(20), default="", server_default="")  # signal, touch: what it rests on
    source_id: Mapped[int | None]  # its row; kept also when that row is gone
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
