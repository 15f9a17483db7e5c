"""Typed words in texts: how well a name answers them, where they stand, and the sentence around them."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from app.domain.matching import fold

SHORTEST = 4  # letters of a word in which a slip is forgiven
_WIDTH = 90  # letters of a sentence that is shown


class Marked(NamedTuple):
    """A text, and where in it the words stand: pairs of the first letter and the one behind the last."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@lru_cache(maxsize=16_384)  # the words of names recur in every text
def slipped(typed: str, word: str) -> bool:
    """True where the word begins as typed but for one letter wrong, missing, too many or changed over."""
    length = len(typed)
    if length < SHORTEST or len(word) < length - 1 or not typed.isalpha():
        return False
    if not {typed[0], typed[1]} & {word[0], word[1]}:
        return False  # one slip leaves one of the first two letters among them
    return any(OSA.distance(typed, word[:end], score_cutoff=1) <= 1 for end in (length, length - 1, length + 1))


def holds(folded_text: str, word: str, slips: bool = False) -> bool:
    """True where a folded text holds a word, wherever it stands in it, or one a slip away from it."""
    return word in folded_text or (slips and any(slipped(word, one) for one in folded_text.split()))


def grade(folded_name: str, words: Sequence[str]) -> int:
    """How well a name answers words: whole words most, beginnings of words next, letters inside least."""
    whole = folded_name.split()
    points = 0
    for word in words:
        if word in whole:
            points += 4
        elif any(one.startswith(word) for one in whole):
            points += 3
        elif word in folded_name:
            points += 2
        elif any(slipped(word, one) for one in whole):
            points += 1
    return points


def marked(text: str, words: Sequence[str], slips: bool = False) -> Marked:
    """The text, and where in it each word stands first, rather at the beginning of a word than inside."""
    letters, places = _letters(text)
    spans = []
    for word in words:
        at = f" {letters}".find(f" {word}")
        at = letters.find(word) if at < 0 else at
        end = at + len(word)
        if at < 0 and slips:
            at, end = _slip_in(letters, word)
        if at >= 0:
            spans.append((places[at], places[end - 1] + 1))
    return Marked(text, _joined(spans))


def sentence(text: str, words: Sequence[str], slips: bool = False) -> Marked:
    """The part of a long text around the first word that matched, with the marks in it, on one line."""
    text = " ".join(text.split())
    whole = marked(text, words, slips)
    if len(text) <= _WIDTH:
        return whole
    first = whole.marks[0][0] if whole.marks else 0
    begin = max(0, min(first - _WIDTH // 3, len(text) - _WIDTH))
    begin = min(text.find(" ", begin) + 1, first) if begin else 0
    end = min(len(text), begin + _WIDTH)
    if end < len(text) and (blank := text.rfind(" ", begin, end)) > first:
        end = blank
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    moved = len(before) - begin
    inside = tuple((a + moved, min(b, end) + moved) for a, b in whole.marks if begin <= a < end)
    return Marked(f"{before}{text[begin:end]}{after}", inside)


def _slip_in(letters: str, word: str) -> tuple[int, int]:
    at = 0
    for one in letters.split(" "):
        if slipped(word, one):
            return at, at + len(one)
        at += len(one) + 1
    return -1, -1


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """The folded letters of a text, nothing squeezed, and the place in the text that each comes from."""
    if text.isascii():
        return "".join(one.lower() if one.isalnum() else " " for one in text), range(len(text))
    letters, places = "", list[int]()
    for place, one in enumerate(text):
        folded = _letter(one)
        letters += folded
        places += [place] * len(folded)
    return letters, places


@lru_cache(maxsize=4_096)
def _letter(one: str) -> str:
    if unicodedata.combining(one) or unicodedata.category(one) == "Cf":
        return ""
    return fold(one) or " "
