"""What the name of a column says it holds, surest first: a name in the lists, one with an explanation, one near it."""

import re
from dataclasses import replace
from functools import lru_cache

from app.intake.columns.listed_names import PERSON_NAMES, UNKNOWN, Named, judged
from app.intake.columns.near_names import near
from app.intake.words import fold, names

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"(?<=[a-z])(?=\d)")
_LONGEST_HEADER = 200  # characters


@lru_cache(maxsize=32768)
def named(header: str) -> Named:
    """Judge one header by its words alone. The confidence falls with each step away from a name in the lists."""
    text = header.strip()
    if not text or len(text) > _LONGEST_HEADER:
        return UNKNOWN
    folded = _NUMBERED.sub(" ", fold(text))
    if not folded:
        return UNKNOWN
    return judged(folded, text) or _outside_brackets(text) or near(folded) or UNKNOWN


def _outside_brackets(text: str) -> Named | None:
    """`Telephone (incl. country code)`: what stands in brackets explains the name."""
    outside = _BRACKETS.sub(" ", text).strip()
    if outside == text or not (folded := fold(outside)):
        return None
    found = judged(folded, outside)
    return None if found is None else replace(found, confidence=round(found.confidence * 0.95, 2))


def family_first(header: str) -> bool:
    """True for `Cognome e Nome`, `Name, Vorname`, `Last Name, First Name`: the values begin with the family name."""
    fields = [field for word in fold(header).split() if (field := names().exact.get(word, ("", 0))[0]) in PERSON_NAMES]
    if len(fields) < 2:
        return False
    return fields[0] == "last_name" or (fields[0] == "full_name" and "first_name" in fields[1:])
