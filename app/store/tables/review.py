"""A review: one week's numbers, frozen when issued, with the decisions taken."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import PERMANENT, Base


class ReviewRow(Base):
    """The numbers of one week as they were issued; issuing again adds a row, never edits one."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "week", "id"), {"info": PERMANENT})

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(String(10))  # 2026-W46
    issued_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    body: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))


class DecisionRow(Base):
    """A decision taken in a review, shown again until it is done."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "review_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))
    week: Mapped[str] = mapped_column(String(10))
    decision: Mapped[str]
    owner: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[date | None]
    done_at: Mapped[datetime | None]
