"""What people keep beside the facts: tags on leads, views of a list, and files that belong to somebody."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import Base, new_uuid


class TagRow(Base):
    """One word on one lead."""

    __tablename__ = "tag"
    __table_args__ = (
        CheckConstraint("length(trim(word)) > 0", name="says_something"),
        Index(None, "lead_id", "word", unique=True),
        Index(None, "word", "lead_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    word: Mapped[str] = mapped_column(String(60))


class SavedView(Base):
    """A list as somebody set it up: its filter, order and columns. Without an owner it is the team's."""

    __tablename__ = "saved_view"
    __table_args__ = (CheckConstraint("length(trim(name)) > 0", name="has_a_name"), Index(None, "place", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    place: Mapped[str] = mapped_column(String(20))  # leads, people, accounts, handoffs
    name: Mapped[str] = mapped_column(String(100))
    owner: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class Attachment(Base):
    """A file that belongs to a lead, a person or an account; it lies in a folder beside the workspace."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint(
            "(lead_id is not null) + (person_id is not null) + (account_id is not null) = 1", name="belongs_to_one"
        ),
        Index(None, "lead_id"),
        Index(None, "person_id"),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(300))  # as it was called
    digest: Mapped[str] = mapped_column(String(64))  # of its bytes; also its name in the folder
    size: Mapped[int]  # bytes
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
