"""What no sum of small agreements may outweigh: other names, other birth days, other numbers."""

from collections.abc import Callable

from app.domain.matching.comparing import whole_names
from app.domain.matching.evidence import Evidence, Level
from app.domain.matching.rows import Row, Rows
from app.domain.matching.wording import organisation

Levels = tuple[Level, ...]
STRANGERS = 0.04  # altogether other names and nothing of their own in common
RELATED = 0.35  # one name, surroundings in common: who lives or works there too
SPOKEN_OF = 0.6  # names with something in common, and one number: a department, or another way to say it
_TOO_LITTLE = frozenset({"first_name", "last_name", "region", "country"})  # to be sure beside a name
NAMESAKES = 0.55  # one name, another birth day: to be decided, never more
RENAMED = 0.9  # other names, but something in common that only one has


def guard(rows: Rows) -> Callable[[Levels], float]:
    """The highest probability that rows of this agreement may have."""
    own = _own(rows)
    if rows.kind == "accounts":
        return _accounts(rows.place("company"), rows.place("phone"), own)
    return _people(rows)


def hopeless(rows: Rows) -> Callable[[Row, Row], bool]:
    """Tells at little cost that two people's names alone forbid it: most colleagues and neighbours."""
    given, family, email, street, company = map(rows.place, ("first_name", "last_name", "email", "street", "company"))
    numbers = [place for place in _own(rows) if place != email]
    if rows.kind == "accounts" or given is None or family is None:
        return lambda one, other: False

    def never(one: Row, other: Row) -> bool:
        if email is not None and one[email] and one[email] == other[email]:
            return False
        for place in numbers:
            if one[place] and other[place]:
                return False  # they may nearly agree
        first, last, _ = whole_names(one[given], one[family], other[given], other[family])
        if first == Level.SAME and street is not None and one[street] and one[street] == other[street]:
            return last <= Level.FAINT and company is not None and bool(one[company] and other[company])
        return first == Level.DIFFERS or last <= Level.FAINT

    return never


def _own(rows: Rows) -> list[int]:
    """Where that stands which only one has."""
    only = (Evidence.EMAIL, Evidence.CODE, Evidence.DATE, Evidence.SITE)
    return [place for place, field in enumerate(rows.fields) if field.evidence in only and not field.around]


def _people(rows: Rows) -> Callable[[Levels], float]:
    given, family, company = map(rows.place, ("first_name", "last_name", "company"))
    own, home = _own(rows), [place for place in map(rows.place, ("street", "city")) if place is not None]
    days = [place for place, field in enumerate(rows.fields) if field.evidence is Evidence.DATE]
    phone = rows.place("phone")
    mostly = own if phone is None else [*own, phone]
    nearly = {place: 1 if rows.fields[place].evidence is Evidence.EMAIL else 2 for place in own}

    def highest(levels: Levels) -> float:
        first = Level.UNKNOWN if given is None else levels[given]
        last = Level.UNKNOWN if family is None else levels[family]
        if first == last == Level.UNKNOWN and not any(Level.ALIKE <= levels[place] <= Level.SAME for place in mostly):
            return RELATED
        if first != Level.DIFFERS and last > Level.FAINT:
            return _contradicted(levels, days, mostly)
        if any(levels[place] == Level.SAME for place in own):
            return RENAMED
        if sum(_nearness(levels[place], most) for place, most in nearly.items()) > 1:
            return RENAMED
        if first == Level.SAME and len(home) == 2 and all(levels[place] == Level.SAME for place in home):
            return NAMESAKES if company is None or levels[company] == Level.UNKNOWN else RELATED  # perhaps married
        unlike = first == Level.DIFFERS and last in (Level.DIFFERS, Level.UNKNOWN)
        return STRANGERS if unlike or (first == Level.UNKNOWN and last == Level.DIFFERS) else RELATED

    return highest


def _nearness(level: Level, most: int) -> int:
    """Two of these outweigh another name, so far that a person looks at it; a number that nearly agrees is two."""
    return most if level == Level.NEAR else 1 if level == Level.ALIKE else 0


def _contradicted(levels: Levels, days: list[int], own: list[int]) -> float:
    """Namesakes: one name, another birth day, and nothing else that only one has."""
    if not any(levels[place] == Level.DIFFERS for place in days):
        return 1.0
    return 1.0 if any(Level.ALIKE <= levels[place] <= Level.SAME for place in own) else NAMESAKES


def _accounts(name: int | None, phone: int | None, own: list[int]) -> Callable[[Levels], float]:
    def highest(levels: Levels) -> float:
        if name is None or levels[name] > Level.FAINT:
            return 1.0
        if any(levels[place] == Level.SAME for place in own):
            return RENAMED
        if levels[name] == Level.DIFFERS:
            return STRANGERS
        return SPOKEN_OF if phone is not None and levels[phone] == Level.SAME else RELATED

    return highest


def may_be_sure(rows: Rows, levels: Levels, one: Row, other: Row) -> bool:
    """False where something is contradicted that a person should look at, or too little is known beside a name."""
    beside = 0  # what agrees and is no name
    email = rows.place("email")
    same_address = email is not None and levels[email] == Level.SAME
    for field, level in zip(rows.fields, levels, strict=True):
        names = field.name in _TOO_LITTLE or (field.evidence is Evidence.ORGANISATION and not field.around)
        beside += Level.NEAR <= level <= Level.SAME and not names
        match field.evidence:
            case _ if field.around:
                continue
            case Evidence.GIVEN | Evidence.FAMILY if level < Level.NEAR and not same_address:
                return False
            case Evidence.GIVEN | Evidence.FAMILY | Evidence.ORGANISATION if level < Level.ALIKE:
                return False
            case Evidence.DATE | Evidence.CODE if level == Level.DIFFERS:
                return False
            case Evidence.EMAIL if level < Level.NEAR and not _known_otherwise(rows, levels):
                return False
    name = rows.place("company")
    if rows.kind == "people" or name is None or levels[name] == Level.UNKNOWN:
        return beside > 0
    return levels[name] == Level.SAME or (
        levels[name] == Level.NEAR and beside > 0 and _one_name(one[name], other[name])
    )


def _known_otherwise(rows: Rows, levels: Levels) -> bool:
    """True where another thing that is mostly of one agrees: a number, a birth day."""
    others = (Evidence.PHONE, Evidence.CODE, Evidence.DATE)
    found = zip(rows.fields, levels, strict=True)
    return any(level == Level.SAME and field.evidence in others and not field.around for field, level in found)


def _one_name(one: str, other: str) -> bool:
    """False for names that a number or the legal form tells apart, and for an acronym."""
    here, there = organisation(one), organisation(other)
    if here.forms and there.forms and here.forms.isdisjoint(there.forms):
        return False
    return here.numbers == there.numbers and here.joined[:3] == there.joined[:3]
