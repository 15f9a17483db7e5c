"""What is stored, as far as an import needs it: keys of people and accounts, leads, signals; loaded once per plan."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import matching
from app.domain.matching import Key, fold
from app.services.planned import ACCOUNT_FIELDS, LEAD_FIELDS, PERSON_FIELDS
from app.store.tables import Account, Alternative, Lead, Person, SignalRow

_PERSON = ("id", "account_id", *PERSON_FIELDS, "relation")
_ACCOUNT = ("id", "name", *ACCOUNT_FIELDS, "accreditation", "systems", "relation")  # the last three only count
_LEAD = ("id", "person_id", *LEAD_FIELDS, "extra")

_BESIDE = (Alternative.person_id, Alternative.field, Alternative.value)


class Known:
    """Indexes over the store. `people` and `accounts` map exact keys to ids; the planner adds those it makes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.people: dict[Key, int] = {}
        self.accounts: dict[Key, int] = {}
        self.leads: dict[int, tuple[tuple[str, int], ...]] = {}  # person -> service lines and their leads
        self._account_rows = {row[0]: row for row in session.execute(_columns(Account, _ACCOUNT))}
        self._person_rows = {row[0]: row for row in session.execute(_columns(Person, _PERSON))}
        self._lead_rows = {row[0]: row for row in session.execute(_columns(Lead, _LEAD))}
        self._signals: dict[tuple[Any, ...], set[date]] | None = None
        self._beside: dict[tuple[int, str], set[str]] | None = None
        self._consents: Mapping[int, Mapping[str, str]] | None = None
        self._index()

    def _index(self) -> None:
        for row in self._account_rows.values():
            for key in matching.account_keys(row[1], row[2], row[3]):
                self.accounts.setdefault(key, row[0])
        for person in self._person_rows.values():
            at = self._account_rows.get(person[1])
            place = matching.account_name_key(at[1]) if at else ""
            for key in matching.person_keys(person[2], person[3], person[6], person[7], place, person[4]):
                self.people.setdefault(key, person[0])
        for person_id, field, value in self._session.execute(select(*_BESIDE)):
            if field == "email" and person_id is not None and (address := matching.email_key(value)):
                self.people.setdefault(Key("email", address), person_id)
        for lead in self._lead_rows.values():
            self.add_lead(lead[1], lead[2], lead[0])

    def add_lead(self, person: int, line: str, lead: int) -> None:
        """Remember the lead of a person for a service line."""
        self.leads[person] = (*self.leads.get(person, ()), (line, lead))

    def settle_line(self, person: int, line: str, lead: int) -> None:
        """Remember that a lead of a person turned out to be about a service line."""
        self.leads[person] = tuple((line if one == lead else of, one) for of, one in self.leads[person])

    def consent(self, person: int) -> Mapping[str, str]:
        """What a stored person allows, by channel."""
        if self._consents is None:
            said = self._session.execute(select(Person.id, Person.consent).where(Person.consent != {}))
            self._consents = {row.id: row.consent for row in said}
        return self._consents.get(person, {})

    def person_fields(self, id: int) -> Mapping[str, Any]:
        """The stored fields of a person."""
        return dict(zip(_PERSON[1:], self._person_rows[id][1:], strict=True))

    def account_fields(self, id: int) -> Mapping[str, Any]:
        """The stored fields of an account."""
        return dict(zip(_ACCOUNT[1:], self._account_rows[id][1:], strict=True))

    def lead_fields(self, id: int) -> Mapping[str, Any]:
        """The stored fields of a lead."""
        return dict(zip(_LEAD[1:], self._lead_rows[id][1:], strict=True))

    def signal_days(self, lead_id: int, mark: tuple[str, ...]) -> set[date]:
        """The days on which a stored lead has a signal of this mark."""
        if self._signals is None:
            self._signals = self._load_signals()
        return self._signals.get((lead_id, *mark), set())

    def _load_signals(self) -> dict[tuple[Any, ...], set[date]]:
        s = SignalRow
        days: dict[tuple[Any, ...], set[date]] = defaultdict(set)
        for lead_id, kind, at, asset, offer, campaign in self._session.execute(
            select(s.lead_id, s.kind, s.at, s.asset, s.offer, s.campaign)
        ):
            days[lead_id, kind, fold(asset), offer, campaign].add(at.date())
        return days

    def alternatives(self, person_id: int, field: str) -> set[str]:
        """Further values of a person's field, case folded."""
        if self._beside is None:
            self._beside = defaultdict(set)
            for person, name, value in self._session.execute(select(*_BESIDE)):
                if person is not None:
                    self._beside[person, name].add(value.casefold())
        return self._beside.get((person_id, field), set())


def _columns(table: Any, names: tuple[str, ...]) -> Any:
    return select(*(getattr(table, name) for name in names)).order_by(table.id)
