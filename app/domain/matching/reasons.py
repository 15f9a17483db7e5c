"""Why two rows may be one, in words that a sales person understands."""

from collections.abc import Sequence

from rapidfuzz.distance.OSA import distance

from app.domain.matching.agreement import Agreement
from app.domain.matching.evidence import Evidence, Field, Level
from app.domain.matching.nicknames import one_name
from app.domain.matching.rows import Row
from app.domain.matching.wording import organisation
from app.language import later, tr

_HOW_FAR = {
    Level.NEAR: later("{fields} nearly agree"),
    Level.ALIKE: later("{fields} are alike"),
    Level.FAINT: later("{fields} have something in common"),
}
_MANY = {  # what people call several of a field
    "first name": later("first names"),
    "last name": later("last names"),
    "e-mail address": later("e-mail addresses"),
    "phone number": later("phone numbers"),
    "identifier": later("identifiers"),
    "organisation": later("organisations"),
    "domain": later("domains"),
    "street": later("streets"),
    "postal code": later("postal codes"),
    "town": later("towns"),
    "region": later("regions"),
    "country": later("countries"),
    "name": later("names"),
}
_SAID_FROM = 0.5  # bits
_LONGEST = 40  # characters of a value that is shown


def reasons(
    fields: Sequence[Field], agreement: Agreement, one: Row, other: Row, bits: Sequence[float]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The reasons, the fields that speak for it and those that speak against it; what says most comes first."""
    said = [
        (abs(weight), weight > 0, field, _said(field, level, a, b, agreement.swapped))
        for field, level, a, b, weight in zip(fields, agreement.levels, one, other, bits, strict=True)
        if level != Level.UNKNOWN and (abs(weight) >= _SAID_FROM or level == Level.SAME)
    ]
    said.sort(key=lambda reason: -reason[0])
    for_ = [(field.name, words) for _, speaks_for, field, words in said if speaks_for]
    against = [(field.name, words) for _, speaks_for, field, words in said if not speaks_for]
    words = [words for _, words in for_] + [tr("against: {reason}", reason=words) for _, words in against]
    if agreement.swapped:
        words.insert(0, tr("first and last name stand the other way round"))
    return tuple(words), tuple(name for name, _ in for_), tuple(name for name, _ in against)


def _said(field: Field, level: Level, one: str, other: str, swapped: bool) -> str:
    called = field.called
    name = field.evidence in (Evidence.GIVEN, Evidence.FAMILY)
    if level == Level.SAME:
        return tr("same {field}", field=tr(called))
    if level == Level.DIFFERS:
        return tr("other {field}", field=tr(called)) + _shown(one, other)
    if swapped and name:
        return tr("{fields} nearly agree", fields=_many(called))
    if field.evidence is Evidence.GIVEN and one_name(one.split()[0], other.split()[0]):
        return tr("first names are forms of one name") + _shown(one, other)
    if name and min(len(one), len(other)) == 1:
        return tr("{field} begins with the same letter", field=tr(called)) + _shown(one, other)
    return _nearly(field, level, one, other)


def _nearly(field: Field, level: Level, one: str, other: str) -> str:
    called, shown = field.called, _shown(one, other)
    if distance(one, other, score_cutoff=1) == 1:
        if any(c.isdigit() for c in one + other):
            return tr("{fields} differ by one character", fields=_many(called)) + shown
        return tr("{fields} differ by one letter", fields=_many(called)) + shown
    match field.evidence:
        case Evidence.EMAIL if level == Level.FAINT:
            return tr("e-mail addresses differ in their numbers") + shown
        case Evidence.EMAIL if one.partition("@")[0] == other.partition("@")[0]:
            return tr("same name in the e-mail addresses") + shown
        case Evidence.ORGANISATION if organisation(one).joined == organisation(other).joined:
            return tr("same {field}, other legal form", field=tr(called)) + shown
        case Evidence.ORGANISATION if level >= Level.ALIKE:
            return tr("{fields} agree in the words that count", fields=_many(called)) + shown
        case Evidence.DATE if level == Level.FAINT:
            return tr("same year") + shown
        case Evidence.STREET if level == Level.ALIKE:
            return tr("streets agree in part") + shown
    return tr(_HOW_FAR[level], fields=_many(called)) + shown


def _many(called: str) -> str:
    """Several of a field that people call so; one that a caller named itself gets an English plural."""
    if called in _MANY:
        return tr(_MANY[called])
    if called.endswith("ss"):
        return f"{called}es"
    return f"{called}s" if not called.endswith("y") else f"{called[:-1]}ies"


def _shown(one: str, other: str) -> str:
    return f" ({_short(one)} / {_short(other)})"


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1].rstrip() + "…"
