"""Names in Chinese, Japanese and Korean writing: the family name stands first, honours behind."""

import re
from functools import lru_cache

from app.intake.cleaning.word_lists import word_lists

EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FOREIGN = re.compile(r"[\u30a0-\u30ff]+(?:[・＝][\u30a0-\u30ff]+)+")  # a Western name in katakana keeps its order
_ONE_SCRIPT = re.compile(r"[\u3400-\u9fff々]+|[\uac00-\ud7af]+")


def eastern_parts(written: str) -> tuple[str, str]:
    """First and last name of a name without Latin letters; both empty where the writing does not tell."""
    if _FOREIGN.fullmatch(written):
        first, *others = re.split("[・＝]", written)
        return first, " ".join(others)
    plain = _honours().sub("", written).strip()
    parts = re.split(r"[\s,、]+", plain)
    if len(parts) == 2:
        return parts[1], parts[0]
    name = parts[0]
    if len(parts) > 1 or not _ONE_SCRIPT.fullmatch(name):
        return "", ""
    if plain != written and len(name) == 2:  # 山田様: whom one addresses thus one calls by the family name
        return "", name
    cut = _length_of_family(name)
    return (name[cut:], name[:cut]) if cut else ("", "")


def _length_of_family(name: str) -> int:
    """The signs of the family name; 0 where nobody can say."""
    said = word_lists("people")
    if name[:2] in said["east_double"] and len(name) in (3, 4):
        return 2
    if "\uac00" <= name[0] <= "\ud7af":
        return 1 if len(name) in (2, 3) else 0
    if len(name) in (2, 3) and name[0] in said["east_single"]:
        return 1
    return 2 if len(name) == 4 else 0


@lru_cache(maxsize=1)
def _honours() -> re.Pattern[str]:
    words = sorted(word_lists("people")["east_honours"], key=len, reverse=True)
    return re.compile(r"(?<=..)\s?(?:" + "|".join(map(re.escape, words)) + ")$")
