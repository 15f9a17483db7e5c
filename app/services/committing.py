"""The commit of an import: the planned states written as rows, inserts in bulk, one range entry a table.

New rows come complete: names folded, leads scored, placed and searchable, so that nothing is read again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, count
from typing import Any
from uuid import uuid4

from sqlalchemy import update

from app.domain.clock import clock_of
from app.domain.lead import LeadFacts, Signal
from app.domain.matching import account_name_key, email_key, fold
from app.domain.playbook import Playbook
from app.domain.stage import Stage
from app.services.deriving import judged, search_text
from app.services.naming import kind_of_address, sort_name
from app.services.planned import ACCOUNT_FIELDS, LEAD_FIELDS, PERSON_FIELDS, LeadState, PlanRow, State
from app.services.planning import Planner
from app.services.work import Work
from app.store import bulk, journal, search
from app.store.facts import Gathered
from app.store.tables import Account, Alternative, ImportRow, Lead, Person, SignalRow

FIRST_STEP = "Screen this lead"
Row = dict[str, Any]
Ids = Mapping[int, int]  # planned id -> id in the store; a stored id is not in it and stands for itself


def write_plan(work: Work, planner: Planner, rows: Sequence[PlanRow], import_id: int | None) -> tuple[int, ...]:
    """Write what the plan holds and return the ids of the leads it made or added to."""
    connection = work.session.connection()
    made = [[one for one in states.values() if one.id < 0] for states in (planner.accounts, planner.people)]
    made_leads = [one for one in planner.leads.values() if one.id < 0]
    accounts, people = _ids(work, Account, made[0]), _ids(work, Person, made[1])
    leads = _ids(work, Lead, made_leads)
    new = _NewLeads(work, planner, leads, people, accounts, import_id)
    signals, alternatives = _signals(work, planner, leads, import_id), _alternatives(work, planner, people)
    journal.in_bulk(connection, True)
    _insert(work, Account, (_account(work, state, accounts) for state in made[0]), len(made[0]))
    _insert(work, Person, (_person(work, state, people, accounts) for state in made[1]), len(made[1]))
    _insert(work, Lead, map(new.row, made_leads), len(made_leads))
    _insert(work, SignalRow, signals, len(signals))
    _insert(work, Alternative, alternatives, len(alternatives))
    _insert(work, ImportRow, (_fate(row, leads, import_id) for row in rows), len(rows))
    search.add(connection, [new.text(state) for state in made_leads])
    journal.in_bulk(connection, False)
    _update_stored(work, planner, accounts)
    return tuple(_real(leads, state.id) for state in planner.leads.values() if state.id < 0 or _adds(state))


def _adds(state: LeadState) -> bool:
    return bool(state.signals or state.changed or state.extra)


def _real(ids: Ids, id: int) -> int:
    return ids.get(id, id)


def _ids(work: Work, table: type[Any], states: Sequence[State]) -> dict[int, int]:
    numbers = count(bulk.next_id(work.session.connection(), table.__tablename__))
    return {state.id: next(numbers) for state in states}


def _insert(work: Work, table: type[Any], rows: Iterable[Row], total: int) -> None:
    """Insert rows that all have the same keys; a recorded table gets one range entry."""
    source = iter(rows)
    first = next(source, None)
    if first is None:
        return
    noun = table.__tablename__.replace("_", " ")
    connection = work.session.connection()
    values = (tuple(row.values()) for row in chain((first,), source))
    bulk.insert_rows(
        connection,
        table.__table__,
        list(first),
        values,
        lambda done: work.progress(done, total, f"Writing {noun} rows"),
    )
    if not table.__table__.info.get("unrecorded"):
        journal.inserted(connection, work.action, table.__tablename__, first["id"], first["id"] + total - 1)


# --- rows -------------------------------------------------------------------------------------------------------------


def _account(work: Work, state: State, accounts: Ids) -> Row:
    fields = state.fields
    name = fields["name"]
    return {
        "id": accounts[state.id],
        "uuid": str(uuid4()),
        "name": name,
        "sort_name": fold(name),
        "name_key": account_name_key(name),
        **{column: fields[column] for column in ACCOUNT_FIELDS if column != "size"},
        "size": fields["size"] or None,
        "accreditation": "",
        "systems": "",
        "relation": "",
        "notes": "",
        "extra": {},
        "created_at": work.now,
    }


def _person(work: Work, state: State, people: Ids, accounts: Ids) -> Row:
    fields = state.fields
    account = fields["account_id"]
    full = fields["full_name"] or f"{fields['first_name']} {fields['last_name']}".strip()
    return {
        "id": people[state.id],
        "uuid": str(uuid4()),
        "account_id": None if account is None else _real(accounts, account),
        "first_name": fields["first_name"],
        "last_name": fields["last_name"],
        "full_name": full,
        "sort_name": sort_name(fields["first_name"], fields["last_name"], full),
        "job_title": fields["job_title"],
        "email": fields["email"],
        "email_key": email_key(fields["email"]),
        "email_kind": kind_of_address(fields["email"]),
        "phone": fields["phone"],
        "relation": "",
        "notes": fields["notes"],
        "consent": fields.get("consent") or {},
        "extra": {},
        "created_at": work.now,
    }


class _NewLeads:
    """Rows of new leads: dated, owned, scored and placed."""

    def __init__(
        self, work: Work, planner: Planner, leads: Ids, people: Ids, accounts: Ids, import_id: int | None
    ) -> None:
        self._work, self._planner, self._import_id = work, planner, import_id
        self._leads, self._people, self._accounts = leads, people, accounts
        self._first_look = FirstLook(work.playbook, work.now)

    def row(self, state: LeadState) -> Row:
        """The whole row of one lead."""
        owner, due = state.fields["owner"] or self._work.by, self._first_look.by(state.fields["offer"])
        return {
            "id": self._leads[state.id],
            "uuid": str(uuid4()),
            "person_id": _real(self._people, state.person),
            "account_id": None if state.account is None else _real(self._accounts, state.account),
            **{name: state.fields[name] for name in LEAD_FIELDS},
            "stage": Stage.LEAD.value,
            "path": "",
            "is_open": True,
            "cycle": 1,
            "owner": owner,
            "next_step": FIRST_STEP,
            "due": due,
            "trigger": "",
            "evaluation_stage": "",
            "intent_context": "",
            "extra": state.extra,
            "remarks": state.remarks,
            "created_at": self._work.now,
            "moved_at": None,
            "import_id": self._import_id,
            **judged(self._work, Gathered(self._facts(state, owner, due), None, "")),
        }

    def _facts(self, state: LeadState, owner: str, due: date) -> LeadFacts:
        person = self._planner.person(state.person).fields
        account = self._planner.account(state.account).fields if state.account is not None else {}
        fields = state.fields
        return LeadFacts(
            lead_id=self._leads[state.id],
            service_line=fields["service_line"],
            created_at=self._work.now,
            owner=owner,
            next_step=FIRST_STEP,
            due=due,
            job_title=person["job_title"],
            email_kind=kind_of_address(person["email"]),
            has_contact=bool(person["email"] or person["phone"]),
            account=account.get("name", ""),
            facility_type=account.get("facility_type", ""),
            segment=account.get("segment", ""),
            country=account.get("country", ""),
            region=account.get("region", ""),
            size=account.get("size") or None,
            testing_focus=account.get("testing_focus", ""),
            accreditation=account.get("accreditation", ""),
            systems=account.get("systems", ""),
            relation=account.get("relation", "") or person.get("relation", ""),
            source=fields["source"],
            campaign=fields["campaign"],
            offer=fields["offer"],
            asked_for=fields["asked_for"],
            signals=tuple(
                Signal(number, s.kind, s.at, s.asset, s.offer, s.asked_for, s.source, s.campaign)
                for number, s in enumerate(sorted(state.signals, key=lambda signal: signal.at))
            ),
        )

    def text(self, state: LeadState) -> tuple[int, str]:
        """The lead's id and what search looks through."""
        person = self._planner.person(state.person).fields
        account = self._planner.account(state.account).fields if state.account is not None else {}
        of_person = [person[name] for name in ("full_name", "email", "phone", "job_title")]
        of_account = [account.get(name) for name in ("name", "city", "domain")]
        return self._leads[state.id], search_text(
            (*of_person, *of_account, state.fields["campaign"], state.fields["asked_for"], person["notes"])
        )


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


def _signals(work: Work, planner: Planner, leads: Ids, import_id: int | None) -> list[Row]:
    numbers = count(bulk.next_id(work.session.connection(), SignalRow.__tablename__))
    return [
        {
            "id": next(numbers),
            "lead_id": _real(leads, state.id),
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
        for state in planner.leads.values()
        for signal in state.signals
    ]


def _alternatives(work: Work, planner: Planner, people: Ids) -> list[Row]:
    numbers = count(bulk.next_id(work.session.connection(), Alternative.__tablename__))
    return [
        {
            "id": next(numbers),
            "person_id": _real(people, state.id),
            "account_id": None,
            "field": name,
            "value": value,
            "at": work.now,
            "source": "import",
        }
        for state in planner.people.values()
        for name, value in state.alternatives
    ]


def _fate(row: PlanRow, leads: Ids, import_id: int | None) -> Row:
    """What became of a row, with its cells where it did not become a lead."""
    return {
        "import_id": import_id,
        "file": row.file,
        "table": row.table,
        "record": row.record,
        "act": row.act,
        "reason": row.reason,
        "lead_id": None if row.lead_id is None else _real(leads, row.lead_id),
        "cells": list(row.cells) if row.act in ("reject", "doubtful") else None,
    }


# --- what was stored before -------------------------------------------------------------------------------------------


def _update_stored(work: Work, planner: Planner, accounts: Ids) -> None:
    """What the plan fills in on rows that were stored before, row by row, so that each can be taken back."""
    for table, states, names in (
        (Account, planner.accounts, ACCOUNT_FIELDS),
        (Person, planner.people, (*PERSON_FIELDS, "account_id")),
        (Lead, planner.leads, LEAD_FIELDS),
    ):
        for state in states.values():
            values = {name: state.changed[name] for name in names if name in state.changed}
            if "account_id" in values:
                values["account_id"] = _real(accounts, values["account_id"])
            if isinstance(state, LeadState) and state.id > 0 and state.extra:
                values["extra"] = {**(state.fields.get("extra") or {}), **state.extra}
            if state.id > 0 and values:
                work.session.execute(update(table).where(table.id == state.id).values(**values))
