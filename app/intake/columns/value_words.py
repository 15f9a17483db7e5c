"""Words by which the values of a column tell what it holds, read once from `resources/intake/values.yaml`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import yaml

from app.intake.words import fold, plain
from app.shipped import shipped


@dataclass(frozen=True, slots=True)
class ValueWords:
    """Jobs and wishes are found inside a text; statuses are the whole of it."""

    jobs: re.Pattern[str]
    wishes: re.Pattern[str]
    statuses: frozenset[str]


@lru_cache(maxsize=1)
def value_words() -> ValueWords:
    """The vocabulary of values; loaded when the first file is looked at."""
    path = shipped() / "intake" / "values.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    said = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return ValueWords(
        jobs=_inside(said["jobs"]),
        wishes=_inside(f"{word}." for word in said["wishes"]),
        statuses=frozenset(map(fold, said["statuses"])),
    )


def _inside(words: Iterable[str]) -> re.Pattern[str]:
    """Words at their beginning; one that ends in a dot as a whole. Scripts without blanks are found anywhere."""
    parts = []
    for word in words:
        whole = plain(word.removesuffix("."))
        end = r"\b" if word.endswith(".") else ""
        parts.append(rf"\b{re.escape(whole)}{end}" if whole.isascii() else re.escape(whole))
    return re.compile("|".join(parts))
