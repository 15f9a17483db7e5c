"""Conditions read from words, from left to right."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.conditions import Condition
from app.domain.playbook.condition_words.listing import ListWalk
from app.domain.playbook.condition_words.tokens import Token, tokens
from app.domain.playbook.condition_words.values import Labels, Unread, either
from app.domain.playbook.condition_words.writing import criterion
from app.domain.playbook.fact_words import FACTS_IN_WORDS, FactWords
from app.domain.playbook.plain_conditions import ALWAYS, NEVER, plain

_A_FACT = "write a fact here, such as facility type, region or size"
_DEEPEST = 30  # brackets within brackets


def read(text: str, labels: Labels | None = None) -> Condition:
    """The plain condition that a text says. Raises Unread, which says where it stops and what may stand there."""
    return plain(Reader(text, labels).whole())


_TESTS_OF: Mapping[str, tuple[str, ...]] = {
    "choice": ("is", "is not", "is known", "is not known"),
    "yes_no": ("is",),
    "text": ("mentions", "does not mention", "is", "is not", "is known", "is not known"),
    "number": ("at least", "at most", "from", "is known", "is not known"),
}


@dataclass
class _Names:
    """Every way to write a fact, longest first."""

    words: list[tuple[tuple[str, ...], FactWords]] = field(default_factory=list)

    def __post_init__(self) -> None:
        ways: dict[tuple[str, ...], FactWords] = {}
        for fact in FACTS_IN_WORDS:
            ways[fact.id,] = ways[tuple(fact.spoken.split())] = fact
        for fact in FACTS_IN_WORDS:
            ways.setdefault(tuple(fact.label.casefold().split()), fact)
        self.words = sorted(ways.items(), key=lambda way: -len(way[0]))


_NAMES = _Names()


class Reader(ListWalk):
    """Reads one condition."""

    def __init__(self, text: str, labels: Labels | None) -> None:
        super().__init__(text, labels)
        self._depth = 0

    def whole(self) -> Condition:
        """The whole text as one condition."""
        if not self._tokens:
            self._want_a_test()
            raise Unread("Write a condition such as: facility type is hospital. Write always where it always holds.", 0)
        stray = next((token for token in self._tokens if token.stray), None)
        if stray is not None:
            raise Unread(f"The quote at character {stray.at + 1} is never closed; close it.", stray.at, ('"',))
        found = self._either()
        if self._at < len(self._tokens):
            raise self._stopped(
                "write “and” or “or” before the next test" if self._now(")") is None else "open a bracket for it"
            )
        return found

    # --- groups ---

    def _either(self) -> Condition:
        found = [self._together()]
        while self._take("or"):
            found.append(self._together())
        return found[0] if len(found) == 1 else Condition(any=tuple(found))

    def _together(self) -> Condition:
        found = [self._one()]
        while self._take("and"):
            found.append(self._one())
        return found[0] if len(found) == 1 else Condition(all=tuple(found))

    def _one(self) -> Condition:
        if self._take("not"):
            return Condition(none=(self._one(),))
        if self._take("("):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise self._stopped("use fewer brackets")
            inner = self._either()
            if not self._take(")"):
                raise self._stopped("close the bracket")
            self._depth -= 1
            return inner
        if self._take("always"):
            return ALWAYS
        if self._take("never"):
            return NEVER
        return self._test()

    # --- tests ---

    def _test(self) -> Condition:
        answered = self._answered()
        if answered is not None:
            return answered
        fact = self._fact()
        if fact is None:
            self._want_a_test()
            raise self._stopped(self._no_fact())
        for words in _TESTS_OF[fact.kind]:
            self._want(words)
        for test in (self._is, self._mentions, self._measures):
            found = test(fact)
            if found is not None:
                return found
        raise self._stopped(f"say what {fact.label.lower()} must be: {either(_TESTS_OF[fact.kind])}")

    def _answered(self) -> Condition | None:
        """A criterion with its answer, by id or question: `mql_role answered yes`, `"Is it so?" not answered yes`."""
        start = self._at
        if start >= len(self._tokens):
            return None
        name, asked = self._tokens[start], self._question()
        self._at += 0 if asked else 1
        self._take("is")
        missing = bool(self._take("not"))
        self._take("yet")
        if not self._take("answered"):
            self._at = start
            return None
        self._want("yes")
        if not self._take("yes"):
            raise self._stopped("write “answered yes” or “not answered yes”")
        id = asked or self._criterion(name)
        return Condition(not_yes=(id,)) if missing else Condition(yes=(id,))

    def _question(self) -> str:
        """Step over the question of a criterion that stands here without quotes; its id, or nothing."""
        for id, label in (self._labels or {}).get("criterion", ()):
            words = [token.text.casefold() for token in tokens(label)]
            if len(words) > 1 and self._ahead(*words) and self._tokens[self._at + len(words) :][:1]:
                self._at += len(words)
                return id
        return ""

    def _criterion(self, token: Token) -> str:
        pairs = (self._labels or {}).get("criterion", ())
        if not pairs or any(id == token.text for id, _ in pairs):
            return token.text
        folded = token.text.casefold()
        found = next((id for id, label in pairs if folded in (id.casefold(), label.casefold())), None)
        if found is not None or token.quoted:
            return found or token.text
        near = difflib.get_close_matches(token.text, [id for id, _ in pairs], n=1)
        hint = f"did you mean {near[0]}?" if near else "write its question as the criteria have it, or its id."
        raise Unread(f"“{token.text}” is no criterion; {hint}", token.at, tuple(id for id, _ in pairs))

    def _fact(self) -> FactWords | None:
        for words, fact in _NAMES.words:
            if self._ahead(*words):
                self._at += len(words)
                return fact
        return None

    def _is(self, fact: FactWords) -> Condition | None:
        if not (self._take("is") or self._take("are")):
            return None
        missing = bool(self._take("not"))
        if not missing and fact.kind != "number":
            self._want("not")
        self._want("known")
        for word in ("known", "unknown"):
            if self._take(word):
                return Condition(fact=fact.id, known=missing != (word == "known"))
        if not missing and self._measure_ahead():
            return self._measures(fact)
        neither = bool(self._take("neither"))
        if not (self._take("one", "of") or self._take("any", "of")):
            self._take("either")
        values = Condition(fact=fact.id, is_=self._listed(fact))
        return Condition(none=(values,)) if missing or neither else values

    def _mentions(self, fact: FactWords) -> Condition | None:
        start, missing = self._at, False
        if self._take("does", "not") or self._take("do", "not") or (self._ahead("not") and self._take("not")):
            missing = True
            self._want("mention")
        if not any(self._take(word) for word in ("mentions", "mention", "contains", "contain", "has", "have")):
            self._at = start
            return None
        if not (self._take("one", "of") or self._take("any", "of")):
            self._take("either")
        values = Condition(fact=fact.id, has=self._listed(fact))
        return Condition(none=(values,)) if missing else values

    def _measure_ahead(self) -> bool:
        starts = (("at", "least"), ("at", "most"), ("from",), ("between",), (">=",), ("<=",), ("≥",), ("≤",))
        return any(self._ahead(*words) for words in starts)

    def _measures(self, fact: FactWords) -> Condition | None:
        if self._take("at", "least") or self._take(">=") or self._take("≥"):
            return Condition(fact=fact.id, at_least=self._number())
        if self._take("at", "most") or self._take("<=") or self._take("≤"):
            return Condition(fact=fact.id, at_most=self._number())
        if self._take("from") or self._take("between"):
            least = self._number()
            self._want("to")
            if not (self._take("to") or self._take("and")):
                raise self._stopped("write “to” and the second number")
            return Condition(fact=fact.id, at_least=least, at_most=self._number())
        if self._now("at") is not None:
            self._at += 1
            self._want("least")
            self._want("most")
            raise self._stopped("write “at least” or “at most”")
        return None

    def _number(self) -> float:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            try:
                number = float(token.text.replace(",", ""))
            except ValueError:
                number = float("nan")
            if abs(number) < float("inf"):
                self._at += 1
                return number
        raise self._stopped("write a number")

    def _begins_a_test(self) -> bool:
        """True where what follows reads as a test, a group or a criterion with its answer."""
        start, wanted = self._at, list(self.wanted)
        try:
            if self._ahead("(") or self._ahead("not") or self._ahead("always") or self._ahead("never"):
                return True
            if self._answered() is not None:
                return True
            self._at = start
            if self._fact() is None:
                return False
            verbs = ("is", "are", "mentions", "mention", "contains", "contain", "has", "have", "does", "do")
            return self._measure_ahead() or any(self._ahead(verb) for verb in verbs)
        except Unread:
            return True  # a criterion whose answer is misspelt
        finally:
            self._at, self.wanted = start, wanted

    def _want_a_test(self) -> None:
        by_label = self._labels is not None
        self._want(*(fact.label.lower() if by_label else fact.spoken for fact in FACTS_IN_WORDS))
        self._want(*(f"{criterion(id)} answered yes" for id, _ in (self._labels or {}).get("criterion", ())))

    def _no_fact(self) -> str:
        if self._at >= len(self._tokens):
            return _A_FACT
        word = self._tokens[self._at].text.casefold()
        names = {word: fact.spoken for words, fact in reversed(_NAMES.words) for word in (words[0], " ".join(words))}
        near = difflib.get_close_matches(word, list(names), n=1)
        return f"write a fact here; did you mean {names[near[0]]}?" if near else _A_FACT
