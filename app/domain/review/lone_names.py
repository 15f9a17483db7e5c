"""One of our people called by the given or the family name alone, as notes do: "Robin said ..."; a careful rule.

A part of a name stands for a colleague where it is a whole word, written with its capital as in the name, and

- belongs to exactly one of our people;
- is no ordinary word: it stands nowhere in small letters, and in none of the words of the playbook (a source "Field");
- is in the name neither of the buyer that the row is about, nor of one who is named in full in the same text;
- is not a part of a longer name: no other word with a capital stands behind it ("Robin Castle", "Vale Hospital"; of
  a given name it may be one of the playbook) or, unless a sentence begins with that, before it ("we met Dana Vale").

What fails one of these is left as it is written: it may well be somebody else.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEHIND = re.compile(r"[ \N{NO-BREAK SPACE}]+([^\W\d_]+)")
_BEFORE = re.compile(r"(?:^|(?P<begins>[.!?:;•\n–—(\"“„])|\S)\s*(?<!\w)(?P<word>[^\W\d_]+)[ \N{NO-BREAK SPACE}]+$")
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Dr", "Herr", "Frau"})


class LoneNames:
    """The parts of names that stand for one colleague each, and whether they do so in a text."""

    def __init__(self, names: Collection[str], texts: Iterable[str], labels: Iterable[str], buyers: Iterable[str]):
        self._labels = frozenset(word.casefold() for label in set(labels) for word in words_of(label))
        parts = {part: name for name in names for part in _parts(name)}
        times = Counter(part for name in names for part in {word.casefold() for word in _parts(name)})
        small = _written_small(parts, texts)
        self.of: Mapping[str, str] = {
            part: name
            for part, name in parts.items()
            if times[part.casefold()] == 1 and part not in names and part.casefold() not in small | self._labels
        }
        self._buyers = self._phrases(buyers, frozenset(names))

    def may_mean_a_buyer(self, text: str, about: Iterable[str]) -> frozenset[str]:
        """The words of the names of buyers: of those whom a text is about, and of those whom it names in full."""
        named = self._buyers.findall(text) if self._buyers is not None else ()
        return frozenset(word for name in (*about, *named) for word in words_of(name))

    def in_a_longer_name(self, text: str, start: int, end: int) -> bool:
        """Whether what stands there is a part of the name of somebody, or something, that is not known."""
        behind, before = _BEHIND.match(text, end), _BEFORE.search(text[max(0, start - 60) : start])
        if behind is not None and behind[1][0].isupper():
            family = text[start:end] == list(words_of(self.of[text[start:end]]))[-1]
            if family or self._like_a_name(behind[1]):  # "Vale Hospital", but "Robin Webinar next week"
                return True
        within = before is not None and before["begins"] is None and before.start("word") + max(0, start - 60) > 0
        return within and before is not None and self._like_a_name(before["word"]) and before["word"] not in _TITLES

    def _like_a_name(self, word: str) -> bool:
        return word[0].isupper() and word.casefold() not in self._labels

    def _phrases(self, buyers: Iterable[str], names: frozenset[str]) -> "re.Pattern[str] | None":
        """Finds the names of buyers in which a part stands; of 100,000 buyers these are few."""
        if not self.of:
            return None
        holds = re.compile(rf"(?<!\w)(?:{any_of(self.of)})(?!\w)").search
        found = {name for name in buyers if holds(name)} - names
        return re.compile(rf"(?<!\w)(?:{any_of(found)})(?!\w)") if found else None


def words_of(text: str) -> Iterator[str]:
    """The words of a text or a name; what is joined by a hyphen is one."""
    return (found[0] for found in _WORD.finditer(text))


def any_of(names: Iterable[str]) -> str:
    """An expression that finds one of these, the longest first."""
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


def _parts(name: str) -> Iterator[str]:
    """The words of a whole name that may stand alone; an initial and a "von" say nothing."""
    words = list(words_of(name))
    return (word for word in words if len(words) > 1 and len(word) > 1 and word[0].isupper())


def _written_small(parts: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """Those of these words that stand somewhere in small letters: "will", "price", "may"."""
    small = {part.casefold() for part in parts}
    if not small:
        return frozenset()
    finds = re.compile(rf"(?<![\w@.-])(?:{any_of(small)})(?![\w@]|[-.]\w)")
    return frozenset(word for text in set(texts) for word in finds.findall(text))
