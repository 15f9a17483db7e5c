"""Names of organisations: written as they are on one line; what says that there is none is told apart."""

import re
from functools import lru_cache

from app.intake.cleaning.text import meant
from app.intake.cleaning.word_lists import as_set, bare, word_lists

_TRADE_MARKS = re.compile("[®™℠]\ufe0f?|\\((?:r|tm)\\)", re.IGNORECASE)
_CARE_OF = re.compile(r"^\s*c\s*/\s*o[.:]?\s+", re.IGNORECASE)
_LONGEST_NOTHING = 28  # characters
_WRAPPED = re.compile(r'^(["“„«])(.+)(["”“»])$')


@lru_cache(maxsize=65536)
def clean_company(text: str) -> str:
    """The name on one line; trademark signs, `c/o` and wrapping quotation marks go. Capitals stay as written: of a name
    in capitals nobody can tell which letters are an abbreviation."""
    name = meant(text)
    if name.isascii() and name[:1].isalpha() and name[:1] not in "cC" and "(" not in name:
        return name if "  " not in name and name[-1] not in ",; " else meant(" ".join(name.split()).rstrip(" ,;"))
    name = _CARE_OF.sub("", _TRADE_MARKS.sub("", name))
    while wrapped := _WRAPPED.match(name):
        name = wrapped[2].strip()
    return meant(" ".join(name.split()).strip(" ,;"))


def is_no_company(name: str) -> bool:
    """True for what people write who have no organisation: self-employed, private, student, -."""
    if len(name) > _LONGEST_NOTHING:
        return False
    if name.isascii() and name[-1:].isalnum() and "." not in name:  # nearly every name
        return name.lower() in _none()
    folded = bare(name)
    return folded in _none() or (not folded[-1:].isalnum() and folded.strip(" -–—()/*") in _none() | {""})


@lru_cache(maxsize=1)
def _none() -> frozenset[str]:
    return as_set(word_lists("companies")["none"])
