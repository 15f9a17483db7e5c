"""What became one: old numbers and identities of merged records, and where they lead."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import Base


class Merged(Base):
    """A record that was merged into another; whoever still knows its number or identity is led to the other.

    Numbers are no foreign keys: the other may be merged on, or taken back, and the trail is followed when it is asked.
    """

    __tablename__ = "merged"
    __table_args__ = (
        CheckConstraint("kind in ('person', 'account', 'lead')", name="kind_is_known"),
        CheckConstraint("gone_id <> into_id", name="joins_two"),
        Index(None, "kind", "gone_id", unique=True),
        Index(None, "kind", "into_id"),
        Index(None, "gone_uuid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    gone_id: Mapped[int]
    gone_uuid: Mapped[str] = mapped_column(String(36))
    into_id: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
