"""How far two values of one kind agree. Values are as `reading` leaves them, never empty, never equal."""

from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.distance.OSA import distance

from app.domain.matching.evidence import Level
from app.domain.matching.nicknames import one_name

_REMEMBERED = 65_536
_POINTS = (0.0, 1.0, 2.0, 3.0, 4.0, 0.5)  # of every level; what is unknown agrees a little
_ONE_NAME = _POINTS[Level.SAME] + _POINTS[Level.NEAR]
_SWAP_GAIN = 2  # levels by which names must agree better the other way round
Compare = Callable[[str, str], Level]


@lru_cache(maxsize=_REMEMBERED)
def name_parts(one: str, other: str) -> Level:
    """First names, or last names."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if len(short) == 1:
        return Level.ALIKE if short == long[0] else Level.DIFFERS
    if one.replace(" ", "") == other.replace(" ", ""):
        return Level.SAME
    if not (one.isalpha() and other.isalpha()) and _digits(one) != _digits(other):
        return Level.DIFFERS  # test people and rooms are counted: Person 1, Person 2
    if _holds(short, long):
        return Level.NEAR
    far = distance(one, other, score_cutoff=2)
    if far <= 1 and len(long) > 3:
        return Level.NEAR
    if far == 2 and len(long) >= 6:
        return Level.ALIKE
    alike = JaroWinkler.similarity(one, other)
    return Level.ALIKE if alike >= 0.88 else Level.FAINT if alike >= 0.78 else Level.DIFFERS


def _digits(name: str) -> str:
    return "".join(c for c in name if c.isdigit())


def _holds(short: str, long: str) -> bool:
    """True where a name is one of several (Anna, Anna Maria), or cut short."""
    return (len(short) > 2 and long.startswith(short)) or (" " in long and short in long.split())


@lru_cache(maxsize=_REMEMBERED)
def given_names(one: str, other: str) -> Level:
    """First names; Bob is Robert."""
    level = name_parts(one, other)
    if level < Level.NEAR and (one_name(one, other) or one_name(one.split()[0], other.split()[0])):
        return Level.NEAR
    return level


def whole_names(given: str, family: str, other_given: str, other_family: str) -> tuple[Level, Level, bool]:
    """The levels of first and last name, and whether they agree better the other way round."""
    first, last = _part(given, other_given, given_names), _part(family, other_family, name_parts)
    agree = _POINTS[first] + _POINTS[last]
    if agree >= _ONE_NAME or not ((given or other_given) and (family or other_family)):
        return first, last, False
    crossed, back = _part(given, other_family, name_parts), _part(family, other_given, name_parts)
    if _POINTS[crossed] + _POINTS[back] >= agree + _SWAP_GAIN:
        return crossed, back, True
    return first, last, False


def _part(one: str, other: str, compare: Compare) -> Level:
    if one == other:
        return Level.SAME if one else Level.UNKNOWN
    return compare(one, other) if one and other else Level.UNKNOWN


@lru_cache(maxsize=_REMEMBERED)
def emails(one: str, other: str) -> Level:
    """Addresses; the part before the @ says most. Two that differ in their numbers only are of namesakes."""
    name, other_name = one.partition("@")[0], other.partition("@")[0]
    if name == other_name:
        return Level.NEAR if len(name) > 3 else Level.ALIKE
    if _numbered(name, other_name):
        return Level.FAINT
    if distance(one, other, score_cutoff=2) <= 2:
        return Level.NEAR
    if len(min(name, other_name, key=len)) > 3 and JaroWinkler.similarity(name, other_name) >= 0.88:
        return Level.ALIKE
    return Level.DIFFERS


def _numbered(one: str, other: str) -> bool:
    here, there = one.rstrip("0123456789"), other.rstrip("0123456789")
    return here == there and distance(one, other, score_cutoff=1) > 1


@lru_cache(maxsize=_REMEMBERED)
def phones(one: str, other: str) -> Level:
    """Numbers, digits only; a national and an international form end alike."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if long.endswith(short.lstrip("0")) and len(short) > 7:
        return Level.SAME
    if len(one) == len(other) and distance(one, other, score_cutoff=1) == 1:
        return Level.NEAR
    return Level.ALIKE if one[-7:] == other[-7:] else Level.DIFFERS


@lru_cache(maxsize=_REMEMBERED)
def codes(one: str, other: str) -> Level:
    """Postal codes, numbers of people and organisations."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if len(long) >= 4 and (distance(one, other, score_cutoff=1) == 1 or (len(short) >= 5 and long.startswith(short))):
        return Level.NEAR
    return Level.ALIKE if len(long) >= 6 and distance(one, other, score_cutoff=2) == 2 else Level.DIFFERS


@lru_cache(maxsize=_REMEMBERED)
def dates(one: str, other: str) -> Level:
    """Dates as digits from the year on; a typing mistake, day and month the other way round, the year alone."""
    if distance(one, other, score_cutoff=1) == 1:
        return Level.NEAR
    if len(one) == len(other) == 8:
        year, month, day = one[:4], one[4:6], one[6:]
        equal = (year == other[:4]) + (month == other[4:6]) + (day == other[6:])
        if other == year + day + month or equal == 2:
            return Level.ALIKE
        return Level.FAINT if year == other[:4] or sorted(one) == sorted(other) else Level.DIFFERS
    return Level.ALIKE if min(len(one), len(other)) == 4 and one[:4] == other[:4] else Level.DIFFERS


@lru_cache(maxsize=_REMEMBERED)
def places(one: str, other: str) -> Level:
    """Towns, regions, countries."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if len(short) < 4:
        return Level.DIFFERS
    far = distance(one, other, score_cutoff=2)
    if far <= 1 or (far == 2 and len(short) > 7) or set(short.split()) < set(long.split()) or long.startswith(short):
        return Level.NEAR
    return Level.ALIKE if JaroWinkler.similarity(one, other) >= 0.88 else Level.DIFFERS


@lru_cache(maxsize=_REMEMBERED)
def sites(one: str, other: str) -> Level:
    """Domains; the same name under another ending is alike, a part of the same domain near."""
    if one.endswith("." + other) or other.endswith("." + one):
        return Level.NEAR
    if one.rpartition(".")[0] == other.rpartition(".")[0] or distance(one, other, score_cutoff=1) == 1:
        return Level.ALIKE
    return Level.FAINT if JaroWinkler.similarity(one, other) >= 0.92 else Level.DIFFERS


@lru_cache(maxsize=_REMEMBERED)
def texts(one: str, other: str) -> Level:
    """Any other text, word for word."""
    if distance(one, other, score_cutoff=1) == 1 and len(one) > 3:
        return Level.NEAR
    here, there = set(one.split()), set(other.split())
    share = len(here & there) / max(1, min(len(here), len(there)))
    alike = JaroWinkler.similarity(one, other)
    if share >= 0.5 or alike >= 0.9:
        return Level.ALIKE
    return Level.FAINT if share or alike >= 0.8 else Level.DIFFERS
