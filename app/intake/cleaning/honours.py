"""What stands around a person's name (titles, degrees, nicknames, remarks in brackets) taken off, but not lost."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.intake.cleaning.word_lists import as_set, bare, word_lists

_WRAPPED = re.compile(r"^([\"'“„«])(.*)([\"'”“»])$")
_NICKNAME = re.compile(
    r"(?:(?<=\s)|^)(?:\"([^\"]{1,60})\"|[“„]([^”“]{1,60})[”“]|«([^»]{1,60})»|'([^'\s]{2,40})')(?=\s|,|$)"
)
_BRACKETS = re.compile(r"(?:^|\s)[(\[{（【]([^)\]}）】]*)(?:[)\]}）】]|$)")
_ASIDE = re.compile(r"\s+[-–—@•·/]\s+|\s*[|]\s*")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_GLUED = re.compile(r"^([^\W\d_]{2,}(?:-[^\W\d_]+)?\.)(?=[^\W\d_]{2,})")


@dataclass(frozen=True, slots=True)
class Honours:
    """The name alone, whether a title stood before it, and what was taken off, as written."""

    name: str
    titled: bool = False
    beside: tuple[str, ...] = ()  # remarks in brackets and behind dashes: companies, nicknames, jobs


@dataclass(frozen=True, slots=True)
class _Lists:
    titles: frozenset[str]
    with_stop: frozenset[str]
    after: frozenset[str]
    degrees: frozenset[str]
    shouted: frozenset[str]
    suffixes: frozenset[str]
    pronouns: frozenset[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    said = word_lists("people")
    return _Lists(
        *(
            as_set(said[name])
            for name in ("titles", "titles_with_stop", "titles_after", "degrees", "shouted", "suffixes", "pronouns")
        )
    )


def without_honours(written: str) -> Honours:
    """The name between its titles and degrees. What would leave no name is left on."""
    if wrapped := _WRAPPED.match(written):
        written = wrapped[2].strip()
    beside: list[str] = []
    name = _taken(_BRACKETS, _taken(_NICKNAME, written, beside), beside)
    parts = _ASIDE.split(name)
    if len(parts) > 1 and (len(parts[0].split()) > 1 or "|" in name):
        name, beside = parts[0], [*beside, *parts[1:]]
    untitled = _without_titles(name)
    name, titled = (untitled, untitled != name) if untitled else (name, False)
    name = _without_degrees(name, titled)
    name = without_suffix(name)
    if not _LETTERS.search(name):
        return Honours(written)
    said = tuple(text for text in (part.strip() for part in beside) if text and bare(text) not in _lists().pronouns)
    return Honours(name, titled, said)


def _taken(pattern: re.Pattern[str], name: str, beside: list[str]) -> str:
    """The name without what the pattern finds, as long as something is left."""
    found = [next(filter(None, match.groups()), "") for match in pattern.finditer(name)]
    rest = " ".join(pattern.sub(" ", name).split()).strip(" ,")
    if not found or not _LETTERS.search(rest):
        return name
    beside.extend(found)
    return rest


def _without_titles(name: str) -> str:
    said = _lists()
    rest, titled = name.strip(" ,"), False
    while True:
        if (glued := _GLUED.match(rest)) and _is_title(glued[1], titled, said):
            rest = f"{glued[1]} {rest[glued.end() :]}"
        word, _, further = rest.partition(" ")
        if not _LETTERS.search(further) or not _is_title(word, titled, said):
            return rest if _LETTERS.search(rest) else ""
        rest, titled = further.lstrip(" ,-"), True


def _is_title(word: str, titled: bool, said: _Lists) -> bool:
    plain_word = bare(word).strip("-")
    if "-" in plain_word and plain_word not in said.titles:  # Univ.-Prof.
        return all(_is_title(part, True, said) for part in word.split("-") if part)
    return (
        plain_word in said.titles
        or (plain_word in said.with_stop and word.endswith("."))
        or (titled and plain_word in said.after and (word.endswith(".") or not word[:1].isupper()))
    )


def _without_degrees(name: str, titled: bool) -> str:
    said, shouting = _lists(), name.isupper()
    while True:
        rest, comma, word = _last_word(name)
        if not rest:
            return name
        degree = bare(word)
        several = titled or len(rest.split()) > 1
        written_as_one = "." in word[:-1] or sum(map(str.isupper, word)) > 1
        sure = degree in said.degrees and (degree not in said.shouted or (several and (comma or not shouting)))
        if not sure or not (comma or (several and written_as_one)):
            return name
        name = rest


def without_suffix(name: str, *, of_family: bool = False) -> str:
    """The name without Jr. or III behind it; behind one word only where that is a family name."""
    rest, comma, word = _last_word(name)
    return rest if rest and bare(word) in _lists().suffixes and (of_family or comma or len(rest.split()) > 1) else name


def _last_word(name: str) -> tuple[str, bool, str]:
    """What stands before the last word, whether a comma parts them, and the word."""
    at = max(name.rfind(" "), name.rfind(","))
    rest = name[: at + 1].rstrip()
    return rest.rstrip(" ,"), rest.endswith(","), name[at + 1 :]
