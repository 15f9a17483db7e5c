"""The people of a plan: whom a row is about, found by exact keys and doubted where names tell two apart."""

from collections.abc import Callable, Iterator, Mapping

from app.domain import matching
from app.domain.matching import Key, Match, account_name_key, email_key, fold, person_keys
from app.intake.drafting.drafts import Draft
from app.language import number, tr
from app.services.filling import Differences, fill
from app.services.known import Known
from app.services.plan_accounts import PlanAccounts
from app.services.planned import KEPT_BESIDE, PERSON_FIELDS, PersonState, consent_of, consent_written
from app.services.shelf import Shelf


class PlanPeople:
    """People as the plan leaves them."""

    def __init__(self, known: Known, accounts: PlanAccounts, *, in_memory: bool = False) -> None:
        self._known, self._accounts = known, accounts
        self._shelf = Shelf(PersonState.unpacked, in_memory=in_memory)

    def __len__(self) -> int:
        return len(self._shelf)

    def __iter__(self) -> Iterator[PersonState]:
        return iter(self._shelf)

    def get(self, id: int) -> PersonState:
        """A person as the plan leaves them."""
        planned = self._shelf.get(id)
        if planned is not None:
            return planned
        stored = self._known.person_fields(id)
        return PersonState(id, stored, account=stored["account_id"], leads=self._known.leads_of(id))

    def look(self, id: int) -> PersonState:
        """The same, only to be read: for a walk through all of them."""
        return self._shelf.look(id) if id < 0 else self.get(id)

    def put(self, person: PersonState) -> None:
        """Keep what the plan changes of a person."""
        self._shelf.put(person)

    # --- who it is ----------------------------------------------------------------------------------------------------

    def keys(self, lead: Mapping[str, str], account: int | None) -> tuple[Key, ...]:
        """The keys of whom a row is about."""
        at = self._accounts.get(account).get("name") if account is not None else lead.get("company", "")
        return person_keys(
            lead.get("first_name", ""),
            lead.get("last_name", ""),
            lead.get("email", ""),
            lead.get("phone", ""),
            account_name_key(at) if at else "",
            lead.get("full_name", ""),
        )

    def found(self, lead: Mapping[str, str], keys: tuple[Key, ...], *, surely: bool) -> Match | None:
        """Who has these keys; `surely` where a person decided that it is them. A match not sure is for a person."""
        match = matching.find(keys, self._known.people)
        if match is None or surely:
            return None if match is None else match._replace(sure=True)
        match = self._but_for_names(lead, match)
        if match is not None and not match.sure and self._agrees(lead, match):
            return match._replace(sure=True)
        return match

    def twins(self, match: Match) -> tuple[int, ...]:
        """Whom else of those stored the same key would have found: two of one name at one organisation."""
        return tuple(id for id in self._known.people.others(match.key) if id > 0 and id != match.id)

    def _but_for_names(self, lead: Mapping[str, str], match: Match) -> Match | None:
        """The match, unless the names tell two people apart who share an address or a switchboard."""
        kind = match.key.kind
        if kind not in ("email", "phone"):
            return match
        known = self.get(match.id)
        here, there = _name(lead.get), _name(known.get)
        if not matching.other_names(here, there):
            # Of one name with one word there is no key of name and number; it is the same name all the same.
            same = (
                kind == "phone"
                and bool(fold(here))
                and fold(here) == fold(there)
                and not self._other_email(lead, known)
            )
            return match._replace(sure=True, why=tr("same name and phone number")) if same else match
        if kind == "email":
            return match._replace(sure=False, why=tr("same e-mail address under another name, perhaps a shared one"))
        return None if self._other_email(lead, known) else match

    def _other_email(self, lead: Mapping[str, str], known: PersonState) -> bool:
        """True where both have an address of their own, and not the same one."""
        address, other = email_key(lead.get("email", "")), email_key(known.get("email"))
        return bool(address and other and address != other)

    def _agrees(self, lead: Mapping[str, str], match: Match) -> bool:
        """A name at an organisation is enough where the row has no address or number that says otherwise."""
        if match.key.kind != "name+account":
            return False
        known = self.get(match.id)
        for name in ("email", "phone"):
            here, there = lead.get(name, ""), known.get(name)
            if here and (not there or here.casefold() != there.casefold()):
                return False
        return True

    def remember(self, keys: tuple[Key, ...], id: int) -> None:
        """Let later rows find somebody by these keys."""
        self._known.people.add(keys, id)

    def remember_as_known(self, person: PersonState) -> None:
        """Let later rows find somebody by what the plan now knows of them."""
        place = account_name_key(self._accounts.get(person.account).get("name")) if person.account else ""
        first, last, full = person.get("first_name"), person.get("last_name"), person.get("full_name")
        self.remember(person_keys(first, last, person.get("email"), person.get("phone"), place, full), person.id)

    def who(self, id: int) -> str:
        """Somebody as the reason of a row names them; rows count from 1, as spreadsheets show them."""
        person = self.get(id)
        if id < 0:
            file, record = person.origin
            return tr("the same person as row {record} of {file}", record=number(record + 1), file=file)
        return str(person.get("full_name") or person.get("email") or person.get("phone") or tr("somebody stored"))

    # --- what is known of them ----------------------------------------------------------------------------------------

    def made_of(self, draft: Draft, file: str) -> PersonState:
        """A new person, from a row of a file of this name."""
        person = PersonState(self._shelf.next_id, draft.lead, origin=(file, draft.record))
        if draft.alternatives:
            person.alternatives = tuple(
                (name, value) for name in KEPT_BESIDE for value in draft.alternatives.get(name, ()) if value
            )
        self._shelf.put(person)
        return person

    def settle_account(self, person: PersonState, account: int | None) -> None:
        """Somebody known at no account is known at this one."""
        if account is not None and person.account is None:
            person.account = account
            if person.id > 0:
                person.changed = {**person.changed, "account_id": account}
                self._shelf.put(person)

    def fill(self, person: PersonState, draft: Draft) -> Differences:
        """Fill in what a row says of somebody; notes are added to notes, and a consent withdrawn is withdrawn (R16)."""
        lead = draft.lead
        differences = fill(person, lead, PERSON_FIELDS, lambda name, value: self._keep_beside(person, name, value))
        if draft.alternatives:
            self._keep_all_beside(person, draft.alternatives, differences)
        new, old = lead.get("notes", ""), person.get("notes")
        if new and "notes" not in differences and fold(new) not in fold(old):
            person.fill("notes", f"{old}\n{new}")
            differences["notes"] = (old, tr("{new} (added to it)", new=new))
        held = self._consent(person)
        said = consent_of(lead.get("consent", ""))
        now = {**held, **{channel: word for channel, word in said.items() if channel not in held or word == "no"}}
        if now != held:
            person.fill("consent", now if person.id > 0 else consent_written(now))
            differences["consent"] = (consent_written(held), consent_written(now))
        if differences:
            self._shelf.put(person)
        return differences

    def _keep_all_beside(
        self, person: PersonState, alternatives: Mapping[str, tuple[str, ...]], differences: Differences
    ) -> None:
        """Keep the second address of a row, its other numbers and titles too."""
        for name in KEPT_BESIDE:
            held = str(person.get(name))
            for value in alternatives.get(name, ()):
                if value and value.casefold() != held.casefold() and self._keep_beside(person, name, value):
                    before, after = differences.get(name, (held, ""))
                    kept = tr("{value} (kept beside it)", value=value)
                    differences[name] = (before, f"{after}; {kept}" if after else kept)

    def _keep_beside(self, person: PersonState, name: str, value: str) -> bool:
        """Keep another address, number or title, unless it is kept already."""
        if name not in KEPT_BESIDE or (name, value) in person.alternatives:
            return False
        if person.id > 0 and value.casefold() in self._known.alternatives(person.id, name):
            return False
        person.alternatives = (*person.alternatives, (name, value))
        return True

    def _consent(self, person: PersonState) -> Mapping[str, str]:
        if person.id < 0:
            return consent_of(person.get("consent"))
        changed: Mapping[str, str] | None = person.changed.get("consent")
        return self._known.consent(person.id) if changed is None else changed


def _name(field: Callable[[str], str | None]) -> str:
    return field("full_name") or f"{field('first_name') or ''} {field('last_name') or ''}"
