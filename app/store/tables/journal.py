"""The journal's own tables: actions, chained by hash, and the changes that each made."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import UNRECORDED, Base


class Action(Base):
    """One thing somebody did. `hash` covers the previous hash and a digest of the body; the body is apart."""

    __tablename__ = "action"
    __table_args__ = (Index(None, "undoes_id"), {"info": UNRECORDED})

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    use_case: Mapped[str] = mapped_column(String(100))
    label: Mapped[str]
    rows: Mapped[int] = mapped_column(default=0)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    in_effect: Mapped[bool] = mapped_column(default=True)  # False once undone, True again once redone
    digest: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64), default="")


class Change(Base):
    """One row's change under an action: the columns that changed before and after; both whole for new and deleted."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "action_id"), Index(None, "table_name", "row_id"), {"info": UNRECORDED})

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"))
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]


class ChangeRange(Base):
    """A run of rows that an action inserted in bulk."""

    __tablename__ = "change_range"
    __table_args__ = (Index(None, "action_id"), {"info": UNRECORDED})

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"))
    table_name: Mapped[str] = mapped_column(String(40))
    first_id: Mapped[int]
    last_id: Mapped[int]
