"""The plan of an import: every row with its act, its reason and its differences, before anything is written.

The plan works on states of people, accounts and leads: what is stored, changed by row after row. What a later row of
the same files says about somebody is thus judged like what a later import says. The commit writes these states.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from app.domain import matching
from app.domain.matching import Key, email_domain, fold
from app.domain.playbook import Playbook
from app.domain.signals import signal_kind
from app.intake.drafts import Draft, Rejected
from app.services.known import Known
from app.services.planned import (
    ACCOUNT_FIELDS,
    KEPT_BESIDE,
    LEAD_FIELDS,
    NOTHING,
    PERSON_FIELDS,
    AccountState,
    LeadState,
    PersonState,
    PlannedSignal,
    PlanRow,
    State,
    consent_of,
    consent_written,
)


class Planner:
    """Judges one draft after another against what is stored and what came before."""

    def __init__(self, known: Known, playbook: Playbook, now: datetime, acts: Mapping[int, str] | None = None) -> None:
        self.people: dict[int, PersonState] = {}
        self.accounts: dict[int, AccountState] = {}
        self.leads: dict[int, LeadState] = {}
        self._known, self._playbook, self._now = known, playbook, now
        self._acts = acts or {}
        self._made_by: list[PlanRow] = []  # the rows that made the people -1, -2 ...
        self._made_accounts = self._made_leads = 0
        self._count = 0

    def rows(self, drafts: Iterable[Draft | Rejected], hints: tuple[str, ...]) -> Iterator[PlanRow]:
        """One plan row for each draft or rejection, in order. `hints` are words about the whole table."""
        about_all = signal_kind(self._playbook, hints)
        for draft in drafts:
            index, self._count = self._count, self._count + 1
            if isinstance(draft, Rejected):
                yield PlanRow(
                    index, draft.file.name, draft.table, draft.record, "reject", draft.reason, {}, cells=draft.cells
                )
            else:
                yield self._plan(index, draft, about_all)

    # --- one draft ----------------------------------------------------------------------------------------------------

    def _plan(self, index: int, draft: Draft, about_all: str) -> PlanRow:
        wish = self._acts.get(index)
        if wish == "skip":
            return self._row(index, draft, "skip", "Left out by hand")
        account, account_keys = self._account(draft)
        keys = self._person_keys(draft, account)
        match = matching.find(keys, self._known.people) if wish != "create" else None
        if match is not None and wish != "update":
            match = self._but_for_names(draft, match)
        if match is not None and not match.sure and wish != "update" and not self._agrees(draft, match.id, match.key):
            who = self._who(match.id)
            other = next(iter(lead for _, lead in self._known.leads.get(match.id, ())), None)
            return self._row(index, draft, "doubtful", f"Perhaps {who}: {match.why}", lead_id=other, cells=draft.cells)
        person = self.person(match.id) if match is not None else self._new_person(draft)
        before = person.account
        account_id = self._settle_account(draft, account, account_keys, person)
        self._index(keys, person.id)
        lead, is_new = self._lead(draft, person, account_id)
        differences = self._fill_person(person, draft) if match is not None else {}
        if account_id is not None and (account is not None):
            differences |= self._fill(self.account(account_id), draft, ACCOUNT_FIELDS)
        if not is_new:
            differences |= self._fill(lead, draft, LEAD_FIELDS)
            if "service_line" in differences:
                self._known.settle_line(person.id, lead.get("service_line"), lead.id)
        signal_added = self._add_signal(lead, draft, about_all)
        extra_added = self._add_extra(lead, draft)
        self._add_remarks(lead, draft)
        act, reason = self._act(person, lead, is_new, match, differences, signal_added, extra_added)
        row = self._row(index, draft, act, reason, differences, lead.id)
        if match is None:
            self._made_by.append(row)
        elif differences or account_id != before:
            self._index(self._keys_of(person), person.id)  # what a row adds to somebody helps to find them again
        return row

    def _row(
        self,
        index: int,
        draft: Draft,
        act: str,
        reason: str,
        differences: Mapping[str, tuple[str, str]] | None = None,
        lead_id: int | None = None,
        cells: tuple[str, ...] = (),
    ) -> PlanRow:
        return PlanRow(
            index,
            draft.file.name,
            draft.table,
            draft.record,
            act,
            reason,
            draft.lead,
            differences or NOTHING,
            lead_id,
            cells,
            draft.remarks,
        )

    def _act(
        self,
        person: State,
        lead: LeadState,
        is_new: bool,
        match: matching.Match | None,
        differences: Mapping[str, tuple[str, str]],
        signal_added: bool,
        extra_added: bool,
    ) -> tuple[str, str]:
        who = f"{self._who(person.id)}: {match.why}" if match is not None else ""
        if is_new:
            return "create", f"New interest of {who}" if match is not None else "New person"
        if differences or extra_added:
            what = ", ".join(name.replace("_", " ") for name in differences) or "facts of further columns"
            return "update", f"{who}; adds {what}" + (" and a signal" if signal_added else "")
        if signal_added:
            return "signal", f"{who}; adds a signal"
        return "skip", f"{who}; nothing new"

    def _who(self, person_id: int) -> str:
        if person_id < 0:
            made = self._made_by[-person_id - 1]
            return f"the same person as record {made.record} of {made.file}"
        person = self.person(person_id)
        return str(person.get("full_name") or person.get("email") or person.get("phone") or "somebody stored")

    # --- accounts -----------------------------------------------------------------------------------------------------

    def _account(self, draft: Draft) -> tuple[int | None, tuple[Key, ...]]:
        """The account a draft belongs to: by identifier, by name, or by a domain that does not contradict the name."""
        lead = draft.lead
        domain = lead.get("domain") or email_domain(lead.get("email", ""))
        name = lead.get("company", "")
        keys = matching.account_keys(name, domain, lead.get("identifier", ""))
        for wanted in ("identifier", "account name", "domain"):
            for key in keys:
                found = self._known.accounts.get(key) if key.kind == wanted else None
                if found is not None and self._fits(found, wanted, name, lead):
                    return found, keys
        return None, keys

    def _fits(self, account_id: int, by: str, name: str, lead: Mapping[str, str]) -> bool:
        stored = self.account(account_id)
        if by == "domain":
            return not name or token_set_ratio(fold(name), fold(stored.get("name"))) >= 85
        if by == "account name":
            # Two clinics of one common name in two towns are two clinics, unless their domain is one.
            here, there = fold(lead.get("city", "")), fold(stored.get("city"))
            apart = bool(here and there and here != there)
            land, lands = lead.get("country", ""), stored.get("country")
            apart = apart or (len(land) == len(lands) == 2 and land != lands)  # codes, as the cleaning writes them
            return not apart or bool(lead.get("domain") and lead.get("domain") == stored.get("domain"))
        return True

    def _settle_account(
        self, draft: Draft, found: int | None, keys: tuple[Key, ...], person: PersonState
    ) -> int | None:
        """The account of the lead: found, made from the company's name, or the one the person is known at."""
        account_id = found
        company = draft.lead.get("company", "")
        if account_id is None and company:
            account_id = self._new_account(draft, company).id
        if account_id is None:
            return person.account
        for key in keys:
            if key.kind != "domain" or not company or found is None:
                self._known.accounts.setdefault(key, account_id)
        if person.account is None:
            person.account = account_id
            if person.id > 0:
                person.changed = {**person.changed, "account_id": account_id}
                self.people[person.id] = person
        return account_id

    def _new_account(self, draft: Draft, name: str) -> AccountState:
        self._made_accounts += 1
        fields: dict[str, Any] = {field: value for field in ACCOUNT_FIELDS if (value := draft.lead.get(field))}
        if "size" in fields:
            fields["size"] = _number(fields["size"])
        account = AccountState(-self._made_accounts, {**fields, "name": name})
        self.accounts[account.id] = account
        return account

    def account(self, account_id: int) -> AccountState:
        """An account as the plan leaves it."""
        return self.accounts.get(account_id) or AccountState(account_id, self._known.account_fields(account_id))

    # --- people -------------------------------------------------------------------------------------------------------

    def _person_keys(self, draft: Draft, account: int | None) -> tuple[Key, ...]:
        lead = draft.lead
        at = self.account(account).get("name") if account is not None else lead.get("company", "")
        first, last = lead.get("first_name", ""), lead.get("last_name", "")
        place = matching.account_name_key(at) if at else ""
        return matching.person_keys(
            first, last, lead.get("email", ""), lead.get("phone", ""), place, lead.get("full_name", "")
        )

    def _keys_of(self, person: PersonState) -> tuple[Key, ...]:
        """The keys of somebody as they will be stored."""
        place = matching.account_name_key(self.account(person.account).get("name")) if person.account else ""
        first, last, full = person.get("first_name"), person.get("last_name"), person.get("full_name")
        return matching.person_keys(first, last, person.get("email"), person.get("phone"), place, full)

    def _agrees(self, draft: Draft, person_id: int, key: Key) -> bool:
        """A name at an organisation is enough where the row has no address or number that says otherwise."""
        if key.kind != "name+account":
            return False
        stored = self.person(person_id)
        for name in ("email", "phone"):
            here, there = draft.lead.get(name, ""), stored.get(name)
            if here and (not there or here.casefold() != there.casefold()):
                return False
        return True

    def _but_for_names(self, draft: Draft, match: matching.Match) -> matching.Match | None:
        """The match, unless the names tell two people apart who share an address or a switchboard."""
        if match.key.kind not in ("email", "phone"):
            return match
        known = self.person(match.id)
        if not matching.other_names(_name(draft.lead.get), _name(known.get)):
            return match
        if match.key.kind == "email":
            return match._replace(sure=False, why="same e-mail address under another name, perhaps a shared one")
        address, other = matching.email_key(draft.lead.get("email", "")), matching.email_key(known.get("email"))
        return None if address and other and address != other else match

    def person(self, person_id: int) -> PersonState:
        """A person as the plan leaves them."""
        planned = self.people.get(person_id)
        if planned is not None:
            return planned
        stored = self._known.person_fields(person_id)
        return PersonState(person_id, stored, account=stored["account_id"])

    def _new_person(self, draft: Draft) -> PersonState:
        person = PersonState(-len(self._made_by) - 1, draft.lead)
        if draft.alternatives:
            person.alternatives = tuple(
                (name, value) for name in KEPT_BESIDE for value in draft.alternatives.get(name, ()) if value
            )
        self.people[person.id] = person
        return person

    def _index(self, keys: tuple[Key, ...], person_id: int) -> None:
        for key in keys:
            self._known.people.setdefault(key, person_id)

    # --- leads --------------------------------------------------------------------------------------------------------

    def _lead(self, draft: Draft, person: PersonState, account: int | None) -> tuple[LeadState, bool]:
        """The lead that a row is about: the person's for its service line, or a new one."""
        line = draft.lead.get("service_line", "")
        known = dict(self._known.leads.get(person.id, ()))
        lead_id = known.get(line)
        if lead_id is None and known and (not line or "" in known):
            lead_id = known.get("") or next(iter(known.values()))
        if lead_id is not None:
            return self._lead_state(lead_id, person, account), False
        self._made_leads += 1
        lead = LeadState(-self._made_leads, draft.lead, person=person.id, account=account)
        self.leads[lead.id] = lead
        self._known.add_lead(person.id, line, lead.id)
        return lead, True

    def _lead_state(self, lead_id: int, person: PersonState, account: int | None) -> LeadState:
        state = self.leads.get(lead_id)
        if state is None:
            state = LeadState(lead_id, self._known.lead_fields(lead_id), person=person.id, account=account)
            self.leads[lead_id] = state
        return state

    def _add_signal(self, lead: LeadState, draft: Draft, about_all: str) -> bool:
        values = draft.lead.get
        asked_for, offer, asset = values("asked_for", ""), values("offer", ""), values("content", "")
        source, campaign = values("source", ""), values("campaign", "")
        kind = signal_kind(self._playbook, (asked_for, offer, asset, source, campaign)) or about_all
        if not kind:
            return False
        when = self._when(values("created_at", ""))
        signal = PlannedSignal(kind, when or self._now, when is not None, asset, offer, asked_for, source, campaign)
        if lead.id > 0 or lead.signals:
            days = self._days(lead, signal.mark)
            if (signal.at.date() in days) if signal.dated else days:
                return False
        lead.signals = (*lead.signals, signal)
        return True

    def _days(self, lead: LeadState, mark: tuple[str, ...]) -> set[date]:
        """The days on which a lead has, or will have, a signal of this mark."""
        planned = {signal.at.date() for signal in lead.signals if signal.mark == mark}
        return planned | self._known.signal_days(lead.id, mark) if lead.id > 0 else planned

    def _when(self, written: str) -> datetime | None:
        """The moment of a row, never ahead of the clock."""
        at = _moment(written)
        return None if at is None else min(at, self._now)

    def _add_extra(self, lead: LeadState, draft: Draft) -> bool:
        """Keep what has no field of its own; what is known already stays as it is."""
        if lead.id < 0 and not lead.extra and not draft.unlisted:
            lead.extra = draft.extra
            return False
        held = lead.fields.get("extra") or NOTHING
        fresh = {name: text for name, text in draft.extra.items() if name not in held and name not in lead.extra}
        fresh |= {name: text for name, text in draft.unlisted.items() if f"{name} (not listed)" not in held}
        if fresh:
            lead.extra = {**lead.extra, **fresh}
        return bool(fresh) and lead.id > 0

    def _add_remarks(self, lead: LeadState, draft: Draft) -> None:
        if draft.remarks:
            lead.remarks += tuple(remark for remark in draft.remarks if remark not in lead.remarks)

    # --- filling in ---------------------------------------------------------------------------------------------------

    def _fill(self, state: State, draft: Draft, names: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Fill what is empty; a value is never overwritten, another one of some fields is kept beside it (I5)."""
        differences: dict[str, tuple[str, str]] = {}
        for name in names:
            new = draft.lead.get(name)
            if not new:
                continue
            old = state.fields.get(name) or ""
            if old == new or str(old).casefold() == new.casefold():
                continue
            if not old:
                value = _number(new) if name == "size" else new
                if value is not None:
                    state.fill(name, value)
                    differences[name] = ("", new)
            elif isinstance(state, PersonState) and name in KEPT_BESIDE and not self._has_beside(state, name, new):
                state.alternatives = (*state.alternatives, (name, new))
                differences[name] = (str(old), f"{new} (kept beside it)")
        if differences and state.id > 0:
            self._keep(state)
        return differences

    def _fill_person(self, person: PersonState, draft: Draft) -> dict[str, tuple[str, str]]:
        """Like `_fill`; notes are added to notes, and a consent withdrawn is withdrawn (R16)."""
        differences = self._fill(person, draft, PERSON_FIELDS)
        new, old = draft.lead.get("notes", ""), person.get("notes")
        if new and "notes" not in differences and fold(new) not in fold(old):
            person.fill("notes", f"{old}\n{new}")
            differences["notes"] = (old, f"{new} (added to it)")
        held = self._consent(person)
        said = consent_of(draft.lead.get("consent", ""))
        now = {**held, **{channel: word for channel, word in said.items() if channel not in held or word == "no"}}
        if now != held:
            person.fill("consent", now if person.id > 0 else consent_written(now))
            differences["consent"] = (consent_written(held), consent_written(now))
        if differences and person.id > 0:
            self._keep(person)
        return differences

    def _consent(self, person: PersonState) -> Mapping[str, str]:
        if person.id < 0:
            return consent_of(person.get("consent"))
        changed: Mapping[str, str] | None = person.changed.get("consent")
        return self._known.consent(person.id) if changed is None else changed

    def _has_beside(self, person: PersonState, name: str, value: str) -> bool:
        if (name, value) in person.alternatives:
            return True
        return person.id > 0 and value.casefold() in self._known.alternatives(person.id, name)

    def _keep(self, state: State) -> None:
        match state:
            case LeadState():
                self.leads[state.id] = state
            case PersonState():
                self.people[state.id] = state
            case AccountState():
                self.accounts[state.id] = state


def _name(field: Callable[[str], str | None]) -> str:
    return field("full_name") or f"{field('first_name') or ''} {field('last_name') or ''}"


@lru_cache(maxsize=4096)
def _moment(written: str) -> datetime | None:
    """A moment as the cleaning writes it, None where it is none.

    A day without an hour is its noon in UTC, so that it is that day nearly everywhere.
    """
    if not written:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    if len(written) == len("2026-01-01"):
        at = datetime.combine(at.date(), time(12))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _number(text: str) -> int | None:
    """A size in whole numbers; the lower end of a range such as "51-200"."""
    digits = ""
    for sign in text.replace(",", "").replace(" ", ""):
        if sign.isdigit():
            digits += sign
        elif digits:
            break
    return int(digits) if 0 < len(digits) <= 12 else None


def hints_of(table: str, context: Mapping[str, str], file: Path) -> tuple[str, ...]:
    """Words about a whole table that may say what kind of signal its rows are."""
    return (*context.values(), table, file.stem)
