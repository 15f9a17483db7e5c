"""Conditions written in words, so that reading them gives the same condition back."""

from collections.abc import Sequence

from app.domain.conditions import Condition
from app.domain.playbook.condition_words.tokens import GRAMMAR, quoted
from app.domain.playbook.condition_words.values import Labels, Values
from app.domain.playbook.fact_words import FACT
from app.domain.playbook.plain_conditions import ALWAYS, NEVER, parts, plain


def written(condition: Condition, labels: Labels | None = None) -> str:
    """The condition in words that `read` understands; facts and values by their label where `labels` is given."""
    tidy = plain(condition)
    if tidy in (ALWAYS, NEVER):
        return "always" if tidy == ALWAYS else "never"
    return _Writer(labels).joined(tidy)


class _Writer:
    def __init__(self, labels: Labels | None) -> None:
        self._values = Values(labels or {})
        self._criteria = (labels or {}).get("criterion", ())
        self._by_label = labels is not None

    def joined(self, condition: Condition) -> str:
        """A plain condition; a group that stands alone needs no brackets."""
        terms = parts(condition)
        if len(terms) == 1:
            return self._group(terms[0].any) if terms[0].any else self._term(terms[0])
        return " and ".join(self._term(term) for term in terms)

    def _group(self, alternatives: Sequence[Condition]) -> str:
        return " or ".join(self._alternative(one) for one in alternatives)

    def _alternative(self, condition: Condition) -> str:
        several = len(parts(condition)) > 1 or len(condition.is_ or condition.has or condition.not_yes) > 1
        return f"({self.joined(condition)})" if several else self.joined(condition)

    def _term(self, term: Condition) -> str:
        if term.any:
            return f"({self._group(term.any)})"
        if term.yes:
            return f"{self._criterion(term.yes[0])} answered yes"
        if term.not_yes:
            group = " or ".join(f"{self._criterion(id)} not answered yes" for id in term.not_yes)
            return f"({group})" if len(term.not_yes) > 1 else group
        if term.none:
            return self._negated(term.none[0])
        return self._test(term)

    def _negated(self, inner: Condition) -> str:
        terms = parts(inner)
        if len(terms) == 1 and inner.is_:
            return f"{self._fact(inner)} is not {self._listed(inner, inner.is_)}"
        if len(terms) == 1 and inner.has:
            verb = "do" if self._by_label and FACT[inner.fact].many else "does"
            return f"{self._fact(inner)} {verb} not mention {self._listed(inner, inner.has)}"
        return f"not ({self.joined(inner)})"

    def _test(self, term: Condition) -> str:
        fact = self._fact(term)
        if term.known is not None:
            return f"{fact} is {'known' if term.known else 'not known'}"
        if term.is_:
            return f"{fact} is {self._listed(term, term.is_)}"
        if term.has:
            verb = "mention" if self._by_label and FACT[term.fact].many else "mentions"
            return f"{fact} {verb} {self._listed(term, term.has)}"
        if term.at_least is not None and term.at_most is not None:
            return f"{fact} from {_number(term.at_least)} to {_number(term.at_most)}"
        if term.at_least is not None:
            return f"{fact} at least {_number(term.at_least)}"
        return f"{fact} at most {_number(term.at_most or 0)}"

    def _criterion(self, id: str) -> str:
        """A criterion as people know it: by its question, where that leads back to it."""
        label = next((label for known, label in self._criteria if known == id), "")
        meant = [known for known, other in self._criteria if label.casefold() in (known.casefold(), other.casefold())]
        return quoted(label) if label and meant == [id] else criterion(id)

    def _fact(self, term: Condition) -> str:
        known = FACT[term.fact]
        return known.label.lower() if self._by_label else known.spoken

    def _listed(self, term: Condition, ids: Sequence[str]) -> str:
        *first, last = [self._values.written(FACT[term.fact], id) for id in ids]
        return f"{', '.join(first)} or {last}" if first else last


def criterion(id: str) -> str:
    """The id of a criterion as it stands in a condition."""
    safe = id.isidentifier() and id.casefold() not in GRAMMAR
    return id if safe else quoted(id)


def _number(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))
