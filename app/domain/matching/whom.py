"""Whether names are those of people or of organisations, by the names themselves."""

from collections.abc import Iterable

from app.domain.matching.evidence import Kind
from app.domain.matching.keys import LEGAL_FORMS, fold
from app.domain.matching.nicknames import is_given_name
from app.domain.matching.organisation_words import PLAIN, SHORT


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALSO_SURNAMES = _words("north south east west saint doctor house bank trust american bar county")
_HOUSES = (PLAIN | frozenset(word for word in SHORT.values() if len(word) > 4)) - _ALSO_SURNAMES
_WRITTEN_OUT = frozenset(word for word in SHORT if len(word) > 4)
_BETWEEN = _words("of the for on at and und et")
_TITLES = _words("dr prof professor mr mrs ms miss mx herr frau sir")
_ENOUGH = 0.25  # of the names speak for organisations, where few say anything
_LONGEST = 4  # words of most people's names


def whom(names: Iterable[str]) -> Kind:
    """Whom names mean, each counted once: organisations where enough of them look so, and fewer like people."""
    distinct = {name.strip() for name in names if name.strip()}
    said = [_speaks_for(name) for name in distinct]
    houses = sum(weight for weight in said if weight > 0)
    people = -sum(weight for weight in said if weight < 0)
    return "accounts" if houses > people and houses >= _ENOUGH * len(distinct) else "people"


def _speaks_for(name: str) -> float:
    """Above 0 for an organisation, below 0 for a person, 0 where a name does not tell."""
    words = fold(name).split()
    if not words:
        return 0.0
    if words[0] in _TITLES:
        return -1.0
    if any(c.isdigit() or c in "&+" for c in name) or (len(words) > 1 and words[-1] in LEGAL_FORMS):
        return 1.0
    if any(word in _HOUSES or word in _WRITTEN_OUT or word in _BETWEEN for word in words):
        return 1.0
    if "'s " in name or "’s " in name or len(words) > _LONGEST:
        return 1.0
    given = words[1:] if "," in name else words[:1]  # Berg, Anna
    if len(words) > 1 and any(is_given_name(word) for word in given):
        return -1.0
    return 0.5 if len(words) == 1 else 0.0  # who is listed by one word is seldom a person
