"""What is stored, as far as an import needs it: keys of people and accounts, leads, signals; loaded once per plan.

For a few rows only those are loaded whom they may mean: adding one lead takes no longer in a large workspace.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import matching
from app.domain.lead import LeadFacts
from app.domain.matching import Index, Key
from app.language import later, tr
from app.services.near import TELLING, Near
from app.services.planned import ACCOUNT_FIELDS, LEAD_FIELDS, NOTHING, PERSON_FIELDS, mark_of
from app.services.work import Progress
from app.store.facts import standings
from app.store.numbers import chunks
from app.store.tables import Account, Alternative, Lead, Person, SignalRow

_PERSON = ("id", "account_id", *PERSON_FIELDS, "relation")
_ACCOUNT = ("id", "name", *ACCOUNT_FIELDS, "accreditation", "systems", "relation")  # the last three only count
_LEAD = ("id", "person_id", *LEAD_FIELDS, "extra", "remarks")

_AT_ONCE = 1_000  # rows between two looks at whether to go on
_BESIDE = (Alternative.id, Alternative.person_id, Alternative.field, Alternative.value)

_FORMERLY = (Alternative.id, Alternative.account_id, Alternative.field, Alternative.value)


class Known:
    """Indexes over the store. `people` and `accounts` map exact keys to ids; the planner adds those it makes.

    With `met`, only these people and organisations are known: enough where no row has a key in common with others.
    """

    def __init__(self, session: Session, progress: Progress | None = None, met: Near | None = None) -> None:
        self._session, self._progress, self._met = session, progress or Progress(), met
        self.people, self.accounts = Index(), Index()
        self._leads: dict[int, tuple[tuple[str, int], ...]] = {}  # person -> service lines and their leads
        self._account_rows = self._rows(
            Account, _ACCOUNT, later("Looking through the organisations known"), Account.id, met and met.accounts
        )
        self._person_rows = self._rows(
            Person, _PERSON, later("Looking through the people known"), Person.id, met and met.people
        )
        self._lead_rows = self._rows(
            Lead, _LEAD, later("Looking through the leads known"), Lead.person_id, met and met.people
        )
        self._standings: dict[int, LeadFacts] | None = None
        self._signals: dict[tuple[Any, ...], list[datetime]] | None = None
        self._beside: dict[tuple[int, str], set[str]] | None = None
        self._consents: Mapping[int, Mapping[str, str]] | None = None
        self._index()

    def _rows(
        self, table: Any, names: tuple[str, ...], what: str, by: Any, only: Collection[int] | None
    ) -> dict[int, Any]:
        query = select(*(getattr(table, name) for name in names)).order_by(table.id)
        rows = self._asked(query, by, only)
        return {row[0]: row for row in self._watched(rows, tr(what))}

    def _asked(self, query: Any, by: Any, only: Collection[int] | None) -> Iterable[Any]:
        """The rows of a query in the order of their numbers, which come first in each.

        Where some numbers are given, those rows alone that hold one of them in a column.
        """
        if only is None:
            return self._session.execute(query.execution_options(yield_per=_AT_ONCE))
        some = (query.where(by.in_(ids)) for ids in chunks(sorted(only)))
        return sorted((row for one in some for row in self._session.execute(one)), key=lambda row: row[0])

    def _watched(self, rows: Iterable[Any], what: str) -> Iterator[Any]:
        for number, row in enumerate(rows):
            if number % _AT_ONCE == 0:
                self._progress(number, 0, what)
            yield row

    def _index(self) -> None:
        for row in self._watched(self._account_rows.values(), tr("Comparing organisations")):
            self.accounts.add(matching.account_keys(row[1], row[2], row[3]), row[0])
        for person in self._watched(self._person_rows.values(), tr("Comparing people")):
            at = self._account_rows.get(person[1])
            place = matching.account_name_key(at[1]) if at else ""
            keys = matching.person_keys(person[2], person[3], person[6], person[7], place, person[4])
            self.people.add(keys, person[0])
        people, accounts = (self._met.people, self._met.accounts) if self._met else (None, None)
        for _, person_id, field, value in self._asked(select(*_BESIDE), Alternative.person_id, people):
            if field == "email" and person_id is not None and (address := matching.email_key(value)):
                self.people.add((Key("email", address),), person_id)
        for _, account_id, field, value in self._asked(select(*_FORMERLY), Alternative.account_id, accounts):
            if account_id is not None and field in TELLING:
                self.accounts.add(matching.account_keys(**{"name": "", TELLING[field]: value}), account_id)
        for lead in self._watched(self._lead_rows.values(), tr("Comparing leads")):
            self._leads[lead[1]] = (*self._leads.get(lead[1], ()), (lead[2], lead[0]))

    def leads_of(self, person: int) -> tuple[tuple[str, int], ...]:
        """The stored leads of a stored person, each with its service line."""
        return self._leads.get(person, ())

    def consent(self, person: int) -> Mapping[str, str]:
        """What a stored person allows, by channel."""
        if self._consents is None:
            given = select(Person.id, Person.consent).where(Person.consent != {})
            said = self._asked(given, Person.id, self._met and self._met.people)
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

    def standing(self, lead_id: int) -> LeadFacts:
        """A stored lead as the gate sees it: where it is, what was answered, which questions stop it."""
        if self._standings is None:
            self._progress(0, 0, tr("Looking through the answers known"))
            self._standings = standings(self._session)
        return self._standings[lead_id]

    def signal_moments(self, lead_id: int, mark: tuple[str, ...]) -> Sequence[datetime]:
        """When a stored lead had signals of this mark."""
        if self._signals is None:
            self._signals = self._load_signals()
        return self._signals.get((lead_id, *mark), ())

    def _load_signals(self) -> dict[tuple[Any, ...], list[datetime]]:
        s = SignalRow
        leads = None if self._met is None else self._lead_rows.keys()
        described = self._asked(select(s.id, s.extra).where(s.extra != {}), s.lead_id, leads)
        details = {row.id: row.extra for row in described}
        moments: dict[tuple[Any, ...], list[datetime]] = defaultdict(list)
        columns = select(s.id, s.lead_id, s.kind, s.at, s.asset, s.offer, s.campaign)
        rows = self._asked(columns, s.lead_id, leads)
        watched = self._watched(rows, tr("Looking through the signals known"))
        for id, lead_id, kind, at, asset, offer, campaign in watched:
            moments[lead_id, *mark_of(kind, asset, offer, campaign, details.get(id, NOTHING))].append(at)
        return moments

    def alternatives(self, person_id: int, field: str) -> set[str]:
        """Further values of a person's field, case folded."""
        if self._beside is None:
            self._beside = defaultdict(set)
            rows = self._asked(select(*_BESIDE), Alternative.person_id, self._met and self._met.people)
            for _, person, name, value in rows:
                if person is not None:
                    self._beside[person, name].add(value.casefold())
        return self._beside.get((person_id, field), set())
