"""The rows of what a plan makes, complete: names folded, leads dated, owned, scored, placed and searchable."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from app.domain.clock import clock_of
from app.domain.lead import LeadFacts, Signal
from app.domain.matching import account_name_key, email_key, fold
from app.domain.playbook import Playbook
from app.domain.relations import relation_of
from app.domain.stage import Stage
from app.language import tr
from app.services.deriving import Judged, judged
from app.services.naming import kind_of_address, sort_name
from app.services.pile import Pile
from app.services.plan_stages import FIRST_STEP
from app.services.planned import (
    ACCOUNT_FIELDS,
    LEAD_FIELDS,
    NOTHING,
    PERSON_FIELDS,
    LeadState,
    PersonState,
    PlannedSignal,
    consent_of,
)
from app.services.planning import Planner
from app.services.work import Work
from app.store.facts import Gathered
from app.store.search_texts import digits, search_text
from app.store.tables.foundation import new_uuids

Row = tuple[Any, ...]

_ACCOUNT_TEXTS = tuple(name for name in ACCOUNT_FIELDS if name != "size")
_NAMES = ("first_name", "last_name", "full_name")
_PERSON_TEXTS = tuple(name for name in PERSON_FIELDS if name not in _NAMES)
_LEAD_TEXTS = tuple(name for name in LEAD_FIELDS if name != "owner")
_SIGNAL_TEXTS = ("asset", "offer", "asked_for", "source", "campaign")

ACCOUNT = ("id", "uuid", "name", "sort_name", "name_key", "size", *_ACCOUNT_TEXTS)
PERSON = ("id", "uuid", "account_id", *_NAMES, "sort_name", "email_key", "email_kind", "consent", *_PERSON_TEXTS)
LEAD = ("id", "uuid", "person_id", "account_id", "owner", "due", "extra", "remarks", *Judged._fields, *_LEAD_TEXTS)
SIGNAL = ("id", "lead_id", "kind", "at", *_SIGNAL_TEXTS, "extra")
ALTERNATIVE = ("id", "person_id", "field", "value")


@dataclass(frozen=True, slots=True)
class First:
    """The first free number of each table; what the plan calls -1, -2 ... is numbered from there."""

    account: int
    person: int
    lead: int

    def of_account(self, id: int) -> int:
        """The number of an account in the store."""
        return id if id > 0 else self.account - 1 - id

    def of_person(self, id: int) -> int:
        """The number of a person in the store."""
        return id if id > 0 else self.person - 1 - id

    def of_lead(self, id: int) -> int:
        """The number of a lead in the store."""
        return id if id > 0 else self.lead - 1 - id


class NewRows:
    """Rows for each table, in the order of the columns named above and of the plan.

    People and leads are walked through once: `alternatives` and `texts` are of what `people` and `leads` went through.
    """

    def __init__(self, work: Work, planner: Planner, first: First) -> None:
        self._work, self._planner, self._first = work, planner, first
        self._first_look = FirstLook(work.playbook, work.now)
        self._uuids = new_uuids()
        self._alternatives: list[tuple[int, str, str]] = []
        self._texts = Pile()

    def accounts(self) -> Iterator[Row]:
        """Accounts in the columns of ACCOUNT; `same_for_account` completes them."""
        for state in self._planner.accounts:
            if state.id < 0:
                values, name = state.fields.get, state.fields["name"]
                yield (
                    self._first.of_account(state.id),
                    next(self._uuids),
                    name,
                    fold(name),
                    account_name_key(name),
                    values("size") or None,
                    *[values(column, "") for column in _ACCOUNT_TEXTS],
                )

    def same_for_account(self) -> Mapping[str, Any]:
        """What all new accounts have in common."""
        empty = dict.fromkeys(("accreditation", "systems", "relation", "notes"), "")
        return {**empty, "extra": {}, "created_at": self._work.now}

    def people(self) -> Iterator[Row]:
        """People in the columns of PERSON."""
        for state in self._planner.people:
            if state.alternatives:
                person = self._first.of_person(state.id)
                self._alternatives += [(person, name, value) for name, value in state.alternatives]
            if state.id < 0:
                values = state.fields.get
                first, last, email = values("first_name", ""), values("last_name", ""), values("email", "")
                full = values("full_name") or f"{first} {last}".strip()
                yield (
                    self._first.of_person(state.id),
                    next(self._uuids),
                    None if state.account is None else self._first.of_account(state.account),
                    first,
                    last,
                    full,
                    sort_name(first, last, full),
                    email_key(email),
                    kind_of_address(email),
                    _consent(values("consent", "")),
                    *[values(column, "") for column in _PERSON_TEXTS],
                )

    def same_for_person(self) -> Mapping[str, Any]:
        """What all new people have in common."""
        return {"relation": "", "extra": {}, "created_at": self._work.now}

    def leads(self) -> Iterator[Row]:
        """Leads in the columns of LEAD, judged."""
        for state in self._planner.leads:
            if state.id < 0:
                values = state.fields.get
                owner, due = values("owner") or self._work.by, self._first_look.by(values("offer", ""))
                person, account = self._of(state)
                self._texts.add(_text(person, account, state))
                yield (
                    self._first.of_lead(state.id),
                    next(self._uuids),
                    self._first.of_person(state.person),
                    None if state.account is None else self._first.of_account(state.account),
                    owner,
                    due,
                    state.extra,
                    state.remarks,
                    *judged(self._work, Gathered(self._facts(state, person, account, owner, due), None, "")),
                    *[values(column, "") for column in _LEAD_TEXTS],
                )

    def same_for_lead(self, import_id: int | None) -> Mapping[str, Any]:
        """What all new leads have in common."""
        empty = dict.fromkeys(("path", "trigger", "evaluation_stage", "intent_context"), "")
        standing = {
            "stage": Stage.LEAD.value,
            "is_open": True,
            "cycle": 1,
            "next_step": tr(FIRST_STEP),
            "moved_at": None,
        }
        return {**empty, **standing, "created_at": self._work.now, "import_id": import_id}

    def _facts(
        self, state: LeadState, person: PersonState, account: Mapping[str, Any], owner: str, due: date
    ) -> LeadFacts:
        of_person, of_account, of_lead = person.fields.get, account.get, state.fields.get
        email = of_person("email", "")
        return LeadFacts(
            lead_id=self._first.of_lead(state.id),
            service_line=of_lead("service_line", ""),
            created_at=self._work.now,
            owner=owner,
            next_step=tr(FIRST_STEP),
            due=due,
            job_title=of_person("job_title", ""),
            email_kind=kind_of_address(email),
            has_contact=bool(email or of_person("phone")),
            account=of_account("name", ""),
            facility_type=of_account("facility_type", ""),
            segment=of_account("segment", ""),
            country=of_account("country", ""),
            region=of_account("region", ""),
            size=of_account("size") or None,
            testing_focus=of_account("testing_focus", ""),
            accreditation=of_account("accreditation", ""),
            systems=of_account("systems", ""),
            relation=relation_of(of_person("relation", ""), of_account("relation", "")),
            source=of_lead("source", ""),
            campaign=of_lead("campaign", ""),
            offer=of_lead("offer", ""),
            asked_for=of_lead("asked_for", ""),
            signals=tuple(
                Signal(number, s.kind, s.at, s.asset, s.offer, s.asked_for, s.source, s.campaign)
                for number, s in enumerate(sorted(state.signals, key=_at))
            ),
        )

    def _of(self, state: LeadState) -> tuple[PersonState, Mapping[str, Any]]:
        """The person of a lead, and what is known of the account."""
        account = self._planner.accounts.look(state.account).fields if state.account is not None else NOTHING
        return self._planner.people.look(state.person), account

    def texts(self) -> Iterator[tuple[int, str]]:
        """New leads and what search looks through."""
        return enumerate(self._texts, self._first.lead)

    def signals(self, first: int) -> Iterator[Row]:
        """Signals in the columns of SIGNAL, of new leads and of those stored before."""
        numbers = count(first)
        for state in self._planner.leads:
            lead = self._first.of_lead(state.id)
            for s in state.signals:
                about = (s.asset, s.offer, s.asked_for, s.source, s.campaign)
                yield next(numbers), lead, s.kind, s.at, *about, dict(s.detail)

    def alternatives(self, first: int) -> Iterator[Row]:
        """Further addresses, numbers and titles in the columns of ALTERNATIVE."""
        for number, beside in enumerate(self._alternatives, first):
            yield number, *beside


def _text(person: PersonState, account: Mapping[str, Any], lead: LeadState) -> str:
    of_person = [person.fields.get(name) for name in ("full_name", "email", "job_title")]
    of_account = [account.get(name) for name in ("name", "city", "domain")]
    of_lead = [lead.fields.get("campaign"), lead.fields.get("asked_for")]
    signals = dict.fromkeys(part for one in lead.signals for part in (one.asset, one.asked_for))
    return search_text(
        (*of_person, *of_account, *of_lead, person.fields.get("notes"), digits(person.fields.get("phone")), *signals)
    )


def _at(signal: PlannedSignal) -> datetime:
    return signal.at


@lru_cache(maxsize=256)
def _consent(written: str) -> Mapping[str, str]:
    """Consent by channel. Not to be changed: it is shared."""
    return consent_of(written)


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
