"""What the name of a column says it holds: exact names, names with words around them, names within questions, typing
errors."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.intake.words import Names, compact, fold, names, word_set

PERSON_NAMES = ("first_name", "last_name", "full_name")
CORE = frozenset({*PERSON_NAMES, "email", "phone", "job_title", "company"})
_COMPANY_FIELDS = frozenset({"phone", "email", "city", "country", "region", "street", "postal_code", "domain"})
_TWO_THINGS = re.compile(
    r"\s*(?:/|\||\+|&|\bor\b|\band\b|\boder\b|\bund\b|\bou\b|\bet\b|\bo\b|\by\b)\s*", re.IGNORECASE
)
_FIRM = word_set(
    """
    company organization organisation employer institution firma unternehmen entreprise empresa azienda
    """
)
_NOT_THE_NAME = frozenset({"second", "additional", "other", "middle", "alternate"})
_LONGEST_HEADER = 200


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
_NONE_OF_OURS = Named(known=True)


@lru_cache(maxsize=8192)
def named(header: str) -> Named:
    """Judge one header by its words alone."""
    text = header.strip()
    if not text or len(text) > _LONGEST_HEADER:
        return UNKNOWN
    said = names()
    folded = fold(text)
    if not folded:
        return UNKNOWN
    exact = said.exact.get(folded.replace(" ", ""))
    if exact is not None:
        field, place = exact
        return Named(field, 1.0, place / 1000 + _rank_in(folded, said), known=True) if field else _NONE_OF_OURS
    for pattern, field in said.patterns:
        if pattern.search(folded):
            return Named(field, 0.9, 0.5, known=True) if field else _NONE_OF_OURS
    return _two_fields(text) or _with_words_around(folded, said) or _within(folded, said) or _misspelt(folded, said)


def _rank_in(folded: str, said: Names) -> float:
    """An exact name still carries its rank: a home phone comes after a work phone."""
    words = folded.split()
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


def _with_words_around(folded: str, said: Names) -> Named | None:
    """`Attendee Email`, `Home City`, `E-mail 1 - Value`, `Company Phone`, `Person - Name`."""
    words = folded.split()
    if person := _part_of_a_person(words, said):
        return person
    of_company = any(word in said.company_words for word in words)
    rank, heart = 0.0, []
    for word in words:
        if word in said.qualifiers:
            rank += said.qualifiers[word]
        elif not (of_company and word in said.company_words):
            heart.append(word)
    if not heart and of_company and words[-1:] != ["type"]:
        return Named("company", 0.8, 2.0 + rank, known=True)
    found = said.exact.get("".join(heart)) if heart else None
    if found is None and of_company:
        heart = [word for word in words if word not in said.qualifiers]
        found, of_company = said.exact.get("".join(heart)), False
    if not heart or found is None:
        return None
    field, place = found
    if not field:
        return _NONE_OF_OURS
    if field == "full_name" and rank >= 3:
        return _NONE_OF_OURS  # an additional, a second name
    if of_company and field == "full_name":
        return Named("company", 0.95, 0.5 + place / 1000, known=True)
    if of_company and field in _COMPANY_FIELDS and field != "domain":
        return Named(field, 0.75, 8.0 + rank, of_company=True, known=True)
    return Named(field, 0.95, rank + 0.2 + place / 1000, known=True)


def _part_of_a_person(words: list[str], said: Names) -> Named | None:
    """`Provider First Name`, `Hospital Contact Name`: the end names it, whatever stands before."""
    for size in (3, 2, 1):
        before, end = words[:-size], words[-size:]
        field, place = said.exact.get("".join(end), ("", 0))
        names_one = field in ("first_name", "last_name") or (field == "full_name" and size > 1 and "name" in end)
        known = set(before) <= said.qualifiers.keys() | said.company_words
        if before and names_one and known and not set(before) & _NOT_THE_NAME:
            return Named(field, 0.95, 0.2 + place / 1000, known=True)
    return None


def family_first(header: str) -> bool:
    """True for `Cognome e Nome`, `Name, Vorname`, `Last Name, First Name`: the values begin with the family name."""
    fields = [field for word in fold(header).split() if (field := names().exact.get(word, ("", 0))[0]) in PERSON_NAMES]
    if len(fields) < 2:
        return False
    return fields[0] == "last_name" or (fields[0] == "full_name" and "first_name" in fields[1:])


def _within(folded: str, said: Names) -> Named | None:
    """A known name inside a longer header or a question: the longest run of words that is one."""
    words = folded.split()
    best: tuple[int, str, float] | None = None
    for size in range(min(4, len(words) - 1), 0, -1):
        for at in range(len(words) - size + 1):
            run = " ".join(words[at : at + size])
            field = said.spaced.get(run)
            if field and len(run) >= 4 and not _too_vague(field, run, words):
                best = (size, field, size / len(words))
                break
        if best:
            break
    if best is None or len(words) > 14:
        return None
    size, field, share = best
    if share < 0.25 and field not in ("email", "phone"):
        return None
    if any(word in said.company_words for word in words) and field in _COMPANY_FIELDS:
        return Named(field, 0.5, 9.0, of_company=True, known=True)
    rank = 3.0 + sum(said.qualifiers.get(word, 0) for word in words)
    return Named(field, 0.45 + 0.4 * share, rank, known=True)


def _too_vague(field: str, run: str, words: list[str]) -> bool:
    """One word in the middle of a header names little: `Hospital Ownership` is no company."""
    if " " in run:
        return False
    if field == "full_name":
        return len(words) > 3
    return field == "company" and not (run in _FIRM and (len(words) > 3 or words[-1] == run))


def _misspelt(folded: str, said: Names) -> Named:
    """The nearest known name, where one letter in four at most is wrong."""
    letters = folded.replace(" ", "")
    if len(letters) < 4 or not letters.isalpha():
        return UNKNOWN
    nearest = process.extractOne(
        letters, said.exact.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.74 if len(letters) < 6 else 0.8
    )
    if nearest is None:
        return UNKNOWN
    word, alike, _ = nearest
    field, place = said.exact[word]
    if len(word) < 4 or (len(letters) < 6 and sorted(word) != sorted(letters) and len(word) == len(letters)):
        return UNKNOWN  # of short words only turned or missing letters count: Cite is not City
    return Named(field, alike - 0.15, 2.0 + place / 1000, known=True) if field else _NONE_OF_OURS
