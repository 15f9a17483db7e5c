"""The accounts of a plan: which organisation a row belongs to, found among all known ones or made of its name."""

from collections.abc import Iterator, Mapping
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from app.domain.matching import Key, account_keys, account_name_key, email_domain, fold
from app.services.filling import Differences, fill, otherwise, spoken, whole_number
from app.services.known import Known
from app.services.planned import ACCOUNT_FIELDS, AccountState
from app.services.shelf import Shelf

_BY = ("identifier", "account name", "domain")  # the kinds of keys, in the order in which they are trusted


class PlanAccounts:
    """Organisations as the plan leaves them."""

    def __init__(self, known: Known, *, in_memory: bool = False) -> None:
        self._known = known
        self._shelf = Shelf(AccountState.unpacked, in_memory=in_memory)

    def __len__(self) -> int:
        return len(self._shelf)

    def __iter__(self) -> Iterator[AccountState]:
        return iter(self._shelf)

    def get(self, id: int) -> AccountState:
        """An account as the plan leaves it."""
        return self._shelf.get(id) or AccountState(id, self._known.account_fields(id))

    def look(self, id: int) -> AccountState:
        """The same, only to be read: for a walk through all of them."""
        return self._shelf.look(id) if id < 0 else self.get(id)

    def found(self, lead: Mapping[str, str]) -> tuple[int | None, tuple[Key, ...]]:
        """The account a row belongs to, by identifier, by name, or by a domain that does not contradict the name.

        With it come the keys of the row's organisation, by which later rows shall find it.
        """
        domain = lead.get("domain") or email_domain(lead.get("email", ""))
        name = lead.get("company", "")
        keys = account_keys(name, domain, lead.get("identifier", ""))
        hits = self._known.accounts.hits(keys)
        for wanted in _BY if hits else ():
            for key, found in hits:
                if key[0] == wanted and self._fits(found, wanted, name, lead):
                    return found, keys
        return None, keys

    def _fits(self, id: int, by: str, name: str, lead: Mapping[str, str]) -> bool:
        if by == "identifier":
            return True
        stored = self.get(id)
        if by == "domain":
            return not name or token_set_ratio(fold(name), fold(stored.get("name"))) >= 85
        # Two clinics of one common name in two towns are two clinics, unless their domain is one.
        here, there = lead.get("city", ""), stored.get("city")
        apart = bool(here and there and here != there and fold(here) != fold(there))
        land, lands = lead.get("country", ""), stored.get("country")
        apart = apart or (len(land) == len(lands) == 2 and land != lands)  # codes, as the cleaning writes them
        return not apart or bool(lead.get("domain") and lead.get("domain") == stored.get("domain"))

    def settle(self, lead: Mapping[str, str], found: int | None, keys: tuple[Key, ...]) -> int | None:
        """The account of a row for good: the one found, else one made of the company's name, else none."""
        company = lead.get("company", "")
        id = self._new(lead, company).id if found is None and company else found
        if id is not None:
            own = keys if found is None or not company else [key for key in keys if key[0] != "domain"]
            self._known.accounts.add(own, id)
        return id

    def _new(self, lead: Mapping[str, str], name: str) -> AccountState:
        fields: dict[str, Any] = {field: value for field in ACCOUNT_FIELDS if (value := lead.get(field))}
        if "size" in fields:
            fields["size"] = whole_number(fields["size"])
        account = AccountState(self._shelf.next_id, {**fields, "name": name})
        self._shelf.put(account)
        return account

    def fill(self, id: int, lead: Mapping[str, str]) -> Differences:
        """Fill in what a row says about its organisation."""
        account = self.get(id)
        differences = fill(account, lead, ACCOUNT_FIELDS)
        if differences:
            self._shelf.put(account)
        return differences

    def otherwise(self, id: int | None, lead: Mapping[str, str]) -> dict[str, str]:
        """What a row says about an organisation other than what is known of it; of none it is known nowhere else."""
        if id is not None:
            return otherwise(self.get(id), lead, ACCOUNT_FIELDS) | self.named_otherwise(id, lead)
        domain = email_domain(lead.get("email", ""))  # which says nothing that the address does not
        return {spoken(name): text for name in ACCOUNT_FIELDS if (text := lead.get(name)) and text != domain}

    def named_otherwise(self, id: int | None, lead: Mapping[str, str]) -> dict[str, str]:
        """The organisation that a row names, where it is another one, or another name, than this."""
        company = lead.get("company", "")
        if id is None or not company or account_name_key(company) == account_name_key(self.get(id).get("name")):
            return {}
        return {"Organisation (said otherwise)": company}
