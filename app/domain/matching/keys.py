"""Exact keys by which the same person or account is found again, and what a hit is worth."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import lru_cache, partial
from typing import NamedTuple

from app.language import later, tr

_NOT_WORD = re.compile(r"[\W_]+")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_EXTENSION = re.compile(r"(?:ext\.?|extension|x|durchwahl|#)\s*\d+\s*$", re.IGNORECASE)
_NOT_DIGIT = re.compile(r"\D+")
_SHORTEST_PHONE = 7
_JOINERS = str.maketrans("", "", ".-_")
_SINGLE_LETTERS = re.compile(r"\b(?:\w )+\w\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROLE_NAMES = _words(
    """abuse accounting accounts admin administration administrator appointments billing booking career careers clinic
    compliance contact contacts contracts customerservice empfang enquiries enquiry events finance frontdesk general
    hello help helpdesk hr info information inquiries inquiry it jobs kontakt lab labor laboratory legal mail mailbox
    marketing media newsletter noreply office operations orders orderentry postmaster press privacy procurement
    purchasing reception referrals registration sales scheduling secretary sekretariat service services support team
    webmaster welcome donotreply"""
)
FREE_DOMAINS = _words(
    """gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com msn.com yahoo.com yahoo.co.uk
    yahoo.fr yahoo.de yahoo.ca ymail.com rocketmail.com icloud.com me.com mac.com aol.com protonmail.com proton.me pm.me
    gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com qq.com
    163.com 126.com zoho.com fastmail.com hey.com tutanota.com tuta.com comcast.net verizon.net att.net sbcglobal.net
    bellsouth.net cox.net charter.net earthlink.net btinternet.com orange.fr wanadoo.fr free.fr laposte.net libero.it
    bluewin.ch rediffmail.com naver.com nhs.net doctors.org.uk hin.ch pec.it legalmail.it"""
)
LEGAL_FORMS = _words(
    """inc incorporated llc llp lp pllc pc plc ltd limited corp corporation co company gmbh ag kg kgaa ohg ug mbh ev sa
    sas sasu sarl scp snc srl spa bv nv vof cv bvba sprl ab as asa oy oyj aps pty pvt pte private sdn bhd sl slu slp kft
    zrt nyrt doo sro eood lda ltda eireli me ggmbh mbh gesmbh gbr eg ood oou sia uab"""
)


class Key(NamedTuple):
    """One exact key; equal keys mean the same person or account, more or less surely by their kind."""

    kind: str
    value: str


_key = partial(tuple.__new__, Key)  # as Key((kind, value)), at a third of its price: importers make half a million


class Match(NamedTuple):
    """Who was found, by which key, whether that is sure, and why in words."""

    id: int
    key: Key
    sure: bool
    why: str


_SURE = {
    "email": later("same e-mail address"),
    "name+phone": later("same name and phone number"),
    "identifier": later("same identifier"),
    "all that is known": later("all that is known of both is the same"),
    "domain": later("same domain"),
    "account name": later("same name"),
}
_DOUBTFUL = {
    "name+account": later("same name at the same organisation; the e-mail address or phone differs or is missing"),
    "phone": later("same phone number under another name, perhaps a switchboard"),
}


def folded(text: str) -> str:
    """Text as compared: case folded, accents stripped, blanks and punctuation squeezed to one blank."""
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())  # the same at half the price; most names are
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    text = "".join(c for c in spread if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _NOT_WORD.sub(" ", text.lower()).strip()


fold = lru_cache(maxsize=65_536)(folded)  # for what recurs: names, organisations, titles


def email_key(email: str) -> str:
    """The address as compared; empty for a role address (info@, office@) and for what is no address."""
    address = email.strip(" \t\r\n<>").casefold().removeprefix("mailto:")
    name, at, domain = address.rpartition("@")
    if not (at and name and "." in domain) or " " in address or is_role(name):
        return ""
    return address


def is_role(name: str) -> bool:
    """True where the part before the @ names a desk, not a person."""
    return name in ROLE_NAMES or (not name.isalnum() and name.translate(_JOINERS) in ROLE_NAMES)


def email_domain(email: str) -> str:
    """The domain of an organisation's address; empty for free mail, whose domain says nothing of the employer."""
    domain = email.strip(" \t\r\n<>").rpartition("@")[2].casefold() if "@" in email else ""
    return "" if domain in FREE_DOMAINS or "." not in domain else domain


def phone_key(phone: str) -> str:
    """The digits of a number, without extension and leading zeros of 00; empty where there are fewer than seven.

    Numbers are best given in E.164: only then are a national and an international form the same.
    """
    digits = phone[1:]
    if not (phone[:1] == "+" and digits.isascii() and digits.isdigit()):  # what an importer normalised is ready
        digits = _NOT_DIGIT.sub("", _EXTENSION.sub("", phone)).removeprefix("00")
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def name_key(first: str, last: str) -> str:
    """First and last name as compared, whichever way round they were written; empty unless both are known."""
    one, other = fold(first), fold(last)
    return f"{one} {other}" if one and other and one <= other else f"{other} {one}" if one and other else ""


def person_keys(
    first: str, last: str, email: str = "", phone: str = "", account: str = "", full: str = ""
) -> tuple[Key, ...]:
    """The keys of one person, strongest first. `account` is any key of the organisation: its domain, or its name.

    Of whom too little is known for any key, all that is known is one: a bare name, a shared mailbox, an unnamed one.
    """
    keys = []
    if email and (address := email_key(email)):
        keys.append(_key(("email", address)))
    name, number = name_key(first, last), phone_key(phone) if phone else ""
    if name and number:
        keys.append(_key(("name+phone", f"{name}|{number}")))
    if name:
        place, site = fold(account) if account else "", fold(email_domain(email)) if email else ""
        if place:
            keys.append(_key(("name+account", f"{name}|{place}")))
        if site and site != place:
            keys.append(_key(("name+account", f"{name}|{site}")))
    if number:
        keys.append(_key(("phone", number)))
    if not keys:
        told = (email.strip().casefold(), fold(f"{first} {last}" if first or last else full), fold(account))
        if any(told):
            keys.append(_key(("all that is known", "|".join(told))))
    return tuple(keys)


@lru_cache(maxsize=16_384)
def account_keys(
    name: str, domain: str = "", identifier: str = "", strip_legal_form: Callable[[str], str] | None = None
) -> tuple[Key, ...]:
    """The keys of one organisation, strongest first. A free mail domain is no key."""
    keys = []
    if number := fold(identifier).replace(" ", ""):
        keys.append(Key("identifier", number))
    host = domain.strip().casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    host = host.partition("/")[0].strip(".")
    if "." in host and host not in FREE_DOMAINS:
        keys.append(Key("domain", host))
    if known := account_name_key(strip_legal_form(name) if strip_legal_form else name):
        keys.append(Key("account name", known))
    return tuple(keys)


@lru_cache(maxsize=65_536)
def account_name_key(name: str) -> str:
    """An organisation's name as compared: folded, without "the" before it and legal forms behind it."""
    folded = _SINGLE_LETTERS.sub(lambda letters: letters[0].replace(" ", ""), fold(name.replace("&", " and ")))
    words = folded.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
        if len(words) > 1 and words[-1] == "and":
            words.pop()
    return " ".join(words)


def other_names(one: str, other: str) -> bool:
    """True where two whole names have nothing in common: no word, no initial of one, nothing merely misspelt.

    Who shares an address or a switchboard has another name altogether; who married or signs "A. Berg" has not.
    """
    here, there = fold(one).split(), fold(other).split()
    return bool(here and there) and not any(_alike(a, b) for a in here for b in there)


def _alike(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    return min(len(one), len(other)) > 2 and SequenceMatcher(None, one, other).ratio() >= 0.75


class Index:
    """Who has a key. The keys themselves are not kept, only what they are worth: a million people have five each."""

    def __init__(self) -> None:
        self._by_kind: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._shared: dict[tuple[str, str], tuple[int, ...]] = {}  # who else has a key: two of one name at one place

    def get(self, key: Key) -> int | None:
        """Whose key it is, or None."""
        return self._by_kind[key[0]].get(key[1])

    def hits(self, keys: Iterable[Key]) -> list[tuple[Key, int]]:
        """Those of the keys that are somebody's, each with whose it is."""
        by_kind = self._by_kind
        return [(key, found) for key in keys if (found := by_kind[key[0]].get(key[1])) is not None]

    def add(self, keys: Iterable[Key], id: int) -> None:
        """Note whose keys these are; a key that is somebody's already stays theirs, and others have it too."""
        by_kind = self._by_kind
        for kind, value in keys:
            if by_kind[kind].setdefault(value, id) != id and id not in (known := self._shared.get((kind, value), ())):
                self._shared[kind, value] = (*known, id)

    def others(self, key: Key) -> tuple[int, ...]:
        """Who else has a key, in the order in which they came."""
        return self._shared.get((key[0], key[1]), ())


def find(keys: Iterable[Key], index: Index) -> Match | None:
    """The strongest hit of these keys in an index. Sure keys that point to different ids leave it doubtful."""
    hits = index.hits(keys)
    if not hits:
        return None
    key, id = hits[0]
    if key.kind not in _SURE:
        return Match(id, key, False, tr(_DOUBTFUL[key.kind]))
    other = next((k for k, found in hits if found != id and k.kind in _SURE), None)
    if other is not None:
        why = tr("{this}, but the {other} as somebody else", this=tr(_SURE[key.kind]), other=tr(_SURE[other.kind]))
        return Match(id, key, False, why)
    return Match(id, key, True, tr(_SURE[key.kind]))
