"""The technical side of a lead as it is stored: scope, systems, documents, pilot, and the path of their decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.calls.decision import Step
from app.domain.calls.pilot import Pilot, conditions_of, criteria_of
from app.services.work import Work
from app.store.tables import DecisionStep, DocumentRow, IntegrationRow, PilotRow, ScopeRow


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """One test, panel or module that they want; None and empty text are not known."""

    test: str
    sample: str = ""
    container: str = ""
    now_low: int | None = None  # a month
    now_high: int | None = None
    expected_low: int | None = None
    expected_high: int | None = None
    hours_needed: float | None = None
    hours_today: float | None = None
    measured_from: str = ""
    status: str = ""  # unmodified, modified, ldt, research
    sites: str = ""
    id: int | None = None  # None: a new line


@dataclass(frozen=True, slots=True)
class IntegrationFacts:
    """Their systems, and how orders and results travel; routes are ids of the playbook's interfaces."""

    lis: str = ""
    ehr: str = ""
    middleware: str = ""
    orders_in: tuple[str, ...] = ()
    results_out: tuple[str, ...] = ()
    codes: str = ""
    compendium_owner: str = ""
    interface_owner: str = ""
    queue_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document that one side asked the other for."""

    kind: str
    name: str = ""
    owed_by: str = "ours"
    asked_on: date | None = None
    due: date | None = None
    sent_on: date | None = None
    version: str = ""
    accepted: str = ""  # yes, no
    note: str = ""
    attachment_id: int | None = None
    id: int | None = None


# --- reading --------------------------------------------------------------------------------------------------------


def scope_of(work: Work, lead_ids: Sequence[int]) -> tuple[ScopeFacts, ...]:
    """The scope of some leads, in order."""
    s = ScopeRow
    rows = work.session.scalars(select(s).where(s.lead_id.in_(lead_ids)).order_by(s.lead_id, s.place, s.id))
    return tuple(ScopeFacts(**_columns(row, ScopeFacts)) for row in rows)


def integration_of(work: Work, lead_ids: Sequence[int]) -> IntegrationFacts:
    """What is known of their systems: the newest that says something."""
    rows = [_integration(row) for row in newest(work, IntegrationRow, lead_ids)]
    return next((one for one in rows if one != IntegrationFacts()), IntegrationFacts())


def documents_of(work: Work, lead_ids: Sequence[int]) -> tuple[DocumentFacts, ...]:
    """The documents asked for, in the order in which they were written down."""
    d = DocumentRow
    rows = work.session.scalars(select(d).where(d.lead_id.in_(lead_ids)).order_by(d.id))
    return tuple(DocumentFacts(**_columns(row, DocumentFacts)) for row in rows)


def pilot_of(work: Work, lead_ids: Sequence[int]) -> Pilot | None:
    """The pilot that counts: the newest; None where nobody speaks of one."""
    return next((_pilot(row) for row in newest(work, PilotRow, lead_ids)), None)


def steps_of(work: Work, lead_ids: Sequence[int]) -> tuple[Step, ...]:
    """The approvals on the way to their yes, in their order."""
    s = DecisionStep
    rows = work.session.scalars(select(s).where(s.lead_id.in_(lead_ids)).order_by(s.lead_id, s.place, s.id))
    label = work.playbook.label
    return tuple(
        Step(row.kind, label("approval", row.kind), row.owner, row.due, row.done_on, row.note, row.id) for row in rows
    )


def newest(work: Work, table: type[Any], lead_ids: Sequence[int]) -> Iterable[Any]:
    """The rows of a table of which one counts for each lead, the newest first; a merge may have left more of one."""
    mine = select(table).where(table.lead_id.in_(lead_ids))
    return work.session.scalars(mine.order_by(table.at.desc(), table.id.desc()))


def _columns(row: Any, kind: type[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.__dataclass_fields__}


def _integration(row: IntegrationRow) -> IntegrationFacts:
    found = _columns(row, IntegrationFacts)
    return IntegrationFacts(
        **found | {"orders_in": tuple(row.orders_in.split()), "results_out": tuple(row.results_out.split())}
    )


def _pilot(row: PilotRow) -> Pilot:
    return Pilot(
        goal=row.goal,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        sites=row.sites,
        samples=row.samples,
        criteria=criteria_of(row.criteria),
        judge=row.judge,
        conditions=conditions_of(row.conditions),
        if_passes=row.if_passes,
        state=row.state,
    )
