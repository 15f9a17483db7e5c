"""Slips of the finger: what a trigram index is asked for a word that is one letter away from the word meant.

A slip spoils only the trigrams around it. So a text that holds the word as it was meant holds all other trigrams of
what was typed. In short words a slip in the middle spoils every trigram: there all words one slip away are asked for.
"""

from collections.abc import Iterator
from string import ascii_lowercase

SHORTEST = 4  # letters of a word in which a slip is looked for


def pattern(word: str) -> str:
    """What the index is asked for texts that may hold the word, or one a slip away; empty for less than 3 letters."""
    if len(word) < 3:
        return ""
    asked = [trigrams(word)]
    if may_slip(word):
        asked += _unspoilt(word)
        asked += map(trigrams, _swapped(word))
        if len(word) < 6:
            asked += map(trigrams, _middle(word))
    return " OR ".join(f"({' AND '.join(_quoted(one) for one in some)})" for some in dict.fromkeys(asked) if some)


def may_slip(word: str) -> bool:
    """True for words in which a slip is forgiven: a wrong digit is another number."""
    return len(word) >= SHORTEST and word.isalpha()


def trigrams(word: str) -> tuple[str, ...]:
    """Every three letters in a row."""
    return tuple(word[at : at + 3] for at in range(len(word) - 2))


def _unspoilt(word: str) -> Iterator[tuple[str, ...]]:
    """The trigrams that a wrong letter leaves, for each place where it leaves some; where fewer do, those alone."""
    whole = trigrams(word)
    left = [tuple(one for at, one in enumerate(whole) if not at <= place <= at + 2) for place in range(len(word))]
    for some in filter(None, left):
        if not any(fewer and set(fewer) < set(some) for fewer in left):
            yield some


def _swapped(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _middle(word: str) -> Iterator[str]:
    """A short word with a letter in the middle wrong, too many or missing."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1 :]
        for letter in ascii_lowercase:
            yield word[:at] + letter + word[at + 1 :]
    middle = len(word) // 2
    for letter in ascii_lowercase:
        yield word[:middle] + letter + word[middle:]


def _quoted(trigram: str) -> str:
    return '"' + trigram.replace('"', '""') + '"'
