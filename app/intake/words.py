"""Folding of text for comparison, and the words by which people name columns, tables and totals."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

from app.shipped import shipped

_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^\w#]+|_+")
_POSTED = re.compile(r"\be (mail|post)")
_HASH = re.compile(r"^#\s*(?=\w)|#")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


class _WithoutMarks(dict[int, int | str | None]):
    """Every character as itself, but accents and invisible ones as nothing, and letters that no accent makes as plain
    ones; told once for each."""

    def __missing__(self, code: int) -> int | str | None:
        char = chr(code)
        self[code] = None if unicodedata.combining(char) or unicodedata.category(char) == "Cf" else code
        return self[code]


_WITHOUT_MARKS = _WithoutMarks(_LETTERS)


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists of words that are easier to read as one."""
    return frozenset(text.split())


def plain(text: str) -> str:
    """Lower case without accents; letters of other scripts stay."""
    if text.isascii():
        return text.lower()
    return _known(text) if len(text) <= _LONGEST_KNOWN else _without_marks(text)


def _without_marks(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold()).translate(_WITHOUT_MARKS)


_known = lru_cache(maxsize=4096)(_without_marks)  # the same words stand in many cells of a list
_LONGEST_KNOWN = 400  # letters: what is longer recurs less, and would fill the memory


def fold(text: str) -> str:
    """A header or label as compared: words in lower case, no accents, no punctuation, `camelCase` split."""
    split = plain(_CAMEL.sub(" ", text))
    split = _HASH.sub(lambda found: "" if found.start() == 0 and found.end() > 1 else " number ", split)
    return _POSTED.sub(r"e\1", " ".join(_NOT_WORD.sub(" ", split).split()))


@lru_cache(maxsize=65536)
def compact(text: str) -> str:
    """The folded text without blanks, so that `First Name`, `firstname` and `first_name` are one."""
    return fold(text).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of columns and tables, read once from `resources/intake/headers.yaml`."""

    patterns: tuple[tuple[re.Pattern[str], str], ...]
    exact: Mapping[str, tuple[str, int]]  # compact name -> field ("" for none of ours) and its place in the list
    spaced: Mapping[str, str]  # folded name -> field, for names found inside longer headers
    others: frozenset[str]  # folded names of columns that are none of ours
    last_parts: frozenset[str]  # words that end compound names: name, nummer, adresse
    qualifiers: Mapping[str, float]
    company_words: frozenset[str]
    ambiguous_names: frozenset[str]
    ambiguous_titles: frozenset[str]
    ambiguous_roles: frozenset[str]
    ambiguous_wishes: frozenset[str]
    ambiguous_logins: frozenset[str]
    salutations: frozenset[str]
    totals: frozenset[str]
    footers: tuple[re.Pattern[str], ...]
    lead_tables: frozenset[str]
    staff_tables: frozenset[str]
    activity_tables: frozenset[str]
    staff_roles: frozenset[str]
    context: Mapping[str, str]


@lru_cache(maxsize=1)
def names() -> Names:
    """The vocabulary of headers; loaded when the first file is looked at."""
    path = shipped() / "intake" / "headers.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    said = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    exact: dict[str, tuple[str, int]] = {}
    spaced: dict[str, str] = {}
    for field, words in said["fields"].items():
        for place, word in enumerate(words):
            exact.setdefault(compact(word), (field, place))
            spaced.setdefault(fold(word), field)
    for word in said["others"]:
        exact.setdefault(compact(word), ("", 0))
    return Names(
        patterns=tuple((re.compile(pattern), field) for pattern, field in said["patterns"]),
        exact=exact,
        spaced=spaced,
        others=_folded(said["others"]),
        last_parts=_folded(said["last_parts"]),
        qualifiers={fold(w): float(rank) for rank, words in said["qualifiers"].items() for w in words},
        company_words=_folded(said["company_words"]),
        ambiguous_names=_folded(said["ambiguous_names"]),
        ambiguous_titles=_folded(said["ambiguous_titles"]),
        ambiguous_roles=frozenset(compact(word) for word in said["ambiguous_roles"]),
        ambiguous_wishes=frozenset(compact(word) for word in said["ambiguous_wishes"]),
        ambiguous_logins=frozenset(compact(word) for word in said["ambiguous_logins"]),
        salutations=_folded(said["salutations"]),
        totals=_folded(said["totals"]),
        footers=tuple(re.compile(pattern) for pattern in said["footers"]),
        lead_tables=_folded(said["lead_tables"]),
        staff_tables=_folded(said["staff_tables"]),
        activity_tables=_folded(said["activity_tables"]),
        staff_roles=_folded(said["staff_roles"]),
        context={fold(w): field for field, words in said["context"].items() for w in words},
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)
