"""Names of people: split and cased with care, or left alone where care says so."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.intake.cleaning.text import meant
from app.intake.words import word_set

_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TITLE = re.compile(
    r"^(?:(?:prof(?:essor)?|dr|drs|ir|ing|dipl|med|mr|mrs|ms|miss|mx|herr|frau|hr|fr|monsieur|madame|mme|mlle|m|sr|sra|srta|don|dona|"
    r"doña|sig|sig\.?ra|dott|dott\.?ssa|dhr|mevr|mw|sir|dame|rev|mag|pd|priv|h\s?c|univ|oa|ca|cand|phd|-ing|-med)\b\.?[\s\-]*)+(?=\S{2,})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[,\s]+(?:m\.?d|ph\.?d|d\.?o|r\.?n|m\.?b\.?a|b\.?sc|m\.?sc|d\.?ds|pharm\.?d|esq|mph|facp|frcp|mrcp|np|pa-c|mba|cpa|msc|bsc|mt\(ascp\)|md-phd)\.?"
    r"(?=$|[,\s])", re.IGNORECASE,
)  # fmt: skip
_SUFFIX = re.compile(r"[,\s]+(jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_PARTICLES = word_set(
    """
    de del della di da do dos das du des van von vom zu zum zur den der ter ten te la le el los las bin ibn al
    af av d' dal dalla y e und st
    """
)
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]")
_CALLER = re.compile(
    r"(?i)^(call-?in user|caller|phone|anonymous|guest|user|unknown( user)?|participant|attendee|"
    r"test user)[ _\-#]*\d*$|^\+?[\d\s()*xX\-]{6,}$"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A whole name in its parts; `full` is how it is shown."""

    first: str
    last: str
    full: str


@lru_cache(maxsize=100_000)
def cased(name: str) -> str:
    """`ANNA-MARIA VAN DER BERG` and `anna-maria van der berg` become `Anna-Maria van der Berg`; mixed case is
    left alone."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 3 or not (name.isupper() or name.islower()):
        return name
    words = [_cased_word(word, at, len(name.split(" "))) for at, word in enumerate(name.split(" "))]
    return " ".join(words)


def _cased_word(word: str, at: int, of: int) -> str:
    lower = word.lower()
    if lower in _PARTICLES and of > 1 and at < of - 1:
        return lower
    parts = re.split(r"([-'’])", lower)
    made = "".join(part[:1].upper() + part[1:] for part in parts)
    if made.startswith("Mc") and len(made) > 3:
        made = "Mc" + made[2].upper() + made[3:]
    return made


@lru_cache(maxsize=100_000)
def clean_part(text: str) -> str:
    """A first or last name of its own column."""
    return cased(_EMOJI.sub("", meant(text)).strip(" ,;"))


@lru_cache(maxsize=100_000)
def split_name(text: str, family_first: bool = False) -> Person:
    """A whole name split into first and last; titles, degrees and remarks in brackets are left out of the parts.

    `family_first` says that the column holds the family name first (`Cognome e Nome`), also without a comma.
    """
    written = _EMOJI.sub("", meant(text)).strip(" ,;")
    if not written:
        return Person("", "", "")
    if _EAST.search(written):
        return _eastern(written)
    plain = _AFTER.sub("", _IN_BRACKETS.sub(" ", written)).strip(" ,")
    plain = _TITLE.sub("", plain).strip(" ,") or written
    plain = _SUFFIX.sub("", plain)
    if plain.count(",") == 1:
        last, _, first = (part.strip() for part in plain.partition(","))
        return _person(cased(first), cased(last))
    words = plain.split()
    if len(words) == 1:
        return Person(cased(words[0]), "", cased(words[0]))
    if words[0].isupper() and len(words[0]) > 2 and not words[-1].isupper():  # SURNAME Given
        upper = [word for word in words if word.isupper()]
        if words[: len(upper)] == upper:
            return _person(" ".join(words[len(upper) :]), cased(" ".join(upper)))
    if not any(word[:1].isalpha() for word in words):
        return Person("", "", written)
    if family_first:
        cut = 2 if words[0].lower() in _PARTICLES and len(words) > 2 else 1
        return _person(cased(" ".join(words[cut:])), cased(" ".join(words[:cut])))
    at = len(words) - 1
    for place in range(1, len(words) - 1):
        if words[place].lower().rstrip(".") in _PARTICLES and len(words[place]) > 1:
            at = place
            break
    whole = cased(" ".join(words)).split()
    return _person(" ".join(whole[:at]), " ".join(whole[at:]))


def _person(first: str, last: str) -> Person:
    return Person(first, last, " ".join(part for part in (first, last) if part))


def _eastern(written: str) -> Person:
    """Family name first; beside a Latin spelling that one is split."""
    latin = _EAST.sub("", written)
    latin = _TITLE.sub("", " ".join(latin.split())).strip(" ,()")
    if len(latin.split()) >= 2:
        words = latin.split()
        return Person(" ".join(words[:-1]), words[-1], written)
    parts = written.split()
    if len(parts) == 2:
        return Person(parts[1], parts[0], written)
    if 2 <= len(written) <= 4 and all("\u3400" <= c <= "\u9fff" for c in written):
        cut = 2 if len(written) == 4 else 1
        if len(written) == 4 or len(written) == 2:
            return Person(written[cut:], written[:cut], written)
    return Person("", "", written)


def is_no_person(text: str) -> bool:
    """True for what meeting programs write where no name is known: `call-in user_2`, `Guest`, a number."""
    return bool(_CALLER.match(meant(text)))
