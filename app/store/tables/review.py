"""A review: one week's numbers, frozen when issued, with the decisions taken."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import PERMANENT, UNRECORDED, Base


class ReviewRow(Base):
    """The numbers of one week as they were issued; issuing again adds a row, never edits one."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "week", "id"), {"info": PERMANENT})

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(String(10))  # 2026-W46
    issued_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    body: Mapped[dict[str, Any]]  # its head: without the parts that have a row for many leads
    digest: Mapped[str] = mapped_column(String(64))  # of the whole review, with those parts
    weeks: Mapped[int] = mapped_column(default=1, server_default="1")  # how many it covers: one, or two up to `week`


class ReviewPart(Base):
    """The rows of one large part of a review, packed: a week of 100,000 leads takes 4 MB, and its head opens at once.

    They come and stay with their review, which the journal records and an undo keeps; so they need no entry of theirs.
    """

    __tablename__ = "review_part"
    __table_args__ = (Index(None, "review_id", "part", unique=True), {"info": UNRECORDED})

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(20))
    rows: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)


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
    done_by: Mapped[str] = mapped_column(String(200), default="", server_default="")
    outcome: Mapped[str] = mapped_column(default="", server_default="")  # what came of it
    rule: Mapped[str] = mapped_column(String(60), default="", server_default="")  # the diagnosis that it answers
    lead_id: Mapped[int | None]  # the lead that it is about; kept also when that row is gone
    at: Mapped[datetime | None]  # when it was written down
    by: Mapped[str] = mapped_column(String(200), default="", server_default="")


class SampleVerdict(Base):
    """What sales and marketing said together of one lead of a week's sample; the newest of a week and lead counts."""

    __tablename__ = "sample_verdict"
    __table_args__ = (
        CheckConstraint("verdict in ('right', 'too_early', 'too_late', 'never')", name="verdict_is_known"),
        Index(None, "week", "lead_id"),
        Index(None, "lead_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(String(10))
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    verdict: Mapped[str] = mapped_column(String(12))  # of the stage it stood at: right, too early, too late, never
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
