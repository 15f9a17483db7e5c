"""Names of people: split and cased with care, or left alone where care says so."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from app.intake.cleaning.casing import cased, particles
from app.intake.cleaning.eastern_names import EASTERN, eastern_parts
from app.intake.cleaning.honours import Honours, without_honours, without_suffix
from app.intake.cleaning.name_order import parted
from app.intake.cleaning.text import meant
from app.intake.cleaning.word_lists import as_set, bare, word_lists
from app.language import kept_as_spoken, tr

_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff\U0001f1e6-\U0001f1ff\ufe0e\ufe0f\u20e3\u2b50\u2b55]")
_ADDRESS = re.compile(r"[<(]?\s*(?:mailto:)?([^\s@<>()\[\]\",;]+@[^\s@<>()\[\]\",;]+\.[^\s@<>()\[\]\",;]+)\s*[>)]?")
_NUMBER = re.compile(r"\+?[\d\s()*xX./\-]{6,}")
_END = re.compile(r"[\s\d_#*().:\-]+$")
_DEVICE = re.compile(r"(?i)['’]s (?:iphone|ipad|phone|laptop|macbook)|\b(?:iphone|ipad|galaxy|macbook)\b")

_LONGEST = 500  # characters; a longer text is nobody's name


@dataclass(frozen=True, slots=True)
class Person:
    """A whole name in its parts; `full` is how it is shown.

    `beside` is what stood around the name and is neither title nor degree: a company in brackets, a nickname, a job.
    `email` is an address that stood in place of the name or behind it.
    """

    first: str
    last: str
    full: str
    beside: tuple[str, ...] = ()
    email: str = ""
    remark: str = ""
    shortened: bool = False  # titles, degrees or what stood beside are not in the name any more


NOBODY = Person("", "", "")


def _seen(text: str) -> str:
    """The letters of a name; small pictures and the marks around it go."""
    line = meant(text)
    return meant((line if line.isascii() else " ".join(_EMOJI.sub("", line).split())).strip(" ,;"))


@lru_cache(maxsize=100_000)
def clean_first(text: str) -> str:
    """A given name of its own column, without a title before it."""
    part = _seen(text)
    return cased(without_honours(part).name if " " in part or "." in part else part)


@lru_cache(maxsize=100_000)
def clean_last(text: str) -> str:
    """A family name of its own column, without degrees behind it. `Null` and `Na` are somebody's name."""
    part = text.strip() if text.strip() in ("Null", "Na", "Nil", "Nan") else _seen(text)
    return cased(without_honours(part).name if " " in part or "," in part else part)


@kept_as_spoken(100_000)
def split_name(text: str, family_first: bool = False) -> Person:
    """A whole name split into first and last; titles, degrees and remarks in brackets are left out of the parts.

    `family_first` says that the column holds the family name first (`Cognome e Nome`), also without a comma.
    """
    written = _seen(text)
    if not written:
        return NOBODY
    if len(written) > _LONGEST:
        return Person("", "", written)
    if "@" in written and (found := _ADDRESS.search(written)):
        return _with_address(written, found, family_first)
    if EASTERN.search(written):
        return _eastern(written)
    if not any(map(str.isalpha, written)):
        return Person("", "", written)
    honours = without_honours(written)
    if _both_in(honours.name):
        return _two_people(honours)
    first, last = _parts(honours, family_first)
    full = " ".join(part for part in (first, last) if part)
    shortened = len(full.split()) < len(written.split())
    return Person(
        first, last, full, (*honours.beside, *_further(honours.name)), remark=_doubt(full), shortened=shortened
    )


def _parts(honours: Honours, family_first: bool) -> tuple[str, str]:
    if "," in honours.name:
        last, first, *_ = (part.strip() for part in honours.name.split(","))
        given = without_honours(first).name.split()
        behind = next(
            (at for at, _ in enumerate(given) if at and all(w.lower() in particles() for w in given[at:])), None
        )
        last = " ".join([*given[behind:], last]) if behind else last  # Groot, Piet de
        return cased(" ".join(given[:behind])), cased(without_suffix(without_honours(last).name, of_family=True))
    words = honours.name.split()
    if len(words) == 1:
        return ("", cased(words[0])) if honours.titled else (cased(words[0]), "")
    one_case = honours.name.isupper() or honours.name.islower()
    given, family = parted(cased(honours.name).split() if one_case else words, family_first, not one_case)
    return cased(" ".join(given)), cased(" ".join(family))


def _further(name: str) -> list[str]:
    """What follows a second comma: `Berg, Anna, Lab Manager`."""
    return [part.strip() for part in name.split(",")[2:] if part.strip()]


def _with_address(written: str, found: re.Match[str], family_first: bool) -> Person:
    """`Ana Silva <ana@lab.example>`, or an address in place of a name."""
    rest = " ".join((written[: found.start()] + " " + written[found.end() :]).split()).strip(" ,;-|<>\"'")
    address = found[1].strip(".'")
    if not any(map(str.isalpha, rest)):
        return Person("", "", "", email=address, remark=tr("an e-mail address stands in place of the name"))
    return replace(split_name(rest, family_first), email=address)


@lru_cache(maxsize=1)
def _both() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in word_lists("people")["both"])
    return re.compile(rf"\s+(?:{words})\s+", re.IGNORECASE)


def _both_in(name: str) -> bool:
    parts = _both().split(name)
    return len(parts) > 1 and all(part[:1].isalpha() and bare(part.split()[-1]) not in particles() for part in parts)


def _two_people(honours: Honours) -> Person:
    """`Anna & Bo Berg` share a family name; `Anna Berg and Bo Dahl` cannot be one row's first and last name."""
    name = cased(honours.name)
    *others, end = _both().split(name)
    remark = tr("“{name}” names two persons", name=name[:60])
    if all(len(other.split()) == 1 for other in others) and len(end.split()) == 2:
        return Person(name.rpartition(" ")[0], end.split()[1], name, honours.beside, remark=remark)
    return Person("", "", name, honours.beside, remark=remark)


def _doubt(full: str) -> str:
    if bare(full) in _trials():
        return tr("“{name}” looks like a trial entry", name=full)
    if _DEVICE.search(full):
        return tr("“{name}” is the name of a device", name=full[:60])
    return ""


@lru_cache(maxsize=1)
def _trials() -> frozenset[str]:
    return as_set(word_lists("people")["trials"])


def _eastern(written: str) -> Person:
    """Family name first; beside a Latin spelling that one is split."""
    latin = " ".join(EASTERN.sub(" ", written).split()).strip(" ,()/|（）-")
    if len(latin.split()) >= 2 and latin.isascii():
        return replace(split_name(latin), full=written)
    first, last = eastern_parts(written)
    return Person(first, last, written)


def joined_name(first: str, last: str) -> str:
    """Both parts as the name is written: family name first in Chinese, Japanese and Korean."""
    if not last or not first:
        return first or last
    eastern = not first.isascii() and EASTERN.search(last) and EASTERN.search(first)
    return f"{last} {first}" if eastern else f"{first} {last}"


def is_no_person(text: str) -> bool:
    """True for what meeting programs write where no name is known: `call-in user_2`, `Guest`, a number."""
    name = meant(text)
    if len(name) > _LONGEST:
        return False
    return bool(_NUMBER.fullmatch(name)) or _END.sub("", name).casefold() in _nobodies()


@lru_cache(maxsize=1)
def _nobodies() -> frozenset[str]:
    return frozenset(map(str.casefold, word_lists("people")["nobodies"]))
