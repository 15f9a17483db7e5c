"""Lines of a table that are no rows of it: totals, page numbers, footers, ruled lines, titles of groups."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.intake.columns.naming import named
from app.intake.columns.values import kind
from app.intake.structure.header import filled
from app.intake.words import fold, names, plain
from app.language import later

_NUMBERISH = re.compile(r"[-+]?[\d.,'\s%€$£]*\d[\d.,'\s%€$£]*")
_RULE = re.compile(r"(?=.*[\-=_*~•–—|+#]{3})[\s\-=_*~.•–—|+#:]+", re.DOTALL)
_ORNAMENT = " \t*-=_~•·–—<>|#"
_COUNTED = re.compile(r"(.+?)\s*(?:[:=]\s*)?\(?\d[\d.,'\s]*\)?")
_GROUP = re.compile(r"([^:]{2,40}):\s*(\S.*?)(?:\s*\(\d+(?:\s+\w+)?\))?")
_LONGEST = 400
_LONGEST_NUMBER = 60
_LIKE_NAMES = 4  # letters; Som, Sum and Soma are names of people as well


@lru_cache(maxsize=1)
def _begins() -> re.Pattern[str]:
    words = sorted(names().totals, key=len, reverse=True)
    return re.compile(r"\s*[-=_*~•–—|+#]{3}|\W{0,4}(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


def may_sum_up(joined: str) -> bool:
    """Quick and cautious, for every row of a file: False where its text surely begins with no word for a total
    and with no ruled line."""
    return bool(_begins().match(joined))


def closing_line(cells: Sequence[str]) -> str:
    """Why this line is no lead: a total, a footer or a ruled line; empty where it may be a row."""
    used = filled(cells)
    texts = [cells[i].strip() for i in used]
    if not texts or len(texts[0]) > _LONGEST:
        return ""
    if all(_RULE.fullmatch(text) for text in texts):
        return later("ruled line")
    first = texts[0].strip(_ORNAMENT)
    if _sums_up(first, texts):
        return "totals"
    if len(texts) <= 3 and not any("@" in text for text in texts):
        lowered = plain(first)
        if any(pattern.match(lowered) for pattern in names().footers):
            return "footer"
    return ""


def _sums_up(first: str, texts: Sequence[str]) -> bool:
    """`Total,5`, `Total records: 5`, `Germany subtotal,3`: a word for a sum, and beside it nothing but numbers."""
    totals, folded, others = names().totals, fold(first), texts[1:]
    numbers = all(map(_is_a_number, others))
    if folded in totals:
        if others and numbers and len(folded) <= _LIKE_NAMES:
            return all(kind(other) != "phone" for other in others)
        return not others or numbers or (any(map(_is_a_number, others)) and not _of_a_person(others))
    if not numbers:
        return any(fold(text) in totals for text in others) and _rest_are_numbers(texts)
    begins = any(folded.startswith(word + " ") for word in totals if len(word) > 3)
    if begins and (others or ":" in first or _COUNTED.fullmatch(first)):
        return True
    return bool(others) and any(folded.endswith(" " + word) for word in totals if len(word) > _LIKE_NAMES)


def _is_a_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _NUMBERISH.fullmatch(text) is not None


def _of_a_person(texts: Sequence[str]) -> bool:
    return any(kind(text) in ("email", "phone", "url") for text in texts)


def _rest_are_numbers(texts: Sequence[str]) -> bool:
    """`3,Total,5`: one word for a sum among numbers."""
    rest = [text for text in texts if fold(text) not in names().totals]
    return len(rest) == len(texts) - 1 and all(map(_is_a_number, rest))


def group_title(cells: Sequence[str]) -> bool:
    """`Lead Source: Web (12)`, alone above the rows of its group as reports with groups write it."""
    used = filled(cells)
    alone = len(used) == 1 and len(cells[used[0]]) <= _LONGEST
    found = _GROUP.fullmatch(cells[used[0]].strip()) if alone else None
    return found is not None and named(found[1]).known and "@" not in found[2]
