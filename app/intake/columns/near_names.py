"""Headers that are in no list but near one: put together from two words, misspelt, or with a name somewhere inside."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.intake.columns.listed_names import NONE_OF_OURS, OF_COMPANIES, Named, judged
from app.intake.words import Names, names, word_set

_FIRM = word_set(
    """
    company organization organisation employer institution hospital firma unternehmen einrichtung entreprise societe
    empresa azienda organisatie foretag
    """
)
_NEVER_INSIDE = word_set("first last contact account name mail direct standard")
_LAST = frozenset({"notes", "source", "testing_focus"})  # `Rep notes`, `Lead data source`: the last word says it
_UMLAUTS = re.compile(r"([aou])e")  # Geschaeft, Buero: as they are written where no umlaut can be
_LEAST_ALIKE = 0.74
_MOST_WORDS = 14
_SENTENCE = 4  # words; a shorter header is a label, of which every word counts


def near(folded: str) -> Named | None:
    """The field a header may mean that is in no list, less sure with every step."""
    said, words = names(), folded.split()
    taken_apart = " ".join(_taken_apart(word) for word in words)
    if taken_apart != folded and (found := judged(taken_apart)):
        return replace(found, confidence=round(found.confidence * 0.95, 2))
    without_umlauts = _UMLAUTS.sub(r"\1", taken_apart)
    if without_umlauts != taken_apart and (found := judged(without_umlauts)):
        return replace(found, confidence=round(found.confidence * 0.95, 2))
    if found := _misspelt(folded, said, 0.86, 7):
        return found
    corrected = " ".join(_corrected(word) for word in words)
    if corrected != folded and (found := judged(corrected)) and found.confidence >= 0.9:
        return replace(found, confidence=round(found.confidence - 0.2, 2))
    return _within(words, said) or _misspelt(folded, said, _LEAST_ALIKE if len(folded) < 6 else 0.8, 4)


@lru_cache(maxsize=1)
def _single_words() -> frozenset[str]:
    """Every word that stands in a known name, and those around them."""
    said = names()
    inside = {word for name in (*said.spaced, *said.others) for word in name.split()}
    return frozenset(inside | said.qualifiers.keys() | said.company_words)


@lru_cache(maxsize=8192)
def _taken_apart(word: str) -> str:
    """`klinikname` is `klinik name`, `bedriftsnavn` is `bedrift navn`: the languages of the north join their words."""
    if len(word) < 7 or word in _single_words():
        return word
    for at in range(3, len(word) - 2):
        before, end = word[:at], word[at:]
        if end in names().last_parts:
            for first in (before, before.removesuffix("s"), before.removesuffix("en"), before.removesuffix("n")):
                if first in _single_words():
                    return f"{first} {end}"
    return word


@lru_cache(maxsize=8192)
def _corrected(word: str) -> str:
    """The one known word from which a word of a header differs by a single slip of the fingers."""
    if len(word) < 4 or word in _single_words() or not word.isalpha():
        return word
    alike = _alike(word, _words_by_start())
    near = [found[0] for found in process.extract(word, alike, scorer=OSA.distance, score_cutoff=1, limit=8)]
    slips = [one for one in near if len(one) >= 4 and _a_slip(word, one)]
    return min(slips, key=lambda one: (sorted(one) != sorted(word), one), default=word)


def _a_slip(written: str, meant: str) -> bool:
    """In short words only turned, doubled or missing letters count: a Host is no Cost, a Cite no City."""
    if len(written) < 6 and len(written) == len(meant):
        return sorted(written) == sorted(meant)
    return len(written) > 4 or len(written) != len(meant)


def _alike(letters: str, by_start: Mapping[str, Sequence[str]]) -> list[str]:
    """Known names that begin with the same letter, or with the second where the first two are turned."""
    alike = [*by_start.get(letters[0], ())]
    if letters[1] != letters[0]:
        alike += [name for name in by_start.get(letters[1], ()) if name[1:2] == letters[0]]
    return alike


@lru_cache(maxsize=1)
def _words_by_start() -> Mapping[str, Sequence[str]]:
    return _by_start(_single_words())


@lru_cache(maxsize=1)
def _names_by_start() -> Mapping[str, Sequence[str]]:
    return _by_start(names().exact)


def _by_start(known: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(known):
        found.setdefault(name[:1], []).append(name)
    return found


def _misspelt(folded: str, said: Names, alike: float, shortest: int) -> Named | None:
    """The nearest known name, where one letter in four at most is wrong."""
    letters = folded.replace(" ", "")
    if len(letters) < shortest or not letters.isalpha() or set(folded.split()) <= _single_words():
        return None  # words that are spelt rightly are meant
    word, likeness = _nearest(letters)
    if likeness < alike:
        return None
    field, place = said.exact[word]
    if len(word) < 4 or (len(letters) < 6 and sorted(word) != sorted(letters) and len(word) == len(letters)):
        return None
    return Named(field, round(likeness - 0.15, 2), 2.0 + place / 1000, known=True) if field else NONE_OF_OURS


@lru_cache(maxsize=8192)
def _nearest(letters: str) -> tuple[str, float]:
    known = _alike(letters, _names_by_start())
    found = process.extractOne(letters, known, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_ALIKE)
    return (found[0], found[1]) if found else ("", 0.0)


def _within(words: Sequence[str], said: Names) -> Named | None:
    """A known name inside a longer header or a question: the longest run of words that is one."""
    if len(words) > _MOST_WORDS:
        return None
    field, size = next(_runs(words, said), ("", 0))
    share = size / len(words)
    if not field or (share < 0.25 and field not in ("email", "phone")):
        return None
    if any(word in said.company_words for word in words) and field in OF_COMPANIES:
        return Named(field, 0.5, 9.0, of_company=True, known=True)
    rank = 3.0 + sum(said.qualifiers.get(word, 0) for word in words)
    return Named(field, round(0.45 + 0.4 * share, 2), rank, known=True)


def _runs(words: Sequence[str], said: Names) -> Iterator[tuple[str, int]]:
    for size in range(min(4, len(words) - 1), 0, -1):
        for at in range(len(words) - size + 1):
            run = " ".join(words[at : at + size])
            field = said.spaced.get(run)
            if field and not (size == 1 and _too_vague(field, run, words)):
                yield field, size


def _too_vague(field: str, word: str, words: Sequence[str]) -> bool:
    """One word among others names little: `Shoe Size` is no size, `Talk Title` no job, `Hotel Name` nobody's name."""
    if word in _NEVER_INSIDE or len(word) < 4 or field in ("full_name", "first_name", "last_name"):
        return True
    if field in ("email", "phone") or (field in _LAST and words[-1] == word):
        return False
    return len(words) < _SENTENCE or (field == "company" and word not in _FIRM)
