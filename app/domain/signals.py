"""What kind of signal a row of a file stands for, by the words in it; where no word says so, no signal is invented."""

import re
from collections.abc import Iterable
from functools import lru_cache

from app.domain.matching import fold
from app.domain.playbook import Playbook
from app.domain.playbook.derived import per_playbook


def signal_kind(playbook: Playbook, texts: Iterable[str]) -> str:
    """The id of the signal kind that the texts name, the first text that names one deciding; empty if none does."""
    kinds = _kinds(playbook)
    for text in texts:
        if text and (found := kinds.named_in(fold(text))):
            return found
    return ""


class _Kinds:
    """The written forms of all kinds as one pattern, longer forms before shorter ones."""

    def __init__(self, playbook: Playbook) -> None:
        self._by_form = {
            fold(form): kind.id
            for kind in playbook.signal_kinds
            for form in (kind.id, kind.label, *kind.synonyms)
            if fold(form)
        }
        forms = sorted(self._by_form, key=len, reverse=True)
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b")
        self.named_in = lru_cache(maxsize=8_192)(self._named_in)

    def _named_in(self, folded: str) -> str:
        found = self._pattern.search(folded)
        return self._by_form[found[0]] if found else ""


@per_playbook
def _kinds(playbook: Playbook) -> _Kinds:
    return _Kinds(playbook)
