"""The words, brackets and quotes of a condition in words, and which texts must be quoted to stand as one value."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r'"(?P<straight>(?:[^"]|"")*)"|“(?P<curly>[^”]*)”|(?P<mark>[(),]|≥|≤|>=|<=)'
    r'|(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,.]))|(?P<word>[^\s(),"“”≥≤]+)|(?P<stray>["“”])'
)
_SAFE = re.compile(r"[^\W_][^\s(),\"“”≥≤]*(?: [^\s(),\"“”≥≤]+)*\Z")
GRAMMAR = frozenset(
    (
        *("and", "or", "not", "is", "are", "of", "from", "to", "between", "at", "least", "most", "known", "unknown"),
        *("mention", "mentions", "contain", "contains", "has", "have", "does", "do", "answered", "yes", "yet"),
        *("always", "never", "one", "any", "either", "neither", "nor"),
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a condition, where it begins and ends, and whether it was quoted."""

    text: str
    at: int
    end: int
    quoted: bool = False
    stray: bool = False  # a quote that is never closed

    @property
    def low(self) -> str:
        """The word to compare with the words of the grammar; a quoted text is none of them."""
        return "" if self.quoted else self.text.casefold()


def tokens(text: str) -> tuple[Token, ...]:
    """Every piece of a text in order."""
    found = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup in ("straight", "curly"):
            found.append(Token(match.group(match.lastgroup).replace('""', '"'), match.start(), match.end(), True))
        else:
            found.append(Token(match.group(), match.start(), match.end(), stray=match.lastgroup == "stray"))
    return tuple(found)


def as_value(text: str) -> str:
    """The text as one value: quoted where its words or marks would be read as something else."""
    words = text.split(" ")
    plain = _SAFE.match(text) and not GRAMMAR.intersection(text.casefold().split()) and len(tokens(text)) == len(words)
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """The text in quotes; a quote within it is doubled."""
    return '"' + text.replace('"', '""') + '"'
