"""Keys and values above or below a table: the webinar and its day, in whatever form a report writes them."""

import re
from collections.abc import Mapping, Sequence

from app.intake.cleaning.dates import clean_date
from app.intake.columns.values import kind
from app.intake.structure.header import filled
from app.intake.words import fold, names, word_set

_IN_ONE_CELL = re.compile(r"\s*([^:=;,\t|]{2,40}?)\s*([:=;,\t|])\s*(\S.*)", re.DOTALL)
_SEVERAL = re.compile(r"\s+[|·•]\s+|\t+|\s{4,}")
_BRACKETS = re.compile(r"\s*[(\[].*?[)\]]\s*")
_NOTHING = word_set("all any none na no unknown alle tous todas todos tutti")
_REPORT = re.compile(r"\b(report|reports|bericht|rapport|export|informe|rapporto|relatorio|list|liste|lista)\b")
_TITLES = word_set("title titel titre titulo titolo")

_LONGEST_KEY, _LONGEST = 100, 2_000

Line = tuple[int, list[str]]


def known_key(text: str) -> str:
    """What a key says about every lead of the file (campaign, created_at, identifier); empty for an unknown one."""
    if len(text) > _LONGEST_KEY:
        return ""
    said = names().context
    return said.get(fold(text)) or said.get(fold(_BRACKETS.sub(" ", text)), "")


def pairs_in(cells: Sequence[str]) -> list[tuple[str, str]]:
    """The keys and values that one line holds, side by side or within a cell; none where it holds no such thing."""
    texts = [cells[i].strip() for i in filled(cells)]
    if any(len(text) > _LONGEST for text in texts):
        return []
    if len(texts) == 1:
        return _pairs_in_one(texts[0])
    if len(texts) == 2:
        return [(texts[0].rstrip(": "), texts[1])]
    keys = texts[::2]
    if len(texts) % 2 == 0 and all(key.endswith(":") or known_key(key) for key in keys):
        return [(key.rstrip(": "), value) for key, value in zip(keys, texts[1::2], strict=True)]
    inside = [_pair_in(text) for text in texts]
    if all(pair and ":" in text for pair, text in zip(inside, texts, strict=True)):
        return [pair for pair in inside if pair]
    return []


def _pairs_in_one(text: str) -> list[tuple[str, str]]:
    several = [_pair_in(part) for part in _SEVERAL.split(text)]
    if len(several) > 1 and all(several):
        return [pair for pair in several if pair]
    single = _pair_in(text)
    return [single] if single else []


def _pair_in(text: str) -> tuple[str, str] | None:
    """`Topic: My webinar`; other marks than a colon count only after a known key."""
    found = _IN_ONE_CELL.fullmatch(text)
    if found is None or found[3].startswith("//"):
        return None
    return (found[1], found[3].strip()) if found[2] == ":" or known_key(found[1]) else None


def speaks_of_all(cells: Sequence[str]) -> bool:
    """True for a line of keys and values of which one is known: no row of a list of people reads like that."""
    return any(known_key(key) and kind(value) != "email" for key, value in pairs_in(cells))


def names_values_below(cells: Sequence[str]) -> bool:
    """True for a line of names whose values stand in the line below (`Webinar Name, Webinar ID`)."""
    texts = [cells[i].strip() for i in filled(cells)]
    return len(texts) >= 2 and any(map(known_key, texts)) and all(kind(text) == "text" for text in texts)


def context_of(above: Sequence[Line]) -> dict[str, str]:
    """Keys and values of a preamble: pairs in a row or a cell, or a row of names over a row of values."""
    found: dict[str, str] = {}
    at = 0
    while at < len(above):
        record, cells = above[at]
        below = above[at + 1] if at + 1 < len(above) and above[at + 1][0] == record + 1 else None
        if below and _names_over_values(cells, below[1]):
            for i in filled(cells):
                if i < len(below[1]) and below[1][i].strip():
                    found.setdefault(cells[i].strip(), below[1][i].strip())
            at += 2
            continue
        for key, value in pairs_in(cells):
            found.setdefault(key, value)
        at += 1
    return found


def _names_over_values(names_row: Sequence[str], values_row: Sequence[str]) -> bool:
    if len(filled(names_row)) < len(filled(values_row)):
        return False
    texts = [names_row[i].strip() for i in filled(names_row)]
    if any(kind(text) != "text" for text in texts):
        return False
    values = [values_row[i].strip() for i in filled(values_row)]
    known = [bool(known_key(text)) for text in texts]
    if len(texts) == 1:
        return known[0] and filled(names_row) == filled(values_row) and not pairs_in(values_row)
    if len(texts) == 2:  # or two lines of a key and a value each
        told = [kind(value) != "text" for value in values]
        return all(known) or (known[0] and told[0]) or (len(told) == 2 and all(told))
    return any(known) or any(kind(value) != "text" for value in values[1:])


def from_context(context: Mapping[str, str]) -> dict[str, str]:
    """What a preamble says about every lead: the campaign, the day it was held. The plainest key is asked first."""
    keys = {fold(key): value for key, value in reversed(list(context.items()))}
    keys |= {fold(_BRACKETS.sub(" ", key)): value for key, value in reversed(list(context.items()))}
    meant: dict[str, str] = {}
    for word, field in names().context.items():
        if field not in meant and word in keys and _can_be(field, word, keys[word]):
            meant[field] = keys[word]
    return meant


def _can_be(field: str, word: str, value: str) -> bool:
    """A number, a date, `All` or the name of a report is no campaign; what is no date is no day."""
    if field == "created_at":
        return bool(clean_date(value, "mdy")[0])
    if field != "campaign":
        return True
    folded = fold(value)
    if not folded or folded.replace(" ", "") in _NOTHING or kind(value) in ("date", "number", "phone", "email"):
        return False
    return not (word in _TITLES and _REPORT.search(folded))
