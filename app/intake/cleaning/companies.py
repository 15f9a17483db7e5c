"""Names of organisations: written as they are on one line; what says that there is none is told apart."""

import re
from functools import lru_cache

from app.intake.cleaning.text import meant
from app.intake.cleaning.word_lists import as_set, bare, word_lists

_TRADE_MARKS = re.compile("[®™℠]\ufe0f?|\\((?:r|tm)\\)", re.IGNORECASE)
_CARE_OF = re.compile(r"^\s*c\s*/\s*o[.:]?\s+", re.IGNORECASE)
_WRAPPED = re.compile(r'^(["“„«])(.+)(["”“»])$')


@lru_cache(maxsize=65536)
def clean_company(text: str) -> str:
    """The name on one line; trademark signs, `c/o` and wrapping quotation marks go. Capitals stay as written: of a name
    in capitals nobody can tell which letters are an abbreviation."""
    name = _CARE_OF.sub("", _TRADE_MARKS.sub("", meant(text)))
    while wrapped := _WRAPPED.match(name):
        name = wrapped[2].strip()
    return " ".join(name.split()).strip(" ,;")


@lru_cache(maxsize=65536)
def is_no_company(text: str) -> bool:
    """True for what people write who have no organisation: self-employed, private, student, -."""
    name = clean_company(text)
    return bare(name).strip(" .,-–—()/") in _none() or not any(map(str.isalnum, name))


@lru_cache(maxsize=1)
def _none() -> frozenset[str]:
    return as_set(word_lists("companies")["none"])
