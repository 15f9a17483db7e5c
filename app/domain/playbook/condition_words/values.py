"""The values that a condition may name: by their id, and by the label that people read."""

import difflib
from collections.abc import Mapping, Sequence

from app.domain.playbook.condition_words.tokens import Token, as_value, quoted
from app.domain.playbook.fact_words import FactWords
from app.domain.problems import Problem

Labels = Mapping[str, Sequence[tuple[str, str]]]
"""The (id, label) pairs of each list of ids that facts take their values from; `labels_of` in drafting makes it."""
YES_NO = {"yes": "true", "true": "true", "no": "false", "false": "false"}
_SAID = {"true": "yes", "false": "no"}


class Unread(Problem):
    """A condition that cannot be understood; `at` is where (from 0), `expected` what could stand there."""

    def __init__(self, message: str, at: int, expected: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.at, self.expected = at, expected


class Values:
    """The values of facts by id and by label."""

    def __init__(self, labels: Labels) -> None:
        self._pairs = labels
        self._ids: dict[str, dict[str, str]] = {}

    def written(self, fact: FactWords, id: str) -> str:
        """A value as it stands in a condition: its label where that leads back to it."""
        if fact.kind == "yes_no" and id in _SAID:
            return _SAID[id]
        if self._pairs and fact.of:
            label = next((label for known, label in self._pairs.get(fact.of, ()) if known == id), None)
            if label is None and not self._free(fact):
                return quoted(id)  # a value that the list does not have is taken as it stands
            if label is not None and self.found(fact, label) == id:
                return as_value(label)
        return as_value(id)

    def found(self, fact: FactWords, text: str) -> str | None:
        """The id that a text means for a fact, or None where its list has no such value."""
        known = self._known(fact.of)
        return known.get(text.casefold(), known.get(text.casefold().replace(" ", "_")))

    def id_of(self, fact: FactWords, text: str, token: Token) -> str:
        """The value that a text stands for; raises Unread for one that the fact's list does not have."""
        found = self.found(fact, text)
        if found is not None or token.quoted or self._free(fact):
            return text if found is None else found
        offered = tuple(label for _, label in self._pairs[fact.of])
        known = self._known(fact.of)
        near = difflib.get_close_matches(text.casefold(), list(known), n=1, cutoff=0.7)
        label = dict(self._pairs[fact.of]).get(known[near[0]], near[0]) if near else ""
        hint = f"did you mean {label}?" if label else f"choose {either(offered[:6])}."
        raise Unread(f"“{text}” is no {fact.label.lower()}; {hint}", token.at, offered)

    def offered(self, fact: FactWords) -> tuple[str, ...]:
        """The values that may be written for a fact."""
        return tuple(self.written(fact, id) for id, _ in self._pairs.get(fact.of, ()))

    def _free(self, fact: FactWords) -> bool:
        return not fact.of or fact.kind == "text" or not self._pairs.get(fact.of)

    def _known(self, of: str) -> dict[str, str]:
        if of not in self._ids:
            pairs = self._pairs.get(of, ())
            self._ids[of] = {label.casefold(): id for id, label in reversed(pairs)} | {
                id.casefold(): id for id, _ in pairs
            }
        return self._ids[of]


def either(words: Sequence[str]) -> str:
    """`one, two or three`."""
    *first, last = words or ("",)
    return f"{', '.join(first)} or {last}" if first else last
