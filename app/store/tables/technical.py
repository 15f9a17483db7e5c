"""The technical side of a lead: scope, integration, documents, pilot, and the steps of their decision."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import Base


class ScopeRow(Base):
    """One test, panel or module that they want: its samples, volumes, turnaround and the status of the method."""

    __tablename__ = "scope"
    __table_args__ = (
        CheckConstraint("length(trim(test)) > 0", name="names_a_test"),
        CheckConstraint("status in ('', 'unmodified', 'modified', 'ldt', 'research')", name="status_is_known"),
        Index(None, "lead_id", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    place: Mapped[int] = mapped_column(default=0)  # in the table, from 0
    test: Mapped[str] = mapped_column(String(300))
    sample: Mapped[str] = mapped_column(String(200), default="")
    container: Mapped[str] = mapped_column(String(200), default="")
    now_low: Mapped[int | None]  # a month
    now_high: Mapped[int | None]
    expected_low: Mapped[int | None]
    expected_high: Mapped[int | None]
    hours_needed: Mapped[float | None]  # the turnaround that they need, in hours
    hours_today: Mapped[float | None]
    measured_from: Mapped[str] = mapped_column(String(100), default="")  # where that time begins: draw, receipt ...
    status: Mapped[str] = mapped_column(String(12), default="")  # of the method
    sites: Mapped[str] = mapped_column(String(300), default="")


class IntegrationRow(Base):
    """Their systems and how orders and results travel; the newest that says something counts."""

    __tablename__ = "integration"
    __table_args__ = (Index(None, "lead_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    lis: Mapped[str] = mapped_column(String(200), default="")  # name and version
    ehr: Mapped[str] = mapped_column(String(200), default="")
    middleware: Mapped[str] = mapped_column(String(200), default="")
    orders_in: Mapped[str] = mapped_column(String(300), default="")  # ids of the playbook's routes, with spaces
    results_out: Mapped[str] = mapped_column(String(300), default="")
    codes: Mapped[str] = mapped_column(String(300), default="")
    compendium_owner: Mapped[str] = mapped_column(String(200), default="")
    interface_owner: Mapped[str] = mapped_column(String(200), default="")
    queue_date: Mapped[date | None]  # the first free slot of their interface queue
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class DocumentRow(Base):
    """A document that one side asked the other for, and what became of it."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("owed_by in ('ours', 'theirs')", name="side_is_known"),
        CheckConstraint("accepted in ('', 'yes', 'no')", name="accepted_is_known"),
        Index(None, "lead_id"),
        Index(None, "attachment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))  # of the playbook's list
    name: Mapped[str] = mapped_column(String(300), default="")  # where the kind alone does not say it
    owed_by: Mapped[str] = mapped_column(String(8), default="ours")
    asked_on: Mapped[date | None]
    due: Mapped[date | None]
    sent_on: Mapped[date | None]
    version: Mapped[str] = mapped_column(String(60), default="")
    accepted: Mapped[str] = mapped_column(String(4), default="")
    note: Mapped[str] = mapped_column(default="")
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id", ondelete="SET NULL"))


class PilotRow(Base):
    """A trial with a question that it settles; agreed only with dates, a number, a judge and what follows (CP11)."""

    __tablename__ = "pilot"
    __table_args__ = (
        CheckConstraint(
            "state in ('planned', 'agreed', 'running', 'passed', 'failed', 'stopped')", name="state_is_known"
        ),
        CheckConstraint("starts_on is null or ends_on is null or ends_on >= starts_on", name="ends_after_it_begins"),
        Index(None, "lead_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    goal: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    sites: Mapped[str] = mapped_column(String(300), default="")
    samples: Mapped[int | None]
    criteria: Mapped[list[Any]] = mapped_column(default=list)  # {measure, sign, value, unit} of each
    judge: Mapped[str] = mapped_column(String(200), default="")  # of their side
    conditions: Mapped[list[Any]] = mapped_column(default=list)  # {says, met}: what must be so before it begins
    if_passes: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(10), default="planned")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class DecisionStep(Base):
    """One approval on the way to their yes, such as clinical, quality, IT, privacy, value analysis, legal, finance."""

    __tablename__ = "decision_step"
    __table_args__ = (Index(None, "lead_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    place: Mapped[int] = mapped_column(default=0)  # in their order, from 0
    kind: Mapped[str] = mapped_column(String(60))  # of the playbook's list
    owner: Mapped[str] = mapped_column(String(200), default="")  # of their side
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
