"""Written values onto the controlled words of the playbook (R14); what does not map is kept as written and listed."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from app.intake.words import fold


class Entry(Protocol):
    """One controlled word; the playbook's entries fit."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def synonyms(self) -> Sequence[str]: ...


class Meant(NamedTuple):
    """What a cell means: the id of its first known word, or the text as written. Further known words are in `also`."""

    id: str
    known: bool
    also: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


Vocabulary = Sequence[Entry]
_SEVERAL = re.compile(r"\s*(?:[;|\n]|:::)\s*")
_PERHAPS_SEVERAL = re.compile(r"\s*[,/+&]\s*|\s+(?:and|und|et|y|e|en|och)\s+")
_LONGEST = 80  # characters; longer text is a sentence that mentions words, not one of them


class Words:
    """One vocabulary ready to be asked often."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._exact, self._inside = _folded(tuple((one.id, one.label, *one.synonyms) for one in vocabulary))
        self._asked: dict[str, Meant] = {}

    def meant(self, text: str) -> Meant:
        """What a written value means."""
        known = self._asked.get(text)
        if known is None:
            known = self._asked[text] = self._find(text)
        return known

    def _find(self, text: str) -> Meant:
        if found := self._whole(text):
            return Meant(found, True)
        parts = [part for part in _SEVERAL.split(text.strip(" ;|\n")) if part]
        if len(parts) > 1:
            return self._several(text, parts)
        perhaps = [part for part in _PERHAPS_SEVERAL.split(text) if part]
        if len(perhaps) > 1 and all(map(self._whole, perhaps)):
            return self._several(text, perhaps)
        found = self._mentioned(parts[0]) if parts else ""
        return Meant(found, True) if found else Meant(text, False, unknown=(text,))

    def _several(self, text: str, parts: Sequence[str]) -> Meant:
        ids = {part: self._whole(part) or self._mentioned(part) for part in parts}
        known = tuple(dict.fromkeys(filter(None, ids.values())))
        unknown = tuple(part for part, found in ids.items() if not found)
        return Meant(known[0], True, known[1:], unknown) if known else Meant(text, False, unknown=(text,))

    def _whole(self, text: str) -> str:
        folded = fold(text)
        return self._exact.get(folded) or (self._exact.get(folded[:-1], "") if folded.endswith("s") else "")

    def _mentioned(self, text: str) -> str:
        found = self._inside.search(fold(text)) if self._inside and len(text) <= _LONGEST else None
        return (self._exact.get(found[0]) or self._exact[found[0][:-1]]) if found else ""


@lru_cache(maxsize=256)  # some playbooks: a lead added by hand is read by the same words as the one before
def _folded(forms: tuple[tuple[str, ...], ...]) -> tuple[Mapping[str, str], re.Pattern[str] | None]:
    """The id of every folded word of these entries (each begins with its id), and what finds a word in a sentence."""
    exact: dict[str, str] = {}
    for entry in forms:
        for word in entry:
            exact.setdefault(fold(word), entry[0])
    phrases = sorted((word for word in exact if len(word) >= 4), key=len, reverse=True)
    return exact, re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")s?\b") if phrases else None


def words_of(vocabularies: Mapping[str, Vocabulary]) -> dict[str, Words]:
    """Every vocabulary ready to be asked, by the field it belongs to."""
    return {field: Words(vocabulary) for field, vocabulary in vocabularies.items() if vocabulary}
