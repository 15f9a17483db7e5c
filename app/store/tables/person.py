"""A person: one record for life, whatever becomes of their leads."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.store.tables.account import Account
from app.store.tables.foundation import DERIVED, Base, new_uuid


class Person(Base):
    """Somebody at an account, or somebody whose account is not known yet."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(
            "length(full_name) > 0 or length(email) > 0 or length(phone) > 0 or account_id is not null",
            name="can_be_told_apart",
        ),
        Index(None, "account_id"),
        Index(None, "sort_name"),
        Index(None, "email_key"),
        Index(None, "phone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    first_name: Mapped[str] = mapped_column(String(200), default="")
    last_name: Mapped[str] = mapped_column(String(200), default="")
    full_name: Mapped[str] = mapped_column(String(400), default="")
    sort_name: Mapped[str] = mapped_column(String(400), default="", info=DERIVED)
    job_title: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    email_key: Mapped[str] = mapped_column(String(320), default="", info=DERIVED)
    email_kind: Mapped[str] = mapped_column(String(20), default="")  # work, free, role, disposable
    phone: Mapped[str] = mapped_column(String(60), default="")  # E.164 where it could be read, else as written
    relation: Mapped[str] = mapped_column(String(40), default="")  # student, own_staff, left
    notes: Mapped[str] = mapped_column(default="")
    consent: Mapped[dict[str, Any]] = mapped_column(default=dict)  # channel -> yes / no, with its source
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]

    account: Mapped[Account | None] = relationship()

    @property
    def shown_name(self) -> str:
        """The name people read; the address or phone where no name is known, else the account they are at."""
        return self.full_name or self.email or self.phone or somebody_at(self.account.name if self.account else "")


def somebody_at(account: str) -> str:
    """What people read where an organisation showed interest and nobody's name is known yet."""
    return f"Somebody at {account}" if account else "Somebody"


class Alternative(Base):
    """Another value of a field, kept beside the one in use: a second address, a former title."""

    __tablename__ = "alternative"
    __table_args__ = (
        CheckConstraint("(person_id is null) <> (account_id is null)", name="belongs_to_one"),
        Index(None, "person_id"),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    value: Mapped[str]
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(300), default="")
