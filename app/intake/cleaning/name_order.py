"""Where the family name begins in a name written in one go."""

from collections.abc import Sequence
from functools import lru_cache

from app.intake.cleaning.casing import particles
from app.intake.cleaning.word_lists import as_set, bare, word_lists

_PATRONYMICS = ("ович", "евич", "ична", "овна", "евна", "ovich", "evich", "ovna", "evna")


def parted(words: Sequence[str], family_first: bool, capitals_tell: bool = True) -> tuple[list[str], list[str]]:
    """The words of the given name and those of the family name; `capitals_tell` is false where all were large."""
    shouted = _shouted_family(words) if capitals_tell else None
    if shouted is not None:
        return shouted
    if _in_family_order(words):
        return list(words[1:]), list(words[:1])
    if family_first:
        cut = 1
        while cut < len(words) - 1 and bare(words[cut - 1]) in particles():
            cut += 1
        return list(words[cut:]), list(words[:cut])
    cut = _start_of_family(words)
    return list(words[:cut]), list(words[cut:])


def _shouted_family(words: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """`SILVA Ana`, `Ana Maria SILVA`, `Silva JB`: capitals show which part is the family name."""
    large = [word.isupper() and len(word) > 1 and "." not in word for word in words]
    if all(large) or not any(large):
        return None
    if large[0] and not large[-1] and len(words[0]) > 2:
        cut = large.index(False)
        return list(words[cut:]), list(words[:cut])
    if large[-1] and not large[0]:
        cut = len(words) - large[::-1].index(False)
        if cut == len(words) - 1 and _initials(words[-1]):
            return list(words[-1:]), list(words[:-1])
        while cut > 1 and words[cut - 1].lower() in particles():
            cut -= 1
        return list(words[:cut]), list(words[cut:])
    return None


def _initials(word: str) -> bool:
    return len(word.replace(".", "")) <= 3 and not set(word) & set("AEIOUY")


def _in_family_order(words: Sequence[str]) -> bool:
    """Names of countries that write the family name first, where a given name proves it."""
    folded = [bare(word) for word in words]
    if len(words) == 3 and folded[2].endswith(_PATRONYMICS) and not folded[1].endswith(_PATRONYMICS):
        return True
    for families, proof in _orders():
        if folded[0] in families and any(word in proof for word in folded[1:]):
            return folded[0] not in proof or len(words) > 2
    return False


def _start_of_family(words: Sequence[str]) -> int:
    folded = [bare(word) for word in words]
    at = _after_given_phrase(folded)
    for place in range(at, len(words) - 1):
        if len(folded[place]) > 1 and folded[place] in particles():
            return place
        if place > at and folded[place] in _joins():  # Ortega y Gasset
            return place - 1
    if len(words) - at >= 2 and folded[-1] in _family_ends():  # Silva Filho
        return len(words) - 2
    if len(words) - at >= 2 and folded[-2] in _iberian():  # García López
        return len(words) - 2
    return len(words) - 1


def _after_given_phrase(folded: Sequence[str]) -> int:
    """Where a family name may begin: behind `María de los Ángeles`, else behind the first word."""
    rest = " ".join(folded[1:]) + " "
    for phrase in _given_phrases():
        if rest.startswith(phrase + " ") and len(rest) > len(phrase) + 1:
            return 1 + len(phrase.split())
    return 1


@lru_cache(maxsize=1)
def _joins() -> frozenset[str]:
    return as_set(word_lists("people")["joins"])


@lru_cache(maxsize=1)
def _family_ends() -> frozenset[str]:
    return as_set(word_lists("people")["family_ends"])


@lru_cache(maxsize=1)
def _iberian() -> frozenset[str]:
    return as_set(word_lists("people")["iberian"])


@lru_cache(maxsize=1)
def _given_phrases() -> tuple[str, ...]:
    return tuple(sorted(word_lists("people")["given_phrases"], key=len, reverse=True))


@lru_cache(maxsize=1)
def _orders() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    said = word_lists("people")["families_first"]
    return tuple((as_set(order["families"]), as_set(order["proof"])) for order in said)
