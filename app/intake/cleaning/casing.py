"""Capitals of names that were written all large or all small; mixed case says what was meant and is left alone."""

import re
import unicodedata
from functools import lru_cache

from app.intake.cleaning.word_lists import as_set, word_lists

_JOINT = re.compile(r"([-'’`´])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?")
_ROMAN = re.compile(r"(?:ii|iii|iv)", re.IGNORECASE)
_DOTTED_I = "i\u0307"  # what Python makes of a small Turkish İ


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """The words of family names that stay small (van, de la, bin)."""
    lists = word_lists("people")
    return as_set(lists["particles"]) | as_set(lists["joins"])


@lru_cache(maxsize=100_000)
def cased(name: str) -> str:
    """`ANNA-MARIA VAN DER BERG` and `anna-maria van der berg` become `Anna-Maria van der Berg`.

    Mixed case and less than three letters are left alone, so casing twice is casing once."""
    if not (name.isupper() or name.islower()) or sum(map(str.isalpha, name)) < 3:
        return name
    words = name.split(" ")
    return " ".join(_word(word, at, words) for at, word in enumerate(words))


def _word(word: str, at: int, words: list[str]) -> str:
    small = unicodedata.normalize("NFC", word.lower())
    if at < len(words) - 1 and small in particles() and (len(small) > 1 or (at and len(words[at - 1]) > 1)):
        return small
    if _INITIALS.fullmatch(word) or (at and _ROMAN.fullmatch(word)):
        return word.upper()
    parts = _JOINT.split(small)
    made = "".join(_part(part, place, parts) for place, part in enumerate(parts))
    return "Mc" + made[2].upper() + made[3:] if made.startswith("Mc") and len(made) > 3 else made


def _part(part: str, place: int, parts: list[str]) -> str:
    if part == "t" and place == 2 and not parts[0]:  # 't Hart
        return part
    begins_dotted = part.startswith(_DOTTED_I)
    plain = part.replace(_DOTTED_I, "i")
    large = "İ" if begins_dotted else plain[:1].title()
    return (large if len(large) == 1 else plain[:1]) + plain[1:]  # no word begins with a large ß
