"""Which code page makes words of bytes that are no UTF-8: each reading is judged by the letters of its languages."""

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

from app.shipped import shipped

_WORDS = 3_000  # different words that are judged; more do not change the judgement
_WORD = re.compile(r"[^\s\x00-\x26\x28-\x2c\x2e-\x40\x5b-\x60\x7b-\x7f]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_WIDE = frozenset({"ja", "zh", "tw", "ko"})
_USUAL = {"cp1252": 0.1, "cp1250": 0.04, "cp1251": 0.04, "cp1254": 0.02, "cp1255": 0.04, "cp1256": 0.04}
_SELDOM = {"cp866": -0.05, "iso8859-5": -0.05, "mac-cyrillic": -0.06, "koi8-r": -0.03, "cp852": -0.06, "is": -0.1,
           "mac-roman": -0.02, "cp850": -0.02, "cp437": -0.04, "iso8859-7": -0.03, "cp1257": -0.02,
           "et": -0.1}  # fmt: skip
MAKES_WORDS = 0.5  # of what a perfect reading gets
_CLEAR = 0.06  # ahead of the next different reading; more of it where there are few words
_FEW = 0.15
_WESTERN = 0.9  # Windows-1252 is so usual that it needs no lead where its letters make words
_DELIMITERS = (b"\xac", b"\xa6", b"\xa7")  # `¬`, `¦` and `§` of Windows-1252 separate cells in some files


@dataclass(frozen=True, slots=True)
class Reading:
    """A code page, how well its reading makes words, and whether no other does so as well."""

    codec: str
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class _Letters:
    """`resources/intake/letters.yaml`, read once."""

    languages: Mapping[str, frozenset[str]]
    frequent: Mapping[str, frozenset[str]]
    code_pages: Mapping[str, tuple[str, ...]]
    characters: Mapping[str, frozenset[str]]
    marks: frozenset[str]


@lru_cache(maxsize=1)
def _letters() -> _Letters:
    said = yaml.load(
        (shipped() / "intake" / "letters.yaml").read_text(encoding="utf-8"),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
    return _Letters(
        {name: frozenset(text) | frozenset(text.upper()) for name, text in said["languages"].items()},
        {name: frozenset(text) for name, text in said["frequent"].items()},
        {name: tuple(languages) for name, languages in said["code_pages"].items()},
        {name: frozenset(text) for name, text in said["characters"].items()},
        frozenset(said["marks"]),
    )


def best_reading(sample: bytes) -> Reading | None:
    """The code page whose reading of the sample makes the most sense; None where none makes any."""
    sample = _without_delimiters(sample)
    found: list[tuple[float, str, str]] = []
    different = 0
    for codec, languages in _letters().code_pages.items():
        try:
            text = codecs.getincrementaldecoder(codec)("strict").decode(sample, False)
        except UnicodeDecodeError:
            continue
        words = Counter(word for word in _WORD.findall(text) if not word.isascii())
        score = _score(Counter(dict(words.most_common(_WORDS))), languages)
        different = max(different, len(words))
        found.append((score + _USUAL.get(codec, 0.0) + _SELDOM.get(codec, 0.0), codec, text))
    if not found:
        return None
    best, codec, text = max(found, key=lambda each: each[0])
    rival = max((score for score, _, other in found if other != text), default=-1.0)
    if codec == "cp1252" and best >= _WESTERN:
        return Reading(codec, best, True)
    return Reading(codec, best, best >= MAKES_WORDS and best - rival >= _CLEAR + _FEW / max(1, different))


def _without_delimiters(sample: bytes) -> bytes:
    """The sample with commas for signs beyond ASCII that stand in nearly every line."""
    lines = [line for line in sample.splitlines() if line.strip()]
    for sign in _DELIMITERS:
        if len(lines) > 1 and sum(sign in line for line in lines) >= 0.9 * len(lines):
            sample = sample.replace(sign, b",")
    return sample


def _score(words: Counter[str], languages: tuple[str, ...]) -> float:
    """From about -1 to 1.2: how much of the words is made of letters of these languages, the more so of one of them."""
    total = sum(words.values())
    if not total:
        return 1.3  # blanks that do not break: nothing speaks against it
    by_language = dict.fromkeys(languages, 0.0)
    summed = 0.0
    for word, count in words.items():
        scores = {language: _word(word, language) for language in languages}
        best = max(scores.values())
        summed += best * count
        for language, score in scores.items():
            by_language[language] += max(score, -0.5) * count
    one = max(value + _SELDOM.get(name, 0.0) * total for name, value in by_language.items())
    return summed / total + 0.3 * one / total


def _word(word: str, language: str) -> float:
    """How well one word with letters beyond ASCII reads in a language, from -1 to 1."""
    beyond = [char for char in word if char > "\x7f"]
    if language in _WIDE:
        return sum(_wide(char, language) for char in beyond) / len(beyond)
    letters, marks = _letters().languages[language], _letters().marks
    frequent = _letters().frequent.get(language)
    points = 0.0
    for at, char in enumerate(word):
        if char <= "\x7f":
            continue
        if char in letters and not (char in "õÕ" and language == "pt" and word[at + 1 : at + 2] not in ("e", "E")):
            points += 1.0 if frequent is None or char.lower() in frequent else 0.7
        elif char in marks:
            points += _mark(word, at)
        else:
            points -= 0.3 if char.isalpha() else 1.0
    score = points / len(beyond)
    if _odd_capitals(word):
        score -= 1.0
    if word[0] in "ъьыЪЬЫ":
        score -= 1.0  # no word begins with these
    if frequent is not None and any(char.isascii() and char.isalpha() for char in word):
        score -= 1.0  # letters of two alphabets in one word
    return max(score, -1.0)


def _mark(word: str, at: int) -> float:
    """A sign between letters is a letter misread; elsewhere it says nothing."""
    before = word[at - 1 : at].isalpha() if at else False
    after = word[at + 1 : at + 2].isalpha()
    if word[at] in "’‘" and before and after:
        return 1.0  # d’Arc, Mary’s
    if word[at] in "´·–":
        return 0.3
    if before and after:
        return -1.0
    return -0.3 if (before or after) and word[at] not in "“”„«»…™®©ºª°‚‹›¿¡" else 0.3


def _odd_capitals(word: str) -> bool:
    """A capital beyond ASCII after a small letter, or a small one within capitals, as no language writes."""
    small = False
    for char in word:
        if char in "-'’.":
            small = False
            continue
        if char.isupper() and small and char > "\x7f":
            return True
        small = char.islower()
    head, tail = word[:1], word[1:]
    lowered = [c for c in tail if c.islower()]
    raised = [c for c in tail if c.isupper()]
    return bool(head.islower() and raised and len(raised) > len(lowered) and any(c > "\x7f" for c in raised))


def _wide(char: str, language: str) -> float:
    """How common a character is in the names, firms and places of a language."""
    if char in _letters().characters[language]:
        return 1.0
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff5e":
        return 0.3
    if _KANA.match(char):
        return 1.0 if language == "ja" else -0.6
    if "\uac00" <= char <= "\ud7a3":
        return 0.6 if language == "ko" else -0.6
    if "\u4e00" <= char <= "\u9fff":
        return -0.6 if language == "ko" else 0.1
    return -0.6
