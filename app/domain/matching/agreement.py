"""How far two rows agree, field by field."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from app.domain.matching import comparing
from app.domain.matching.comparing import Compare
from app.domain.matching.evidence import Evidence, Field, Level
from app.domain.matching.rows import Row, Rows
from app.domain.matching.wording import Telling, Words, organisation, organisations, street, streets, telling_words

_ENOUGH = 200_000  # pairs of long texts whose comparison is kept
_PLAINLY: dict[Evidence, Compare] = {
    Evidence.GIVEN: comparing.given_names,
    Evidence.FAMILY: comparing.name_parts,
    Evidence.EMAIL: comparing.emails,
    Evidence.PHONE: comparing.phones,
    Evidence.SITE: comparing.sites,
    Evidence.PLACE: comparing.places,
    Evidence.CODE: comparing.codes,
    Evidence.DATE: comparing.dates,
    Evidence.TEXT: comparing.texts,
}
_WORDED: dict[Evidence, tuple[Callable[[str], Words], Callable[[Words, Words, Callable[[str], float]], Level]]] = {
    Evidence.ORGANISATION: (organisation, organisations),
    Evidence.STREET: (street, streets),
}


class Agreement(NamedTuple):
    """The level of every field, and whether the names agree only the other way round."""

    levels: tuple[Level, ...]
    swapped: bool


class Comparer:
    """Compares rows of one kind; knows which words of theirs tell something."""

    def __init__(self, rows: Rows) -> None:
        self.telling = {
            field.name: telling_words(Counter(rows.column(field.name)), _WORDED[field.evidence][0], rows.watch)
            for field in rows.fields
            if field.evidence in _WORDED
        }
        self._compares = [self._compare(field) for field in rows.fields]
        given, family = rows.place("first_name"), rows.place("last_name")
        self._names = (given, family) if given is not None and family is not None else None
        email, site = rows.place("email"), rows.place("domain")
        self._site = (email, site) if email is not None and site is not None and rows.kind == "people" else None

    def _compare(self, field: Field) -> Compare:
        if field.evidence not in _WORDED:
            return _PLAINLY[field.evidence]
        made, compare = _WORDED[field.evidence]
        if field.around and compare is organisations:
            compare = _houses
        return _remembering(made, compare, self.telling[field.name])

    def agreement(self, one: Row, other: Row) -> Agreement:
        """Compare two rows."""
        levels = [
            Level.UNKNOWN if not a or not b else Level.SAME if a == b else compare(a, b)
            for compare, a, b in zip(self._compares, one, other, strict=True)
        ]
        swapped = False
        if self._names is not None:
            given, family = self._names
            levels[given], levels[family], swapped = comparing.whole_names(
                one[given], one[family], other[given], other[family]
            )
        if self._site is not None:
            email, site = self._site
            if levels[email] == Level.SAME or (levels[email] != Level.UNKNOWN and levels[site] != Level.SAME):
                levels[site] = Level.UNKNOWN  # the domain of an address says nothing beside the address
        return Agreement(tuple(levels), swapped)


def _houses(one: Words, other: Words, telling: Callable[[str], float]) -> Level:
    """Where people work: houses of one name and different numbers are different houses."""
    level = organisations(one, other, telling)
    return min(level, Level.FAINT) if level < Level.SAME and one.numbers != other.numbers else level


def _remembering(
    made: Callable[[str], Words], compare: Callable[[Words, Words, Callable[[str], float]], Level], telling: Telling
) -> Compare:
    known: dict[tuple[str, str], Level] = {}

    def compared(one: str, other: str) -> Level:
        pair = (one, other) if one < other else (other, one)
        level = known.get(pair)
        if level is None:
            level = compare(made(pair[0]), made(pair[1]), telling)
            if len(known) < _ENOUGH:
                known[pair] = level
        return level

    return compared
