"""How far a file says a lead has come: its words onto Lead, MQL, SAL, SQL and Opportunity. A claim, never a proof."""

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from app.intake.columns.value_words import value_words
from app.intake.words import compact, fold, plain
from app.shipped import shipped

BEGINNING = "lead"  # what everybody is: it claims nothing
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class StageWords:
    """The words of `resources/intake/stages.yaml`."""

    headers: frozenset[str]
    meaning: dict[str, str]
    codes: frozenset[str]
    negations: frozenset[str]


@lru_cache(maxsize=1)
def stage_words() -> StageWords:
    """The words of stages; read when the first column may say one."""
    path = shipped() / "intake" / "stages.yaml"
    said = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return StageWords(
        headers=frozenset(compact(word) for word in said["headers"]),
        meaning={fold(word): stage for stage, words in said["stages"].items() for word in words},
        codes=frozenset(said["codes"]),
        negations=frozenset(map(plain, said["negations"])),
    )


@lru_cache(maxsize=4096)
def stage_of(written: str) -> str:
    """The stage that a cell claims, "lead" where it claims none beyond that; empty where it says something else."""
    words = stage_words()
    if found := words.meaning.get(fold(written)):
        return found
    parts = _WORD.findall(plain(written))
    named = {part for part in parts if part in words.codes}
    if len(named) != 1 or words.negations & set(parts):
        return ""
    return str(named.pop())


def says_stages(header: str, cells: dict[str, int]) -> bool:
    """True for a column whose name may say how far leads have come, and whose values do; `cells` with how often."""
    if compact(header) not in stage_words().headers:
        return False
    claims = {cell: stage_of(cell) for cell in cells}
    if not any(stage not in ("", BEGINNING) for stage in claims.values()):
        return False
    told = sum(times for cell, times in cells.items() if claims[cell] or fold(cell) in value_words().statuses)
    return told >= 0.6 * sum(cells.values())
