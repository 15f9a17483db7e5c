"""Conditions as a person writes them in a cell: `facility type is hospital or clinic and size at least 100`.

Tests: is, is not, mentions, does not mention, is known, is not known, at least, at most, from 20 to 249; `mql_role
answered yes` and `not answered yes` for criteria; `always`. Joined with `and`, `or`, brackets and `not (...)`; values
are joined with commas and `or`, and stand in quotes where they hold such words themselves. `and` binds before `or`.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.conditions import Condition
from app.domain.playbook.condition_tokens import GRAMMAR, Token, as_value, quoted, tokens
from app.domain.playbook.fact_words import FACT, FACTS_IN_WORDS, FactWords
from app.domain.playbook.plain_conditions import ALWAYS, NEVER, parts, plain
from app.domain.problems import Problem

Labels = Mapping[str, Sequence[tuple[str, str]]]
"""The (id, label) pairs of each list of ids that facts take their values from; `labels_of` in drafting makes it."""

_A_FACT = "write a fact here, such as facility type, region or size"
_DEEPEST = 30  # brackets within brackets


class Unread(Problem):
    """A condition that cannot be understood; `at` is where (from 0), `expected` what could stand there."""

    def __init__(self, message: str, at: int, expected: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.at, self.expected = at, expected


# --- writing ---------------------------------------------------------------------------------------------------------


def written(condition: Condition, labels: Labels | None = None) -> str:
    """The condition in words that `read` understands; facts and values by their label where `labels` is given."""
    tidy = plain(condition)
    if tidy in (ALWAYS, NEVER):
        return "always" if tidy == ALWAYS else "never"
    return _Writer(labels).joined(tidy)


class _Writer:
    def __init__(self, labels: Labels | None) -> None:
        self._values = _Values(labels or {})
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
            return f"{_criterion(term.yes[0])} answered yes"
        if term.not_yes:
            group = " or ".join(f"{_criterion(id)} not answered yes" for id in term.not_yes)
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

    def _fact(self, term: Condition) -> str:
        known = FACT[term.fact]
        return known.label.lower() if self._by_label else known.spoken

    def _listed(self, term: Condition, ids: Sequence[str]) -> str:
        *first, last = [self._values.written(FACT[term.fact], id) for id in ids]
        return f"{', '.join(first)} or {last}" if first else last


_YES_NO = {"yes": "true", "true": "true", "no": "false", "false": "false"}
_SAID = {"true": "yes", "false": "no"}


def _criterion(id: str) -> str:
    safe = id.isidentifier() and id.casefold() not in GRAMMAR
    return id if safe else quoted(id)


def _number(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))


class _Values:
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
        hint = f"did you mean {label}?" if label else f"choose {_or(offered[:6])}."
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


# --- reading ---------------------------------------------------------------------------------------------------------


def read(text: str, labels: Labels | None = None) -> Condition:
    """The plain condition that a text says. Raises Unread, which says where it stops and what may stand there."""
    return plain(_Reader(text, labels).whole())


def expected(text: str, at: int, labels: Labels | None = None) -> tuple[str, ...]:
    """What may come next at a place of a half-written condition: facts, tests, values; those that fit what is begun."""
    before = text[:at]
    cuts = [token.at for token in tokens(before)[-4:]]
    for cut in [*cuts, len(before)]:
        begun = before[cut:].casefold().lstrip('"“')
        if cut < len(before) and (not begun or before[-1].isspace()):
            continue
        reader = _Reader(before[:cut], labels)
        try:
            reader.whole()
        except Unread as stopped:
            if stopped.at < len(before[:cut].rstrip()):
                continue  # what stands before cannot be read, so nothing can be offered
        offered = tuple(word for word in dict.fromkeys(reader.wanted) if word.casefold().lstrip('"').startswith(begun))
        if offered:
            return offered
    return ()


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


class _Reader:
    """Reads one condition from left to right, noting what could stand where the text ends."""

    def __init__(self, text: str, labels: Labels | None) -> None:
        self._text = text
        self._labels = labels
        self._values = _Values(labels or {})
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0
        self.wanted: list[str] = []

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
        raise self._stopped(f"say what {fact.label.lower()} must be: {_or(_TESTS_OF[fact.kind])}")

    def _answered(self) -> Condition | None:
        """A criterion with its answer: `mql_role answered yes`, `mql_role not answered yes`."""
        start = self._at
        if start >= len(self._tokens):
            return None
        name = self._tokens[start]
        self._at += 1
        self._take("is")
        missing = bool(self._take("not"))
        self._take("yet")
        if not self._take("answered"):
            self._at = start
            return None
        self._want("yes")
        if not self._take("yes"):
            raise self._stopped("write “answered yes” or “not answered yes”")
        id = self._criterion(name)
        return Condition(not_yes=(id,)) if missing else Condition(yes=(id,))

    def _criterion(self, token: Token) -> str:
        pairs = (self._labels or {}).get("criterion", ())
        if not pairs or any(id == token.text for id, _ in pairs):
            return token.text
        folded = token.text.casefold()
        found = next((id for id, label in pairs if folded in (id.casefold(), label.casefold())), None)
        if found is not None or token.quoted:
            return found or token.text
        near = difflib.get_close_matches(token.text, [id for id, _ in pairs], n=1)
        hint = f"did you mean {near[0]}?" if near else "write the id of a criterion."
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

    # --- values ---

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
            return _YES_NO.get(text.casefold(), text)
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

    def _source(self, start: int, end: int) -> str:
        """The text of some tokens as it was written, with single spaces."""
        return " ".join(self._text[self._tokens[start].at : self._tokens[end - 1].end].split())

    @staticmethod
    def _separates(token: Token) -> bool:
        return token.quoted or token.low in ("and", "or", "nor", "(", ")", ",")

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

    # --- single words ---

    def _ahead(self, *words: str) -> bool:
        """True where exactly these words follow."""
        following = self._tokens[self._at : self._at + len(words)]
        return len(following) == len(words) and all(t.low == w for t, w in zip(following, words, strict=True))

    def _now(self, word: str) -> Token | None:
        return self._tokens[self._at] if self._ahead(word) else None

    def _take(self, *words: str) -> bool:
        """Step over these words if they follow; note them as possible where the text ends here."""
        if words[0] in ("and", "or", "not", "(", ")", "always"):
            self._want(words[0])
        if not self._ahead(*words):
            return False
        self._at += len(words)
        return True

    def _want(self, *words: str) -> None:
        if self._at >= len(self._tokens):
            self.wanted += words

    def _want_a_test(self) -> None:
        by_label = self._labels is not None
        self._want(*(fact.label.lower() if by_label else fact.spoken for fact in FACTS_IN_WORDS))
        self._want(*(f"{_criterion(id)} answered yes" for id, _ in (self._labels or {}).get("criterion", ())))

    def _stopped(self, wish: str) -> Unread:
        """What cannot be read on: where, and what was expected there."""
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            return Unread(f"At “{token.text}” (character {token.at + 1}): {_ended(wish)}", token.at, tuple(self.wanted))
        before = self._tokens[-1].text if self._tokens else ""
        says = f"After “{before}” something is missing: {_ended(wish)}"
        return Unread(says, len(self._text), tuple(self.wanted))

    def _no_fact(self) -> str:
        if self._at >= len(self._tokens):
            return _A_FACT
        word = self._tokens[self._at].text.casefold()
        names = {word: fact.spoken for words, fact in reversed(_NAMES.words) for word in (words[0], " ".join(words))}
        near = difflib.get_close_matches(word, list(names), n=1)
        return f"write a fact here; did you mean {names[near[0]]}?" if near else _A_FACT


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith("?") else f"{sentence}."


def _or(words: Sequence[str]) -> str:
    *first, last = words or ("",)
    return f"{', '.join(first)} or {last}" if first else last
