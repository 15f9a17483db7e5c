"""The workspace itself: its identity and settings, and every version of its playbook."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import APART, Base, new_uuid


class WorkspaceIdentity(Base):
    """One row: what this file is. The settings are small choices such as our own mail domains."""

    __tablename__ = "workspace"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    uuid: Mapped[str] = mapped_column(String(36), default=new_uuid)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class PlaybookVersion(Base):
    """The definitions as adopted; rows are added, never edited, so that an old decision can be understood (J8)."""

    __tablename__ = "playbook_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(60))
    body: Mapped[str]  # JSON of the whole playbook
    adopted_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(default="")


class PlaybookDraft(Base):
    """Changes of the playbook that are being prepared. At most one is open: neither adopted nor discarded."""

    __tablename__ = "playbook_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    based_on: Mapped[int]  # the version that it changes
    started_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    adopted_as: Mapped[int | None]  # the version that came of it
    discarded_at: Mapped[datetime | None]


class PlaybookEdit(Base):
    """One change of a draft; a draft is the version it is based on with its edits in order."""

    __tablename__ = "playbook_edit"
    __table_args__ = (Index(None, "draft_id", "id"), {"info": APART})

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("playbook_draft.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    says: Mapped[str]
    steps: Mapped[list[Any]]  # what it sets, adds, removes and reorders, each at its place
