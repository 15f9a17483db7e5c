"""The commit of an import: the planned states written as rows, inserts in bulk, one range entry a table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import func, insert, select, update

from app.domain.clock import clock_of
from app.domain.matching import account_name_key, email_key, fold
from app.domain.playbook import Playbook
from app.services.naming import kind_of_address, sort_name
from app.services.planning import ACCOUNT_FIELDS, LEAD_FIELDS, PERSON_FIELDS, LeadState, Planner, PlanRow, State
from app.services.work import Work
from app.store import journal
from app.store.tables import Account, Alternative, ImportRow, Lead, Person, SignalRow

CHUNK = 5_000
FIRST_STEP = "Screen this lead"


def write_plan(work: Work, planner: Planner, rows: Sequence[PlanRow], import_id: int) -> tuple[int, ...]:
    """Write what the plan holds and return the ids of the leads it made or added to."""
    connection = work.session.connection()
    journal.in_bulk(connection, True)
    accounts = _insert(work, Account, [s for s in planner.accounts.values() if s.id < 0], _account_values(work))
    people = _insert(work, Person, [s for s in planner.people.values() if s.id < 0], _person_values(work, accounts))
    made = [s for s in planner.leads.values() if s.id < 0]
    leads = _insert(work, Lead, made, _lead_values(work, people, accounts, import_id))
    _insert_signals(work, planner.leads.values(), leads, import_id)
    _insert_alternatives(work, planner, people)
    _insert_rows(work, rows, leads, import_id)
    journal.in_bulk(connection, False)
    _update_stored(work, planner, accounts)
    touched = [leads.get(s.id, s.id) for s in planner.leads.values() if s.id < 0 or _adds(s)]
    return tuple(touched)


def _adds(state: LeadState) -> bool:
    return bool(state.signals or state.changed or state.extra)


Values = Any  # a function from a state and its id to the row's values


def _insert(work: Work, table: type[Any], states: Sequence[State], values: Values) -> dict[int, int]:
    """Insert the states as rows with ids in one run; returns the real id of each planned one."""
    first = (work.session.scalar(select(func.max(table.id))) or 0) + 1
    ids = {state.id: first + place for place, state in enumerate(states)}
    _bulk(work, table, (values(state, ids[state.id]) for state in states), len(states), first)
    return ids


def _bulk(work: Work, table: type[Any], values: Iterable[Mapping[str, Any]], count: int, first: int) -> None:
    connection = work.session.connection()
    waiting: list[Mapping[str, Any]] = []
    done = 0
    noun = table.__tablename__.replace("_", " ")
    for row in values:
        waiting.append(row)
        if len(waiting) == CHUNK:
            connection.execute(insert(table), waiting)
            done += len(waiting)
            waiting = []
            work.progress(done, count, f"Writing {noun} rows")
    if waiting:
        connection.execute(insert(table), waiting)
    if not table.__table__.info.get("unrecorded"):
        journal.inserted(connection, work.action, table.__tablename__, first, first + count - 1)


def _account_values(work: Work) -> Values:
    def values(state: State, id: int) -> dict[str, Any]:
        fields = state.fields
        row = {name: fields[name] for name in ACCOUNT_FIELDS if name != "size"}
        return row | {
            "id": id,
            "uuid": str(uuid4()),
            "name": fields["name"],
            "sort_name": fold(fields["name"]),
            "name_key": account_name_key(fields["name"]),
            "size": fields["size"] or None,
            "extra": {},
            "created_at": work.now,
        }

    return values


def _person_values(work: Work, accounts: Mapping[int, int]) -> Values:
    def values(state: State, id: int) -> dict[str, Any]:
        fields = state.fields
        account = fields["account_id"]
        full = fields["full_name"] or f"{fields['first_name']} {fields['last_name']}".strip()
        return {
            "id": id,
            "uuid": str(uuid4()),
            "account_id": accounts.get(account, account),
            "first_name": fields["first_name"],
            "last_name": fields["last_name"],
            "full_name": full,
            "sort_name": sort_name(fields["first_name"], fields["last_name"], full),
            "job_title": fields["job_title"],
            "email": fields["email"],
            "email_key": email_key(fields["email"]),
            "email_kind": kind_of_address(fields["email"]),
            "phone": fields["phone"],
            "notes": fields["notes"],
            "consent": fields.get("consent") or {},
            "extra": {},
            "created_at": work.now,
        }

    return values


def _lead_values(work: Work, people: Mapping[int, int], accounts: Mapping[int, int], import_id: int) -> Values:
    due = FirstLook(work.playbook, work.now)

    def values(state: LeadState, id: int) -> dict[str, Any]:
        row = {name: state.fields[name] for name in LEAD_FIELDS}
        return row | {
            "id": id,
            "uuid": str(uuid4()),
            "person_id": people.get(state.person, state.person),
            "account_id": accounts.get(state.account, state.account) if state.account is not None else None,
            "stage": "lead",
            "path": "",
            "is_open": True,
            "cycle": 1,
            "owner": state.fields["owner"] or work.by,
            "next_step": FIRST_STEP,
            "due": due.by(state.fields["offer"]),
            "extra": state.extra,
            "remarks": state.remarks,
            "created_at": work.now,
            "import_id": import_id,
        }

    return values


class FirstLook:
    """By which day a new lead is to be looked at: the first-outreach deadline of its offer (R9)."""

    def __init__(self, playbook: Playbook, now: datetime) -> None:
        self._clock = clock_of(playbook.hours)
        self._deadlines, self._now = playbook.deadlines, now
        self._days: dict[str, date] = {}

    def by(self, offer: str) -> date:
        """The local day on which the deadline falls; a deadline at the minute of closing belongs to that day."""
        if offer not in self._days:
            hours = self._deadlines.first_outreach_by_offer.get(offer, self._deadlines.first_outreach_hours)
            at = self._clock.add_hours(self._now, hours) - timedelta(minutes=1)
            self._days[offer] = self._clock.local_date(at)
        return self._days[offer]


def _insert_signals(work: Work, states: Iterable[LeadState], leads: Mapping[int, int], import_id: int) -> None:
    first = (work.session.scalar(select(func.max(SignalRow.id))) or 0) + 1
    values = [
        {
            "lead_id": leads.get(state.id, state.id),
            "kind": signal.kind,
            "at": signal.at,
            "asset": signal.asset,
            "offer": signal.offer,
            "asked_for": signal.asked_for,
            "source": signal.source,
            "campaign": signal.campaign,
            "import_id": import_id,
            "extra": {},
        }
        for state in states
        for signal in state.signals
    ]
    _bulk(work, SignalRow, ({"id": first + n, **value} for n, value in enumerate(values)), len(values), first)


def _insert_alternatives(work: Work, planner: Planner, people: Mapping[int, int]) -> None:
    first = (work.session.scalar(select(func.max(Alternative.id))) or 0) + 1
    values = [
        {"person_id": people.get(s.id, s.id), "field": name, "value": value, "at": work.now, "source": "import"}
        for s in planner.people.values()
        for name, value in s.alternatives
    ]
    _bulk(work, Alternative, ({"id": first + n, **value} for n, value in enumerate(values)), len(values), first)


def _insert_rows(work: Work, rows: Sequence[PlanRow], leads: Mapping[int, int], import_id: int) -> None:
    """The fate of every row, with its cells where it did not become a lead."""
    _bulk(
        work,
        ImportRow,
        (
            {
                "import_id": import_id,
                "file": row.file,
                "table": row.table,
                "record": row.record,
                "act": row.act,
                "reason": row.reason,
                "lead_id": leads.get(row.lead_id, row.lead_id) if row.lead_id is not None else None,
                "cells": list(row.cells) if row.act in ("reject", "doubtful") else None,
            }
            for row in rows
        ),
        len(rows),
        0,
    )


def _update_stored(work: Work, planner: Planner, accounts: Mapping[int, int]) -> None:
    """What the plan fills in on rows that were stored before, row by row, so that each can be taken back."""
    for table, states, names in (
        (Account, planner.accounts, ACCOUNT_FIELDS),
        (Person, planner.people, (*PERSON_FIELDS, "account_id")),
        (Lead, planner.leads, LEAD_FIELDS),
    ):
        for state in states.values():
            values = {name: state.changed[name] for name in names if name in state.changed}
            if "account_id" in values:
                values["account_id"] = accounts.get(values["account_id"], values["account_id"])
            if isinstance(state, LeadState) and state.id > 0 and state.extra:
                values["extra"] = {**(state.fields.get("extra") or {}), **state.extra}
            if state.id > 0 and values:
                work.session.execute(update(table).where(table.id == state.id).values(**values))
