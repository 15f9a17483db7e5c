"""Written values onto the controlled words of the playbook (R14); what does not map is kept as written and listed."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from app.intake.words import fold


class Entry(Protocol):
    """One controlled word; the playbook's entries fit."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def synonyms(self) -> Sequence[str]: ...


Vocabulary = Sequence[Entry]
_SEVERAL = re.compile(r"\s*[;|]\s*")


class Words:
    """One vocabulary ready to be asked often."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._exact: dict[str, str] = {}
        for entry in vocabulary:
            for word in (entry.id, entry.label, *entry.synonyms):
                self._exact.setdefault(fold(word), entry.id)
        phrases = sorted((word for word in self._exact if len(word) >= 4), key=len, reverse=True)
        self._inside = re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")s?\b") if phrases else None
        self._asked: dict[str, tuple[str, bool]] = {}

    def id_of(self, text: str) -> tuple[str, bool]:
        """The id a written value means and True, or the value as written and False."""
        known = self._asked.get(text)
        if known is None:
            known = self._asked[text] = self._find(text)
        return known

    def _find(self, text: str) -> tuple[str, bool]:
        for part in (text, *_SEVERAL.split(text)):
            folded = fold(part)
            if folded in self._exact:
                return self._exact[folded], True
            if folded.endswith("s") and folded[:-1] in self._exact:
                return self._exact[folded[:-1]], True
        found = self._inside.search(fold(text)) if self._inside and len(text) <= 80 else None
        if found:
            word = found.group()
            return self._exact.get(word) or self._exact[word[:-1]], True
        return text, False


def words_of(vocabularies: Mapping[str, Vocabulary]) -> dict[str, Words]:
    """Every vocabulary ready to be asked, by the field it belongs to."""
    return {field: Words(vocabulary) for field, vocabulary in vocabularies.items() if vocabulary}
