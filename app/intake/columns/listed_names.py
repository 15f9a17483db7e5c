"""What the name of a column says by the word lists: exact names, and names with words around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.intake.words import Names, compact, names

PERSON_NAMES = ("first_name", "last_name", "full_name")
CORE = frozenset({*PERSON_NAMES, "email", "phone", "job_title", "company"})
OF_COMPANIES = frozenset({"phone", "email", "city", "country", "region", "street", "postal_code", "domain"})
_TWO_THINGS = re.compile(
    r"\s*[/|+&,]\s*|\s+(?:or|and|oder|und|ou|et|o|e|y|i|en|og|och|ja)\s+(?:the\s+|last\s+)?", re.IGNORECASE
)
_JOINING = frozenset({"and", "und", "et", "y", "e", "en", "og", "och", "i", "ja", "or", "o"})
_ADDRESS = frozenset({"address", "adresse", "anschrift", "direccion", "indirizzo", "endereco", "adres", "adress"})
_NOT_THE_NAME = frozenset({"second", "additional", "other", "middle", "alternate"})
_COUNTED = frozenset({"number", "no", "nr", "type", "code"})


@dataclass(frozen=True, slots=True)
class Named:
    """The field a header names. `field` is empty where the name is known to be none of ours (`known`)."""

    field: str = ""
    confidence: float = 0.0
    rank: float = 0.0  # among several columns for one field the lowest is asked first
    of_company: bool = False
    second: str = ""  # a header such as "Email / Phone" names two fields
    known: bool = False


UNKNOWN = Named()
NONE_OF_OURS = Named(known=True)


def judged(folded: str, text: str = "") -> Named | None:
    """A name in the lists, or one with words around it that change nothing."""
    said, words = names(), folded.split()
    exact = said.exact.get(folded.replace(" ", ""))
    if exact is not None:
        field, place = exact
        return Named(field, 1.0, place / 1000 + _rank_in(words, said), known=True) if field else NONE_OF_OURS
    for pattern, field in said.patterns:
        if pattern.search(folded):
            return Named(field, 0.9, 0.5, known=True) if field else NONE_OF_OURS
    return _two_fields(text or folded) or _whole_name(words, said) or _with_words_around(words, said)


def _rank_in(words: Sequence[str], said: Names) -> float:
    """An exact name still carries its rank: a home phone comes after a work phone."""
    return float(max((said.qualifiers.get(word, 0) for word in words), default=0))


def _two_fields(text: str) -> Named | None:
    parts = [part for part in _TWO_THINGS.split(text) if part]
    if len(parts) != 2:
        return None
    first, second = (names().exact.get(compact(part)) for part in parts)
    if not first or not second or not first[0] or not second[0]:
        return None
    if first[0] == second[0]:
        return Named(first[0], 0.95, max(first[1], second[1]) / 1000, known=True)
    if {first[0], second[0]} <= {"email", "phone"}:
        return Named("email", 0.8, 1.0, second="phone", known=True)
    if {first[0], second[0]} <= {"first_name", "last_name", "full_name"}:
        return Named("full_name", 0.9, 1.0, known=True)
    return Named(first[0], 0.7, 1.0, known=True)


def _whole_name(words: Sequence[str], said: Names) -> Named | None:
    """`Name (Last, First)`, `First name and surname`: a first and a last name in one column."""
    parts, at = [], 0
    while at < len(words):
        for size in (3, 2, 1):
            field = said.exact.get("".join(words[at : at + size]), ("", 0))[0]
            if field in PERSON_NAMES and at + size <= len(words):
                parts.append(field)
                at += size
                break
        else:
            if words[at] not in said.qualifiers and words[at] not in _JOINING:
                return None
            at += 1
    return Named("full_name", 0.9, 1.0, known=True) if {"first_name", "last_name"} <= set(parts) else None


def _with_words_around(words: Sequence[str], said: Names) -> Named | None:
    """`Attendee Email`, `Home City`, `E-mail 1 - Value`, `Company Phone`, `Person - Name`."""
    if person := _part_of_a_person(words, said):
        return person
    of_company = any(word in said.company_words for word in words)
    rank, heart = 0.0, []
    for word in words:
        if word in said.qualifiers:
            rank += said.qualifiers[word]
        elif not (of_company and word in said.company_words):
            heart.append(word)
    if of_company and heart in ([], ["address"]) and words[-1] in said.company_words:
        return Named("company", 0.8, 2.0 + rank, known=True)  # `Contact Company`, `Default Address Company`
    if not heart and of_company:
        return None if words[-1] in _COUNTED else Named("company", 0.8, 2.0 + rank, known=True)
    found = _heart(heart, said)
    if found is None and of_company:
        found, of_company = _heart([word for word in words if word not in said.qualifiers], said), False
    if found is None:
        return _named_at_the_end(words, said)
    field, place = found
    if not field or (field == "full_name" and rank >= 3):
        return NONE_OF_OURS  # an additional, a second name
    if of_company and field == "full_name":
        return Named("company", 0.95, 0.5 + place / 1000, known=True)
    if of_company and field in OF_COMPANIES and field != "domain":
        after = 4.0 if field in ("phone", "email") else 8.0  # the switchboard before a home phone; homes before offices
        return Named(field, 0.75, after + rank, of_company=True, known=True)
    return Named(field, 0.95, rank + 0.2 + place / 1000, known=True)


def _named_at_the_end(words: Sequence[str], said: Names) -> Named | None:
    """`Contact Direct Dial`, `Work Mobile`: a name that begins with words which go around other names."""
    rank = 0.2
    for at in range(1, len(words)):
        if words[at - 1] not in said.qualifiers:
            return None
        rank += said.qualifiers[words[at - 1]]
        field, place = said.exact.get("".join(words[at:]), ("", 0))
        if field in ("phone", "email"):
            return Named(field, 0.95, rank + _rank_in(words[at:], said) + place / 1000, known=True)
    return None


def _heart(heart: Sequence[str], said: Names) -> tuple[str, int] | None:
    """The name that is left without the words around it; of an address block (`Address City`) the part it names."""
    if not heart:
        return None
    found = said.exact.get("".join(heart))
    if found is None and len(heart) > 1:
        found = said.exact.get("".join(word for word in heart if word not in _ADDRESS))
    return found


def _part_of_a_person(words: Sequence[str], said: Names) -> Named | None:
    """`Provider First Name`, `Hospital Contact Name`, `Name (First)`: the end names it, whatever stands before."""
    for size in (3, 2, 1):
        before, end = words[:-size], words[-size:]
        field, place = said.exact.get("".join(end), ("", 0))
        names_one = field in ("first_name", "last_name") or (field == "full_name" and size > 1 and "name" in end)
        if before and names_one and all(_changes_nothing(word, said) for word in before):
            return Named(field, 0.95, 0.2 + place / 1000, known=True)
    return None


def _changes_nothing(word: str, said: Names) -> bool:
    around = word in said.qualifiers or word in said.company_words or word in ("name", "full")
    return around and word not in _NOT_THE_NAME
