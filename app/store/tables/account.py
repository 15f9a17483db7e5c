"""An account: an organisation we may sell to or through."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import DERIVED, Base, new_uuid


class Account(Base):
    """An organisation: hospital, clinic, practice, lab, employer, payer, partner, group."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
        Index(None, "sort_name"),
        Index(None, "name_key"),
        Index(None, "domain"),
        Index(None, "identifier"),
        Index(None, "segment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    name: Mapped[str] = mapped_column(String(300))
    sort_name: Mapped[str] = mapped_column(String(300), default="", info=DERIVED)
    name_key: Mapped[str] = mapped_column(String(300), default="", info=DERIVED)  # folded, without legal form
    domain: Mapped[str] = mapped_column(String(253), default="")
    identifier: Mapped[str] = mapped_column(String(100), default="")
    facility_type: Mapped[str] = mapped_column(String(100), default="")
    segment: Mapped[str] = mapped_column(String(100), default="")
    country: Mapped[str] = mapped_column(String(100), default="")
    region: Mapped[str] = mapped_column(String(100), default="")
    city: Mapped[str] = mapped_column(String(200), default="")
    street: Mapped[str] = mapped_column(String(300), default="")
    postal_code: Mapped[str] = mapped_column(String(40), default="")
    size: Mapped[int | None]
    testing_focus: Mapped[str] = mapped_column(String(300), default="")
    accreditation: Mapped[str] = mapped_column(String(300), default="")
    systems: Mapped[str] = mapped_column(String(300), default="")
    relation: Mapped[str] = mapped_column(String(40), default="")  # competitor, own_staff, supplier, customer
    notes: Mapped[str] = mapped_column(default="")
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
