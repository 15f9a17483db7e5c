"""The values of one test, joined with commas and `or`, up to where another test begins."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from app.domain.playbook.condition_words.values import YES_NO, Labels, Values
from app.domain.playbook.condition_words.walking import Walk
from app.domain.playbook.fact_words import FactWords


class ListWalk(Walk, ABC):
    """A walk that reads the values of a fact."""

    def __init__(self, text: str, labels: Labels | None) -> None:
        super().__init__(text, labels)
        self._values = Values(labels or {})

    @abstractmethod
    def _begins_a_test(self) -> bool:
        """True where what follows reads as a test, a group or a criterion with its answer."""

    def _listed(self, fact: FactWords) -> tuple[str, ...]:
        """Values joined with commas and `or`, up to what begins another test."""
        values = [self._value(fact)]
        while True:
            start = self._at
            comma = self._take(",")
            joined = self._take("or") or self._take("nor")
            if not (comma or joined):
                return tuple(values)
            if not comma and self._begins_a_test():
                self._at = start
                return tuple(values)
            values.append(self._value(fact))

    def _value(self, fact: FactWords) -> str:
        for offered in self._values.offered(fact) if fact.kind != "yes_no" else ("yes", "no"):
            self._want(offered)
        if self._at >= len(self._tokens):
            raise self._stopped(f"write what {fact.label.lower()} must be")
        first = self._tokens[self._at]
        if first.quoted:
            self._at += 1
            return self._values.id_of(fact, first.text, first)
        end = self._at
        while end < len(self._tokens) and not self._separates(self._tokens[end]):
            end += 1
        if end == self._at:
            raise self._stopped(f"write what {fact.label.lower()} must be, in quotes where it holds such words")
        text = self._source(self._at, end)
        if fact.kind == "yes_no":
            self._at = end
            return YES_NO.get(text.casefold(), text)
        longer = self._longer(fact, end)
        if longer is not None:
            return longer
        self._at = end
        return self._values.id_of(fact, text, first)

    def _longer(self, fact: FactWords, end: int) -> str | None:
        """A label that holds a comma, a bracket, `and` or `or` itself, written without quotes."""
        for until in range(min(len(self._tokens), end + 8), end, -1):
            found = self._values.found(fact, self._source(self._at, until))
            if found is not None and not all(self._values.found(fact, piece) for piece in self._pieces(until)):
                self._at = until
                return found
        return None

    def _pieces(self, until: int) -> Iterator[str]:
        """What stands between commas, `and` and `or` from here to a token."""
        start = self._at
        for at in range(self._at, until + 1):
            if at == until or self._separates(self._tokens[at]):
                if at > start:
                    yield self._source(start, at)
                start = at + 1
