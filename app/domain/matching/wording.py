"""Texts of several words, made of what tells them apart, and how far two of them agree."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.distance.OSA import distance

from app.domain.matching.evidence import Level
from app.domain.matching.keys import fold
from app.domain.matching.organisation_words import (
    PLAIN,
    PLAIN_STREET,
    SHORT,
    SILENT,
    STREETS,
    apart,
    number_of,
    spelled_alike,
    without_forms,
)
from app.domain.matching.watching import UNWATCHED, Watch

_LETTERS_OF_A_SLIP = 4  # shorter words with another letter are other words
_ACRONYM = range(2, 8)
_BACKGROUND = 300  # rows of a world outside, so that a small list does not make every word rare
_PLAIN, _RARE = 0.03, 0.0008  # how many of its names hold a word that says little, and any other


@dataclass(frozen=True, slots=True)
class Words:
    """A text as compared: its telling words, its numbers, and all of it in one piece."""

    joined: str
    words: tuple[str, ...]
    numbers: frozenset[str]
    forms: frozenset[str] = frozenset()
    initials: str = ""


@lru_cache(maxsize=65_536)
def organisation(name: str) -> Words:
    """The words of an organisation's name, without legal form, with abbreviations written out."""
    core, forms = without_forms(spelled_alike(name).split())
    spoken = [w for word in core for w in SHORT.get(word, word).split()]
    kept = [word for word in spoken if word not in SILENT] or spoken
    counted = [number_of(word, place == 0) for place, word in enumerate(kept)]
    parts = [part for word in counted for part in (apart(word) if not word.isalpha() else (word,)) if part]
    initials = "".join(word[0] for word in core if word not in SILENT and word != "and") if len(core) > 1 else ""
    return _made(parts, forms, initials)


@lru_cache(maxsize=65_536)
def street(text: str) -> Words:
    """The words of a street, with abbreviations written out."""
    spoken = [STREETS.get(word, word) for word in fold(text.replace("straße", " street")).split()]
    return _made([word for word in spoken if word] or spoken, frozenset(), "")


@lru_cache(maxsize=16_384)
def plain_words(text: str) -> Words:
    """The words of any other text."""
    return _made(text.split(), frozenset(), "")


def _made(words: list[str], forms: frozenset[str], initials: str) -> Words:
    numbers = frozenset(word for word in words if any(c.isdigit() for c in word))
    return Words("".join(words), tuple(words), numbers, forms, initials)


class Telling:
    """How much each word of a field tells: the more rows hold it, the less."""

    def __init__(self, texts: Iterable[Words], known: int) -> None:
        self._known = known
        self._held = Counter(word for text in texts for word in set(text.words))
        self._weights: dict[str, float] = {}

    def __call__(self, word: str) -> float:
        weight = self._weights.get(word)
        if weight is None:
            usual = _BACKGROUND * (_PLAIN if word in PLAIN or word in PLAIN_STREET else _RARE)
            seen = max(0, self._held[word] - 1)
            weight = self._weights[word] = log((self._known + _BACKGROUND) / (seen + usual)) + 0.1
        return weight

    def rarest(self, words: Iterable[str], count: int) -> list[str]:
        """The words that tell most, in an order that does not depend on how they stood."""
        return sorted(set(words), key=lambda word: (self._held[word], word in PLAIN, word))[:count]


def organisations(one: Words, other: Words, telling: Callable[[str], float]) -> Level:
    """How far two names of organisations agree."""
    if one.joined == other.joined or sorted(one.words) == sorted(other.words):
        return Level.NEAR if one.forms and other.forms and one.forms.isdisjoint(other.forms) else Level.SAME
    if _with_form(one, other) or _with_form(other, one):
        return Level.SAME
    if _short_for(one, other) or _short_for(other, one):
        return Level.NEAR if min(len(one.joined), len(other.joined)) > 2 else Level.ALIKE
    if _nothing_shared(one, other):
        return Level.DIFFERS
    shared, mine, yours = _aligned(one, other, telling)
    if not mine and not yours:
        return Level.NEAR
    if _slip(one.joined, other.joined) and one.numbers == other.numbers:
        return Level.NEAR
    if one.numbers != other.numbers and set(mine) | set(yours) <= one.numbers | other.numbers:
        return Level.NEAR if mine and yours and len(one.words) > 2 else Level.ALIKE
    return _partly(shared, mine, yours, telling, one.words if not mine else other.words)


def streets(one: Words, other: Words, telling: Callable[[str], float]) -> Level:
    """How far two streets agree; another house number is another place in the same street."""
    if one.joined == other.joined or sorted(one.words) == sorted(other.words):
        return Level.SAME
    if _nothing_shared(one, other):
        return Level.DIFFERS
    shared, mine, yours = _aligned(one, other, telling)
    apart = one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers)
    if not apart and shared and not (mine and yours):
        return Level.NEAR
    if not shared:
        return Level.DIFFERS
    share = shared / (shared + sum(map(telling, mine)) + sum(map(telling, yours)))
    return Level.ALIKE if share >= 0.5 else Level.FAINT if share >= 0.2 else Level.DIFFERS


def _nothing_shared(one: Words, other: Words) -> bool:
    """True, at little cost, for most pairs: no word in common, and no likeness on the whole."""
    return set(one.words).isdisjoint(other.words) and JaroWinkler.similarity(one.joined, other.joined) < 0.75


def _partly(
    shared: float, mine: list[str], yours: list[str], telling: Callable[[str], float], held: tuple[str, ...]
) -> Level:
    if not shared:
        return Level.DIFFERS
    here, there = sum(map(telling, mine)), sum(map(telling, yours))
    share = shared / (shared + here + there)
    if not (mine and yours):  # one name holds the other
        return Level.ALIKE if share >= 0.3 and not PLAIN.issuperset(held) else Level.FAINT
    return Level.ALIKE if share >= 0.8 else Level.FAINT if share >= 0.4 else Level.DIFFERS


def _aligned(one: Words, other: Words, telling: Callable[[str], float]) -> tuple[float, list[str], list[str]]:
    """What the words that both hold are worth, and the words that only one and only the other holds."""
    left = list(other.words)
    shared, mine = 0.0, []
    for word in one.words:
        if word in left:
            left.remove(word)
            shared += telling(word)
        else:
            mine.append(word)
    for word in tuple(mine):
        near = next((there for there in left if _slip(word, there) or _cut_short(word, there)), None)
        if near is not None:
            mine.remove(word)
            left.remove(near)
            shared += 0.9 * min(telling(word), telling(near))
    return shared, mine, left


@lru_cache(maxsize=65_536)
def _slip(one: str, other: str) -> bool:
    """True where one word may be the other with a letter wrong, or two in a long one."""
    shorter = min(len(one), len(other))
    if shorter < _LETTERS_OF_A_SLIP or one.isdigit() or other.isdigit() or abs(len(one) - len(other)) > 2:
        return False
    far = distance(one, other, score_cutoff=2)
    return far <= 1 or (far == 2 and shorter > 7 and JaroWinkler.similarity(one, other) >= 0.9)


def _cut_short(one: str, other: str) -> bool:
    """True where one word is the beginning of the other, as abbreviations are: Cardio, Cardiology."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return len(short) > 3 and len(short) >= 0.3 * len(long) and short.isalpha() and long.startswith(short)


def _short_for(one: Words, other: Words) -> bool:
    """True where one is an acronym of the other."""
    return len(one.words) == 1 and len(one.joined) in _ACRONYM and one.joined == other.initials


def _with_form(one: Words, other: Words) -> bool:
    """True where a legal form is written as part of the name: SiemensAG."""
    return any(one.joined == other.joined + form for form in other.forms)


def telling_words(texts: Collection[str], made: Callable[[str], Words], watch: Watch = UNWATCHED) -> Telling:
    """What the words of the distinct values of a field tell."""
    return Telling(map(made, watch.over(texts, "Looking at words")), len(texts))
