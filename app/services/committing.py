"""The commit of an import: what is planned written as rows, in bulk where it is new, one range entry a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import update

from app.language import later, tr
from app.services import new_rows
from app.services.moves import move
from app.services.new_rows import First, NewRows, Row
from app.services.plan_rows import PlanRows
from app.services.plan_stages import import_reason
from app.services.planned import ACCOUNT_FIELDS, LEAD_FIELDS, PERSON_FIELDS, LeadState
from app.services.planning import Planner
from app.services.touches import lead_of
from app.services.work import Work
from app.store import bulk, journal, search
from app.store.tables import Account, Alternative, ImportRow, Lead, Person, SignalRow


def write_plan(work: Work, planner: Planner, rows: PlanRows, import_id: int | None) -> tuple[int, ...]:
    """Write what the plan holds and return the ids of the leads it made or added to."""
    connection = work.session.connection()
    account, person, lead, signal, alternative = (
        bulk.next_id(connection, table.__tablename__) for table in (Account, Person, Lead, SignalRow, Alternative)
    )
    first = First(account, person, lead)
    new = NewRows(work, planner, first)
    write = _Writer(work, _coming(planner, rows))
    many = bulk.outgrown(connection, write.coming)
    journal.in_bulk(connection, True, many)
    with bulk.indexed_afterwards(connection, many):
        write(Account, new_rows.ACCOUNT, new.accounts(), new.same_for_account(), account)
        write(Person, new_rows.PERSON, new.people(), new.same_for_person(), person)
        write(Lead, new_rows.LEAD, new.leads(), new.same_for_lead(import_id), lead)
        write(SignalRow, new_rows.SIGNAL, new.signals(signal), {"import_id": import_id}, signal)
        beside = {"account_id": None, "at": work.now, "source": "import"}
        write(Alternative, new_rows.ALTERNATIVE, new.alternatives(alternative), beside, alternative)
        write(ImportRow, _FATE, _fates(rows, first), {"import_id": import_id})
        search.add(connection, new.texts())
    journal.in_bulk(connection, False, many)
    _update_stored(work, planner, first)
    _move_as_claimed(work, planner, first)
    moved = planner.stages.moves
    return tuple(first.of_lead(s.id) for s in planner.leads if s.id < 0 or _adds(s) or s.id in moved)


_WRITES = {
    "account": later("Writing account rows"),
    "person": later("Writing person rows"),
    "lead": later("Writing lead rows"),
    "signal": later("Writing signal rows"),
    "alternative": later("Writing alternative rows"),
    "import_row": later("Writing import row rows"),
}


def _move_as_claimed(work: Work, planner: Planner, first: First) -> None:
    """Take the leads whose claim of a stage the gate let through in the plan through the gate."""
    through = replace(work, door="import")
    for id, (stage, file) in planner.stages.moves.items():
        lead = lead_of(work, first.of_lead(id))
        reason = import_reason(stage, file, lead.next_step, lead.due or work.today, lead.owner or work.by)
        move(through, lead.id, stage=stage, reason=reason)


def _adds(state: LeadState) -> bool:
    return bool(state.signals or state.changed or state.extra or state.remarks)


def _coming(planner: Planner, rows: PlanRows) -> Mapping[str, int]:
    """About how many rows each large table will gain."""
    return {
        Account.__tablename__: len(planner.accounts),
        Person.__tablename__: len(planner.people),
        Lead.__tablename__: len(planner.leads),
        SignalRow.__tablename__: len(planner.leads),
        ImportRow.__tablename__: len(rows),
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Inserts rows and says how far it is; rows numbered from `first` on get one range entry in the journal."""

    work: Work
    coming: Mapping[str, int]

    def __call__(
        self,
        table: type[Any],
        columns: Sequence[str],
        rows: Iterable[Row],
        same: Mapping[str, Any],
        first: int | None = None,
    ) -> None:
        name = table.__tablename__
        connection, total = self.work.session.connection(), self.coming.get(name, 0)
        what = tr(_WRITES[name]) if name in _WRITES else tr("Writing {table} rows", table=name.replace("_", " "))
        done = bulk.insert_rows(
            connection, table.__table__, columns, rows, same, lambda done: self.work.progress(done, total, what)
        )
        if first is not None:
            journal.inserted(connection, self.work.action, name, first, first + done - 1)


_FATE = ("file", "table", "record", "act", "reason", "lead_id", "cells")


def _fates(rows: PlanRows, first: First) -> Iterator[Row]:
    """What became of each row, with its cells where it did not become a lead."""
    for file, table, record, act, reason, id, cells in rows.fates():
        lead = None if id is None else first.of_lead(id)
        yield file, table, record, act, reason, lead, cells if act in ("reject", "doubtful") else None


# --- what was stored before -------------------------------------------------------------------------------------------


def _update_stored(work: Work, planner: Planner, first: First) -> None:
    """What the plan fills in on rows that were stored before, row by row, so that each can be taken back."""
    for table, states, names in (
        (Account, planner.accounts, ACCOUNT_FIELDS),
        (Person, planner.people, (*PERSON_FIELDS, "account_id", "consent")),
        (Lead, planner.leads, LEAD_FIELDS),
    ):
        for state in states:
            values = {name: state.changed[name] for name in names if name in state.changed}
            if "account_id" in values:
                values["account_id"] = first.of_account(values["account_id"])
            if isinstance(state, LeadState) and state.id > 0 and state.extra:
                values["extra"] = {**(state.fields.get("extra") or {}), **state.extra}
            if isinstance(state, LeadState) and state.id > 0 and state.remarks:
                held = tuple(state.fields.get("remarks") or ())
                values["remarks"] = list(dict.fromkeys((*held, *state.remarks)))
            if state.id > 0 and values:
                work.session.execute(update(table).where(table.id == state.id).values(**values))
