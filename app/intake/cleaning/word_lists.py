"""The word lists of cleaning, which are data: `resources/intake/*.yaml`, each read once."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import yaml

from app.intake.words import plain
from app.shipped import shipped


@lru_cache(maxsize=16)
def word_lists(name: str) -> Mapping[str, Any]:
    """Everything in one file of `resources/intake`, by its name without ending."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    said: dict[str, Any] = yaml.load((shipped() / "intake" / f"{name}.yaml").read_text("utf-8"), Loader=loader)
    return said


def bare(word: str) -> str:
    """A word as lists hold it: folded, without full stops and commas."""
    return plain(word).replace(".", "").strip(",")


def as_set(words: Iterable[object]) -> frozenset[str]:
    """A list of a file as a set to compare folded words with."""
    return frozenset(bare(str(word)) for word in words)
